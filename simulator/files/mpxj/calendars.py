"""Calendars of the raw document as calendars of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.model.calendar import ELAPSED, Calendar, Shifts, elapsed_calendar, standard_calendar


class Calendars:
    """The calendars of all projects of a file, under unique names, equal ones shared."""

    def __init__(self) -> None:
        self.by_key: dict[str, Calendar] = {ELAPSED: elapsed_calendar()}
        self._keys: dict[tuple[str, str], str] = {}
        self._used: set[str] = {ELAPSED}

    def add(self, project: RawProject) -> None:
        """Take over the calendars of `project`. Outside P6 every resource has a calendar of its
        own, most of them copies: equal ones go by the name of the first, the project's first."""
        own = project.properties["calendar"]
        same: dict[str, str] = {}
        for raw in sorted(project.calendars, key=lambda raw: bool(raw["uid"] != own)):
            content = repr([raw[key] for key in ("week", "days", "minutes_per_day")])
            name = " ".join((raw["name"] or f"calendar {raw['uid']}").split())
            key = None if project.is_p6 else same.get(content)
            if key is None:
                key = same[content] = self._place(name, raw)
            self._keys[project.id, raw["uid"]] = key

    def _place(self, name: str, raw: Mapping[str, Any]) -> str:
        """Key of the calendar: its name, numbered where another calendar has that name."""
        key, count = name, 1
        while (calendar := _calendar(key, raw)) != self.by_key.get(key, calendar):
            count += 1
            key = f"{name} ({count})"
        self.by_key[key] = calendar
        return key

    def key(self, project: RawProject, uids: Iterable[str | None]) -> str:
        """Key of the first of `uids` that works at all, else of the project's calendar."""
        for uid in (*uids, project.properties["calendar"]):
            key = self._keys.get((project.id, uid or ""))
            if key is not None and any(self.by_key[key].week):
                self._used.add(key)
                return key
        standard = standard_calendar()
        self.by_key.setdefault(standard.name, standard)
        self._used.add(standard.name)
        return standard.name

    def elapsed(self) -> str:
        """Key of elapsed time."""
        return ELAPSED

    def used(self) -> dict[str, Calendar]:
        """The calendars that were asked for."""
        return {key: value for key, value in self.by_key.items() if key in self._used}

    def of_task(self, project: RawProject, row: RawRow) -> str:
        """Key of the calendar a task runs on, by the rules of the tool that made the file."""
        resources = project.assigned(row)
        if project.is_p6:
            if row["type"] != "RESOURCE_DEPENDENT":
                return self.key(project, (row["calendar"],))
            first = (row["primary_resource"], *resources)
            return self.key(project, (*_calendars(project, first), row["calendar"]))
        if row["calendar"]:
            return self.key(project, (row["calendar"],))
        return self.key(project, _calendars(project, resources))


def _calendars(project: RawProject, resources: Iterable[str | None]) -> list[str | None]:
    """Calendar ids of resources that work by time (material has no calendar)."""
    rows = [project.resources.get(uid or "") for uid in resources]
    return [row["calendar"] for row in rows if row and row["type"] not in ("MATERIAL", "COST")]


def _calendar(key: str, raw: Mapping[str, Any]) -> Calendar:
    week = [_shifts(day) for day in raw["week"]]
    days = {date.fromisoformat(day): _shifts(shifts) for day, shifts in raw["days"].items()}
    return Calendar(
        key,
        (week[0], week[1], week[2], week[3], week[4], week[5], week[6]),
        days,
        float(raw["minutes_per_day"] or 0.0),
    )


def _shifts(pairs: list[list[int]]) -> Shifts:
    return tuple((begin, end) for begin, end in pairs)
