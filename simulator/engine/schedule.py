"""The plan's own dates: one pass without any uncertainty."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from simulator.engine.efforts import place_efforts
from simulator.errors import PlanError
from simulator.kernels import codes
from simulator.kernels.backward import backward, floats
from simulator.kernels.block import move_late, pass_clock
from simulator.kernels.critical import critical, driving_links
from simulator.kernels.workspace import Workspace, allocate
from simulator.model.calendar import DAY
from simulator.model.program import MS_PROJECT, Program
from simulator.network.arrays import Network
from simulator.network.axis import Axis
from simulator.network.compile import Compiled, compile_network, successors
from simulator.network.horizon import MOST_DAYS
from simulator.network.tasks import planned_work
from simulator.results.raw import Floats, Schedule


def schedule(program: Program) -> Schedule:
    """Deterministic dates of `program`. Raises PlanError, e.g. for a cycle."""
    days = None
    while True:
        compiled = compile_network(program, days)
        found = schedule_of(compiled)
        if found.program_finish < compiled.horizon:
            return found
        days = longer(compiled)


def longer(compiled: Compiled) -> int:
    """Twice the days of calendar, for dates that ran past them.

    Raises PlanError where that is more than `MOST_DAYS`.
    """
    days = int(2 * compiled.horizon / DAY)
    if days > MOST_DAYS:
        longest = max(compiled.program.tasks, key=lambda task: task.remaining)
        raise PlanError.one(
            f"task {longest.id}",
            "never-finishes",
            f"the work of the program does not end within {MOST_DAYS // 365} years; this is its "
            "longest task",
            "Look for a duration in the wrong unit, or a calendar with hardly any working time.",
        )
    return days


def schedule_of(compiled: Compiled) -> Schedule:
    """Deterministic dates of a compiled program."""
    network = whole(compiled.network)
    n = len(compiled.rows)
    space = allocate(n, len(compiled.program.projects), 0, 0, 0, lanes=1)
    space.duration[:, 0] = [planned_work(row) for row in compiled.rows]
    parts = (network.tasks, network.links, network.clock)
    pass_clock(*parts, network.projects.history, 1, space)
    project_finish = space.project_finish.copy()
    move_late(network, 1, space)
    dates = (space.duration, space.start, space.finish)
    count, links = np.zeros(n, dtype=np.int64), np.zeros(len(network.links.lag), dtype=np.uint8)
    critical(*parts, 1, dates, space.instant, (space.on_path, space.value), count)
    driving_links(*parts, dates, space.value, links)
    late_start, late_finish = np.zeros((n, 1)), np.zeros((n, 1))
    late = (space.duration, late_start, late_finish)
    backward(network, compiled.late, project_finish, space.start, late)
    total, free = np.zeros(n), np.zeros(n)
    floats(network, compiled.late, project_finish, dates, late_finish, total, free)
    free[[row.task.progress.expected_finish is not None for row in compiled.rows]] = 0.0
    place_efforts(compiled, dates, project_finish, (late_start, late_finish, total, free))
    rows = _Rows(compiled, space)
    cost = planned_cost(compiled, space)
    return Schedule(
        origin=compiled.origin,
        ids=tuple(task.id for task in compiled.program.activities),
        start=rows.dates(space.start, "actual_start"),
        remaining_start=rows.values(space.start[:, 0]),
        finish=rows.dates(space.finish, "actual_finish"),
        late_start=rows.late_starts(late_start[:, 0]),
        late_finish=rows.values(late_finish[:, 0]),
        total_float=rows.values(total),
        free_float=rows.values(free),
        critical=rows.values(count.astype(np.float64)) > 0,
        driving=rows.driving(network, links),
        program_finish=float(space.instant[0]),
        project_finish=_by_project(compiled, project_finish[:, 0]),
        program_cost=float(cost.sum()),
        project_cost=_by_project(compiled, cost),
    )


def whole(network: Network) -> Network:
    """`network` with its successors, for passes from the right."""
    return network._replace(successors=successors(network.links, network.tasks.kind), single=0)


def planned_cost(compiled: Compiled, space: Workspace) -> Floats:
    """Cost of each project as planned, float64[project]: no risk happens, all takes its time.

    space : dates of the plan, for the levels of effort.
    """
    money = compiled.network.money
    tasks = compiled.network.tasks
    total = money.fixed.copy()
    place = {project.id: k for k, project in enumerate(compiled.program.projects)}
    for task in compiled.canonical.tasks:
        if task.cost.spread is not None:
            total[place[task.project]] += task.cost.fixed
    minutes = money.spent_minutes + tasks.planned
    for i in np.flatnonzero(tasks.kind == codes.KIND_LEVEL_OF_EFFORT):
        axis = Axis(compiled.network.clock, int(tasks.calendar[i]))
        begun, ended = axis.work(np.array([space.start[i, 0], space.finish[i, 0]]))
        minutes[i] = max(0.0, float(ended - begun))
    np.add.at(total, tasks.project, money.rate * minutes)
    return total


def _by_project(compiled: Compiled, values: Floats) -> dict[str, float]:
    return {
        project.id: float(value)
        for project, value in zip(compiled.program.projects, values, strict=True)
    }


class _Rows:
    """From rows of the network to activities of the program."""

    def __init__(self, compiled: Compiled, space: Workspace) -> None:
        self._compiled = compiled
        self._activities = compiled.program.activities
        self._place = {task.id: k for k, task in enumerate(self._activities)}
        self._open = [
            (self._place[row.task.id], i)
            for i, row in enumerate(compiled.rows)
            if not row.is_hub and not row.task.is_finished
        ]

    def values(self, by_row: Floats) -> Floats:
        """Values by activity, NaN for finished ones."""
        found = np.full(len(self._activities), np.nan)
        for k, i in self._open:
            found[k] = by_row[i]
        return found

    def dates(self, by_row: Floats, actual: str) -> Floats:
        """Dates by activity, with the actual ones where there are any."""
        found = self.values(by_row[:, 0])
        for k, task in enumerate(self._activities):
            moment: datetime | None = getattr(task.progress, actual)
            if moment is not None:
                found[k] = self._compiled.instant(moment)
        return found

    def late_starts(self, by_row: Floats) -> Floats:
        """Late starts by activity; MS Project leaves a task in progress at its actual start."""
        found = self.values(by_row)
        for k, _ in self._open:
            task = self._activities[k]
            begun = task.progress.actual_start
            if begun and self._compiled.program.project[task.project].source == MS_PROJECT:
                found[k] = self._compiled.instant(begun)
        return found

    def driving(self, network: Network, links: NDArray[np.uint8]) -> tuple[tuple[int, ...], ...]:
        """Indices of the activities that drive each activity, through hubs of summaries."""
        first, predecessor = network.links.first, network.links.predecessor

        def drivers(row: int) -> list[int]:
            found: list[int] = []
            for k in range(first[row], first[row + 1]):
                if links[k]:
                    p = int(predecessor[k])
                    if self._compiled.rows[p].is_hub:
                        found += drivers(p)
                    else:
                        found.append(self._place[self._compiled.rows[p].task.id])
            return found

        by_activity: list[tuple[int, ...]] = [()] * len(self._activities)
        for k, i in self._open:
            by_activity[k] = tuple(dict.fromkeys(drivers(i)))
        return tuple(by_activity)
