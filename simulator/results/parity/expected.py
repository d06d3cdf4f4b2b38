"""Where each differing activity belongs by the file's own dates: what the causes are judged by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from simulator.errors import PlanError
from simulator.model.program import Program
from simulator.model.task import Task
from simulator.results.parity.stage import MARK, Span, Stage
from simulator.results.raw import Floats, Schedule

Scheduler = Callable[[Program], Schedule]
"""Computes the dates of a program: `engine.schedule`."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What our rules make of the stored dates of all others, by id of the activity.

    stored : dates in the file, ours where there are none; spans : where they belong; drivers :
    what sets them; free : free float, working minutes.
    """

    stored: Mapping[str, Span]
    spans: Mapping[str, Span]
    drivers: Mapping[str, tuple[str, ...]]
    free: Mapping[str, float]


def expected_early(program: Program, dates: Schedule, ids: list[str], run: Scheduler) -> Expected:
    """Early dates of the activities `ids`, their predecessors being where the file has them."""
    stored = _early(program, dates)
    return _found(Stage(program, stored).forwards(ids), stored, run, late=False)


def expected_late(
    program: Program,
    dates: Schedule,
    ids: list[str],
    run: Scheduler,
    finish: Mapping[str, datetime],
) -> Expected:
    """Late dates of the activities `ids`, their successors being where the file has them."""
    stored = _late(program, dates)
    return _found(Stage(program, stored).backwards(ids, finish), stored, run, late=True)


def _found(program: Program, stored: Mapping[str, Span], run: Scheduler, late: bool) -> Expected:
    """Dates of the stand-ins. A stored plan that cannot be scheduled explains nothing."""
    try:
        dates = run(program)
    except PlanError:
        return Expected(stored, {}, {}, {})
    starts = dates.late_start if late else dates.remaining_start
    finishes = dates.late_finish if late else dates.finish
    spans, drivers, free = {}, {}, {}
    for row, id in enumerate(dates.ids):
        if not id.endswith(MARK):
            continue
        own = id.replace(MARK, "")
        free[own] = float(dates.free_float[row])
        drivers[own] = tuple(dates.ids[k] for k in dates.driving[row])
        if not np.isnan(starts[row]):
            spans[own] = (_at(dates, starts, row), _at(dates, finishes, row))
    return Expected(stored, spans, drivers, free)


def _at(dates: Schedule, column: Floats, row: int) -> datetime:
    return dates.origin + timedelta(minutes=round(float(column[row])))


def _early(program: Program, dates: Schedule) -> dict[str, Span]:
    """Stored early dates of what is left of each activity, ours where there are none."""
    found = {}
    for row, id in enumerate(dates.ids):
        task = program.task[id]
        if task.is_finished:
            continue
        start, finish = _stored_early(program, task)
        found[id] = (
            start or _at(dates, dates.remaining_start, row),
            finish or _at(dates, dates.finish, row),
        )
    return found


def _stored_early(program: Program, task: Task) -> tuple[datetime | None, datetime | None]:
    stored = task.stored
    if stored is None:
        return None, None
    if program.project[task.project].source == "P6":
        return stored.early_start, stored.early_finish
    if task.is_started:
        return task.progress.resume, stored.finish
    return stored.start, stored.finish


def _late(program: Program, dates: Schedule) -> dict[str, Span]:
    """Stored late dates, ours where there are none."""
    found = {}
    for row, id in enumerate(dates.ids):
        task = program.task[id]
        if task.is_finished or np.isnan(dates.late_start[row]):
            continue
        start = task.stored.late_start if task.stored else None
        finish = task.stored.late_finish if task.stored else None
        found[id] = (
            start or _at(dates, dates.late_start, row),
            finish or _at(dates, dates.late_finish, row),
        )
    return found
