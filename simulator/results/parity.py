"""Do our dates agree with those that the source tool computed and stored?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.model.program import Program
from simulator.model.task import StoredDates
from simulator.results.raw import Schedule

DAYS_ONLY = ("GanttProject",)
"""Tools that store days and no hours: a Monday 00:00 is then Monday's start, or Friday's end."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One date of one activity that differs. which : "start" or "finish"."""

    id: str
    which: str
    stored: datetime
    computed: datetime


@dataclass(frozen=True, slots=True)
class Parity:
    """Unfinished activities with stored early dates, and how many agree to the minute.

    source : the tools' names, e.g. "P6". mismatches : the dates that differ, in plan order.
    """

    compared: int
    agree: int
    source: str
    mismatches: tuple[Mismatch, ...]

    def to_dict(self) -> dict[str, object]:
        """The part of the JSON document."""
        return {"compared": self.compared, "agree": self.agree}


def compare(program: Program, schedule: Schedule, origin: datetime) -> Parity:
    """Compare the dates of every unfinished activity, to the minute; where the tool stores days
    only, they agree where no working time lies between them.

    P6 stores early start and early finish, the start being that of the remaining work; other
    tools store start and finish, the start being the actual one where there is one.
    """
    compared = 0
    mismatches: list[Mismatch] = []
    differing: set[str] = set()
    for row, id in enumerate(schedule.ids):
        task = program.task.get(id)
        if task is None or task.is_finished or task.stored is None:
            continue
        tool = program.project[task.project].source
        calendar = program.calendars[task.calendar]
        pairs = _pairs(task.stored, schedule, row, tool)
        known = [(which, date, minutes) for which, date, minutes in pairs if date is not None]
        compared += bool(known)
        for which, date, minutes in known:
            computed = origin + timedelta(minutes=round(minutes))
            differs = abs((computed - date) / timedelta(minutes=1)) >= 1
            if differs and tool in DAYS_ONLY:
                differs = calendar.worked(min(computed, date), max(computed, date)) > 0
            if differs:
                mismatches.append(Mismatch(id, which, date, computed))
                differing.add(id)
    tools = dict.fromkeys(project.source for project in program.projects if project.source)
    return Parity(compared, compared - len(differing), " and ".join(tools), tuple(mismatches))


def _pairs(
    stored: StoredDates, schedule: Schedule, row: int, source: str
) -> list[tuple[str, datetime | None, float]]:
    finish = float(schedule.finish[row])
    if source == "P6":
        start = float(schedule.remaining_start[row])
        return [("start", stored.early_start, start), ("finish", stored.early_finish, finish)]
    start = float(schedule.start[row])
    return [("start", stored.start, start), ("finish", stored.finish, finish)]
