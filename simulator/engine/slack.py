"""The float of every task in every iteration of a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from simulator.engine.passes import seen_by_kernels, space_of
from simulator.engine.schedule import no_dates, no_run
from simulator.engine.views import View
from simulator.kernels.lean import lean
from simulator.kernels.plan import plan_dates
from simulator.kernels.workspace import Workspace
from simulator.network.arrays import Logic, Network
from simulator.network.compile import Compiled, successors
from simulator.results.raw import Floats

TURNED = 64
"""Iterations whose durations are copied at a time."""


class Slack:
    """Runs the pass of the plan's own dates on the durations of each iteration.

    Late dates come from the links alone: no date of the plan binds them, and all projects may end
    when the program does. So float is never negative, and nil on the driving path of a program
    on one calendar whose dates come from its links.
    """

    def __init__(self, compiled: Compiled) -> None:
        network, late = compiled.network, compiled.late
        # These two arrays are written anew for each iteration, where the kernel reads them.
        self._floor, self._end = network.tasks.floor.copy(), np.empty(len(late.project_finish))
        network = network._replace(
            on_clock=1,
            tasks=network.tasks._replace(floor=self._floor),
            logic=network.logic and _decided(network.logic),
            successors=successors(network.links, network.tasks.kind),
        )
        self._waits = _waiting(compiled.network)
        self._seen, self._run = seen_by_kernels(network), no_run(network)
        self._late = lean(
            late._replace(
                start=np.full_like(late.start, np.inf),
                finish=np.full_like(late.finish, np.inf),
                project_finish=self._end,
            )
        )
        self._space = space_of(network, lanes=1)
        self._found = no_dates(len(compiled.rows), len(self._end), len(network.links.lag))

    def of(self, view: View) -> Floats:
        """Total float, working minutes, float64[row, lane]."""
        found = np.empty((len(self._floor), view.lanes))
        starts = np.ascontiguousarray(view.start[self._waits].T)
        arguments = (self._seen, self._late, self._run, self._space, self._found)
        run = entry(plan_dates, arguments)
        for lane in range(view.lanes):
            if lane % TURNED == 0:
                # An iteration's durations side by side, some iterations at a time.
                duration = np.ascontiguousarray(view.duration[:, lane : lane + TURNED].T)
            self._space.duration[:, 0] = duration[lane % TURNED]
            self._floor[self._waits] = starts[lane]
            self._end[:] = view.finish_of_all[lane]
            _copy_luck(view.page.space, lane, self._space)
            run(*arguments)
            found[:, lane] = self._found.total
        return found


def entry(kernel: Any, arguments: tuple[Any, ...]) -> Callable[..., object]:
    """The compiled code of `kernel` for arguments of these types, called once with them.

    A kernel looks at the types of its arguments whenever it is called, which for a network takes
    longer than the pass itself: too long for once an iteration.
    """
    kernel(*arguments)
    types = tuple(kernel.typeof_pyval(one) for one in arguments)
    found: Callable[..., object] = kernel.overloads[types].entry_point
    return found


def _decided(logic: Logic) -> Logic:
    """`logic` that adds nothing to durations and asks no conditions: a page has done so."""
    return logic._replace(
        hits=logic.hits._replace(first=np.zeros_like(logic.hits.first)),
        checks=logic.checks._replace(first=np.zeros_like(logic.checks.first)),
        factor_first=np.zeros_like(logic.factor_first),
        day=np.zeros_like(logic.day),
    )


def _waiting(network: Network) -> np.ndarray:
    """Rows that risks can make wait before their start, int64[...]."""
    if network.logic is None:
        return np.zeros(0, dtype=np.int64)
    hits = network.logic.hits
    row = np.repeat(np.arange(len(hits.first) - 1), np.diff(hits.first))
    return np.unique(row[hits.to_start != 0])


def _copy_luck(page: Workspace, lane: int, one: Workspace) -> None:
    """What happens, drawn lags and lost days of one lane to a workspace of one lane."""
    one.happens[:, 0] = page.happens[:, lane]
    if page.extra is not None and one.extra is not None:
        one.extra.lag[:, 0] = page.extra.lag[:, lane]
    if page.sky is not None and one.sky is not None:
        one.sky.reach[:] = page.sky.reach
        for own, part in (
            (one.sky.kept, page.sky.kept),
            (one.sky.place, page.sky.place),
            (one.sky.filled, page.sky.filled),
        ):
            own[..., 0] = part[..., lane]
