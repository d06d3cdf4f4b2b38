"""Where each differing activity belongs by the file's own dates: what the causes are judged by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from simulator.errors import PlanError
from simulator.model.program import P6, Program
from simulator.model.task import Task
from simulator.results.parity.stage import MARK, Span, Stage
from simulator.results.parity.worktime import Worktimes
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


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Stages the stored plan and has it scheduled. dates : our own schedule of it."""

    program: Program
    dates: Schedule
    worktimes: Worktimes
    run: Scheduler

    def early(self, ids: list[str]) -> Expected:
        """Early dates of the activities `ids`, their predecessors being where the file has them."""
        stored = self._stored_early()
        stage = Stage(self.program, self.worktimes, stored)
        return self._found(stage.forwards(ids), stored, late=False)

    def late(self, ids: list[str], finish: Mapping[str, datetime]) -> Expected:
        """Late dates of `ids`, their successors being where the file has them. finish : stored
        finishes of projects."""
        stored = self._stored_late()
        stage = Stage(self.program, self.worktimes, stored)
        return self._found(stage.backwards(ids, finish), stored, late=True)

    def _found(self, staged: Program, stored: Mapping[str, Span], late: bool) -> Expected:
        """Dates of the stand-ins. A stored plan that cannot be scheduled explains nothing."""
        try:
            dates = self.run(staged)
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

    def _stored_early(self) -> dict[str, Span]:
        """Early dates of what is left of each activity."""
        found = {}
        for row, id in enumerate(self.dates.ids):
            task = self.program.task[id]
            if not task.is_finished:
                start, finish = self._early_of(task)
                found[id] = (
                    start or _at(self.dates, self.dates.remaining_start, row),
                    finish or _at(self.dates, self.dates.finish, row),
                )
        return found

    def _early_of(self, task: Task) -> tuple[datetime | None, datetime | None]:
        stored = task.stored
        if stored is None:
            return None, None
        if self.program.project[task.project].source == P6:
            return stored.early_start, stored.early_finish
        if task.is_started:
            return task.progress.resume, stored.finish
        return stored.start, stored.finish

    def _stored_late(self) -> dict[str, Span]:
        found = {}
        for row, id in enumerate(self.dates.ids):
            task = self.program.task[id]
            if not task.is_finished and not np.isnan(self.dates.late_start[row]):
                start = task.stored.late_start if task.stored else None
                finish = task.stored.late_finish if task.stored else None
                found[id] = (
                    start or _at(self.dates, self.dates.late_start, row),
                    finish or _at(self.dates, self.dates.late_finish, row),
                )
        return found


def _at(dates: Schedule, column: Floats, row: int) -> datetime:
    return dates.origin + timedelta(minutes=round(float(column[row])))
