"""Contingency: how much, for what, whose, and what responses make of it."""

from simulator.scenario.contingency.answer import Contingency
from simulator.scenario.contingency.breakdown import shared_by
from simulator.scenario.contingency.run import contingency

__all__ = ["Contingency", "contingency", "shared_by"]
