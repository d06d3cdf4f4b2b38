"""The float of every task in every iteration of a page."""

from __future__ import annotations

import numpy as np

from simulator.engine.pages import Page
from simulator.engine.passes import space_of
from simulator.kernels.backward import backward, floats
from simulator.kernels.workspace import Workspace
from simulator.network.arrays import Network
from simulator.network.compile import Compiled, successors
from simulator.results.raw import Floats


class Slack:
    """Runs the backward pass iteration by iteration.

    Late dates come from the links alone: no date of the plan binds them, and all projects may end
    when the program does. So float is never negative, and nil on the driving path of a program
    whose dates come from its links.
    """

    def __init__(self, compiled: Compiled) -> None:
        network = compiled.network._replace(single=0)
        self._network: Network = network._replace(
            successors=successors(network.links, network.tasks.kind)
        )
        late = compiled.late
        self._late = late._replace(
            start=np.full_like(late.start, np.inf),
            finish=np.full_like(late.finish, np.inf),
            project_finish=np.full_like(late.project_finish, np.inf),
        )
        self._space = space_of(self._network, lanes=1)
        rows, projects = len(network.tasks.kind), len(network.projects.history)
        self._late_start, self._late_finish = np.empty((rows, 1)), np.empty((rows, 1))
        self._total, self._free = np.empty(rows), np.empty(rows)
        self._end = np.empty((projects, 1))

    def of(self, page: Page) -> Floats:
        """Total float, working minutes, float64[row, lane]."""
        found = np.empty((len(self._total), page.lanes))
        turned = [np.ascontiguousarray(part.T) for part in (page.duration, page.start, page.finish)]
        space = self._space
        late = (space.duration, self._late_start, self._late_finish)
        for lane in range(page.lanes):
            for own, part in zip((space.duration, space.start, space.finish), turned, strict=True):
                own[:, 0] = part[lane]
            _copy_luck(page.space, lane, space)
            self._end[:] = page.finish_of_all[lane]
            backward(self._network, self._late, self._end, space, late)
            floats(
                self._network, self._late, self._end, space,
                self._late_finish, self._total, self._free,
            )  # fmt: skip
            found[:, lane] = self._total
        return found


def _copy_luck(page: Workspace, lane: int, one: Workspace) -> None:
    """Drawn lags and lost days of one lane to a workspace of one lane."""
    if page.extra is not None and one.extra is not None:
        one.extra.lag[:, 0] = page.extra.lag[:, lane]
        one.extra.present[:, 0] = page.extra.present[:, lane]
    if page.sky is not None and one.sky is not None:
        one.sky.reach[:] = page.sky.reach
        for own, part in (
            (one.sky.kept, page.sky.kept),
            (one.sky.place, page.sky.place),
            (one.sky.filled, page.sky.filled),
        ):
            own[..., 0] = part[..., lane]
