"""By how much a change moves the finish and the cost."""

from __future__ import annotations

from typing import NamedTuple

from simulator.kernels.workspace import Samples
from simulator.model.calendar import DAY
from simulator.results.paired import percentile_difference


class Move(NamedTuple):
    """By how much one percentile is more than another: elapsed days and money (None where there
    is none), with 95 % intervals."""

    days: float
    low: float
    high: float
    cost: float | None = None
    cost_low: float | None = None
    cost_high: float | None = None


def moved(before: Samples, after: Samples, level: float) -> Move:
    """The percentile of `before` less that of `after`, of the program, on the same draws."""
    days = percentile_difference(before.finish[0], after.finish[0], level)
    found = Move(*(part / DAY for part in days))
    if not before.cost.shape[0]:
        return found
    cost, low, high = percentile_difference(before.cost[0], after.cost[0], level)
    return found._replace(cost=cost, cost_low=low, cost_high=high)
