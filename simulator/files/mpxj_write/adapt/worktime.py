"""Working time on a calendar, from instant to instant; small and exact, for single dates."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from simulator.model.calendar import Calendar

LONGEST = 20_000
"""Days after which the search for working time is given up."""
MINUTE = timedelta(minutes=1)


def worked(calendar: Calendar, begin: datetime, end: datetime) -> float:
    """Working minutes from `begin` to `end`; negative where `end` is earlier."""
    return calendar.worked(begin, end) if begin <= end else -calendar.worked(end, begin)


def moved(calendar: Calendar, at: datetime, minutes: float) -> datetime:
    """The instant `minutes` of work after `at`, at the end of a work period; before it, at the
    begin of one, where `minutes` are negative; 0 moves nothing. As links count their lags."""
    if calendar.always_works or not minutes:
        return at + timedelta(minutes=minutes)
    return _later(calendar, at, minutes) if minutes > 0 else _earlier(calendar, at, -minutes)


def _later(calendar: Calendar, at: datetime, left: float) -> datetime:
    midnight = datetime.combine(at.date(), time())
    for _ in range(LONGEST):
        for first, last in calendar.shifts(midnight.date()):
            begin = max(at, midnight + first * MINUTE)
            end = midnight + last * MINUTE
            room = max(0.0, (end - begin) / MINUTE)
            if left <= room:
                return begin + timedelta(minutes=left)
            left -= room
        midnight += timedelta(days=1)
    return at


def _earlier(calendar: Calendar, at: datetime, left: float) -> datetime:
    midnight = datetime.combine(at.date(), time())
    for _ in range(LONGEST):
        for first, last in reversed(calendar.shifts(midnight.date())):
            begin = midnight + first * MINUTE
            end = min(at, midnight + last * MINUTE)
            room = max(0.0, (end - begin) / MINUTE)
            if left <= room:
                return end - timedelta(minutes=left)
            left -= room
        midnight -= timedelta(days=1)
    return at


def end_before(calendar: Calendar, at: datetime) -> datetime:
    """The end of the last work period before `at`; `at` itself where there is none."""
    midnight = datetime.combine(at.date(), time())
    for _ in range(LONGEST):
        for _, last in reversed(calendar.shifts(midnight.date())):
            end = midnight + last * MINUTE
            if end <= at:
                return end
        midnight -= timedelta(days=1)
    return at
