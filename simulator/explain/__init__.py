"""What drives the date and the cost, and what would help most."""

from simulator.explain.result import Explanation
from simulator.explain.run import explain

__all__ = ["Explanation", "explain"]
