"""Earliest dates that constraints and history set for the rows of the forward pass.

Rules: docs/reference/scheduling.md, "Forward pass" and "Progress".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from simulator.kernels import codes
from simulator.kernels.backward import move
from simulator.model.program import P6, Program
from simulator.model.task import Constraint, ConstraintType, Kind
from simulator.network.axis import Axis
from simulator.network.clocks import Clocks
from simulator.network.dtypes import F
from simulator.network.order import Wiring
from simulator.network.rows import UNCOUNTED, Outline, Row

START_FLOORS = {ConstraintType.START_NO_EARLIER, ConstraintType.START_ON}
FINISH_FLOORS = {ConstraintType.FINISH_NO_EARLIER, ConstraintType.FINISH_ON}
START_PINS = {ConstraintType.MANDATORY_START, ConstraintType.MANUAL_START}
FINISH_PINS = {ConstraintType.MANDATORY_FINISH, ConstraintType.MANUAL_FINISH}

NOTHING = 0.0
"""Instant of a row that says nothing to its successors: the origin, earlier than all dates."""


@dataclass(frozen=True)
class Floors:
    """start, finish, pinned_start, pinned_finish : float64[row]; history : float64[project].
    absent : float64[row], earliest start of a row that is not there: its project's, and history."""

    start: F
    finish: F
    pinned_start: F
    pinned_finish: F
    history: F
    absent: F


def minutes(origin: datetime, moment: datetime) -> float:
    """Minutes from `origin` to `moment`."""
    return (moment - origin) / timedelta(minutes=1)


def constraints(program: Program, row: Row) -> list[Constraint]:
    """Constraints on a row: its own, and "start no earlier than" of the summaries above it."""
    found = list(row.task.constraints)
    parent = row.task.parent
    while parent is not None:
        summary = program.task[parent]
        found += [c for c in summary.constraints if c.type is ConstraintType.START_NO_EARLIER]
        parent = summary.parent
    return found


def floors(
    program: Program,
    rows: list[Row],
    linked: Wiring,
    outline: Outline,
    clocks: Clocks,
    origin: datetime,
) -> Floors:
    """Earliest dates by history and constraints alone."""
    opening = {
        project.id: minutes(origin, max(project.start, project.data_date or project.start))
        for project in program.projects
    }
    found = Floors(
        start=np.full(len(rows), -np.inf),
        finish=np.full(len(rows), -np.inf),
        pinned_start=np.full(len(rows), np.nan),
        pinned_finish=np.full(len(rows), np.nan),
        history=_history(program, rows, origin),
        absent=np.array([opening[row.project.id] for row in rows]),
    )
    for i, row in enumerate(rows):
        if row.is_hub:
            found.start[i] = _hub_floor(row, outline, origin)
        elif row.task.is_finished:
            found.start[i] = NOTHING
        else:
            found.start[i] = opening[row.project.id]
            _bind(found, program, i, row, origin)
            _end_on(found, i, row, clocks)
    for instant in linked.instants:
        calendar = -1 if instant.calendar is None else clocks.index[instant.calendar]
        t = move(clocks.clock, calendar, minutes(origin, instant.moment), instant.lag)
        bound = found.start if instant.to_start else found.finish
        bound[instant.successor] = max(bound[instant.successor], t)
        found.absent[instant.successor] = max(found.absent[instant.successor], t)
    return found


def _bind(found: Floors, program: Program, i: int, row: Row, origin: datetime) -> None:
    progress, data_date = row.task.progress, row.project.data_date
    if progress.resume is not None:
        found.start[i] = max(found.start[i], minutes(origin, progress.resume))
    if row.kind == codes.KIND_LEVEL_OF_EFFORT and progress.actual_start is not None:
        found.pinned_start[i] = minutes(origin, progress.actual_start)
    for constraint in constraints(program, row):
        if constraint.date is None:
            continue
        t = minutes(origin, constraint.date)
        if constraint.type in START_FLOORS and not row.task.is_started:
            found.start[i] = max(found.start[i], t)
        elif constraint.type in FINISH_FLOORS:
            found.finish[i] = max(found.finish[i], t)
        elif constraint.type in START_PINS and not row.task.is_started:
            found.pinned_start[i] = max(t, minutes(origin, data_date or constraint.date))
        elif constraint.type in FINISH_PINS:
            found.pinned_finish[i] = max(t, minutes(origin, data_date or constraint.date))


def _end_on(found: Floors, i: int, row: Row, clocks: Clocks) -> None:
    """P6 ends work that is to finish on the first minute of a work period on the evening before."""
    is_work_of_p6 = row.kind == codes.KIND_TASK and row.project.source == P6
    if is_work_of_p6 and any(c.type is ConstraintType.FINISH_ON for c in row.task.constraints):
        axis = Axis(clocks.clock, clocks.index[row.task.calendar])
        found.finish[i] = axis.end(axis.work(found.finish[i : i + 1]))[0]


def _hub_floor(row: Row, outline: Outline, origin: datetime) -> float:
    """What history says of a summary: its latest actual finish or earliest actual start."""
    leaves = [leaf.progress for leaf in outline.leaves(row.task)]
    if row.kind == codes.KIND_PASS:
        done = [minutes(origin, p.actual_finish) for p in leaves if p.actual_finish]
        return max(done, default=NOTHING)
    begun = [minutes(origin, p.actual_start) for p in leaves if p.actual_start]
    return min(begun, default=-np.inf)


def _history(program: Program, rows: list[Row], origin: datetime) -> F:
    """Latest actual finish of each project, -inf where nothing is finished; of a project in which
    nothing counts, its start, or data date if later."""
    place = {project.id: k for k, project in enumerate(program.projects)}
    counting = {row.project.id for row in rows if row.kind not in UNCOUNTED}
    found = np.full(len(program.projects), -np.inf)
    for task in program.activities:
        done = task.progress.actual_finish
        if done is not None and task.kind is not Kind.LEVEL_OF_EFFORT:
            k = place[task.project]
            found[k] = max(found[k], minutes(origin, done))
    for project in program.projects:
        k = place[project.id]
        if project.id not in counting and found[k] == -np.inf:
            found[k] = minutes(origin, max(project.start, project.data_date or project.start))
    return found
