"""Why dates differ: root causes first, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.program import Program
from simulator.results.parity.answer import Parity
from simulator.results.raw import Schedule

Scheduler = Callable[[Program], Schedule]
"""Computes the dates of a program: `engine.schedule`."""


def explain(parity: Parity, program: Program, dates: Schedule, scheduler: Scheduler) -> Parity:
    """`parity` with a reason for every difference, root causes first."""
    return parity
