"""What has happened: durations, actual dates and remaining work."""

from __future__ import annotations

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment
from simulator.model.task import MILESTONES, Kind, Progress


def planned_minutes(project: RawProject, row: RawRow) -> float:
    """Planned duration: of P6 the planned, for a task not started the remaining one, which is
    what P6 schedules; elsewhere the duration."""
    units = project.units
    if not project.is_p6:
        return units.minutes(row["duration"]) or 0.0
    if row["actual_start"] is None:
        remaining = units.minutes(row["remaining"])
        if remaining is not None:
            return remaining
    planned = units.minutes(row["planned_duration"])
    return planned if planned is not None else units.minutes(row["duration"]) or 0.0


def progress_of(project: RawProject, row: RawRow, kind: Kind) -> Progress:
    """Actual dates, and the remaining work of a task that has started."""
    start, finish = moment(row["actual_start"]), moment(row["actual_finish"])
    if kind in MILESTONES:
        at = finish or start
        return Progress(at, at) if at else Progress()
    if start is None:
        start = finish
    if start is None:
        return Progress()
    if finish is not None:
        return Progress(start, finish)
    remaining = project.units.minutes(row["remaining"])
    if remaining is None:
        remaining = planned_minutes(project, row)
    return Progress(start, None, max(remaining, 0.0))
