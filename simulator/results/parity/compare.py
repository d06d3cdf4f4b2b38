"""Our dates, floats and flags beside those of the source tool, activity by activity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from simulator.model.program import MS_PROJECT, P6, FloatFrom, Program
from simulator.model.task import StoredDates, Task
from simulator.results.parity.answer import Count, Difference, Finish, Mismatch, Parity, Value
from simulator.results.parity.fields import Field, Part
from simulator.results.parity.longest_path import longest_path
from simulator.results.parity.worktime import Worktimes
from simulator.results.raw import Schedule

DAYS_ONLY = ("GanttProject",)
"""Tools that store days and no hours: a Monday 00:00 is then Monday's start, or Friday's end."""

MINUTE = 1.0
"""Dates agree in the same minute, which is as fine as tools store them. Floats agree within one
minute: each is the distance of two dates that were rounded to the minute, and P6 stores it in
hours with decimals."""


def compare(program: Program, schedule: Schedule, origin: datetime) -> Parity:
    """Compare what the tool stored of every unfinished activity, and the finish of each project.

    P6 stores early start and early finish, the start being that of the remaining work; other
    tools store start and finish, the start being the actual one where there is one. Late dates
    are compared where the tool stores them, and floats and flags with them: a file without late
    dates holds floats that were never computed. MS Project's flag is stored in any case.
    """
    sides = Sides(program, schedule, origin)
    found: dict[Field, list[bool]] = {one: [] for one in Field}
    differences: list[Difference] = []
    compared = 0
    for row, id in enumerate(schedule.ids):
        task = program.task.get(id)
        if task is None or task.is_finished or task.stored is None:
            continue
        pairs = list(sides.pairs(task, task.stored, row))
        wrong = [pair for pair in pairs if not sides.agree(task, *pair)]
        compared += any(which.part is Part.EARLY for which, _, _ in pairs)
        for which, *_ in pairs:
            found[which].append(True)
        for which, *_ in wrong:
            found[which][-1] = False
        differences += sides.differences(task, wrong)
    early = [one for one in differences if one.part is Part.EARLY]
    tools = dict.fromkeys(project.source for project in program.projects if project.source)
    return Parity(
        compared,
        compared - len(early),
        " and ".join(tools),
        tuple(mismatch for one in early for mismatch in one.mismatches),
        {one: Count(len(same), sum(same)) for one, same in found.items() if same},
        tuple(sides.finishes()),
        tuple(differences),
    )


Pair = tuple[Field, Value, Value]
"""A field, what is stored, and what we computed."""


@dataclass(frozen=True)
class Sides:
    """Both sides of the comparison."""

    program: Program
    schedule: Schedule
    origin: datetime

    @cached_property
    def _worktimes(self) -> Worktimes:
        return Worktimes(self.program)

    @cached_property
    def _longest(self) -> frozenset[int]:
        return longest_path(self.program, self.schedule)

    def at(self, minutes: float) -> datetime:
        """The instant, rounded to the minute as tools do."""
        return self.origin + timedelta(minutes=round(minutes))

    def pairs(self, task: Task, stored: StoredDates, row: int) -> Iterator[Pair]:
        """What can be compared of one activity."""
        dates = self.schedule
        source = self.program.project[task.project].source
        early = (stored.start, stored.finish)
        start = dates.start
        if source == P6:
            early, start = (stored.early_start, stored.early_finish), dates.remaining_start
        late = (stored.late_start, stored.late_finish)
        # Other tools than P6 show the late start of work in progress as its actual start.
        late_start = dates.late_start if source == P6 or not task.is_started else start
        columns = (start, dates.finish, late_start, dates.late_finish)
        fields = (Field.START, Field.FINISH, Field.LATE_START, Field.LATE_FINISH)
        for which, moment, column in zip(fields, (*early, *late), columns, strict=True):
            if moment is not None and not np.isnan(column[row]):
                yield which, moment, self.at(float(column[row]))
        has_floats = stored.late_finish is not None and early[1] is not None
        if np.isnan(dates.total_float[row]):
            return
        if has_floats and stored.total_float is not None:
            yield Field.TOTAL_FLOAT, stored.total_float, self._total(task, row, stored.total_float)
        if has_floats and stored.free_float is not None:
            yield Field.FREE_FLOAT, stored.free_float, float(dates.free_float[row])
        yield from self._flags(task, stored, row, has_floats or source == MS_PROJECT)

    def _total(self, task: Task, row: int, stored: float) -> float:
        """Our total float as the tool counts it: P6 from finishes, starts or the smaller, as it is
        set. MS Project counts on the task's own calendar, but on the project's where the calendar
        is that of a resource; the plan does not say which, so either will do."""
        dates, project = self.schedule, self.program.project[task.project]
        total = float(dates.total_float[row])
        by = FloatFrom.FINISH if project.stored is None else project.stored.float_from
        if project.source == P6 and by is not FloatFrom.FINISH:
            ends = self.at(float(dates.remaining_start[row])), self.at(float(dates.late_start[row]))
            of_start = self._worktimes.of(task).worked(*ends)
            return of_start if by is FloatFrom.START else min(of_start, total)
        if project.source == MS_PROJECT and project.calendar != task.calendar:
            ends = self.at(float(dates.finish[row])), self.at(float(dates.late_finish[row]))
            other = self._worktimes.named(project.calendar).worked(*ends)
            return other if abs(other - stored) <= MINUTE else total
        return total

    def _flags(
        self, task: Task, stored: StoredDates, row: int, has_critical: bool
    ) -> Iterator[Pair]:
        limit = self.limit(task)
        if has_critical and stored.critical is not None and limit is not None:
            total = self._total(task, row, stored.total_float or 0.0)
            critical = total <= limit + MINUTE / 2
            yield Field.CRITICAL, stored.critical, critical
        if stored.longest_path is not None and stored.early_finish is not None:
            yield Field.LONGEST_PATH, stored.longest_path, row in self._longest

    def limit(self, task: Task) -> float | None:
        """The float at or below which its project calls an activity critical, minutes."""
        stored = self.program.project[task.project].stored
        return 0.0 if stored is None else stored.critical_float

    def agree(self, task: Task, which: Field, stored: Value, computed: Value) -> bool:
        """Whether both values are the same, as finely as the tool stores them."""
        if isinstance(stored, datetime) and isinstance(computed, datetime):
            return self._same(task.project, task.calendar, stored, computed)
        if isinstance(stored, datetime) or isinstance(computed, datetime):
            return False
        return abs(computed - stored) <= (MINUTE if which.part is Part.FLOAT else 0)

    def _same(self, project: str, calendar: str, stored: datetime, computed: datetime) -> bool:
        if abs((computed - stored) / timedelta(minutes=1)) < MINUTE:
            return True
        days_only = self.program.project[project].source in DAYS_ONLY
        return days_only and self._worktimes.named(calendar).worked(stored, computed) == 0

    def differences(self, task: Task, wrong: list[Pair]) -> Iterator[Difference]:
        """The pairs that differ, part by part."""
        for part in Part:
            own = tuple(self._mismatch(task, *pair) for pair in wrong if pair[0].part is part)
            if own:
                yield Difference(task.id, part, own)

    def _mismatch(self, task: Task, which: Field, stored: Value, computed: Value) -> Mismatch:
        worktime = self._worktimes.of(task)
        days = 0.0
        if isinstance(stored, datetime) and isinstance(computed, datetime):
            days = worktime.days(stored, computed)
        elif which.part is Part.FLOAT and not isinstance(stored, datetime | bool):
            assert not isinstance(computed, datetime)
            days = (computed - stored) / worktime.calendar.minutes_per_day
        return Mismatch(task.id, which.value, stored, computed, days)

    def finishes(self) -> Iterator[Finish]:
        """The finish of each project that stores one: its own, or its latest activity's."""
        latest: dict[str, datetime] = {}
        for task in self.program.activities:
            if task.stored is None:
                continue
            source = self.program.project[task.project].source
            finish = task.stored.early_finish if source == P6 else task.stored.finish
            moment = task.progress.actual_finish or finish
            if moment is not None:
                latest[task.project] = max(moment, latest.get(task.project, moment))
        for project in self.program.projects:
            own = project.stored.finish if project.stored else None
            stored = own or latest.get(project.id)
            if stored is not None and project.id in self.schedule.project_finish:
                computed = self.at(self.schedule.project_finish[project.id])
                same = self._same(project.id, project.calendar, stored, computed)
                yield Finish(project.id, stored, computed, same)
