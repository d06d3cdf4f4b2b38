"""Two updates of one plan: the move of a percentile, split into what was changed."""

from simulator.explain.bridge.move import Bar, Bridge, bridge

__all__ = ["Bar", "Bridge", "bridge"]
