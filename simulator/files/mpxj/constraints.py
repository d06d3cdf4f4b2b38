"""Constraints, manual scheduling and external dates."""

from __future__ import annotations

from datetime import datetime

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment
from simulator.files.mpxj.worktime import begins_work, ends_work
from simulator.model.calendar import Calendar
from simulator.model.task import Constraint, ConstraintType

TYPES = {
    "START_NO_EARLIER_THAN": ConstraintType.START_NO_EARLIER,
    "START_NO_LATER_THAN": ConstraintType.START_NO_LATER,
    "START_ON": ConstraintType.START_ON,
    "FINISH_NO_EARLIER_THAN": ConstraintType.FINISH_NO_EARLIER,
    "FINISH_NO_LATER_THAN": ConstraintType.FINISH_NO_LATER,
    "FINISH_ON": ConstraintType.FINISH_ON,
    "MUST_START_ON": ConstraintType.MANDATORY_START,
    "MUST_FINISH_ON": ConstraintType.MANDATORY_FINISH,
}

PINS_BY_HAND = (ConstraintType.MANUAL_START, ConstraintType.MANUAL_FINISH)
PINS_OF_OTHERS = (ConstraintType.MANDATORY_START, ConstraintType.MANDATORY_FINISH)


def is_pinned(row: RawRow) -> bool:
    """True where the stored dates hold whatever the links say: manual tasks of MS Project, and
    tasks of other files that stand in this one as ends of links."""
    manual = row["mode"] == "MANUALLY_SCHEDULED" and row["summary"] != "true"
    return manual or row["external"] == "true"


def is_leveled(project: RawProject, row: RawRow) -> bool:
    """True where MS Project's levelling delays a task that has not started."""
    open_task = row["summary"] != "true" and row["actual_start"] is None
    return open_task and not project.is_p6 and bool(project.units.minutes(row["leveling_delay"]))


def is_unused(row: RawRow) -> bool:
    """True for a summary with a constraint that p80 has no rule for."""
    known = ("AS_SOON_AS_POSSIBLE", "START_NO_EARLIER_THAN", None)
    return row["summary"] == "true" and row["constraint"] not in known


def constraints_of(
    project: RawProject, row: RawRow, calendar: Calendar, duration: float
) -> tuple[Constraint, ...]:
    """All constraints of a row. `calendar` and `duration` (minutes) are those of its task."""
    if is_pinned(row):
        start = None if row["actual_start"] else moment(row["start"])
        pins = PINS_OF_OTHERS if row["external"] == "true" else PINS_BY_HAND
        return _pinned(start, moment(row["finish"]), calendar, duration, pins)
    found = [
        _constraint(row["constraint"], row["constraint_date"]),
        _constraint(row["constraint2"], row["constraint2_date"]),
    ]
    if row["summary"] == "true":
        found = [one for one in found if one and one.type is ConstraintType.START_NO_EARLIER]
    if is_leveled(project, row):
        found.append(_constraint("START_NO_EARLIER_THAN", row["start"]))
    if not project.properties["ignore_other_projects"]:
        found += [
            _constraint("START_NO_EARLIER_THAN", row["external_start"]),
            _constraint("FINISH_NO_LATER_THAN", row["external_finish"]),
        ]
    return tuple(dict.fromkeys(constraint for constraint in found if constraint))


def _constraint(name: str | None, date: str | None) -> Constraint | None:
    if name == "AS_LATE_AS_POSSIBLE":
        return Constraint(ConstraintType.AS_LATE_AS_POSSIBLE)
    at = moment(date)
    return Constraint(TYPES[name], at) if name in TYPES and at else None


def _pinned(
    start: datetime | None,
    finish: datetime | None,
    calendar: Calendar,
    duration: float,
    pins: tuple[ConstraintType, ConstraintType],
) -> tuple[Constraint, ...]:
    """The stored start; and the stored finish where it is not simply `duration` later."""
    found = []
    if start:
        found.append(Constraint(pins[0], start))
    if finish and not _follows(start, finish, calendar, duration):
        found.append(Constraint(pins[1], finish))
    return tuple(found)


def _follows(start: datetime | None, finish: datetime, calendar: Calendar, duration: float) -> bool:
    """True where `duration` minutes of work from `start` end at `finish` exactly."""
    if start is None:
        return False
    if duration == 0:
        return start == finish
    return (
        begins_work(calendar, start)
        and ends_work(calendar, finish)
        and calendar.worked(start, finish) == duration
    )
