"""Days lost to weather and downtime: answers by formula, and by enumeration of days and years.

The calendars work around the clock, so that a task of n days is finished with the n-th day that is
kept, and all lost days before it stand in the finish.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
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

from simulator.engine import simulate
from simulator.model.calendar import Calendar, standard_calendar
from simulator.model.dependency import Dependency, Relation
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Progress, Task
from simulator.model.weather import Chances, Downtime, Observed
from simulator.results.raw import Floats


def steady(chance: float, persistence: float = 0.0, owner: str = "site") -> Chances:
    """The same chance in every month."""
    return Chances(owner, (chance,) * 12, persistence)


def variance(values: Floats, expected: float) -> None:
    """The variance is `expected`, within 5 standard errors of plain sampling."""
    squares = (values - values.mean()) ** 2
    error = squares.std() / np.sqrt(values.size)
    assert abs(squares.mean() - expected) < 5 * error, (squares.mean(), expected, error)


def looked_at(*numbers: int) -> list[Task]:
    """Tasks of a day that show whether these days are lost."""
    earliest = ConstraintType.START_NO_EARLIER
    return [
        replace(task(f"D{k}", 1), constraints=(Constraint(earliest, day(k)),), deadline=day(k + 1))
        for k in numbers
    ]


def lost(calendar: Calendar, *numbers: int) -> list[np.ndarray]:
    """Whether each of these days is lost, bool[iteration] each."""
    result = run(at(calendar, tasks=looked_at(*numbers)))
    return [watched(result, f"D{k}") > k + 1.5 for k in numbers]


def ends(
    work: int, fresh: Callable[[int], float], again: Callable[[int], float], before: float
) -> dict[int, float]:
    """Chance of each finish of a task of so many days, day by day.

    fresh, again : chance that a day is lost after one that was not, and after one that was.
    before : chance that the day before the first was lost.
    """
    now = {(0, True): before, (0, False): 1 - before}
    found: dict[int, float] = {}
    for number in range(20 * work):
        then: dict[tuple[int, bool], float] = defaultdict(float)
        for (done, bad), chance in now.items():
            loses = again(number) if bad else fresh(number)
            then[done, True] += chance * loses
            then[done + 1, False] += chance * (1 - loses)
        found[number + 1] = then.pop((work, False), 0.0)
        now = then
    return found


def as_enumerated(values: Floats, chances: dict[int, float]) -> None:
    """Mean and every common value as enumerated."""
    assert sum(chances.values()) == pytest.approx(1, abs=1e-6)
    mean(values, sum(value * chance for value, chance in chances.items()))
    for value, chance in chances.items():
        if chance > 0.01:
            share(np.isclose(values, value), chance)


def test_independent_lost_days_are_negative_binomial() -> None:
    """Lost days before the n-th kept one, each lost with p: mean n p / (1 - p), variance n p /
    (1 - p)^2 (Feller 1968, VI.8)."""
    n, p = 12, 0.3
    extra = finish(run(at(site(weather=steady(p)), tasks=[task("A", n)]))) - n
    mean(extra, n * p / (1 - p))
    variance(extra, n * p / (1 - p) ** 2)
    for k in range(13):
        share(np.isclose(extra, k), float(nbinom(n, 1 - p).pmf(k)))


def test_work_that_is_uncertain_as_well() -> None:
    """Mean and variance of lost days by the laws of total expectation and variance; a task of x
    days, x uniform on 10..20, ends within the day number ceil(x), so that ceil(x) count."""
    p = 0.25
    result = run(at(site(weather=steady(p)), tasks=[task("A", days(10, 20))]))
    plain = finish(run(at(site(), tasks=[task("A", days(10, 20))])))
    extra = finish(result) - plain
    n = np.arange(11, 21)
    mean(extra, n.mean() * p / (1 - p))
    variance(extra, n.mean() * p / (1 - p) ** 2 + n.var() * (p / (1 - p)) ** 2)


@pytest.mark.parametrize(("q", "r"), [(0.3, 0.0), (0.3, 0.6), (0.05, 0.9), (0.8, 0.5)])
def test_persistence_is_a_chain_with_two_states(q: float, r: float) -> None:
    """The stationary share of lost days is q from the first day on, and days k apart correlate by
    r^k: both are lost with q^2 + q (1 - q) r^k."""
    found = lost(site(weather=steady(q, r)), 0, 1, 2, 5, 60, 61)
    for one in found:
        share(one, q)
    for first, second, apart in ((0, 1, 1), (0, 2, 2), (1, 3, 4), (4, 5, 1), (0, 4, 60)):
        share(found[first] & found[second], q * q + q * (1 - q) * r**apart)


@pytest.mark.parametrize(("q", "r"), [(0.3, 0.6), (0.1, 0.9)])
def test_spells_of_weather_make_the_finish_less_sure(q: float, r: float) -> None:
    """Lost days between kept ones: none with 1 - f, else a spell of mean 1 / (1 - a), with f = (1 -
    r) q and a = r + (1 - r) q; before the first kept day the chain is stationary."""
    n = 15
    extra = finish(run(at(site(weather=steady(q, r)), tasks=[task("A", n)]))) - n
    f, a = (1 - r) * q, r + (1 - r) * q

    def gap(chance: float) -> tuple[float, float]:
        first, second = chance / (1 - a), chance * (1 + a) / (1 - a) ** 2
        return first, second - first**2

    begin, between = gap(q), gap(f)
    mean(extra, begin[0] + (n - 1) * between[0])
    variance(extra, begin[1] + (n - 1) * between[1])
    as_enumerated(extra + n, ends(n, lambda k: f, lambda k: a, q))


@pytest.mark.parametrize("r", [0.0, 0.5])
def test_chances_differ_by_month(r: float) -> None:
    """January 20 %, February 60 %, March 10 %, from 5 January on; with persistence a day is either
    as the one before, measured against its own chance, or drawn anew."""
    chances = (0.2, 0.6, *(0.1,) * 10)
    weather = Chances("site", chances, r)

    def share_of(number: int) -> float:
        return chances[(START + timedelta(days=number)).month - 1]

    def both(number: int) -> float:
        p, q = share_of(number - 1), share_of(number)
        return r * min(p, q) + (1 - r) * p * q

    found = lost(site(weather=weather), 0, 26, 27, 54, 55)
    for number, one in zip((0, 26, 27, 54, 55), found, strict=True):
        share(one, share_of(number))
    share(found[1] & found[2], both(27))
    share(found[3] & found[4], both(55))

    def again(number: int) -> float:
        return both(number) / share_of(number - 1)

    def fresh(number: int) -> float:
        return (share_of(number) - both(number)) / (1 - share_of(number - 1))

    whole = finish(run(at(site(weather=weather), tasks=[task("A", 40)])))
    as_enumerated(whole, ends(40, fresh, again, share_of(-1)))


def test_downtime_has_the_availability_of_a_machine() -> None:
    """Up MTBF / (MTBF + MTTR) of the days (Barlow and Proschan 1965); an outage that has begun
    lasts k days more with (1 - 1 / MTTR)^k."""
    every, lasts = 12.0, 3.0
    down = lasts / (every + lasts)
    calendar = site(downtime=Downtime("site", every, lasts))
    found = lost(calendar, 0, 1, 2, 40)
    for one in found:
        share(one, down)
    share(found[0] & found[1], down * (1 - 1 / lasts))
    share(found[0] & found[1] & found[2], down * (1 - 1 / lasts) ** 2)
    share(~found[0] & found[1], (1 - down) / every)
    n = 30
    extra = finish(run(at(calendar, tasks=[task("A", n)]))) - n
    mean(extra, lasts * (down + (n - 1) / every))


def test_what_two_causes_take_is_lost_once() -> None:
    p, every, lasts = 0.2, 8.0, 2.0
    both = site(weather=steady(p), downtime=Downtime("site", every, lasts))
    (found,) = lost(both, 10)
    share(found, 1 - (1 - p) * every / (every + lasts))


def test_calendars_of_one_site_lose_the_same_days_and_those_of_two_do_not() -> None:
    """The later of two tasks of n days: as one where the weather is shared, else by the square of
    the distribution function."""
    n, p = 8, 0.3
    for owner, power in (("site", 1), ("yard", 2)):
        calendars = site(weather=steady(p)), site("yard", weather=steady(p, owner=owner))
        tasks = task("A", n), replace(task("B", n), calendar="yard")
        later = finish(run(at(*calendars, tasks=tasks))) - n
        for k in range(8):
            share(later < k + 0.5, float(nbinom(n, 1 - p).cdf(k)) ** power)


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
