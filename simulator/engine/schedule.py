"""The plan's own dates: one pass without any uncertainty."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from simulator.engine.efforts import place_efforts
from simulator.engine.passes import make_run, seen_by_kernels, space_of
from simulator.engine.planned_cost import by_project, planned_accounts
from simulator.engine.settings import Settings
from simulator.engine.windows import with_windows
from simulator.errors import PlanError
from simulator.kernels.lean import lean
from simulator.kernels.plan import PlanDates, plan_dates
from simulator.kernels.workspace import Run, Workspace
from simulator.model.calendar import DAY
from simulator.model.program import MS_PROJECT, Program
from simulator.network.arrays import Network
from simulator.network.compile import Compiled, compile_network, successors
from simulator.network.horizon import MOST_DAYS
from simulator.network.sky import without_weather
from simulator.results.raw import Floats, Schedule


def schedule(program: Program) -> Schedule:
    """Deterministic dates of `program`. Raises PlanError, e.g. for a cycle."""
    days = None
    while True:
        compiled = compile_network(program, days)
        found = schedule_of(compiled)
        if found.program_finish < compiled.horizon:
            with_windows(compiled, found)
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


def planned_pass(compiled: Compiled) -> tuple[Workspace, PlanDates]:
    """The plan's own dates as the kernels leave them, in lane 0."""
    network = whole(compiled.network)
    n = len(compiled.rows)
    space = space_of(network, lanes=1)
    space.duration[:, 0] = network.tasks.planned
    as_planned(network, space)
    found = no_dates(n, len(compiled.program.projects), len(network.links.lag))
    plan_dates(seen_by_kernels(network), lean(compiled.late), no_run(network), space, found)
    return space, found


def schedule_of(compiled: Compiled) -> Schedule:
    """Deterministic dates of a compiled program."""
    space, found = planned_pass(compiled)
    dates = (space.duration, space.start, space.finish)
    project_finish, late_start, late_finish, total, free, critical, driving = found
    free[[row.task.progress.expected_finish is not None for row in compiled.rows]] = 0.0
    place_efforts(compiled, dates, project_finish, (late_start, late_finish, total, free))
    rows = Rows(compiled)
    cost = by_project(compiled.network, planned_accounts(compiled.network, space))
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
        critical=rows.values(critical.astype(np.float64)) > 0,
        driving=rows.driving(compiled.network, driving),
        program_finish=float(space.instant[0]),
        project_finish=_by_project(compiled, project_finish[:, 0]),
        program_cost=float(cost.sum()),
        project_cost=_by_project(compiled, cost),
    )


def no_run(network: Network) -> Run:
    """A run that is no run: no iterations, the plan as planned."""
    return make_run(network, Settings(), (), 0.0)._replace(iterations=0)


def no_dates(rows: int, projects: int, links: int) -> PlanDates:
    """Room for what `plan_dates` finds."""
    return PlanDates(
        project_finish=np.zeros((projects, 1)),
        late_start=np.zeros((rows, 1)),
        late_finish=np.zeros((rows, 1)),
        total=np.zeros(rows),
        free=np.zeros(rows),
        critical=np.zeros(rows, dtype=np.int64),
        driving=np.zeros(links, dtype=np.uint8),
    )


def as_planned(network: Network, space: Workspace) -> None:
    """What happens in the plan's own dates: no risk, the likeliest path of each branch."""
    logic, extra = network.logic, space.extra
    if logic is None or extra is None:
        return
    space.happens[:, 0] = logic.planned
    for link in np.flatnonzero(logic.lag >= 0):
        extra.lag[logic.lag[link], 0] = network.links.lag[link]


def whole(network: Network) -> Network:
    """`network` with its successors, for passes from the right, and without lost days."""
    return network._replace(
        successors=successors(network.links, network.tasks.kind),
        sky=without_weather(network.sky),
        on_clock=1,
    )


def _by_project(compiled: Compiled, values: Floats) -> dict[str, float]:
    return {
        project.id: float(value)
        for project, value in zip(compiled.program.projects, values, strict=True)
    }


class Rows:
    """From rows of the network to activities of the program."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._activities = compiled.program.activities
        self._activity, self._row = compiled.places

    def values(self, by_row: Floats) -> Floats:
        """Values by activity, NaN for finished ones."""
        found = np.full(len(self._activities), np.nan)
        found[self._activity] = by_row[self._row]
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
        for k, i in zip(self._activity.tolist(), self._row.tolist(), strict=True):
            row = self._compiled.rows[i]
            begun = row.task.progress.actual_start
            if begun and row.project.source == MS_PROJECT:
                found[k] = self._compiled.instant(begun)
        return found

    def driving(self, network: Network, links: NDArray[np.uint8]) -> tuple[tuple[int, ...], ...]:
        """Indices of the activities that drive each activity, through hubs of summaries."""
        place = {task.id: k for k, task in enumerate(self._activities)}
        drives = np.flatnonzero(links)
        first = np.searchsorted(drives, network.links.first).tolist()
        predecessor = network.links.predecessor[drives].tolist()

        def drivers(row: int) -> list[int]:
            found: list[int] = []
            for p in predecessor[first[row] : first[row + 1]]:
                task, _, _, is_hub = self._compiled.rows[p]
                found += drivers(p) if is_hub else [place[task.id]]
            return found

        by_activity: list[tuple[int, ...]] = [()] * len(self._activities)
        for k, i in zip(self._activity.tolist(), self._row.tolist(), strict=True):
            by_activity[k] = tuple(dict.fromkeys(drivers(i)))
        return tuple(by_activity)
