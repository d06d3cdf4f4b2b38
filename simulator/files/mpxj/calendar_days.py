"""Calendars expanded by date: parents, work weeks and recurring exceptions all resolved.

Runs in the child process.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import jpype

from simulator.files.dates import YEARS
from simulator.files.mpxj.columns import bound, column, copied

BEFORE = timedelta(days=366)
AHEAD = timedelta(days=5 * 366)
"""Simulated dates run past the plan's own: what is kept after its last date, at least."""
LONGEST = timedelta(days=80 * 366)

RANGE = re.compile(r"start=(\d\d):(\d\d)\S* end=(\d\d):(\d\d)")
Shifts = list[tuple[int, int]]


def calendar_days(project: Any, used: set[str], dates: list[str]) -> list[dict[str, Any]]:
    """Week pattern, and the dates that differ from it, of the calendars whose id is in `used`."""
    first, last = _span(dates)
    local_date = jpype.JClass("java.time.LocalDate")
    stream = local_date.parse(first.isoformat()).datesUntil(local_date.parse(last.isoformat()))
    days = stream.collect(jpype.JClass("java.util.stream.Collectors").toList())
    weekdays = jpype.JClass("java.util.EnumSet").allOf(jpype.JClass("java.time.DayOfWeek"))
    return [
        _calendar(calendar, weekdays, days, first)
        for calendar in project.getCalendars()
        if str(calendar.getUniqueID()) in used
    ]


def _span(dates: list[str]) -> tuple[date, date]:
    """First and last date of interest: the plan's own, then as long again."""
    first_year, last_year = map(str, YEARS)
    plain = sorted(
        text[:10] for text in dates if first_year <= text[:4] <= last_year and text[4:5] == "-"
    )
    first = date.fromisoformat(plain[0]) if plain else date(2000, 1, 3)
    last = date.fromisoformat(plain[-1]) if plain else first
    last = min(last, first + LONGEST)
    return first - BEFORE, last + max(AHEAD, 2 * (last - first))


def _calendar(calendar: Any, weekdays: Any, days: Any, first: date) -> dict[str, Any]:
    as_list = copied("java.util.ArrayList", "java.util.Collection")
    by_weekday = column(weekdays, bound(calendar, "getHours", "java.time.DayOfWeek"), as_list)
    by_date = column(days, bound(calendar, "getHours", "java.time.LocalDate"), as_list)
    week = [_shifts(text) for text in by_weekday]
    known: dict[str | None, Shifts] = {text: _shifts(text) for text in set(by_date)}
    differing = {
        (first + timedelta(days=place)).isoformat(): known[text]
        for place, text in enumerate(by_date)
        if known[text] != week[(first.weekday() + place) % 7]
    }
    per_day = calendar.getCalendarMinutesPerDay()
    parent = calendar.getParent()
    return {
        "uid": str(calendar.getUniqueID()),
        "name": None if calendar.getName() is None else str(calendar.getName()),
        "parent": None if parent is None else str(parent.getName()),
        "minutes_per_day": None if per_day is None else int(per_day),
        "week": week,
        "days": differing,
    }


def _shifts(text: str | None) -> Shifts:
    """Working minutes of a day, sorted and joined; an end of 00:00 is midnight, 1440."""
    shifts: Shifts = []
    for found in RANGE.findall(text or ""):
        hour, minute, end_hour, end_minute = map(int, found)
        begin, end = 60 * hour + minute, 60 * end_hour + end_minute
        shifts.append((begin, end if end else 1440))
    joined: Shifts = []
    for begin, end in sorted(shifts):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif begin < end:
            joined.append((begin, end))
    return joined
