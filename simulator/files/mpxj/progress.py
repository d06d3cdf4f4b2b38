"""What has happened: durations, actual dates, remaining work and the data date."""

from __future__ import annotations

from datetime import datetime

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment
from simulator.model.calendar import Calendar
from simulator.model.task import MILESTONES, Kind, Progress


def planned_minutes(project: RawProject, row: RawRow, calendar: Calendar) -> float:
    """Planned duration in working minutes.

    For a task of P6 that has not started the remaining one, which is what P6 schedules; where the
    file has none (a decimal comma hides it from the reader) the working time between its dates.
    A split task of MS Project keeps its gaps: it lasts from its start to its finish.
    """
    units = project.units
    if project.is_p6:
        keys = ("planned_duration", "duration", "remaining")
        if row["actual_start"] is None:
            found = expected_minutes(project, row, calendar)
            if found is not None:
                return found
            keys = ("remaining", "planned_duration", "duration")
        for key in keys:
            minutes = units.minutes(row[key])
            if minutes is not None:
                return minutes
        return _between(row, calendar)
    if is_split(project, row) and row["actual_start"] is None:
        return _between(row, calendar)
    return units.minutes(row["duration"]) or 0.0


def lacks_duration(row: RawRow) -> bool:
    """True where a file of P6 gives no duration that can be read."""
    return not any(row[key] for key in ("remaining", "planned_duration", "duration"))


def is_split(project: RawProject, row: RawRow) -> bool:
    """True for a task whose work is interrupted."""
    return row["work_parts"] not in (None, "0", "1") and not project.is_p6


def _between(row: RawRow, calendar: Calendar) -> float:
    """Working time between the dates of a row."""
    start = moment(row["early_start"]) or moment(row["start"])
    finish = moment(row["early_finish"]) or moment(row["finish"])
    return calendar.worked(start, finish) if start and finish else 0.0


def expected_minutes(project: RawProject, row: RawRow, calendar: Calendar) -> float | None:
    """Work from the early start to the expected finish, where P6 is told to use it."""
    finish = moment(row["expected_finish"])
    start = moment(row["early_start"]) or moment(project.properties["data_date"])
    if not project.properties["use_expected_finish"] or finish is None or start is None:
        return None
    return calendar.worked(start, finish) if finish > start else None


def progress_of(project: RawProject, row: RawRow, kind: Kind, calendar: Calendar) -> Progress:
    """Actual dates, and the remaining work of a task that has started."""
    start, finish = moment(row["actual_start"]), moment(row["actual_finish"])
    if kind in MILESTONES:
        at = finish or start
        return Progress(at, at) if at else Progress()
    if finish is not None:
        return Progress(start or finish, finish)
    expected = moment(row["expected_finish"]) if is_expected(project, row) else None
    if start is None:
        return Progress(expected_finish=expected)
    remaining = expected_minutes(project, row, calendar) if project.is_p6 else None
    if remaining is None:
        remaining = project.units.minutes(row["remaining"])
    if remaining is None:
        remaining = planned_minutes(project, row, calendar)
    resume, end = _resume(project, row), moment(row["finish"])
    if is_split(project, row) and resume and end:
        remaining = calendar.worked(resume, end)
    return Progress(start, None, max(remaining, 0.0), resume, expected)


def is_expected(project: RawProject, row: RawRow) -> bool:
    """True for an open activity of P6 with an expected finish, where P6 is told to use them."""
    is_open = project.is_p6 and not row["actual_finish"]
    return is_open and bool(row["expected_finish"]) and project.properties["use_expected_finish"]


def _resume(project: RawProject, row: RawRow) -> datetime | None:
    """When the work left goes on: P6's resume date of a suspended activity. MS Project goes on
    where the finished part stopped, wherever its status date is."""
    if project.is_p6:
        return moment(row["resume"]) if row["suspend"] else None
    return moment(row["resume"]) or moment(row["stop"]) or moment(row["actual_start"])


def data_date_of(project: RawProject) -> datetime | None:
    """P6's data date. MS Project schedules as if it had none: its status date moves nothing."""
    return moment(project.properties["data_date"]) if project.is_p6 else None


def late_to_start(project: RawProject) -> int:
    """How many tasks of MS Project should have started by the status date and have not."""
    status = moment(project.properties["data_date"])
    if project.is_p6 or status is None:
        return 0
    rows = (row for row in project.rows if row["summary"] != "true" and not row["actual_start"])
    return sum(1 for row in rows if (start := moment(row["start"])) and start < status)
