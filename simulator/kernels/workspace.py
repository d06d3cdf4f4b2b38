"""Scratch memory of one thread and the settings of a run, as kernels see them."""

from typing import NamedTuple

import numpy as np

from simulator.kernels.clock import Sky
from simulator.kernels.room import room

LANES, WIDE, ROWS_OF_WIDE = 256, 512, 2500
"""Iterations that are worked on side by side in a network of more than so many rows, and of less;
see `lanes_of`."""

PAGE = 1024
"""Iterations of one aligned block of the Latin sampling; sums are merged page by page, in order,
so that they are the same for any number of threads."""

COUNT = np.uint16
"""A count of lanes: as narrow as will do, so that the processor counts 32 at a time."""

FOLD = 256
"""Iterations that are summed together, in a fixed order."""

SLOTS = FOLD // 4
"""Partial sums kept apart in a reduction, so that it runs in vector registers."""


class Run(NamedTuple):
    """Settings of a run.

    seed : uint64. latin : 1 or 0. iterations : of the whole run; 0 for
    the plan's own dates. watched : int64[w], rows whose
    finish is kept. pivot : the plan's finish, instant; sums are taken around it.
    floor : float64[row], earliest starts in working minutes where one calendar serves all; None
    on the clock.
    ranges : 1 where least and greatest values are wanted. counts : 1 in the second pass, which
    fills histograms. kept : uint8[row], 1 for rows whose dates stand in the workspace already and
    are left alone. bare : 1 where samples alone are wanted, and no sums.
    """

    seed: np.uint64
    latin: int
    iterations: int
    watched: np.ndarray
    pivot: float
    floor: np.ndarray | None
    ranges: int
    counts: int
    kept: np.ndarray
    bare: int


class Extra(NamedTuple):
    """Arrays for `network.arrays.Logic`; float64[.., lane] but for the second.

    bound : by event of an exclusive group, where its share of the common draw ends. present :
    uint8[gate, lane]. wait : minutes that each row's start is put off. lag : drawn lags. kept :
    minutes of delays that are asked for. scratch : as `kernels.logic` names its rows.
    """

    bound: np.ndarray
    present: np.ndarray
    wait: np.ndarray
    lag: np.ndarray
    kept: np.ndarray
    scratch: np.ndarray


class Workspace(NamedTuple):
    """Arrays that a chunk of iterations is worked out in; float64[row or other, lane].

    ledger : money by account. price : currencies and growth of indices, see `kernels.lines`.
    shifts : scratch of lags.
    """

    duration: np.ndarray
    start: np.ndarray
    finish: np.ndarray
    on_path: np.ndarray
    happens: np.ndarray
    factor: np.ndarray
    project_finish: np.ndarray
    project_cost: np.ndarray
    ledger: np.ndarray
    price: np.ndarray
    last: np.ndarray
    instant: np.ndarray
    cost: np.ndarray
    value: np.ndarray
    uniform: np.ndarray
    score: np.ndarray
    shared: np.ndarray
    sums: np.ndarray
    shifts: np.ndarray
    extra: Extra | None
    sky: Sky | None


class Samples(NamedTuple):
    """What is kept of every iteration. finish : float64[1 + projects + watched, iterations],
    instants, the program's first. cost : float64[1 + projects or 0, iterations]. begin : the
    iteration of their first column."""

    finish: np.ndarray
    cost: np.ndarray
    begin: int = 0


class Tallies(NamedTuple):
    """What is summed. moments : float64[page, row, 3], sums over the page of the duration's
    distance from the plan, its square, and its product with the finish's distance from the
    pivot. critical : int64[row]. low, high : float64[row, 3], least and greatest start, finish
    and duration. happened : int64[event]; present : int64[gate], iterations with open gates.
    missed : int64[row, 2], iterations in which a row lies after its window of the plan, and in
    which in none; no rows in a plan without windows."""

    moments: np.ndarray
    critical: np.ndarray
    low: np.ndarray
    high: np.ndarray
    happened: np.ndarray
    present: np.ndarray
    missed: np.ndarray


class Histograms(NamedTuple):
    """Counts by row and bin for start, finish and duration.

    first, last : the rows counted. low, per_bin : float64[row, 3], value of bin 0 and its
    inverse width. counts : int32[last - first, 3, bin]. rank : float64[iterations], twice the
    mid-rank of the program's finish. rank_sum : float64[last - first, bin], its sum by the bin of
    the duration; whole numbers, so that any order of adding gives the same.
    """

    first: int
    last: int
    low: np.ndarray
    per_bin: np.ndarray
    rank: np.ndarray
    counts: np.ndarray
    rank_sum: np.ndarray


def lanes_of(rows: int) -> int:
    """How many iterations are worked on side by side: the more, the less time goes into what is
    done once a row; but a large network must find room in memory. Results do not depend on it."""
    return WIDE if rows <= ROWS_OF_WIDE else LANES


def allocate_extra(rows: int, events: int, gates: int, lags: int, kept: int, lanes: int) -> Extra:
    """An `Extra` for a network of that size."""
    return Extra(
        bound=np.zeros((events, lanes)),
        present=np.zeros((gates, lanes), dtype=np.uint8),
        wait=np.zeros((rows, lanes)),
        lag=np.zeros((lags, lanes)),
        kept=np.zeros((kept, lanes)),
        scratch=np.zeros((8, lanes)),
    )


def laid_out(sky: Sky | None, lanes: int) -> Sky | None:
    """`sky` with room for so many lanes."""
    if sky is None:
        return None
    return sky._replace(
        reach=sky.reach.copy(),
        kept=np.zeros((*sky.kept.shape[:2], lanes), dtype=np.int32),
        place=np.zeros((*sky.place.shape[:2], lanes), dtype=np.uint16),
        filled=np.zeros((len(sky.kept), lanes), dtype=np.int32),
        state=np.zeros((len(sky.state), lanes), dtype=np.uint8),
        like=np.zeros((len(sky.state), lanes), dtype=np.uint8),
        lost=np.zeros(lanes, dtype=np.uint8),
    )


def allocate(
    rows: int,
    projects: int,
    counts: tuple[int, int, int, int, int],
    extra: Extra | None,
    sky: Sky | None,
    lanes: int,
) -> Workspace:
    """A `Workspace` for a network of that size. counts : of events, drivers, shared scores,
    accounts and prices."""
    events, drivers, shared, accounts, prices = counts
    # In one piece, so that it is large enough for large pages of memory.
    duration, finish, start = room((3, rows, lanes))
    return Workspace(
        duration=duration,
        start=start,
        finish=finish,
        on_path=room((rows, lanes), np.uint8),
        happens=room((events, lanes), np.uint8),
        factor=np.ones((drivers, lanes)),
        project_finish=room((projects, lanes)),
        project_cost=room((projects, lanes)),
        ledger=room((accounts, lanes)),
        price=room((prices, lanes)),
        last=room((lanes,)),
        instant=room((lanes,)),
        cost=room((lanes,)),
        value=room((lanes,)),
        uniform=room((lanes,)),
        score=room((lanes,)),
        shared=room((shared, lanes)),
        sums=room((3, SLOTS)),
        shifts=room((3, lanes)),
        extra=extra,
        sky=laid_out(sky, lanes),
    )
