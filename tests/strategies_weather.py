"""Hypothesis strategies for calendars that lose days and have windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import EVERYTHING, START, Shape
from strategies_logic import lucky
from strategies_risk import uncertain

from simulator.model.calendar import DAY, ELAPSED, Calendar
from simulator.model.program import Program
from simulator.model.weather import Chances, Downtime, Observed
from simulator.model.window import AnyWindow, Window, Yearly

NAMES = ("north", "south")
"""Calendars share the weather of one of these: the same cause each time it is drawn."""


def chances(owner: str) -> st.SearchStrategy[Chances]:
    """Some months without loss, some hopeless, persistent or not; summer is never hopeless."""
    share = st.sampled_from([0.0, 0.0, 0.2, 0.5, 0.9, 1.0])
    months = st.lists(share, min_size=11, max_size=11).map(lambda p: (*p[:5], 0.3, *p[5:]))
    return st.builds(Chances, st.just(owner), months, st.sampled_from([0.0, 0.0, 0.3, 0.7, 0.9]))


@st.composite
def observed(draw: DrawFn, owner: str) -> Observed:
    """One to three years, leap or not, with days lost all over, also around 29 February."""
    years = draw(st.lists(st.sampled_from([2003, 2004, 2007, 2008]), min_size=1, unique=True))
    days = st.integers(0, 364).map(lambda k: timedelta(days=k))
    lost = {
        date(year, 1, 1) + draw(days) for year in years for _ in range(draw(st.integers(0, 90)))
    }
    ends = {date(year, 2, 28) for year in years if draw(st.booleans())}
    ends |= {date(year, 2, 29) for year in years if year % 4 == 0 and draw(st.booleans())}
    return Observed(owner, tuple(sorted(years)), tuple(sorted(lost | ends)))


def downtimes(owner: str) -> st.SearchStrategy[Downtime]:
    """From most days to a week a month; also days that are never followed by another."""
    lengths = st.sampled_from([1.0, 1.5, 3.0, 7.0])
    return st.builds(Downtime, st.just(owner), st.sampled_from([1.25, 2.0, 4.5, 30.0]), lengths)


def windows() -> st.SearchStrategy[tuple[AnyWindow, ...]]:
    """None mostly; dates, yearly, again and again; long enough for most tasks."""
    opens = st.integers(-30, 60).map(lambda k: START.replace(hour=0) + timedelta(days=k))
    hours = st.sampled_from([0, 5, 8, 22]).map(lambda h: timedelta(hours=h))
    lasts = st.integers(6, 40).map(lambda k: timedelta(days=k))
    once = st.builds(lambda a, b, c: Window(a + b, a + b + c), opens, hours, lasts)
    again = st.builds(_again, opens, hours, st.integers(4, 20), st.integers(0, 20))
    days = st.sampled_from([(1, 1), (2, 28), (2, 29), (3, 3), (5, 31), (10, 15), (12, 31)])
    yearly = st.builds(Yearly, days, days)
    some = st.lists(st.one_of(once, again, yearly), min_size=1, max_size=3).map(tuple)
    return st.one_of(st.just(()), st.just(()), some)


def _again(opens: datetime, hour: timedelta, days: int, apart: int) -> Window:
    last = opens + hour + timedelta(days=days)
    return Window(opens + hour, last, float((days + apart) * DAY + 60 * 7))


def rough(shape: Shape = EVERYTHING) -> st.SearchStrategy[Program]:
    """Random programs, most of whose calendars lose days or have windows."""
    return roughened(uncertain(shape))


def rough_and_lucky(shape: Shape = EVERYTHING) -> st.SearchStrategy[Program]:
    """The same, with branches, loops, waits and all else that luck decides about logic."""
    return roughened(lucky(shape))


@st.composite
def roughened(draw: DrawFn, programs: st.SearchStrategy[Program]) -> Program:
    """A program with other calendars under the same names."""
    program = draw(programs)
    weather = {
        name: draw(st.one_of(chances(name), chances(name), observed(name))) for name in NAMES
    }
    downtime = {name: draw(downtimes(name)) for name in NAMES}
    calendars = {
        key: calendar if key == ELAPSED else draw(made_rough(calendar, weather, downtime))
        for key, calendar in program.calendars.items()
    }
    return replace(program, calendars=calendars)


@st.composite
def made_rough(
    draw: DrawFn,
    calendar: Calendar,
    weather: dict[str, Chances | Observed],
    downtime: dict[str, Downtime],
) -> Calendar:
    """A calendar with one of the causes of each sort, or none, and perhaps with windows."""
    return replace(
        calendar,
        weather=draw(st.sampled_from([None, *weather.values()])),
        downtime=draw(st.sampled_from([None, None, *downtime.values()])),
        windows=draw(windows()),
    )
