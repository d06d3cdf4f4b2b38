"""Dates and budgets that hold together with one chance: the iso-confidence frontier.

Source: NASA Cost Estimating Handbook 4.0 (2015), appendix J; Druker, Deciphering JCL (2013) on
what it is not: a curve along which time is traded for money.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulator.results.percentile import rank
from simulator.results.raw import Floats

POINTS = 80
"""Points of a frontier; more do not show."""


class Frontier(NamedTuple):
    """finish, cost : float64[points], dates ascending, budgets descending. At each point the share
    of iterations with both at or below it is at least the level, and no smaller budget has it."""

    finish: Floats
    cost: Floats


def frontier(finish: Floats, cost: Floats, level: float, points: int = POINTS) -> Frontier:
    """The least budget for each of several dates. level : 0 < level <= 100.

    finish, cost : float64[n], paired. With k = ceil(n level / 100), the least budget by a date is
    the k-th smallest cost of the iterations that finish by it. The first date is the earliest that
    has any: the level's own percentile of the finish. The last is the latest finish of all, where
    the budget is the level's own percentile of the cost.
    """
    order = np.argsort(finish, kind="stable")
    dates, money = finish[order], cost[order]
    n = len(dates)
    k = rank(level, n)
    # The budget falls fastest at the early end, where few iterations are left to choose from.
    counts = np.unique(np.round(k + (n - k) * np.linspace(0.0, 1.0, points) ** 3).astype(np.int64))
    # Iterations that finish at the very same moment come together.
    counts = np.unique(np.searchsorted(dates, dates[counts - 1], side="right"))
    least = [float(np.partition(money[:count], k - 1)[k - 1]) for count in counts]
    return Frontier(dates[counts - 1], np.array(least, dtype=np.float64))


def even_percentile(finish: Floats, cost: Floats, level: float) -> float:
    """The P (0 to 100) for which "finish by its P-date and cost within its P-sum" holds in at
    least `level` % of iterations: the one point of the frontier that favours neither.

    An iteration is within both from the larger of its two ranks on, so P is the percentile of
    those.
    """
    n = len(finish)
    larger = np.maximum(_rank_from(finish), _rank_from(cost))
    k = rank(level, n)
    return float(np.partition(larger, k - 1)[k - 1]) / n * 100


def _rank_from(samples: Floats) -> Floats:
    """For each sample the first place, 1 to n, of its value in ascending order."""
    return (np.searchsorted(np.sort(samples), samples, side="left") + 1).astype(np.float64)
