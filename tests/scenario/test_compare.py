"""Comparisons against closed forms and by hand; what common random numbers are worth, measured."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import simulator as sim
from simulator.engine import simulate
from simulator.errors import PlanError, SettingsError
from simulator.files import load
from simulator.files.build import build
from simulator.files.yaml import YamlSource
from simulator.model.program import Program
from simulator.results.workdays import Workdays
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.compare import Comparison, compare
from simulator.scenario.compare.difference import percentile_difference, share_difference

ROOT = Path(__file__).parents[2]
N = 20_480

ROUND_THE_CLOCK = """\
program: Known
start: 2026-01-05
calendars: {standard: 24/7}
target: {finish: 2026-04-05, cost: 60}
tasks:
  - {id: A, duration: "uniform(0d, 100d)", cost: 50}
  - {id: B, duration: 10d, after: A, cost: "uniform(0, 20)"}
"""
"""Finish: uniform from 10 to 110 days; cost: uniform from 50 to 70."""

WEEKS = """\
program: Weeks
start: 2026-01-05
tasks: [{id: A, duration: 10}]
"""


def plan_of(text: str) -> Program:
    return build(YamlSource("plan.yaml", text), Path())


@pytest.fixture
def known() -> Program:
    return plan_of(ROUND_THE_CLOCK)


@pytest.fixture
def scenario(tmp_path: Path):
    def made(text: str, title: str = "Other") -> Scenario:
        path = tmp_path / f"{title}.yaml"
        path.write_text(f"scenario: {title}\n{text}", encoding="utf-8")
        return load_scenario(path)

    return made


def of_one(program: Program, scenario: Scenario, iterations: int = N, seed: int = 1) -> Comparison:
    return compare(program, [scenario], iterations, seed)


def test_what_is_the_same_in_every_iteration_is_exact(known, scenario) -> None:
    """Ten certain days become four, for 25."""
    (case,) = of_one(known, scenario("set: [{task: B, duration: 4d}, {task: A, cost: 75}]\n")).cases
    for p in (50, 80):
        one = case.finish[p]
        assert (one.value, one.low, one.high) == pytest.approx((-6.0,) * 3)
        assert (case.cost[p].low, case.cost[p].high) == pytest.approx((25.0, 25.0))
    assert not case.changes_nothing


def test_a_scaled_range_moves_its_percentiles_in_proportion(known, scenario) -> None:
    """80 % of uniform (0, 100): P50 falls by 10, P80 by 16 days; the chance of 90 days from start
    to the end of 5 April, 91 days: 81 of 100 before, all after 90 of 80."""
    (case,) = of_one(known, scenario("scale: [{tasks: A, duration: 80%}]\n")).cases
    for p in (50, 80):
        error = 0.2 * 100 * math.sqrt(p / 100 * (1 - p / 100) / N)
        assert case.finish[p].value == pytest.approx(-0.2 * p, abs=5 * error)
        assert case.finish[p].low < -0.2 * p < case.finish[p].high
        assert not case.finish[p].is_noise
        assert case.cost[p].same
    assert case.chance is not None
    error = math.sqrt(0.19 * 0.81 / N)
    assert case.chance.value == pytest.approx(0.19, abs=5 * error)


def test_the_joint_chance_is_that_of_both(known, scenario) -> None:
    """Time and money are independent here: 0.81 × 0.5 before, 1 × 0.5 after."""
    (case,) = of_one(known, scenario("scale: [{tasks: A, duration: 80%}]\n")).cases
    assert case.joint is not None
    assert case.joint.value == pytest.approx(0.5 * 0.19, abs=5 * math.sqrt(0.095 * 0.905 / N))


def test_working_days_are_those_of_the_calendar(scenario) -> None:
    """From Friday 16 to Thursday 8 January: six working days, eight by the clock."""
    found = of_one(plan_of(WEEKS), scenario("set: [{task: A, duration: 4}]\n"), 2048)
    assert found.calendar == "standard"
    one = found.cases[0].finish[80]
    assert (one.value, one.low, one.high) == pytest.approx((-6.0,) * 3)
    assert found.cases[0].result.finish.at(80) - found.own.finish.at(80) == -8 * 1440


def test_days_are_counted_on_the_calendar_of_the_project_that_ends_last(scenario) -> None:
    plan = plan_of(
        "program: Two\nstart: 2026-01-05\ncalendars: {nonstop: 24/7}\nprojects:\n"
        "  - {id: X, tasks: [{id: A, duration: 2}]}\n"
        "  - {id: Y, calendar: nonstop, tasks: [{id: B, duration: 20}]}\n"
    )
    found = of_one(plan, scenario("set: [{task: B, duration: 13}]\n"), 2048)
    assert found.calendar == "nonstop"
    assert found.cases[0].finish[80].value == pytest.approx(-7.0)


def test_a_scenario_that_changes_nothing_differs_by_exactly_nothing() -> None:
    program = load(ROOT / "models" / "harbour-line" / "program.yaml")
    nothing = load_scenario(ROOT / "tests" / "data" / "scenario-nothing.yaml")
    (case,) = of_one(program, nothing, 3000).cases
    assert case.changes_nothing
    every = (*case.finish.values(), *case.cost.values(), case.chance, case.joint)
    assert len(every) == 6
    for one in every:
        assert one is not None
        assert (one.value, one.low, one.high, one.same) == (0.0, 0.0, 0.0, True)


def test_the_figures_are_those_of_runs_of_their_own(known, scenario) -> None:
    other = scenario("scale: [{tasks: A, duration: 80%}]\n")
    found = of_one(known, other)
    alone, edited = simulate(known, N, 1), simulate(other(known), N, 1)
    assert found.own.finish.percentile(80) == alone.finish.percentile(80)
    (case,) = found.cases
    assert case.result.finish.percentile(80) == edited.finish.percentile(80)
    before, after = alone.finish.target_chance, edited.finish.target_chance
    assert before is not None
    assert after is not None
    assert case.chance is not None
    assert case.chance.value == pytest.approx(after.value - before.value)
    both = edited.target_joint_chance, alone.target_joint_chance
    assert case.joint is not None
    assert case.joint.value == pytest.approx(both[0].value - both[1].value)


def test_common_random_numbers_cut_the_variance_of_a_difference(known, scenario) -> None:
    """The finish with 80 % of A is 0.8 A + 10. With common luck the difference of means is
    -0.2 mean(A), with luck of its own 0.8 mean(A') - mean(A): (0.64 + 1) / 0.04 = 41 times the
    variance. 60 seeds: the ratio of two variances lies within the quantiles of F."""
    shorter = scenario("scale: [{tasks: A, duration: 80%}]\n")(known)

    def mean(program: Program, seed: int) -> float:
        result = simulate(program, 500, seed, sampling="random", detail=False, levers=0)
        return float(result.outcome.finish.mean())

    own = [mean(known, seed) for seed in range(120)]
    common = [mean(shorter, seed) - own[seed] for seed in range(60)]
    apart = [mean(shorter, seed + 60) - own[seed] for seed in range(60)]
    low, high = stats.f.ppf([1e-6, 1 - 1e-6], 59, 59)
    assert 41 * low < np.var(apart, ddof=1) / np.var(common, ddof=1) < 41 * high


def test_common_luck_helps_on_a_real_plan_too() -> None:
    """The office move with an early permit, P80 in working days, Latin: an eighth of the variance
    was measured over 80 seeds; with 40 it must be below a half (F of 39 and 39: 8 / 2 is beyond
    its 0.9999 quantile)."""
    program = load(ROOT / "models" / "first-steps" / "program.yaml")
    other = load_scenario(ROOT / "scenarios" / "first-steps-early-permit.yaml")(program)

    def p80(one: Program, seed: int) -> float:
        result = simulate(one, 1024, seed, detail=False, levers=0)
        working = Workdays(program.calendars["standard"], result.origin)
        return float(working.before(np.array([result.finish.at(80)]))[0])

    own = np.array([p80(program, seed) for seed in range(40)])
    common = np.array([p80(other, seed) for seed in range(40)]) - own
    apart = np.array([p80(other, seed + 1000) for seed in range(40)]) - own
    assert common.var(ddof=1) < apart.var(ddof=1) / 2


def test_what_luck_alone_moves_is_noise() -> None:
    """Two samples of one distribution, apart from each other: 95 % of 1,000 intervals hold 0."""
    rng = np.random.default_rng(7)
    held, chances = 0, 0
    for _ in range(1000):
        one, other = rng.normal(size=(2, 5120))
        held += percentile_difference(one, other, 80, lambda value: value).is_noise
        chances += share_difference(one < 0.3, other < 0.3).is_noise
    margin = 5 * math.sqrt(0.05 * 0.95 / 1000)
    assert abs(held / 1000 - 0.95) < margin
    assert abs(chances / 1000 - 0.95) < margin


def test_a_short_run_has_no_interval_and_says_so(known, scenario) -> None:
    (case,) = of_one(known, scenario("scale: [{tasks: A, duration: 80%}]\n"), 2047).cases
    assert not case.finish[80].is_known
    assert not case.finish[80].is_noise
    assert math.isnan(case.finish[80].low)


def test_money_in_the_scenario_alone(scenario) -> None:
    found = of_one(plan_of(WEEKS), scenario("set: [{task: A, cost: 500}]\n"), 2048)
    assert found.own.cost is None
    assert found.cases[0].cost[80].value == 500.0
    assert found.quantities == ("finish",)


def test_numbers_are_the_same_for_any_number_of_threads(known, scenario) -> None:
    other = scenario("scale: [{tasks: A, duration: 80%}]\n")
    once, twice = (compare(known, [other], 5000, threads=threads).table() for threads in (1, 2))
    assert once.equals(twice)


def test_progress_is_that_of_all_runs(known, scenario) -> None:
    heard: list[tuple[int, int]] = []
    compare(
        known, [scenario("")], 2048, progress=lambda done, total: heard.append((done, total)),
        threads=1,
    )  # fmt: skip
    assert {total for _, total in heard} == {4}
    assert heard[-1][0] == 4


def test_all_problems_of_all_scenarios_come_at_once(known, scenario) -> None:
    wrong = [scenario("mitigate: R1\n", "One"), scenario("remove: {drivers: D}\n", "Two")]
    with pytest.raises(PlanError) as raised:
        compare(known, [*wrong, "nowhere.yaml"])
    said = str(raised.value)
    for word in ("One.yaml:2", "Two.yaml:2", "nowhere.yaml"):
        assert word in said
    with pytest.raises(SettingsError, match="0 iterations"):
        compare(known, [scenario("")], 0)


def test_the_table_holds_the_plan_and_every_scenario(known, scenario) -> None:
    found = sim.compare(known, [scenario("", "Nothing"), scenario("remove: {tasks: B}\n")])
    table = found.table()
    assert table["scenario"].tolist() == ["the plan as it is", "Nothing", "Other"]
    assert table["finish_p80_days"].tolist()[1:] == pytest.approx([0.0, -10.0])
    assert math.isnan(table["finish_p80_days"][0])
    assert "'Other' -10.0 working days at P80" in repr(found)
