"""Working time between two instants of a calendar, day by day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from simulator.model.calendar import DAY, Calendar


def worked(calendar: Calendar, begin: datetime, end: datetime) -> float:
    """Working minutes from `begin` to `end`; 0 where `end` is not later."""
    total = 0.0
    midnight = datetime.combine(begin.date(), time())
    while midnight < end:
        low = (begin - midnight).total_seconds() / 60
        high = min((end - midnight).total_seconds() / 60, float(DAY))
        for start, stop in calendar.shifts(midnight.date()):
            total += max(0.0, min(stop, high) - max(start, low))
        midnight += timedelta(days=1)
    return total


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
