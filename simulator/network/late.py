"""Latest dates that constraints, deadlines and used-up lags set for the backward pass.

Rules: docs/reference/scheduling.md, "Backward pass".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from simulator.kernels.backward import move
from simulator.model.program import MS_PROJECT, Program, Project
from simulator.model.task import ConstraintType, Task
from simulator.network.arrays import Held, Late
from simulator.network.clocks import Clocks
from simulator.network.floors import minutes
from simulator.network.links import Instant
from simulator.network.rows import Row

START_LIMITS = {
    ConstraintType.START_NO_LATER,
    ConstraintType.START_ON,
    ConstraintType.MANDATORY_START,
}
FINISH_LIMITS = {
    ConstraintType.FINISH_NO_LATER,
    ConstraintType.FINISH_ON,
    ConstraintType.MANDATORY_FINISH,
}

MANUAL = {ConstraintType.MANUAL_START, ConstraintType.MANUAL_FINISH}


def late_dates(
    program: Program,
    rows: Sequence[Row],
    instants: Sequence[Instant],
    clocks: Clocks,
    origin: datetime,
) -> Late:
    """Limits of the backward pass: "no later than", "on", mandatory and must-finish-by dates."""
    start = np.full(len(rows), np.inf)
    finish = np.full(len(rows), np.inf)
    manual = np.zeros(len(rows), dtype=np.int8)
    for i, row in enumerate(rows):
        if row.is_hub or row.task.is_finished:
            continue
        for constraint in row.task.constraints:
            if constraint.date is None:
                continue
            t = minutes(origin, constraint.date)
            if constraint.type in START_LIMITS and not row.task.is_started:
                start[i] = min(start[i], t)
            elif constraint.type in FINISH_LIMITS:
                finish[i] = min(finish[i], t)
            manual[i] |= constraint.type in MANUAL
        deadline = deadline_of(row.task, row.project)
        if deadline is not None:
            finish[i] = min(finish[i], minutes(origin, deadline))
    must = [
        minutes(origin, project.must_finish) if project.must_finish else np.inf
        for project in program.projects
    ]
    capped = np.array([project.source == MS_PROJECT for project in program.projects], np.int8)
    held = _held(rows, instants, clocks, origin)
    return Late(start, finish, np.array(must), manual, capped, held)


def deadline_of(task: Task, project: Project) -> datetime | None:
    """The deadline of `task` where its tool takes it for a limit of the late finish."""
    return task.deadline if project.source == MS_PROJECT else None


def _held(
    rows: Sequence[Row], instants: Sequence[Instant], clocks: Clocks, origin: datetime
) -> Held:
    """Lags from the actual starts of tasks in progress, by the row in progress."""
    found = [(one.predecessor, one) for one in instants if one.predecessor is not None]
    found.sort(key=lambda entry: entry[0])
    calendars = [-1 if one.calendar is None else clocks.index[one.calendar] for _, one in found]
    ends = [
        move(clocks.clock, calendar, minutes(origin, one.moment), one.lag)
        for calendar, (_, one) in zip(calendars, found, strict=True)
    ]
    return Held(
        first=np.searchsorted([row for row, _ in found], np.arange(len(rows) + 1)),
        successor=np.array([one.successor for _, one in found], dtype=np.int32),
        to_start=np.array([one.to_start for _, one in found], dtype=np.int8),
        calendar=np.array(calendars, dtype=np.int32),
        instant=np.array(ends, dtype=np.float64),
    )
