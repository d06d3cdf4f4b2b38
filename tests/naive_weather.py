"""Lost days and windows, the slow way: one day, one window at a time.

Written from "Lost days" and "Windows" in docs/reference/scheduling.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from naive_calendar import NEAR, WorkTime
from naive_random import name_key, uniform_of_key

from simulator.model.calendar import Calendar, Shifts
from simulator.model.program import Program
from simulator.model.weather import Chances, Downtime, Observed
from simulator.model.window import Window, Yearly

FIVE_YEARS = 5 * 366 * 1440.0

Lost = Callable[[date], bool]


class KeptTime(WorkTime):
    """The clock of a calendar in one iteration: its week and exceptions without the lost days."""

    def __init__(self, calendar: Calendar, origin: datetime, lost: Lost) -> None:
        super().__init__(calendar, origin)
        self.lost = lost

    def shifts(self, day: date) -> Shifts:
        return () if self.lost(day) else super().shifts(day)


class Sky:
    """Which days each calendar loses in one iteration."""

    def __init__(self, program: Program, seed: int, iteration: int, latin: bool) -> None:
        self.luck = (seed, iteration, latin)
        dates = [project.data_date or project.start for project in program.projects]
        self.first = min(dates).date()
        self.states: dict[tuple[object, date], bool] = {}

    def lost(self, calendar: Calendar) -> Lost:
        """Whether a day is lost on a calendar."""
        causes = [cause for cause in (calendar.weather, calendar.downtime) if cause]

        def is_lost(day: date) -> bool:
            return day >= self.first and any(self.is_taken(cause, day) for cause in causes)

        return is_lost

    def is_taken(self, cause: Chances | Observed | Downtime, day: date) -> bool:
        """Whether one cause takes a day."""
        if isinstance(cause, Observed):
            return self.is_observed(cause, day)
        if (cause, day) not in self.states:
            what = "downtime" if isinstance(cause, Downtime) else "weather"
            u = self.uniform(f"calendar {cause.owner} {what}", day.toordinal())
            fresh, again = chances(cause, day)
            if u < min(fresh, again) or u >= max(fresh, again):
                self.states[cause, day] = u < fresh
            else:
                before = self.is_taken(cause, day - timedelta(days=1))
                self.states[cause, day] = u < (again if before else fresh)
        return self.states[cause, day]

    def is_observed(self, cause: Observed, day: date) -> bool:
        """Whether the day was lost in the observed year that its year is like."""
        u = self.uniform(f"calendar {cause.owner} weather", day.year)
        year = cause.years[int(u * len(cause.years))]
        try:
            like = day.replace(year=year)
        except ValueError:
            like = date(year, 2, 28)
        return like in cause.lost

    def uniform(self, name: str, number: int) -> float:
        seed, iteration, latin = self.luck
        return uniform_of_key(seed, (name_key(name) + number) % 2**64, iteration, latin)


def chances(cause: Chances | Downtime, day: date) -> tuple[float, float]:
    """Chance that a day is lost after one that was not, after one that was."""
    if isinstance(cause, Downtime):
        return 1 / cause.every, 1 - 1 / cause.lasts
    # 29 February stands before 1 March in every year: both are of one month.
    p, q = (cause.month[d.month - 1] for d in (day - timedelta(days=1), day))
    r = cause.persistence
    fresh = q if p == 1 else (1 - r) * q + r * max(0.0, q - p) / (1 - p)
    again = q if p == 0 else (1 - r) * q + r * min(1.0, q / p)
    return fresh, again


def windows_of(calendar: Calendar, origin: datetime, years: int = 12) -> list[tuple[float, float]]:
    """Windows from two years before the origin on, minutes, in order and apart."""
    found: list[tuple[float, float]] = []
    last = origin + timedelta(days=366 * years)
    for window in calendar.windows:
        spans = yearly(window, origin, years) if isinstance(window, Yearly) else dated(window, last)
        found += [(minutes(begin, origin), minutes(end, origin)) for begin, end in spans]
    apart: list[tuple[float, float]] = []
    for begin, end in sorted(found):
        if begin == end:
            continue
        if apart and begin <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((begin, end))
    return apart


def dated(window: Window, last: datetime) -> list[tuple[datetime, datetime]]:
    found = [(window.open, window.close)]
    step = timedelta(minutes=window.every)
    while step and found[-1][0] + step < last:
        begin, end = found[-1]
        found.append((begin + step, end + step))
    return found


def yearly(window: Yearly, origin: datetime, years: int) -> list[tuple[datetime, datetime]]:
    found = []
    for year in range(origin.year - 2, origin.year + years):
        over = window.last < window.first
        found.append((day_of(year, window.first, 0), day_of(year + over, window.last, 1)))
    return found


def day_of(year: int, day: tuple[int, int], after: int) -> datetime:
    """Where a day of a year begins, or ends if `after`; of 29 February 1 March in most years."""
    try:
        return datetime(year, *day) + timedelta(days=after)
    except ValueError:
        return datetime(year, 3, 1)


def minutes(when: datetime, origin: datetime) -> float:
    return (when - origin).total_seconds() / 60


def inside(windows: list[tuple[float, float]], start: float, finish: float) -> bool:
    """True where both dates lie in one window."""
    return any(o <= start + NEAR and finish <= c + NEAR for o, c in windows)


def moved_on(
    windows: list[tuple[float, float]], time: WorkTime, work: float, start: float, finish: float
) -> tuple[float, float]:
    """Dates in the first window that holds the work; where none does, at the first opening."""
    if inside(windows, start, finish):
        return start, finish
    for begin, end in windows:
        if end >= finish - NEAR and begin <= start + FIVE_YEARS:
            done = time.end(time.work(begin) + work)
            if begin > start and done <= end + NEAR:
                return time.begin(time.work(begin)), done
    for begin, end in windows:
        if end > start + NEAR and begin > start:
            return time.begin(time.work(begin)), time.end(time.work(begin) + work)
        if end > start + NEAR:
            break
    return start, finish


def moved_back(
    windows: list[tuple[float, float]], time: WorkTime, work: float, start: float, finish: float
) -> tuple[float, float] | None:
    """Dates in the last window that holds the work and is open before them; None where none."""
    if inside(windows, start, finish):
        return start, finish
    for begin, end in reversed(windows):
        if begin <= finish:
            w = time.work(min(end, finish)) - work
            if time.begin(w) >= begin - NEAR:
                return time.begin(w), time.end(w + work)
    return None
