"""What has happened: durations, actual dates, remaining work and the data date."""

from __future__ import annotations

from datetime import datetime

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment
from simulator.files.mpxj.worktime import worked
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
    return worked(calendar, start, finish) if start and finish else 0.0


def expected_minutes(project: RawProject, row: RawRow, calendar: Calendar) -> float | None:
    """Work from the early start to the expected finish, where P6 is told to use it."""
    finish = moment(row["expected_finish"])
    start = moment(row["early_start"]) or moment(project.properties["data_date"])
    if not project.properties["use_expected_finish"] or finish is None or start is None:
        return None
    return worked(calendar, start, finish) if finish > start else None


def progress_of(project: RawProject, row: RawRow, kind: Kind, calendar: Calendar) -> Progress:
    """Actual dates, and the remaining work of a task that has started."""
    start, finish = moment(row["actual_start"]), moment(row["actual_finish"])
    if kind in MILESTONES:
        at = finish or start
        return Progress(at, at) if at else Progress()
    if start is None and finish is None:
        return Progress()
    if finish is not None:
        return Progress(start or finish, finish)
    remaining = expected_minutes(project, row, calendar) if project.is_p6 else None
    if remaining is None:
        remaining = project.units.minutes(row["remaining"])
    if remaining is None:
        remaining = planned_minutes(project, row, calendar)
    return Progress(start, None, max(remaining, 0.0), _resume(project, row))


def _resume(project: RawProject, row: RawRow) -> datetime | None:
    """When the work left goes on: P6's resume date of a suspended activity; in MS Project every
    task in progress has one."""
    return moment(row["resume"]) if not project.is_p6 or row["suspend"] else None


def data_date_of(project: RawProject) -> datetime | None:
    """P6's data date or MS Project's status date; where a file with progress has none, the latest
    instant at which progress is reported."""
    given = moment(project.properties["data_date"])
    return given or latest_progress(project)


def latest_progress(project: RawProject) -> datetime | None:
    """The latest actual date, or end of completed work, of any task."""
    keys = ("actual_start", "actual_finish", "stop")
    rows = [row for row in project.rows if row["summary"] != "true" and row["actual_start"]]
    dates = [at for row in rows for key in keys if (at := moment(row[key]))]
    return max(dates, default=None)
