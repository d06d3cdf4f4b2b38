"""Joint confidence: the chance of meeting a date and a budget together."""

from __future__ import annotations

from simulator.results import precision
from simulator.results.estimate import Chance
from simulator.results.raw import Floats


def joint_chance(
    finish: Floats, cost: Floats, by: float, within: float, sampling: str = "latin"
) -> Chance:
    """Share of iterations with finish <= by and cost <= within, with its interval.

    finish, cost : float64[iterations], paired by iteration. It is neither the product nor the
    lesser of the two chances, because time and money move together (NASA Cost Estimating
    Handbook 4.0, appendix J).
    """
    hits = (finish <= by) & (cost <= within)
    low, high = precision.probability_interval(hits, sampling)
    return Chance(float(hits.mean()), low, high, len(hits))
