"""Shares by published games, by closed forms, and added up."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from explained import DAY, model, network, written
from scipy import stats

from simulator.explain import Explanation, explain
from simulator.explain.shares import MERGE, every, shapley
from simulator.model.distributions import Constant, Normal, Uniform
from simulator.model.risk import Driver, Impact, Risk
from simulator.model.spread import Spread

N = 20_480


def test_the_glove_game() -> None:
    """One owner of a left glove, two of a right one: 2/3, 1/6, 1/6 (Shapley 1953)."""
    worth = {one: float("L" in one and len(one) > 1) for one in every(["L", "R", "S"])}
    found = shapley(["L", "R", "S"], worth)
    assert found == pytest.approx({"L": 2 / 3, "R": 1 / 6, "S": 1 / 6})


def test_it_is_the_mean_over_all_orders() -> None:
    players = ["a", "b", "c", "d"]
    numbers = np.random.default_rng(3).normal(size=16)
    worth = dict(zip(every(players), numbers.tolist(), strict=True))
    found = shapley(players, worth)
    expected = dict.fromkeys(players, 0.0)
    for order in permutations(players):
        inside: frozenset[str] = frozenset()
        for player in order:
            expected[player] += (worth[inside | {player}] - worth[inside]) / 24
            inside |= {player}
    assert found == pytest.approx(expected)
    assert sum(found.values()) == pytest.approx(numbers[-1] - numbers[0])


PLANS = ["first-steps", "it-rollout", "harbour-line", "logic"]


# Its kernels, for floats on calendars that lose days, take long to compile.
@pytest.fixture(scope="module", params=[*PLANS, pytest.param("weather", marks=pytest.mark.slow)])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Explanation:
    program = model(request.param, tmp_path_factory.mktemp("plan"))
    return explain(program, iterations=2048, seed=2, most=3, level=70)


def test_shares_add_up_to_the_percentile_less_the_plan(found: Explanation) -> None:
    days = sum(one.size for one in found.shares if one.size is not None)
    assert days == pytest.approx(found.own.finish.contingency(70), abs=1e-8)
    assert found.own.cost is not None
    assert found.cost_shares is not None
    money = sum(one.size for one in found.cost_shares if one.size is not None)
    assert money == pytest.approx(found.own.cost.contingency(70), rel=1e-9)


def test_steps_add_up_to_the_percentile_less_the_plan(found: Explanation) -> None:
    assert found.own.cost is not None
    days = sum(one.days for one in found.ordered)
    assert days == pytest.approx(found.own.finish.contingency(70), abs=1e-8)
    money = sum(one.cost or 0.0 for one in found.ordered)
    assert money == pytest.approx(found.own.cost.contingency(70), rel=1e-9)
    left = found.table("ordered")["days_left"]
    assert left.iloc[-1] == pytest.approx(0.0, abs=1e-8)


def test_groups_without_causes_have_no_share(found: Explanation) -> None:
    for one in found.shares:
        assert (one.size is None) == (one.causes == 0 and one.group != MERGE), one


def test_the_first_step_is_the_largest_lever(found: Explanation) -> None:
    largest = max(found.levers, key=lambda one: one.days)
    first = found.ordered[0]
    assert (first.kind, first.id, first.days) == (largest.kind, largest.id, largest.days)


def test_merge_bias_of_two_normal_paths() -> None:
    """P80 of the later of two has Phi(x)^2 = 80 %; of one of them Phi(x) = 80 %."""
    tasks = {"A": (Normal(20 * DAY, 3 * DAY), ()), "B": (Normal(20 * DAY, 3 * DAY), ())}
    shares = {one.group: one for one in explain(network(tasks), N, 7, most=1).shares}
    one, later = stats.norm.ppf([0.8, math.sqrt(0.8)]) * 3
    # Ranges alone bring the plan's own path to `one`; merging alone brings nothing; both `later`.
    error = 5 * 3 * math.sqrt(0.8 * 0.2 / N) / stats.norm.pdf(stats.norm.ppf(0.8))
    assert shares[MERGE].size == pytest.approx((later - one) / 2, abs=error)
    assert shares["uncertainty"].size == pytest.approx((later + one) / 2, abs=error)


def test_groups_in_series_by_closed_form() -> None:
    """A driver that is certain, a risk that surely happens: each adds what it says."""
    plan = network({"A": (Constant(10 * DAY), ())})
    plan = replace(
        plan,
        risks=(Risk("R", "R", 1.0, (Impact(("P/A",), Spread(Constant(2 * DAY))),)),),
        drivers=(Driver("D", "D", Constant(1.5), ("P/A",)),),
    )
    shares = {one.group: one for one in explain(plan, 1024, 1, most=2).shares}
    assert shares["risks"].size == pytest.approx(2.0)
    assert shares["drivers"].size == pytest.approx(5.0)
    assert shares[MERGE].size == pytest.approx(0.0)


def test_common_luck_cuts_the_variance_of_a_difference() -> None:
    """The same difference by runs that share their luck, and by runs that do not."""
    wide = (Uniform(20 * DAY, 50 * DAY), Uniform(10 * DAY, 60 * DAY), Uniform(5 * DAY, 45 * DAY))
    tasks = {"A": (Uniform(8 * DAY, 11 * DAY), ())}
    tasks |= {one: (wide[k], "ABC"[k]) for k, one in enumerate("BCD")}
    runs = [explain(network(tasks), 1024, seed, most=4) for seed in range(12)]
    paired = [next(one.days for one in run.levers if one.id == "P/A") for run in runs]
    whole = np.array([run.own.finish.contingency(80) for run in runs])
    apart = whole - np.roll(whole - paired, 1)
    assert np.var(paired) < np.var(apart) / 5


def test_rounding_to_whole_days_is_told_apart(tmp_path: Path) -> None:
    """Three days and a half, run, are four; the plan says three and a half."""
    text = """
program: Whole
start: 2027-01-04
whole_days: true
projects:
  - id: P
    name: P
    tasks:
      - {id: A, name: A, duration: 3.5, cost_per_day: 100}
      - {id: B, name: B, duration: "uniform(1, 4)", after: A}
"""
    found = explain(written(text, tmp_path), 1024, seed=1, most=2)
    shares = {one.group: one.size for one in found.shares}
    assert sum(size for size in shares.values() if size) == pytest.approx(
        found.own.finish.contingency(80)
    )
    assert shares["rounding"] is not None
    assert shares["rounding"] > 0
    assert found.cost_shares is not None
    assert {one.group: one.size for one in found.cost_shares}["rounding"] == pytest.approx(50)
    assert sum(one.days for one in found.ordered) == pytest.approx(found.own.finish.contingency(80))
    assert found.ordered[-1].kind == "rounding"
