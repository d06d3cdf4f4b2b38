"""Scenarios: named edits that turn one program into another."""

from simulator.scenario.apply import Scenario, apply, load_scenario

__all__ = ["Scenario", "apply", "load_scenario"]
