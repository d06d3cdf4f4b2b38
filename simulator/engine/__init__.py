"""How a program is run."""

from __future__ import annotations

from simulator.engine.passes import Progress
from simulator.engine.receipt import correlations
from simulator.engine.schedule import schedule
from simulator.engine.settings import Settings
from simulator.engine.simulate import simulate

__all__ = ["Progress", "Settings", "correlations", "schedule", "simulate"]
