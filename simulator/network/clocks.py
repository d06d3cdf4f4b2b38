"""The calendars that a network uses, each once however many names it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.model.calendar import Calendar, Shifts
from simulator.model.program import Program
from simulator.network.arrays import Links
from simulator.network.dtypes import F
from simulator.network.order import Wiring
from simulator.network.rows import Row
from simulator.network.worktime import build_clock


@dataclass(frozen=True)
class Clocks:
    """Tables, the calendars in them, and the index of every calendar key in use."""

    clock: F
    calendars: tuple[Calendar, ...]
    index: Mapping[str, int]

    def on_tables(self, linked: Wiring) -> Links:
        """Links with the calendars of these tables."""
        # By the clock is -1, the last.
        index = np.array([*(self.index[key] for key in linked.calendars), -1], dtype=np.int32)
        return linked.links._replace(calendar=index[linked.links.calendar])


def build_clocks(
    program: Program, rows: list[Row], linked: Wiring, origin: date, days: int
) -> Clocks:
    """Tables of the calendars of rows, lags and projects; equal calendars share one, as in files
    where every resource has its own copy."""
    used = [row.task.calendar for row in rows]
    used += linked.calendars
    used += [instant.calendar for instant in linked.instants if instant.calendar is not None]
    used += [project.calendar for project in program.projects]
    index: dict[str, int] = {}
    places: dict[object, int] = {}
    kept: list[Calendar] = []
    for key in dict.fromkeys(used):
        calendar = program.calendars[key]
        shifts = (calendar.week, frozenset(_real_exceptions(calendar)))
        content = (shifts, calendar.losses, calendar.windows)
        if content not in places:
            places[content] = len(kept)
            kept.append(calendar)
        index[key] = places[content]
    return Clocks(build_clock(kept, origin, days), tuple(kept), index)


def _real_exceptions(calendar: Calendar) -> list[tuple[date, Shifts]]:
    return [
        (day, shifts)
        for day, shifts in calendar.exceptions.items()
        if shifts != calendar.week[day.weekday()]
    ]
