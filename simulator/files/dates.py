"""Dates of the plan file: ISO 8601, by the clock of the site, without time zones."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

YEARS = (1900, 2199)

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MOMENT = re.compile(_DATE.pattern + r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?")

MEND = "Write 2027-09-30, or 2027-09-30T17:00."


def day_of(text: str) -> date:
    """``2027-09-30`` as a date. Raises ValueError with the reason."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is not a date")
    year, month, day = (int(part) for part in match.groups())
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValueError(f"the year of '{text}' is outside {YEARS[0]} to {YEARS[1]}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"'{text}' is a day that no calendar has") from None


def _moment(text: str, *, end_of_day: bool) -> datetime:
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is not a date")
    day = day_of(text.strip()[: match.end(3)])
    midnight = datetime(day.year, day.month, day.day)
    if match[4] is None:
        return midnight + timedelta(days=1) if end_of_day else midnight
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise ValueError(f"'{text}' has a time that no clock shows")
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second)


def moment(text: str) -> datetime:
    """A start: a date alone means 00:00 of that day. Raises ValueError."""
    return _moment(text, end_of_day=False)


def until(text: str) -> datetime:
    """A finish: a date alone means the end of that day, 24:00. Raises ValueError."""
    return _moment(text, end_of_day=True)


def days_of(text: str) -> list[date]:
    """``2026-12-24`` or ``2026-12-24..2027-01-02``, both ends included. Raises ValueError."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    begin = day_of(first)
    end = day_of(last) if dots else begin
    if end < begin:
        raise ValueError(f"'{text}' ends before it begins")
    if (end - begin).days > 3660:
        raise ValueError(f"'{text}' is longer than ten years")
    return [begin + timedelta(days=step) for step in range((end - begin).days + 1)]
