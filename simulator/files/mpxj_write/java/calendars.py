"""Calendars of a job as calendars of MPXJ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from simulator.files.mpxj_write.java.values import identified, java

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def calendars_of(job: Mapping[str, Any], file: Any, base_only: bool) -> dict[str, Any]:
    """MPXJ's calendars by key; those that the schedule read has already are used again.

    base_only : a calendar that is derived from another does not do (MS Project's tasks).
    """
    found: dict[str, Any] = {}
    for raw in job["calendars"]:
        known = file.getCalendarByName(raw["name"])
        fit = known is not None and not (base_only and known.isDerived())
        if raw["known"] and fit:
            found[raw["key"]] = known
        else:
            found[raw["key"]] = _added(raw, file)
    return found


def _added(raw: Mapping[str, Any], file: Any) -> Any:
    calendar = identified(file.addCalendar(), file, "ProjectCalendar")
    name, number = raw["name"], 1
    while file.getCalendarByName(name) is not None:
        number += 1
        name = f"{raw['name']} ({number})"
    calendar.setName(name)
    for weekday, shifts in zip(WEEKDAYS, raw["week"], strict=True):
        day = java("java.time.DayOfWeek").valueOf(weekday)
        kind = "WORKING" if shifts else "NON_WORKING"
        calendar.setCalendarDayType(day, java("org.mpxj.DayType").valueOf(kind))
        _fill(calendar.addCalendarHours(day), shifts)
    for first, last, shifts in _runs(raw["days"]):
        local = java("java.time.LocalDate")
        _fill(calendar.addCalendarException(local.parse(first), local.parse(last)), shifts)
    minutes = round(raw["day_minutes"])
    week = sum(end - begin for shifts in raw["week"] for begin, end in shifts)
    calendar.setCalendarMinutesPerDay(java("java.lang.Integer").valueOf(minutes))
    calendar.setCalendarMinutesPerWeek(java("java.lang.Integer").valueOf(week or 5 * minutes))
    calendar.setCalendarMinutesPerMonth(java("java.lang.Integer").valueOf(20 * minutes))
    calendar.setCalendarMinutesPerYear(java("java.lang.Integer").valueOf(240 * minutes))
    return calendar


def _fill(hours: Any, shifts: list[list[int]]) -> None:
    for begin, end in shifts:
        hours.add(java("org.mpxj.LocalTimeRange")(_clock(begin), _clock(end)))


def _clock(minute: int) -> Any:
    """A time of day; the midnight that ends a day is 00:00."""
    minute %= 1440
    return java("java.time.LocalTime").of(minute // 60, minute % 60)


def _runs(days: Mapping[str, list[list[int]]]) -> list[tuple[str, str, list[list[int]]]]:
    """Days in a row with the same shifts, as first, last and shifts."""
    found: list[tuple[str, str, list[list[int]]]] = []
    for day in sorted(days):
        if found:
            first, last, shifts = found[-1]
            follows = date.fromisoformat(last) + timedelta(days=1) == date.fromisoformat(day)
            if follows and shifts == days[day]:
                found[-1] = (first, day, shifts)
                continue
        found.append((day, day, days[day]))
    return found
