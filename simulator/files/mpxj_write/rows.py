"""Tasks as rows of a job: MPXJ's names of fields, and values as JSON has them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.files.mpxj_write.adapt.worktime import moved
from simulator.files.mpxj_write.dates import AllDates, Dates
from simulator.files.mpxj_write.formats import Format
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.program import Program
from simulator.model.task import Constraint, ConstraintType, Kind, Task

Fields = dict[str, Any]
Amount = tuple[float, str]

CONSTRAINTS = {
    ConstraintType.START_NO_EARLIER: "START_NO_EARLIER_THAN",
    ConstraintType.START_NO_LATER: "START_NO_LATER_THAN",
    ConstraintType.START_ON: "START_ON",
    ConstraintType.FINISH_NO_EARLIER: "FINISH_NO_EARLIER_THAN",
    ConstraintType.FINISH_NO_LATER: "FINISH_NO_LATER_THAN",
    ConstraintType.FINISH_ON: "FINISH_ON",
    ConstraintType.MANDATORY_START: "MUST_START_ON",
    ConstraintType.MANDATORY_FINISH: "MUST_FINISH_ON",
    ConstraintType.AS_LATE_AS_POSSIBLE: "AS_LATE_AS_POSSIBLE",
}
KINDS = {
    Kind.TASK: "TASK_DEPENDENT",
    Kind.START_MILESTONE: "START_MILESTONE",
    Kind.FINISH_MILESTONE: "FINISH_MILESTONE",
    Kind.LEVEL_OF_EFFORT: "LEVEL_OF_EFFORT",
}
UNUSED = ("EXPECTED_FINISH", "EXTERNAL_EARLY_START", "EXTERNAL_LATE_FINISH", "LEVELING_DELAY")
"""Fields that the plan has turned into durations and constraints."""


@dataclass(frozen=True)
class Rows:
    """Rows of `program`, which is in the words of the tool of `format` already."""

    program: Program
    format: Format
    dates: AllDates

    def of(self, task: Task) -> Fields:
        """All fields of a task by which it is scheduled, and the dates that p80 computed."""
        if task.kind is Kind.SUMMARY:
            return self._summary(task)
        found: Fields = dict.fromkeys(UNUSED)
        found["NAME"] = one_line(task.name)
        found["MILESTONE"] = task.is_milestone
        found |= self._constraints(task) | self._computed(task) | self._work(task)
        found |= self._p6(task) if self.format.is_p6 else self._ms_project(task)
        return found

    def amount(self, minutes: float, calendar: str, project: str) -> Amount:
        """A duration in the unit that people read most easily, and that loses nothing."""
        if self.format.is_p6:
            return (minutes / 60, "HOURS")
        if calendar == ELAPSED:
            return in_unit(minutes, 1440, "ELAPSED_")
        day = self.program.calendars[self.program.project[project].calendar].minutes_per_day
        return in_unit(minutes, day)

    def _summary(self, task: Task) -> Fields:
        found: Fields = {"NAME": one_line(task.name)}
        if not self.format.is_p6:
            found |= self._constraints(task)
            found["FIXED_COST"] = task.cost.fixed
        return found

    def _work(self, task: Task) -> Fields:
        """Durations and progress."""
        left = task.remaining
        progress = task.progress
        done = 0.0
        if task.is_finished:
            done = 100.0
        elif task.is_started and task.duration:
            done = max(0.0, min(99.0, 100 * (1 - left / task.duration)))
        spent = (task.duration if task.is_finished else max(0.0, task.duration - left), left)
        actual, remaining = (self.amount(m, task.calendar, task.project) for m in spent)
        return {
            "DURATION": self.amount(task.duration, task.calendar, task.project),
            "ACTUAL_DURATION": actual if task.is_started else None,
            "REMAINING_DURATION": remaining,
            "ACTUAL_START": iso(progress.actual_start),
            "ACTUAL_FINISH": iso(progress.actual_finish),
            "PERCENT_COMPLETE": done,
        }

    def _computed(self, task: Task) -> Fields:
        """The dates that p80 computed, so that the plan can be read before it is rescheduled."""
        of = self.dates[task.id]
        early = None if task.is_finished else of.early_start
        finish = None if task.is_finished else of.finish
        return {
            "START": iso(of.start),
            "FINISH": iso(of.finish),
            "EARLY_START": iso(early if self.format.is_p6 else of.start),
            "EARLY_FINISH": iso(finish if self.format.is_p6 else of.finish),
            "LATE_START": iso(of.late_start),
            "LATE_FINISH": iso(of.late_finish),
            "TOTAL_SLACK": self._float(of.total_float, task),
            "FREE_SLACK": self._float(of.free_float, task),
            "CRITICAL": of.critical,
        }

    def _float(self, minutes: float | None, task: Task) -> Amount | None:
        return None if minutes is None else self.amount(minutes, task.calendar, task.project)

    def _constraints(self, task: Task) -> Fields:
        first = task.constraints[0] if task.constraints else None
        second = task.constraints[1] if len(task.constraints) > 1 else None
        found: Fields = {
            "CONSTRAINT_TYPE": constraint_name(first) or "AS_SOON_AS_POSSIBLE",
            "CONSTRAINT_DATE": iso(first.date if first else None),
        }
        if self.format.is_p6:
            found["CONSTRAINT_TYPE"] = constraint_name(first)
            found["SECONDARY_CONSTRAINT_TYPE"] = constraint_name(second)
            found["SECONDARY_CONSTRAINT_DATE"] = iso(second.date if second else None)
        return found

    def _p6(self, task: Task) -> Fields:
        of: Dates = self.dates[task.id]
        resume, project = task.progress.resume, self.program.project[task.project]
        floor = max(project.start, project.data_date or project.start)
        is_suspended = resume is not None and resume > floor and not task.is_finished
        early = None if task.is_finished else of.early_start
        return {
            "ACTIVITY_ID": one_line(task.short_id),
            "ACTIVITY_TYPE": KINDS[task.kind],
            "PERCENT_COMPLETE_TYPE": "DURATION",
            "PLANNED_DURATION": self.amount(task.duration, task.calendar, task.project),
            "PLANNED_START": iso(of.start),
            "PLANNED_FINISH": iso(of.finish),
            "REMAINING_EARLY_START": iso(early),
            "REMAINING_EARLY_FINISH": iso(None if task.is_finished else of.finish),
            "REMAINING_LATE_START": iso(of.late_start),
            "REMAINING_LATE_FINISH": iso(of.late_finish),
            "EXPECTED_FINISH": iso(None if task.is_finished else task.progress.expected_finish),
            "SUSPEND_DATE": iso(task.progress.actual_start if is_suspended else None),
            "RESUME": iso(resume if is_suspended else None),
        }

    def _ms_project(self, task: Task) -> Fields:
        manual = len(task.constraints) > 1
        of = self.dates[task.id]
        found: Fields = {
            "TASK_MODE": "MANUALLY_SCHEDULED" if manual else "AUTO_SCHEDULED",
            "DEADLINE": iso(task.deadline),
            "TYPE": "FIXED_DURATION",
            "COST": task.cost.fixed,
            "IGNORE_RESOURCE_CALENDAR": True,
        }
        if manual:
            found |= {"CONSTRAINT_TYPE": "AS_SOON_AS_POSSIBLE", "CONSTRAINT_DATE": None}
            found["MANUAL_DURATION"] = self.amount(task.duration, task.calendar, task.project)
            found["START"], found["FINISH"] = iso(of.start), iso(of.finish)
        if task.is_started and not task.is_finished:
            found["RESUME"] = iso(task.progress.resume or task.progress.actual_start)
            found["STOP"] = iso(self._stopped(task))
        return found

    def _stopped(self, task: Task) -> datetime:
        """Where the finished part of a task ends, no later than where the rest goes on."""
        begun = task.progress.actual_start
        assert begun is not None
        calendar: Calendar = self.program.calendars[task.calendar]
        done = moved(calendar, begun, max(0.0, task.duration - task.remaining))
        return min(done, task.progress.resume or done)


def in_unit(minutes: float, day: float, prefix: str = "") -> Amount:
    """Days where they are half days at least, else hours where they are whole, else minutes."""
    if day and not minutes % (day / 2):
        return (minutes / day, f"{prefix}DAYS")
    if not minutes % 60:
        return (minutes / 60, f"{prefix}HOURS")
    return (minutes, f"{prefix}MINUTES")


def constraint_name(constraint: Constraint | None) -> str | None:
    """MPXJ's name of a constraint."""
    return None if constraint is None else CONSTRAINTS[constraint.type]


def iso(at: datetime | None) -> str | None:
    """A date as Java reads it, to the minute that it has begun; None stays None."""
    return None if at is None else at.replace(microsecond=0).isoformat()


def one_line(text: str) -> str:
    """Text without tabs and line breaks, which XER files cannot hold."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Text without control characters, which XML cannot hold; line breaks stay, tabs are blanks."""
    shown = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(one for one in shown if one == "\n" or unicodedata.category(one) != "Cc")
