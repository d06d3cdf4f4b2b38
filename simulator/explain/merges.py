"""Where paths meet: how much later a task starts than the latest of its predecessors on average.

Merge bias in one place: the mean of the latest of several dates is later than the latest of their
means (MacCrimmon and Ryavec 1964, Operations Research 12(1)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.engine.views import View, blocks
from simulator.kernels import codes
from simulator.kernels.worktime import SAME
from simulator.network.axis import Axis
from simulator.network.compile import Compiled
from simulator.network.dtypes import I64
from simulator.results.raw import Floats

FREE = (codes.KIND_LEVEL_OF_EFFORT, codes.KIND_EARLIEST)
"""Rows that wait for nobody: levels of effort, and the earliest start of a summary."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Several links that push one end of a row.

    row : of the network. to_start : False where they push its finish. predecessors : how many.
    delay : mean extra wait, working minutes of the row's calendar. latest : row of the predecessor
    that is the latest on average; second : of the one that is most often later or as late, with the
    share of iterations in which it is.
    """

    row: int
    to_start: bool
    predecessors: int
    delay: float
    latest: int
    second: int
    second_share: float


class MergeSums:
    """Sums over pages of what every link says, and of the latest at every merge."""

    def __init__(self, compiled: Compiled) -> None:
        network, links = compiled.network, compiled.network.links
        self._compiled = compiled
        row = np.repeat(np.arange(len(compiled.rows)), np.diff(links.first))
        to_start = np.isin(links.relation, (codes.FS, codes.SS))
        free = np.isin(network.tasks.kind, FREE)
        binding = np.flatnonzero(~free[row] & ~free[links.predecessor])
        order = binding[np.lexsort((binding, ~to_start[binding], row[binding]))]
        place = 2 * row[order] + ~to_start[order]
        starts = np.flatnonzero(np.diff(place, prepend=-1))
        sizes = np.diff(np.append(starts, len(order)))
        kept = np.repeat(sizes > 1, sizes)
        self._links: I64 = order[kept]
        sizes = sizes[sizes > 1]
        self._starts: I64 = np.cumsum(sizes) - sizes
        self._sizes = sizes
        self._row = row[self._links]
        self._to_start = to_start[self._links]
        self._n = 0
        self._sum, self._last = np.zeros(len(self._links)), np.zeros(len(self._links))
        self._latest = np.zeros(len(sizes))

    def add(self, page: View) -> None:
        """One page of dates."""
        if not len(self._links):
            return
        self._n += page.lanes
        for own in blocks(len(self._starts)):
            first, sizes = self._starts[own], self._sizes[own]
            links = slice(int(first[0]), int(first[-1] + sizes[-1]))
            instants = self._instants(page, links)
            latest = np.maximum.reduceat(instants, first - first[0], axis=0)
            self._sum[links] += instants.sum(axis=1)
            self._latest[own] += latest.sum(axis=1)
            last = instants >= np.repeat(latest, sizes, axis=0) - SAME
            self._last[links] += last.sum(axis=1)

    def merges(self) -> list[Merge]:
        """Every merge, in the order of rows."""
        links = self._compiled.network.links
        found = []
        for k, (start, size) in enumerate(zip(self._starts, self._sizes, strict=True)):
            own = slice(start, start + size)
            mean, last = self._sum[own] / self._n, self._last[own].astype(float)
            best = int(mean.argmax())
            last[best] = -1.0
            other = int(last.argmax())
            predecessor = links.predecessor[self._links[own]]
            found.append(
                Merge(
                    int(self._row[start]),
                    bool(self._to_start[start]),
                    int(size),
                    float(self._latest[k] / self._n - mean[best]),
                    int(predecessor[best]),
                    int(predecessor[other]),
                    float(last[other] / self._n),
                )
            )
        return found

    def _instants(self, page: View, some: slice) -> Floats:
        """What links say, in working minutes of their row's calendar, float64[link, lane]."""
        network, chosen = self._compiled.network, self._links[some]
        links = network.links
        ends = np.isin(links.relation[chosen], (codes.FS, codes.FF))[:, None]
        predecessor = links.predecessor[chosen]
        found = np.where(ends, page.finish[predecessor], page.start[predecessor])
        lag = links.lag[chosen][:, None] + links.share[chosen][:, None] * page.duration[predecessor]
        drawn = page.drawn_lag(chosen)
        lag = np.where(np.isnan(drawn), lag, drawn)
        calendar, own = links.calendar[chosen], network.tasks.calendar[self._row[some]]
        for c in np.unique(calendar):
            here = np.flatnonzero((calendar == c) & (lag != 0.0).any(axis=1))
            found[here] = _shifted(network.clock, int(c), found[here], lag[here])
        for c in np.unique(own):
            here = np.flatnonzero(own == c)
            found[here] = Axis(network.clock, int(c)).work(found[here])
        return found


def _shifted(clock: Floats, c: int, instants: Floats, lag: Floats) -> Floats:
    """Instants moved by lags on calendar `c`, -1 by the clock; lost days count as worked."""
    if c < 0:
        return instants + lag
    axis = Axis(clock, c)
    return axis.end(axis.work(instants) + lag)
