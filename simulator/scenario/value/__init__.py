"""What a program is worth, and what is at stake in each of its risks."""

from simulator.scenario.value.answer import Value
from simulator.scenario.value.run import value

__all__ = ["Value", "value"]
