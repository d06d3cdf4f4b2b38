"""Calendars as they stand in a plan file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from simulator.files.writing.style import Row
from simulator.files.writing.weather import LONGEST_RANGE, losses_of
from simulator.model.calendar import (
    DAY,
    ELAPSED,
    Calendar,
    Shifts,
    elapsed_calendar,
    standard_calendar,
)
from simulator.model.units import plain

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendars_of(calendars: Mapping[str, Calendar]) -> dict[str, Any]:
    """All calendars but those that every plan has."""
    always = Calendar("24/7", (((0, DAY),),) * 7, day_minutes=float(DAY))
    built_in = {ELAPSED: elapsed_calendar(), "standard": standard_calendar(), "24/7": always}
    return {
        key: _calendar(key, calendar, calendars)
        for key, calendar in calendars.items()
        if key != ELAPSED and calendar != built_in.get(key)
    }


def _calendar(
    key: str, calendar: Calendar, calendars: Mapping[str, Calendar]
) -> dict[str, Any] | str:
    work, losses = _work(calendar), losses_of(key, calendar, calendars)
    if not calendar.day_minutes and not calendar.exceptions and not losses:
        return work
    found: dict[str, Any] = {"work": work}
    if calendar.day_minutes:
        found["day"] = f"{plain(calendar.day_minutes)}min"
    if calendar.exceptions:
        found["exceptions"] = _exceptions(calendar.exceptions)
    found |= losses
    return found if calendar.exceptions or losses else Row(found)


def _work(calendar: Calendar) -> str:
    """``Mon-Fri 08:00-17:00; Sat 08:00-12:00``: runs of days with the same shifts."""
    texts: list[str] = []
    first = 0
    for day in range(1, 8):
        if day < 7 and calendar.week[day] == calendar.week[first]:
            continue
        name = DAYS[first] if day == first + 1 else f"{DAYS[first]}-{DAYS[day - 1]}"
        if calendar.week[first]:
            texts.append(f"{name} {shifts_text(calendar.week[first])}")
        first = day
    return "; ".join(texts) or "Mon-Sun off"


def shifts_text(shifts: Shifts) -> str:
    """``08:00-12:00 13:00-17:00``, or ``off``."""
    return " ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in shifts) or "off"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _exceptions(exceptions: Mapping[date, Shifts]) -> dict[str, str]:
    """By date, or by range where days in a row have the same shifts."""
    found: dict[str, str] = {}
    days = sorted(exceptions)
    first = 0
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else None
        if (
            following == day + timedelta(days=1)
            and exceptions[following] == exceptions[day]
            and place - first < LONGEST_RANGE
        ):
            continue
        begin = days[first].isoformat()
        key = begin if place == first else f"{begin}..{day.isoformat()}"
        found[key] = shifts_text(exceptions[day])
        first = place + 1
    return found
