"""Date and budget together, against the bivariate normal and against counting by hand.

Finish and cost of the fabricated result are normal with a known correlation, so that every answer
has a formula.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import fabricated
import numpy as np
import pytest
from fabricated import MEAN_COST, MEAN_DAYS, SD_COST, SD_DAYS, START
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import multivariate_normal, norm

from simulator.errors import PlanError, SettingsError
from simulator.model.program import Target
from simulator.results.joint.answer import Joint
from simulator.results.joint.frontier import even_percentile, frontier
from simulator.results.joint.promise import kept
from simulator.results.percentile import rank
from simulator.results.result import Result

N, RHO = 20_480, 0.6


@pytest.fixture(scope="module")
def result() -> Result:
    return fabricated.result(N, seed=3, rho=RHO)


def both(x: float, y: float, rho: float = RHO) -> float:
    """P(X <= x and Y <= y) of the standard bivariate normal."""
    return float(multivariate_normal.cdf([x, y], cov=[[1, rho], [rho, 1]]))


def error(p: float, n: int = N) -> float:
    """Five standard errors of a share."""
    return 5 * float(np.sqrt(p * (1 - p) / n))


def at(result: Result, x: float, y: float, level: float = 70) -> Joint:
    """The answer for a date and a sum so many standard deviations from their means."""
    date = START + timedelta(days=MEAN_DAYS + SD_DAYS * x)
    return result.joint(date, MEAN_COST + SD_COST * y, level)


def test_the_quadrants_are_those_of_the_bivariate_normal(result: Result) -> None:
    x, y = 0.7, -0.2
    four = at(result, x, y).quadrants
    assert four is not None
    p = both(x, y)
    exact = {
        "both": p,
        "dear": norm.cdf(x) - p,
        "late": norm.cdf(y) - p,
        "neither": 1 - norm.cdf(x) - norm.cdf(y) + p,
    }
    for key, _, share in four.in_order:
        assert share.value == pytest.approx(exact[key], abs=error(exact[key]))
        assert share.low <= share.value <= share.high
    assert sum(share.value for _, _, share in four.in_order) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("rho", "p80"), [(0, 0.640), (0.3, 0.666), (0.5, 0.687), (0.7, 0.713), (0.9, 0.750)]
)
def test_p80_of_both_is_not_joint_80(rho: float, p80: float) -> None:
    """Published values of the bivariate normal at P80 each, to three digits."""
    chance = fabricated.result(N, seed=4, rho=rho).joint().both_at(80)
    assert chance is not None
    assert chance.value == pytest.approx(p80, abs=0.0005 + error(p80))
    assert chance.high < 0.8


def test_the_frontier_is_that_of_the_bivariate_normal(result: Result) -> None:
    """At each date the budget that solves Phi2(x, y) = 70 %, within the error of the share."""
    found = result.joint().frontier
    assert found is not None
    for date, cost in zip(found.finish[20::10], found.cost[20::10], strict=True):
        x, y = (date / 1440 - MEAN_DAYS) / SD_DAYS, (cost - MEAN_COST) / SD_COST
        assert both(x, y) == pytest.approx(0.7, abs=error(0.7))


def test_every_point_of_the_frontier_holds_and_none_is_cheaper(result: Result) -> None:
    found = result.joint(level=85).frontier
    assert found is not None
    finish, cost = result.outcome.finish, result.outcome.cost
    assert cost is not None
    needed = rank(85, N)
    for date, money in zip(*found, strict=True):
        assert ((finish <= date) & (cost <= money)).sum() >= needed
        assert ((finish <= date) & (cost < money)).sum() < needed
    assert (np.diff(found.cost) <= 0).all()
    assert found.finish[0] == np.sort(finish)[needed - 1]
    assert found.cost[-1] == np.sort(cost)[needed - 1]


def test_the_even_point_is_that_of_the_bivariate_normal(result: Result) -> None:
    """Phi2(z, z) = 70 %: P = Phi(z)."""
    even = result.joint().even
    assert even is not None
    z = brentq(lambda z: both(z, z) - 0.7, 0, 3)
    assert even[0] / 100 == pytest.approx(norm.cdf(z), abs=error(0.7))
    assert even[1].days == pytest.approx(MEAN_DAYS + SD_DAYS * z, abs=0.05 * SD_DAYS)
    assert even[2].value == pytest.approx(MEAN_COST + SD_COST * z, abs=0.05 * SD_COST)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40),
    st.integers(1, 100),
)
def test_even_point_and_frontier_count_ties_right(pairs: list[tuple[int, int]], level: int) -> None:
    """Against trying every percentile, and every budget, one by one."""
    finish, cost = (np.array(one, dtype=np.float64) for one in zip(*pairs, strict=True))
    n, needed = len(pairs), rank(level, len(pairs))
    f, c = np.sort(finish), np.sort(cost)
    first = next(
        k for k in range(1, n + 1) if ((finish <= f[k - 1]) & (cost <= c[k - 1])).sum() >= needed
    )
    assert even_percentile(finish, cost, level) == pytest.approx(first / n * 100)
    found = frontier(finish, cost, level)
    assert len(set(found.finish)) == len(found.finish)
    for date, money in zip(*found, strict=True):
        holds = [one for one in c if ((finish <= date) & (cost <= one)).sum() >= needed]
        assert money == min(holds)


def test_the_cost_of_what_is_in_time_is_a_normal_cut_off(result: Result) -> None:
    """P50 and P80 of Y given X <= x, and given X > x, from the bivariate normal."""
    x = 0.3
    met, missed, near = at(result, x, 0.0).cost_given
    p = norm.cdf(x)
    assert met.iterations == pytest.approx(p * N, abs=error(p) * N)
    assert met.iterations + missed.iterations == N
    for level in (50, 80):
        y = (met.estimates[level].value - MEAN_COST) / SD_COST
        assert both(x, y) / p == pytest.approx(level / 100, abs=error(level / 100, met.iterations))
        y = (missed.estimates[level].value - MEAN_COST) / SD_COST
        share = (norm.cdf(y) - both(x, y)) / (1 - p)
        assert share == pytest.approx(level / 100, abs=error(level / 100, missed.iterations))
    # Y given X = x is normal with mean rho x and standard deviation sqrt(1 - rho^2).
    y = (near.estimates[80].value - MEAN_COST) / SD_COST
    share = norm.cdf((y - RHO * x) / np.sqrt(1 - RHO**2))
    assert share == pytest.approx(0.8, abs=error(0.8, near.iterations))
    assert near.iterations == N // 20


def test_the_finish_given_the_budget_is_the_same_the_other_way(result: Result) -> None:
    y = -0.5
    met, _, near = at(result, 0.0, y).finish_given
    x = (met.estimates[80].days - MEAN_DAYS) / SD_DAYS
    assert both(x, y) / norm.cdf(y) == pytest.approx(0.8, abs=error(0.8, met.iterations))
    x = (near.estimates[50].days - MEAN_DAYS) / SD_DAYS
    share = norm.cdf((x - RHO * y) / np.sqrt(1 - RHO**2))
    assert share == pytest.approx(0.5, abs=error(0.5, near.iterations))


def test_independent_promises_multiply() -> None:
    """Date and budget at their medians, independent: a quarter; without one, a half."""
    found = fabricated.result(N, seed=5, rho=0.0).joint(promises=("finish", "cost")).kept
    assert found is not None
    assert found.together.value == pytest.approx(0.25, abs=error(0.25))
    for one in (*found.alone, *found.without):
        assert one.value == pytest.approx(0.5, abs=error(0.5))
    same = (
        fabricated.result(N).joint(promises=("CIVIL finish", "finish", "A210 <= 2027-04-06")).kept
    )
    assert same is not None
    assert same.together.value == same.alone[0].value == same.without[2].value


def test_a_promise_is_read_as_it_is_written(result: Result) -> None:
    texts = ("finish <= 2027-04-05", "CIVIL cost <= 41M", "CIVIL/A210 finish <= 2027-04-01T12:00")
    found = result.joint(promises=texts).promises
    assert [(one.id, one.kind, one.bound) for one in found] == [
        ("", "finish", "5 Apr 2027"),
        ("CIVIL", "cost", "41.0M"),
        ("CIVIL/A210", "finish", "1 Apr 2027"),
    ]
    assert found[1].hits.mean() == pytest.approx(norm.cdf(0.2), abs=error(0.58))
    # A day counts to its end, an instant does not: 2027-04-06 00:00 is day 400, the mean.
    assert found[0].hits.mean() == pytest.approx(0.5, abs=error(0.5))
    x = (395.5 - MEAN_DAYS) / SD_DAYS
    assert found[2].hits.mean() == pytest.approx(norm.cdf(x), abs=error(norm.cdf(x)))


def test_what_cannot_be_promised_is_said_all_at_once(result: Result) -> None:
    texts = ("X1 finish", "finish <= soon", "cost <= much", "A210", "finish", "CIVIL/A100", "a b c")
    with pytest.raises(PlanError) as caught:
        result.joint(promises=texts)
    said = {issue.where: issue.message for issue in caught.value.issues}
    assert said == {
        'promise "X1 finish"': "the plan has no project and no milestone 'X1'",
        'promise "finish <= soon"': "'soon' is no date",
        'promise "cost <= much"': "'much' is no sum of money",
        'promise "A210"': "the plan sets no date for it",
        'promise "CIVIL/A100"': "'CIVIL/A100' is not clear: its finishes are not kept",
        'promise "a b c"': "it cannot be read",
    }


def test_a_plan_without_money_has_promises_alone() -> None:
    joint = fabricated.result(2048, money=False).joint(promises=("finish",))
    assert joint.quadrants is None
    assert joint.frontier is None
    assert joint.kept is not None
    assert set(joint.to_dict()) >= {"level", "promises"}
    bare = fabricated.result(
        64, money=False, plan=replace(fabricated.program(money=False), target=Target())
    )
    with pytest.raises(PlanError, match="neither money nor any target"):
        bare.joint()


def test_an_impossible_level_is_refused(result: Result) -> None:
    for level in (0, -5, 101):
        with pytest.raises(SettingsError, match="more than 0, and at most 100"):
            result.joint(level=level)


def test_the_document_says_the_same(result: Result) -> None:
    joint = at(result, 0.5, 0.5, 80)
    found = json.loads(json.dumps(joint.to_dict(), allow_nan=False))
    assert joint.quadrants is not None
    assert found["quadrants"]["both"] == joint.quadrants.both.to_dict()
    assert found["correlation"] == pytest.approx(RHO, abs=0.02)
    assert found["even"]["cost"]["value"] == joint.even[2].value if joint.even else False
    assert [one["cost"] for one in found["frontier"]] == list(joint.frontier.cost)  # type: ignore[union-attr]
    assert found["cost_given_finish"]["met"]["P80"]["value"] == (
        joint.cost_given[0].estimates[80].value
    )
    assert found["promises"]["each"][0]["quantity"] == "finish"


def test_no_promise_is_no_answer() -> None:
    assert kept((), "latin") is None
