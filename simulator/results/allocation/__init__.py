"""Ways of sharing out an amount of contingency that add up to it."""

from simulator.results.allocation.methods import METHODS, Method, Share, shared_out

__all__ = ["METHODS", "Method", "Share", "shared_out"]
