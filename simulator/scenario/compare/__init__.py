"""What would a scenario change? The plan and its edits on the same draws, and the differences."""

from simulator.scenario.compare.comparison import Comparison
from simulator.scenario.compare.run import compare

__all__ = ["Comparison", "compare"]
