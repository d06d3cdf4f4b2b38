"""Calendars: when work is done. Shifts by weekday, and dates that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from simulator.model.weather import Downtime, Loss, Weather, can_happen, lost, slot_of
from simulator.model.window import AnyWindow

Shift = tuple[int, int]
"""Begin and end of work within a day, minutes after midnight, 0 <= begin < end <= 1440."""

Shifts = tuple[Shift, ...]

DAY = 1440
"""Minutes in a day by the clock."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working time by week pattern and exceptions.

    week : seven tuples of shifts, Monday first; sorted, not overlapping.
    exceptions : shifts of single dates that differ from the week; () is a day off.
    day_minutes : what "1d" means on this calendar, working minutes; 0 = the longest day of `week`.
    notes : what a reader should know, e.g. "some holidays of XX are estimated".
    weather, downtime : what takes working days, by chance. windows : a task lies inside one of
    them as a whole; () where it may lie anywhere.
    """

    name: str
    week: tuple[Shifts, Shifts, Shifts, Shifts, Shifts, Shifts, Shifts]
    exceptions: Mapping[date, Shifts] = field(default_factory=dict)
    day_minutes: float = 0.0
    notes: tuple[str, ...] = ()
    weather: Weather | None = None
    downtime: Downtime | None = None
    windows: tuple[AnyWindow, ...] = ()

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What may take a working day."""
        return tuple(one for one in (self.weather, self.downtime) if one and can_happen(one))

    def days_a_year(self, losses: tuple[Loss, ...]) -> tuple[float, float]:
        """(working days, those that `losses` take) of an average year: of the week, without
        exceptions; a 29 February counts by how often there is one."""
        weekly = sum(bool(shifts) for shifts in self.week) / 7.0
        taken = lost(losses)
        leap = taken[slot_of(2, 29)] * (97 / 400 - 1)
        return weekly * (365 + 97 / 400), weekly * (sum(taken) + leap)

    @property
    def keeps_days(self) -> bool:
        """True where chance leaves some days of the year."""
        return any(chance < 1.0 for chance in lost(self.losses))

    def shifts(self, day: date) -> Shifts:
        """Shifts worked on `day`."""
        return self.exceptions.get(day, self.week[day.weekday()])

    def worked(self, begin: datetime, end: datetime) -> float:
        """Working minutes from `begin` to `end`, day by day; 0 where `end` is not later."""
        total, midnight = 0.0, datetime.combine(begin.date(), time())
        while midnight < end:
            low = (begin - midnight) / timedelta(minutes=1)
            high = (end - midnight) / timedelta(minutes=1)
            for first, last in self.shifts(midnight.date()):
                total += max(0.0, min(last, high) - max(first, low))
            midnight += timedelta(days=1)
        return total

    @property
    def minutes_per_day(self) -> float:
        """Working minutes that "1d" stands for."""
        if self.day_minutes:
            return self.day_minutes
        return float(max(sum(end - begin for begin, end in shifts) for shifts in self.week))

    @property
    def always_works(self) -> bool:
        """True for a 24/7 calendar without exceptions: clock time is working time."""
        return not self.exceptions and all(shifts == ((0, DAY),) for shifts in self.week)


ELAPSED = "elapsed"
"""Key of the built-in calendar of elapsed time, present in every program."""


def elapsed_calendar() -> Calendar:
    """The 24/7 calendar on which elapsed durations (``5ed``) run."""
    full: Shifts = ((0, DAY),)
    return Calendar(ELAPSED, (full,) * 7, day_minutes=float(DAY))


def standard_calendar(name: str = "standard") -> Calendar:
    """Monday to Friday 08:00-12:00 and 13:00-17:00, the default of P6 and MS Project."""
    day: Shifts = ((480, 720), (780, 1020))
    return Calendar(name, (day, day, day, day, day, (), ()))
