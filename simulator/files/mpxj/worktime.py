"""Where the work periods of a calendar begin and end."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.model.calendar import DAY, Calendar


def begins_work(calendar: Calendar, at: datetime) -> bool:
    """True where work goes on right after `at`."""
    minute = _minute(at)
    return any(start <= minute < stop for start, stop in calendar.shifts(at.date()))


def ends_work(calendar: Calendar, at: datetime) -> bool:
    """True where work goes on right before `at`."""
    minute, day = _minute(at), at.date()
    if minute == 0:
        minute, day = float(DAY), day - timedelta(days=1)
    return any(start < minute <= stop for start, stop in calendar.shifts(day))


def _minute(at: datetime) -> float:
    return 60 * at.hour + at.minute + at.second / 60
