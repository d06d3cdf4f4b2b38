"""Working minutes between two dates, day by day: enough for the progress of single tasks."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.model.calendar import Calendar


def minutes_between(calendar: Calendar, begin: datetime, end: datetime) -> float:
    """Working minutes of `calendar` from `begin` to `end`; 0 where `end` is not later."""
    total, midnight = 0.0, datetime(begin.year, begin.month, begin.day)
    while midnight < end:
        low = max(0.0, (begin - midnight).total_seconds() / 60)
        high = (end - midnight).total_seconds() / 60
        for first, last in calendar.shifts(midnight.date()):
            total += max(0.0, min(last, high) - max(first, low))
        midnight += timedelta(days=1)
    return total
