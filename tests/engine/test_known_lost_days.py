"""Days lost as they were observed, and what lost days do to history, lags, money, other draws."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from lucky_programs import (
    START,
    at,
    cost,
    day,
    days,
    finish,
    mean,
    run,
    share,
    site,
    task,
    watched,
)
from scipy.stats import nbinom
from weathered import as_enumerated, looked_at, steady

from simulator.engine import simulate
from simulator.model.calendar import standard_calendar
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.task import Cost, Kind, Progress
from simulator.model.weather import Downtime, Observed

RECORD = {
    2001: [],
    2002: [(1, 5, 9), (12, 28, 31)],
    2004: [(1, 10, 20), (12, 1, 31)],
}
"""Observed years and what was lost in them: month, first and last day."""


def observed() -> Observed:
    runs = [(year, *one) for year, lost_ in RECORD.items() for one in lost_]
    found = [date(y, m, d) for y, m, first, last in runs for d in range(first, last + 1)]
    return Observed("site", tuple(RECORD), tuple(found))


def replayed(begin: date, work: int, years: dict[int, int]) -> int:
    """Days from `begin` to the finish of so many days of work, each year as an observed one."""
    gone, at_ = set(observed().lost), begin
    while work:
        work -= at_.replace(year=years[at_.year]) not in gone
        at_ += timedelta(days=1)
    return (at_ - begin).days


def test_each_observed_year_is_as_likely() -> None:
    found = finish(run(at(site(weather=observed()), tasks=[task("A", 10)])))
    lengths = [replayed(START.date(), 10, {2026: year}) for year in RECORD]
    assert lengths == [10, 15, 21]
    for length in lengths:
        share(np.isclose(found, length), 1 / 3)


def test_years_are_drawn_one_by_one_and_kept_whole() -> None:
    """Two weeks from 20 December on: nine pairs of years, as enumerated."""
    begin = 349
    (work,) = looked_at(begin)
    result = run(at(site(weather=observed()), tasks=[replace(work, duration=14 * 1440.0)]))
    chances: dict[int, float] = defaultdict(float)
    for old, new in product(RECORD, RECORD):
        first = START.date() + timedelta(days=begin)
        chances[begin + replayed(first, 14, {2026: old, 2027: new})] += 1 / 9
    assert len(chances) > 4
    as_enumerated(finish(result), dict(chances))


def test_history_loses_nothing() -> None:
    """Half done at the data date, day 10: only days from then on are lost."""
    begun = replace(task("A", 20), progress=Progress(START, remaining=6 * 1440.0))
    known = at(site(weather=steady(0.4)), tasks=[begun])
    project = replace(known.projects[0], data_date=day(10))
    extra = finish(run(replace(known, projects=(project,)))) - 16
    mean(extra, 6 * 0.4 / 0.6)
    share(np.isclose(extra, 0), 0.6**6)


def test_the_plan_of_its_own_loses_nothing() -> None:
    result = run(at(site(weather=steady(0.4)), tasks=[task("A", 20)]), 10)
    assert result.schedule.program_finish == (START - result.origin).total_seconds() / 60 + 28800


def test_a_day_is_lost_whole_and_only_where_it_is_worked() -> None:
    """Five days of eight hours a week: a task of n working days loses as many as around the clock,
    and a lost Saturday is no loss."""
    n, p = 5, 0.3
    office = replace(standard_calendar("office"), weather=steady(p, owner="office"))
    known = replace(task("A", n), calendar="office", duration=n * 480.0)
    found = finish(run(at(office, tasks=[known])))
    # START is a Monday: working day number k ends on day k + 2 (k // 5), at 17:00.
    working = {k + 2 * (k // 5) + 17 / 24: k for k in range(60)}
    assert set(np.round(found, 6)) <= {round(end, 6) for end in working}
    for end, k in working.items():
        if n <= k + 1 <= n + 10:
            share(np.isclose(found, end), float(nbinom(n, 1 - p).pmf(k + 1 - n)))


def test_a_lag_waits_for_days_that_are_kept() -> None:
    """A day of work and a lag of ten on the predecessor's calendar: 11 kept days, whatever the
    successor works on."""
    p, lag = 0.3, Lag(10 * 1440.0)
    then = replace(task("B", 1), after=(Dependency("P/A", lag=lag),), calendar="plain")
    result = run(at(site(weather=steady(p)), site("plain"), tasks=[task("A", 1), then]))
    extra = finish(result) - 12
    mean(extra, 11 * p / (1 - p))
    for k in range(10):
        share(np.isclose(extra, k), float(nbinom(11, 1 - p).pmf(k)))


def test_money_by_the_day_is_for_days_worked_unless_something_stands_by() -> None:
    """A crew that is paid when it works costs what it was planned to; a level of effort beside it
    on a calendar without weather costs every day until the crew is done."""
    crew = task("A", 10, cost=Cost(0.0, 100.0))
    calendars = site(weather=steady(0.3)), site("plain")
    assert np.allclose(cost(run(at(*calendars, tasks=[crew]), 200)), 1000)
    links = tuple(Dependency("P/A", one) for one in (Relation.SS, Relation.FF))
    camp = replace(task("C", 0, cost=Cost(0.0, 7.0)), kind=Kind.LEVEL_OF_EFFORT, after=links)
    result = run(at(*calendars, tasks=[crew, replace(camp, calendar="plain")]), 200)
    assert finish(result).max() > 12
    begun = np.isclose(cost(result), 1000 + 7 * finish(result))
    # Where the first days are lost the crew begins later, and so does the camp.
    share(begun, 0.7)
    assert (cost(result)[~begun] < 1000 + 7 * finish(result)[~begun]).all()


def test_without_chances_every_number_is_as_before() -> None:
    plain = finish(run(at(site(), tasks=[task("A", days(5, 30))])))
    never = finish(run(at(site(weather=steady(0.0, 0.5)), tasks=[task("A", days(5, 30))])))
    assert np.array_equal(plain, never)


def test_weather_leaves_all_other_draws_alone() -> None:
    found = []
    for weather in (None, steady(0.4)):
        tasks = task("A", days(5, 30)), replace(task("B", days(5, 30)), calendar="plain")
        rows = [replace(one, deadline=day(9)) for one in tasks]
        result = run(at(site(weather=weather), site("plain"), tasks=rows))
        found.append([watched(result, id) for id in "AB"])
    assert np.array_equal(found[0][1], found[1][1])
    assert (found[1][0] > found[0][0] - 1e-9).all()


@pytest.mark.parametrize("sampling", ["latin", "random"])
def test_threads_change_nothing(sampling: str) -> None:
    weather, downtime = steady(0.3, 0.5), Downtime("site", 20.0, 2.0)
    known = at(site(weather=weather, downtime=downtime), tasks=[task("A", days(5, 60))])
    more = {"iterations": 5000, "seed": 3, "sampling": sampling, "levers": 0}
    one, two = (simulate(known, threads=k, **more) for k in (1, 2))
    assert np.array_equal(one.outcome.finish, two.outcome.finish)
    longer = simulate(known, **{**more, "iterations": 6000})
    assert np.array_equal(one.outcome.finish[:4096], longer.outcome.finish[:4096])
