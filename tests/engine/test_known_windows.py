"""Work that fits in a window or waits for the next: tides, winters, possessions; by enumeration."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from lucky_programs import (
    DAY,
    START,
    Floats,
    at,
    day,
    days,
    finish,
    mean,
    program,
    run,
    share,
    site,
    task,
)

from simulator.engine import schedule
from simulator.errors import PlanError
from simulator.model.calendar import Calendar
from simulator.model.distributions import Uniform
from simulator.model.task import Task
from simulator.model.weather import Chances
from simulator.model.window import Window, Yearly

TIDE = 745.0
"""Minutes from one low tide to the next, 12 h 25 min."""


def hours(number: float) -> float:
    """The same in days."""
    return number / 24


def first_fit(ready: Floats, work: float, spans: list[tuple[float, float]]) -> Floats:
    """Finish in the first window that holds all the work, days; slowly, window by window."""
    found = np.full(ready.shape, np.nan)
    for opens, closes in spans:
        done = np.maximum(ready, opens) + work
        found = np.where(np.isnan(found) & (done <= closes + 1e-9), done, found)
    assert not np.isnan(found).any()
    return found


def after_uniform(work: float, low: float, high: float) -> list[Task]:
    """A takes so many days around the clock; B needs a window."""
    return [replace(task("A", days(low, high)), calendar="plain"), task("B", work, "A")]


def both(calendar: Calendar, tasks: list[Task]) -> tuple[Floats, Floats]:
    """When B is ready to begin, and when it is finished, days."""
    ready = finish(run(program(task("A", tasks[0].spread.distribution))))  # type: ignore[union-attr]
    return ready, finish(run(at(calendar, site("plain"), tasks=tasks)))


def test_low_tides() -> None:
    """Six hours of low water in each tide, four hours of work, ready at any time of ten tides: no
    wait where two hours or less of the tide are over, else until the next, so a share of 120 / 745,
    and a mean of 625^2 / (2 x 745) minutes."""
    window = Window(day(hours(1)), day(hours(7)), TIDE)
    whole = [
        replace(task("A", Uniform(0, 10 * TIDE)), calendar="plain"),
        task("B", hours(4), "A"),
    ]
    ready, found = both(site(windows=(window,)), whole)
    spans = [(hours(1) + k * TIDE / DAY, hours(7) + k * TIDE / DAY) for k in range(-1, 20)]
    assert np.allclose(found, first_fit(ready, hours(4), spans))
    wait = (found - ready) * DAY - 240
    share(wait < 1e-6, 120 / TIDE)
    mean(wait, 625**2 / (2 * TIDE))


def test_a_winter_shutdown_costs_half_a_year() -> None:
    """Twenty days of asphalt between April and 15 October: those ready after 25 September, day 264,
    wait for 1 April, day 451. Ready between day 200 and 300, that is 36 in 100."""
    ready, found = both(site(windows=(Yearly((4, 1), (10, 15)),)), after_uniform(20, 200, 300))
    late = ready > 264
    share(late, 0.36)
    assert np.allclose(found, np.where(late, 471, ready + 20))


def test_the_window_of_the_plan_is_missed_as_often() -> None:
    tasks = after_uniform(20, 200, 300)
    result = run(at(site(windows=(Yearly((4, 1), (10, 15)),)), site("plain"), tasks=tasks))
    (use,) = result.windows
    origin = (START - result.origin) / timedelta(days=1)
    assert (use.id, use.open / DAY - origin, use.close / DAY - origin) == ("P/B", 86, 284)
    assert use.missed == pytest.approx(0.36, abs=5 * np.sqrt(0.36 * 0.64 / 20_480))
    assert use.outside == 0


def test_a_window_over_new_year() -> None:
    """Ice roads from 10 December, day 339, to 20 January: the first one ends with day 15."""
    ready, found = both(site(windows=(Yearly((12, 10), (1, 20)),)), after_uniform(5, 0, 40))
    assert np.allclose(found, np.where(ready <= 11, ready + 5, 344))
    share(found < 300, 11 / 40)


def test_possessions_that_have_been_booked() -> None:
    """Three possessions, of 2, 4 and 2 days: a task of 3 days fits in the second alone."""
    spans = [(5.0, 7.0), (12.0, 16.0), (19.0, 21.0)]
    windows = tuple(Window(day(a), day(b)) for a, b in spans)
    ready, found = both(site(windows=windows), after_uniform(3, 0, 13))
    assert np.allclose(found, first_fit(ready, 3, spans))
    assert np.allclose(found, np.maximum(ready, 12) + 3)


def test_what_fits_in_no_window_that_is_left_overruns_one_and_is_counted() -> None:
    """Open until day 30: 15 days of work that are ready by day 15 fit, the others overrun it."""
    tasks = after_uniform(15, 0, 20)
    result = run(at(site(windows=(Window(day(0), day(30)),)), site("plain"), tasks=tasks))
    (use,) = result.windows
    ready = finish(run(program(task("A", days(0, 20)))))
    assert np.allclose(finish(result), ready + 15)
    assert use.outside == pytest.approx((ready > 15).mean())
    share(ready > 15, 0.25)
    assert any("fits in no window in 25 % of iterations" in one for one in result.warnings)


def test_a_plan_that_fits_in_none_is_refused() -> None:
    known = at(site(windows=(Window(day(0), day(10)),)), tasks=[task("B", 12)])
    with pytest.raises(PlanError, match="12 days of work fit in none of the windows"):
        schedule(known)


def test_weather_in_a_weekly_possession() -> None:
    """Three days a week, two days of work, each day lost with p: the week does where at most one
    of its days is lost, f = (1 - p)^3 + 3 p (1 - p)^2, so that weeks are geometric; in a week that
    does, the work ends on the second day where the first two are kept."""
    p = 0.4
    calendar = site(weather=Chances("site", (p,) * 12), windows=(Window(day(0), day(3), 7 * DAY),))
    found = finish(run(at(calendar, tasks=[task("B", 2)])))
    fits = (1 - p) ** 3 + 3 * p * (1 - p) ** 2
    week, end = np.divmod(np.round(found, 6), 7)
    assert set(end) == {2.0, 3.0}
    for k in range(6):
        share(week == k, (1 - fits) ** k * fits)
    share(end == 2, (1 - p) ** 2 / fits)
