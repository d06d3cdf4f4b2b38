"""The plan run again with changes, and by how much that moves a percentile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from simulator.engine.again import Again, Change
from simulator.engine.moves import Move, moved
from simulator.kernels.workspace import Samples
from simulator.model.calendar import DAY
from simulator.network.arrays import Network
from simulator.network.certain import without
from simulator.network.factors import Factor
from simulator.results.percentile import percentile
from simulator.results.raw import Floats, Lever

NOTHING = 1e-6
"""Days, or a share of the money, that arithmetic alone may add."""


@dataclass
class Trials:
    """Runs on the same draws. base : the plan as it is. level : 0 to 100, of the percentile that
    is asked about. plan : finish and cost of the plan as planned, instant and money. report :
    called after each run."""

    again: Again
    base: Samples
    plan: tuple[float, float]
    level: float
    report: Callable[[], None]

    def of(self, change: Callable[[Network], Network]) -> Samples:
        """Finish and cost after a change of the network."""
        found = self.again.samples(change)
        self.report()
        return found

    def without(self, factors: Iterable[Factor]) -> Samples:
        """Finish and cost with some things certain."""
        return self.of(partial(without, factors=tuple(factors)))

    def each(self, out: Sequence[Factor], factors: Sequence[Factor]) -> list[Samples]:
        """Finish and cost with `out` certain and one of `factors` too, for each of them."""
        return self._told(self.again.certain(out, factors))

    def each_of(self, changes: Sequence[Change]) -> list[Samples]:
        """Finish and cost after each of some changes."""
        return self._told(self.again.each(changes))

    def _told(self, found: list[Samples]) -> list[Samples]:
        for _ in found:
            self.report()
        return found

    def move(self, before: Samples, after: Samples) -> Move:
        """What the percentile of `before` has more than that of `after`."""
        return moved(before, after, self.level)

    def lever(self, factor: Factor, before: Samples, after: Samples) -> Lever:
        """The same as what one factor adds."""
        return Lever(factor.kind, factor.id, factor.name, None, *self.move(before, after))

    def beyond_plan(self, certain: Samples) -> Move | None:
        """What iterations without anything uncertain have more than the plan: the rounding of
        durations to whole days, say. None where that is nothing.

        certain : finish and cost with every cause certain.
        """
        days = (self.at(certain.finish[0]) - self.plan[0]) / DAY
        money = self.at(certain.cost[0]) - self.plan[1] if certain.cost.shape[0] else None
        if abs(days) < NOTHING and abs(money or 0.0) < NOTHING * (1.0 + abs(self.plan[1])):
            return None
        return Move(days, days, days, money, money, money)

    def at(self, samples: Floats) -> float:
        """The percentile itself."""
        return percentile(np.sort(samples), self.level)
