"""Contingency: how much, for what, whose, and what responses make of it."""

from simulator.scenario.contingency.answer import Contingency
from simulator.scenario.contingency.breakdown import shared_by
from simulator.scenario.contingency.run import contingency, contingency_of

__all__ = ["Contingency", "contingency", "contingency_of", "shared_by"]
