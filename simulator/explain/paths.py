"""The critical paths themselves: which sets of tasks decide the finish together, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.engine.views import blocks
from simulator.network.dtypes import U64
from simulator.network.names import name_key
from simulator.results.raw import Floats


@dataclass(frozen=True, slots=True)
class Path:
    """Tasks that are on the driving path together.

    tasks : full ids, in topological order; all of them where several chains tie. share : of all
    iterations; late_share : of those that finish after the percentile asked about; NaN where there
    are none. iteration : one in which it is the path. days : mean finish while it is, elapsed days
    since the program's start. planned : True where it is the plan's own.
    """

    tasks: tuple[str, ...]
    share: float
    late_share: float
    iteration: int
    days: float
    planned: bool


def apart(paths: Sequence[Path], most: int) -> list[tuple[str, ...]]:
    """For each path at most so many of its tasks that tell it from the others: those that the
    fewest of them share, in topological order; none where all of its tasks are on all of them."""
    sharing = Counter(task for path in paths for task in path.tasks)
    found = []
    for path in paths:
        own = [task for task in path.tasks if sharing[task] < len(paths)]
        rarest = set(sorted(own, key=lambda task: (sharing[task], own.index(task)))[:most])
        found.append(tuple(task for task in own if task in rarest))
    return found


class PathSums:
    """Counts how often each set of rows is the driving path.

    ids : of the rows; rows without work of their own are left out of a path. A set is known by the
    sum of random 64-bit keys of its rows, so that memory does not grow with its length.
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self._keys: U64 = np.array([name_key(one) for one in ids], dtype=np.uint64)
        self._found: dict[int, list[float]] = {}
        self._n = self._late = 0

    def add(
        self, on_path: NDArray[np.bool_], days: Floats, late: NDArray[np.bool_], first: int
    ) -> None:
        """One page. on_path : bool[row, lane]; days : finish, float64[lane]; late : later than the
        percentile asked about; first : number of the first iteration."""
        sums = np.zeros(len(days), dtype=np.uint64)
        for rows in blocks(len(on_path)):
            keys = np.where(on_path[rows], self._keys[rows, None], np.uint64(0))
            sums += keys.sum(axis=0, dtype=np.uint64)
        known, places, which = np.unique(sums, return_index=True, return_inverse=True)
        counts = np.bincount(which)
        many = zip(
            known.tolist(),
            places.tolist(),
            counts.tolist(),
            np.bincount(which, weights=late).tolist(),
            np.bincount(which, weights=days).tolist(),
            strict=True,
        )
        for key, place, count, after, total in many:
            own = self._found.setdefault(key, [first + place, 0.0, 0.0, 0.0])
            own[1] += count
            own[2] += after
            own[3] += total
        self._n += len(days)
        self._late += int(late.sum())

    @property
    def different(self) -> int:
        """How many different paths there are."""
        return len(self._found)

    def most(self, number: int) -> list[Counted]:
        """The most frequent ones, the most frequent first."""
        ranked = sorted(self._found.values(), key=lambda own: (-own[1], own[0]))
        late = self._late
        return [
            Counted(
                int(first),
                count / self._n,
                after / late if late else float("nan"),
                total / count,
            )
            for first, count, after, total in ranked[:number]
        ]


@dataclass(frozen=True, slots=True)
class Counted:
    """A path as it was counted, before its tasks are looked up in one of its iterations."""

    iteration: int
    share: float
    late_share: float
    days: float
