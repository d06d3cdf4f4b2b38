"""Calendars of the plan file to the model: work by weekday, holidays, exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from simulator.files.building.holidays import COUNTRY, public_holidays
from simulator.files.building.losses import Losses
from simulator.files.building.texts import length
from simulator.files.dates import days_of
from simulator.files.document.calendar import CalendarDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.calendar import (
    DAY,
    ELAPSED,
    Calendar,
    Shift,
    Shifts,
    elapsed_calendar,
    standard_calendar,
)

ALWAYS = "24/7"
STANDARD = "standard"

SHARED = ("base", "weather_of", "downtime_of")
"""Keys that name another calendar."""

Week = tuple[Shifts, Shifts, Shifts, Shifts, Shifts, Shifts, Shifts]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHIFT = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_GROUP = re.compile(r"([A-Za-z][A-Za-z,\s-]*?)\s+(\d.*|off|none)", re.IGNORECASE)
_WORK_MEND = "Write work as in: Mon-Fri 08:00-12:00 13:00-17:00; Sat 08:00-12:00, or 24/7."
_SHIFT_MEND = "Write shifts as in: 08:00-12:00 13:00-17:00, or off."


def built_in() -> dict[str, Calendar]:
    """Calendars that every plan has without defining them."""
    always = Calendar(ALWAYS, (((0, DAY),),) * 7, day_minutes=float(DAY))
    return {STANDARD: standard_calendar(), ALWAYS: always, ELAPSED: elapsed_calendar()}


def shifts_of(text: str) -> list[Shift]:
    """``08:00-12:00 22:00-06:00``: minutes after midnight; an end beyond 1440 is on the next day.
    Raises ValueError."""
    if text.strip().casefold() in ("off", "none", ""):
        return []
    found: list[Shift] = []
    for part in re.split(r"[\s,]+(?=\d{1,2}:)", text.strip()):
        match = _SHIFT.fullmatch(part)
        if not match:
            raise ValueError(f"'{part}' is not a shift")
        h1, m1, h2, m2 = (int(group) for group in match.groups())
        begin, end = h1 * 60 + m1, h2 * 60 + m2
        if m1 > 59 or m2 > 59 or begin >= DAY or end > DAY:
            raise ValueError(f"'{part}' has a time that no clock shows")
        found.append((begin, end if end > begin else end + DAY))
    return found


def week_of(texts: tuple[str, ...]) -> Week:
    """Seven days of shifts from ``Mon-Fri 08:00-17:00; Sat off``. Raises ValueError."""
    days: list[list[Shift]] = [[] for _ in range(7)]
    for group in (part.strip() for text in texts for part in text.split(";")):
        if group == ALWAYS:
            return cast(Week, (((0, DAY),),) * 7)
        match = _GROUP.fullmatch(group)
        if not match:
            raise ValueError(f"'{group}' does not say which days and which hours")
        for day in _days(match[1]):
            for begin, end in shifts_of(match[2]):
                days[day].append((begin, min(end, DAY)))
                if end > DAY:
                    days[(day + 1) % 7].append((0, end - DAY))
    return cast(Week, tuple(_joined(day) for day in days))


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[\s,]+", re.sub(r"\s*-\s*", "-", text.strip())):
        names = [name[:3].casefold() for name in part.split("-")]
        if not 1 <= len(names) <= 2 or any(name not in _DAYS for name in names):
            raise ValueError(f"'{part}' is not a day of the week")
        first, last = _DAYS.index(names[0]), _DAYS.index(names[-1])
        found.extend((first + step) % 7 for step in range((last - first) % 7 + 1))
    return found


def _joined(shifts: list[Shift]) -> Shifts:
    """Sorted, with shifts that meet joined. Raises ValueError where they overlap."""
    joined: list[Shift] = []
    for begin, end in sorted(shifts):
        if joined and begin < joined[-1][1]:
            raise ValueError("two shifts of one day overlap")
        if joined and begin == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


class Calendars:
    """Builds the calendars of one plan; each starts from its `base`, wherever that stands."""

    def __init__(
        self,
        docs: Mapping[str, CalendarDoc],
        ready: Mapping[str, Calendar],
        years: range,
        at: At,
        problems: Problems,
    ) -> None:
        self._docs, self._years, self._at, self._problems = docs, years, at, problems
        self._open: set[str] = set()
        self.built: dict[str, Calendar] = dict(ready)
        self._done: set[str] = set()
        for name in docs:
            if name == ELAPSED:
                message = f"'{name}' is the calendar of elapsed time and cannot be changed"
                problems.add(at.down(name), "reserved-name", message, "Choose another name.")
            else:
                self._build(name)

    def _build(self, name: str) -> None:
        if name in self._done or name not in self._docs:
            return
        doc, at = self._docs[name], self._at.down(name).about(f"calendar {name}")
        if name in self._open:
            keys = [key for key in SHARED if getattr(doc, key) is not None]
            message = f"calendar '{name}' is based on itself"
            self._problems.add(
                at.down(keys[0]), "calendar-cycle", message, "Give one a week of its own."
            )
            return
        self._open.add(name)
        for other in (getattr(doc, key) for key in SHARED):
            if other is not None and other != name:
                self._build(other)
        losses = Losses(self.built, self._docs, self._problems)
        self.built[name] = losses.of(self._calendar(name, doc, at), doc, at)
        self._done.add(name)

    def _calendar(self, name: str, doc: CalendarDoc, at: At) -> Calendar:
        base = self._base(name, doc, at)
        week = base.week if base else standard_calendar().week
        if doc.work is not None:
            try:
                week = week_of(doc.work)
            except ValueError as fault:
                self._problems.add(at.down("work"), "calendar", str(fault), _WORK_MEND)
        exceptions: dict[date, Shifts] = dict(base.exceptions) if base else {}
        notes = self._holidays(doc, at, exceptions)
        self._exceptions(doc, at, exceptions)
        if not any(week) and not any(exceptions.values()):
            message = f"calendar '{name}' has no working time, so nothing on it would ever end"
            self._problems.add(at, "calendar", message, _WORK_MEND)
            week = standard_calendar().week
        day = base.day_minutes if base and doc.work is None else 0.0
        if doc.day is not None:
            read = length(doc.day, float(DAY), at.down("day"), self._problems)
            day = (read.minutes or 0.0) if read else day
        return replace(
            base or standard_calendar(),
            name=name,
            week=week,
            exceptions=exceptions,
            day_minutes=day,
            notes=(*(base.notes if base else ()), *notes),
        )

    def _base(self, name: str, doc: CalendarDoc, at: At) -> Calendar | None:
        if doc.base is None:
            return None
        if doc.base not in self.built and (doc.base == name or doc.base not in self._open):
            known = sorted({*self.built, *self._docs} - {name})
            message = f"there is no calendar '{doc.base}' to start from"
            mend = did_you_mean(doc.base, known, f"Known are: {', '.join(known)}.")
            self._problems.add(at.down("base"), "unknown-calendar", message, mend)
        return self.built.get(doc.base)

    def _holidays(self, doc: CalendarDoc, at: At, into: dict[date, Shifts]) -> list[str]:
        notes: list[str] = []
        for index, text in enumerate(doc.holidays or ()):
            here = at.down("holidays", index)
            try:
                if COUNTRY.fullmatch(text.strip()):
                    found, said = public_holidays(text.strip(), self._years)
                    notes.extend(said)
                else:
                    found = days_of(text)
            except ValueError as fault:
                mend = "Write a country code (NL, DE-BY), 2026-12-24 or 2026-12-24..2027-01-02."
                self._problems.add(here, "holiday", str(fault), mend)
                continue
            into.update(dict.fromkeys(found, ()))
        return notes

    def _exceptions(self, doc: CalendarDoc, at: At, into: dict[date, Shifts]) -> None:
        for key, text in (doc.exceptions or {}).items():
            here = at.down("exceptions", key)
            try:
                days = days_of(key)
                shifts = _joined(shifts_of(text or "off"))
                if any(end > DAY for _, end in shifts):
                    raise ValueError(f"'{text}' runs past midnight; give the rest to the next day")
            except ValueError as fault:
                self._problems.add(here, "calendar", str(fault), _SHIFT_MEND)
                continue
            into.update(dict.fromkeys(days, shifts))
