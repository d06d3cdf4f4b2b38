"""Every task in every iteration, some iterations at a time.

A workspace as wide holds all their dates after they are played: what needs tasks and iterations
together, such as paths, merges and floats, reads them there and keeps sums. Memory does not grow
with the number of iterations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.engine.pages import Page, played
from simulator.engine.passes import make_run
from simulator.engine.settings import Settings
from simulator.kernels import codes
from simulator.kernels.workspace import PAGE
from simulator.network.arrays import Network
from simulator.network.compile import Compiled
from simulator.network.dtypes import I64
from simulator.results.raw import Floats

ROWS = 1024
"""Rows that are looked at together, so that what is worked out on the way stays small."""


LANES = PAGE // 4
"""Iterations that are looked at together: playing parts of pages takes longer than whole ones, all
else less time and memory."""


def blocks(rows: int) -> Iterator[slice]:
    """So many rows, `ROWS` at a time."""
    for first in range(0, rows, ROWS):
        yield slice(first, min(first + ROWS, rows))


@dataclass(frozen=True)
class View:
    """Some iterations of one page, until the next are asked for.

    network : on the clock, so that starts and finishes are instants. Arrays are float64[row, lane]
    or float64[lane].
    """

    network: Network
    page: Page

    @property
    def first(self) -> int:
        """The first iteration."""
        return self.page.first

    @property
    def lanes(self) -> int:
        """How many iterations."""
        return self.page.lanes

    @property
    def duration(self) -> Floats:
        """Working minutes still to do."""
        return self.page.space.duration[:, : self.lanes]

    @property
    def start(self) -> Floats:
        """Starts, instants."""
        return self.page.space.start[:, : self.lanes]

    @property
    def finish(self) -> Floats:
        """Finishes, instants."""
        return self.page.space.finish[:, : self.lanes]

    @property
    def finish_of_all(self) -> Floats:
        """The program's finish, instants."""
        found: Floats = self.page.finish[0]
        return found

    @property
    def cost(self) -> Floats | None:
        """The program's cost; None where no money is planned."""
        return self.page.cost[0] if len(self.page.cost) else None

    @property
    def critical(self) -> NDArray[np.bool_]:
        """Which rows are on the driving path, bool[row, lane]: there, and not merely passed
        through."""
        kind = self.network.tasks.kind
        on_path = self.page.space.on_path[:, : self.lanes] != 0
        works = (self.duration > 0.0) | (kind != codes.KIND_TASK)[:, None]
        passes = np.isin(kind, (codes.KIND_PASS, codes.KIND_EARLIEST, codes.KIND_LEVEL_OF_EFFORT))
        found: NDArray[np.bool_] = on_path & works & ~passes[:, None] & self.present
        return found

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which rows are there at all, bool[row, lane]."""
        found = np.ones((len(self.network.tasks.kind), self.lanes), dtype=bool)
        logic, extra = self.network.logic, self.page.space.extra
        if logic is not None and extra is not None:
            gate = logic.gates.gate
            found[gate >= 0] = extra.present[gate[gate >= 0], : self.lanes] != 0
        return found

    def drawn_lag(self, links: I64) -> Floats:
        """Minutes of the lags that are drawn, float64[link, lane]; NaN for those that are not."""
        found = np.full((len(links), self.lanes), np.nan)
        logic, extra = self.network.logic, self.page.space.extra
        if logic is not None and extra is not None:
            place = logic.lag[links]
            found[place >= 0] = extra.lag[place[place >= 0], : self.lanes]
        return found


def views(
    compiled: Compiled,
    settings: Settings,
    with_cost: bool,
    chosen: Sequence[int] | None = None,
) -> Iterator[View]:
    """The iterations of a run, in order; the same as those of `simulate`. chosen : numbers of some
    pages, None for all."""
    network = compiled.network._replace(on_clock=1)
    run = make_run(network, settings, (), 0.0)
    pages = range(-(-run.iterations // PAGE)) if chosen is None else chosen
    for page in played(network, run, with_cost, pages, LANES):
        yield View(network, page)
