"""Days lost to weather and downtime: answers by formula, and by enumeration of days and years.

The calendars work around the clock, so that a task of n days is finished with the n-th day that is
kept, and all lost days before it stand in the finish.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from lucky_programs import (
    START,
    at,
    days,
    finish,
    mean,
    run,
    share,
    site,
    task,
    variance,
)
from scipy.stats import nbinom
from weathered import as_enumerated, ends, lost, steady

from simulator.model.weather import Chances, Downtime


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
