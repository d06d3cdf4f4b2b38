"""What if one number, or several, were others? A grid of runs on the same draws."""

from simulator.scenario.vary.grid import Cell, Grid
from simulator.scenario.vary.run import vary

__all__ = ["Cell", "Grid", "vary"]
