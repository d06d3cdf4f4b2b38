"""The envelope against closed forms, a published example, and arithmetic on its own cases."""

from __future__ import annotations

import math
from datetime import datetime
from itertools import product

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad

import simulator as sim
from simulator.engine import simulate
from simulator.errors import PlanError, SettingsError
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.correlation import Correlation, durations
from simulator.model.dependency import Dependency
from simulator.model.distribution import Distribution
from simulator.model.distributions import Lognormal, Normal, Triangular, Uniform
from simulator.model.program import Program, Project, Target
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task
from simulator.scenario.envelope import Envelope, envelope
from simulator.scenario.envelope.across import Case
from simulator.scenario.envelope.assume import COEFFICIENTS, correlated, ranges_of
from simulator.scenario.envelope.levers import levers
from simulator.scenario.envelope.three_points import SHAPES

DAY = 1440.0
START = datetime(2026, 1, 5)
ITERATIONS = 51_200


def program(durations: list[Distribution], series: bool) -> Program:
    """Tasks round the clock, one after the other or side by side."""
    tasks = tuple(
        Task(
            f"P/T{k}",
            f"T{k}",
            Kind.TASK,
            ELAPSED,
            duration.mean(),
            Spread(duration),
            (Dependency(f"P/T{k - 1}"),) if series and k else (),
        )
        for k, duration in enumerate(durations)
    )
    project = Project("P", "P", START, ELAPSED)
    return Program("Known", START, {ELAPSED: elapsed_calendar()}, (project,), tasks)


def finishes(plan: Program, coefficient: float) -> np.ndarray:
    """Simulated days, all durations correlated."""
    other = correlated(plan, ranges_of(plan).durations, coefficient)
    result = simulate(other, ITERATIONS, seed=5, detail=False, levers=0)
    return result.outcome.finish / DAY - (START - result.origin).days


def holds(sample: np.ndarray, at: float, share: float) -> None:
    """P(sample <= at) within 5 standard errors of independent draws."""
    error = math.sqrt(share * (1 - share) / sample.size)
    assert np.mean(sample <= at) == pytest.approx(share, abs=5 * error)


def pearson(spearman: float) -> float:
    """Of normal scores (Pearson 1907)."""
    return 2 * math.sin(math.pi * spearman / 6)


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_correlated_normals_in_series_add_up(coefficient: float) -> None:
    """Variance n s**2 (1 + (n - 1) r)."""
    n, mean, sd = 12, 20.0, 2.0
    sample = finishes(program([Normal(mean * DAY, sd * DAY)] * n, series=True), coefficient)
    exact = stats.norm(n * mean, sd * math.sqrt(n * (1 + (n - 1) * pearson(coefficient))))
    assert sample.mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / math.sqrt(ITERATIONS))
    assert sample.std() == pytest.approx(exact.std(), rel=5 / math.sqrt(2 * ITERATIONS))
    for share in (0.1, 0.5, 0.8, 0.95):
        holds(sample, exact.ppf(share), share)


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_correlated_uniforms_in_series_have_the_very_coefficient(coefficient: float) -> None:
    """Of uniform margins Spearman's coefficient is Pearson's: (w**2 / 12) n (1 + (n - 1) rho)."""
    n, width = 10, 6.0
    sample = finishes(program([Uniform(10 * DAY, 16 * DAY)] * n, series=True), coefficient)
    variance = width**2 / 12 * n * (1 + (n - 1) * coefficient)
    kurtosis = float(np.mean((sample - sample.mean()) ** 4)) / variance**2
    error = variance * math.sqrt((kurtosis - 1) / ITERATIONS)
    assert sample.var() == pytest.approx(variance, abs=5 * error)


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
def test_correlated_normals_side_by_side_end_with_the_latest(coefficient: float) -> None:
    """P(max <= x) = E[Phi((x - m - s sqrt(r) Z) / (s sqrt(1 - r)))**n], Z standard normal."""
    n, mean, sd = 8, 30.0, 3.0
    sample = finishes(program([Normal(mean * DAY, sd * DAY)] * n, series=False), coefficient)
    r = pearson(coefficient)

    def below(z: float, x: float) -> float:
        score = ((x - mean) / sd - math.sqrt(r) * z) / math.sqrt(1 - r)
        return float(stats.norm.pdf(z) * stats.norm.cdf(score) ** n)

    for x in (31.0, 33.0, 35.0, 37.0):
        share, _ = quad(below, -9, 9, args=(x,), limit=200)
        holds(sample, x, share)


# W1 of the PMBOK Guide, 5th ed., figures 11-13 and 11-17: three costs in millions. Published:
# triangular, 75 % within 50. Under PERT 92 %, recomputed in 4,000,000 iterations of NumPy.
COSTS = ((4, 6, 10), (16, 20, 35), (11, 15, 23))


@pytest.fixture(scope="module")
def museum() -> Envelope:
    tasks = tuple(
        Task(
            f"P/{k}",
            str(k),
            Kind.TASK,
            ELAPSED,
            DAY,
            cost=Cost(likely * 1e6, spread=Spread(Triangular(low * 1e6, likely * 1e6, high * 1e6))),
        )
        for k, (low, likely, high) in enumerate(COSTS)
    )
    project = Project("P", "P", START, ELAPSED, target=Target(cost=50e6))
    plan = Program("PMBOK", START, {ELAPSED: elapsed_calendar()}, (project,), tasks)
    return envelope(plan, ITERATIONS, seed=3)


@pytest.mark.parametrize(("shape", "chance"), [("triangular", 0.748), ("pert", 0.920)])
def test_the_pmbok_example_under_both_shapes(museum: Envelope, shape: str, chance: float) -> None:
    assert museum.cost is not None
    for coefficient in COEFFICIENTS:
        found = museum.cost.cases[Case(shape, coefficient)].chance
        assert found is not None
        error = math.sqrt(chance * (1 - chance) / ITERATIONS)
        assert found.value == pytest.approx(chance, abs=5 * error + 0.0005)


def test_costs_alone_give_levers_of_cost_alone(museum: Envelope) -> None:
    """No duration is uncertain, so the correlation joins nothing and moves nothing."""
    assert museum.ranges.durations == ()
    assert [one.size for one in museum.finish.levers()] == [0.0, 0.0]
    assert museum.cost is not None
    shape, correlation = museum.cost.levers()
    assert shape.assumption == "shape"
    # P80 of three costs: triangular 50.99M, PERT 47.34M (recomputed, 4,000,000 iterations).
    assert shape.size > 3.6e6
    assert correlation.size == 0.0


@pytest.fixture(scope="module")
def known() -> Envelope:
    """Twelve triangles in series, correlated by the plan itself at 0.9."""
    plan = program([Triangular(8 * DAY, 10 * DAY, 15 * DAY)] * 12, series=True)
    ids = tuple(task.id for task in plan.tasks)
    project = Project("P", "P", START, ELAPSED, target=Target(finish=datetime(2026, 5, 12)))
    plan = Program(
        "Known",
        START,
        plan.calendars,
        (project,),
        plan.tasks,
        correlations=(Correlation(durations(ids), 0.9),),
    )
    return envelope(plan, 20_480, seed=1)


def test_a_sum_of_uncorrelated_ranges_has_the_mean_and_variance_of_its_family(
    known: Envelope,
) -> None:
    """Twelve sums are near normal: P50 and P80 within the skewness that is left of them.

    Cornish and Fisher: x = mean + sd (z + skew (z**2 - 1) / 6); the next terms are below 0.01 sd.
    """
    exact = {
        "triangular": stats.triang(2 / 7, 8, 7),
        "pert": stats.beta(1 + 8 / 7, 1 + 20 / 7, 8, 7),
        "uniform": stats.uniform(8, 7),
    }
    for shape, one in exact.items():
        mean, variance, skew = (float(x) for x in one.stats("mvs"))
        sd, left = math.sqrt(12 * variance), skew / math.sqrt(12)
        for p in (50, 80):
            z = float(stats.norm.ppf(p / 100))
            density = float(stats.norm.pdf(z)) / sd
            error = math.sqrt(p / 100 * (1 - p / 100) / 20_480) / density
            found = known.finish.cases[Case(shape, 0.0)].number(p)
            expected = 12 * mean + sd * (z + left * (z * z - 1) / 6)
            assert found == pytest.approx(expected, abs=5 * error + 0.01 * sd)


def test_every_case_is_there_and_is_a_run_of_its_own_program(known: Envelope) -> None:
    assert list(known.finish.cases) == [Case(*one) for one in product(SHAPES, COEFFICIENTS)]
    plan = known.own.program
    alone = simulate(correlated(plan, ranges_of(plan).durations, 0.6), 20_480, 1)
    case = known.finish.cases[Case("triangular", 0.6)]
    for p in (50, 80):
        assert case.estimates[p] == alone.finish.percentile(p)
    assert case.chance == alone.finish.target_chance


def test_the_plan_as_it_is_keeps_its_correlations(known: Envelope) -> None:
    alone = simulate(known.own.program, 20_480, 1)
    assert known.finish.own.estimates[80] == alone.finish.percentile(80)
    most = known.finish.cases[Case("triangular", 0.6)].number(80)
    assert known.finish.own.number(80) > most


def test_the_bands_hold_all_cases_and_the_plan(known: Envelope) -> None:
    every = [known.finish.own, *known.finish.cases.values()]
    for p in (50, 80):
        band = known.finish.band(p)
        numbers = [one.number(p) for one in every]
        assert band.low.days == min(numbers)
        assert band.high.days == max(numbers)
        assert band.width == pytest.approx(max(numbers) - min(numbers))
    low, high = known.finish.chances or pytest.fail("there is a target")
    chances = [one.chance.value for one in every if one.chance is not None]
    assert (low.value, high.value) == (min(chances), max(chances))
    assert len(chances) == 13


def test_the_levers_are_ranges_of_main_effects_of_the_cases(known: Envelope) -> None:
    cases = {case: answer.number(80) for case, answer in known.finish.cases.items()}
    shape = {s: np.mean([cases[Case(s, c)] for c in COEFFICIENTS]) for s in SHAPES}
    correlation = {c: np.mean([cases[Case(s, c)] for s in SHAPES]) for c in COEFFICIENTS}
    found = {one.assumption: one for one in known.finish.levers(80)}
    assert found["shape"].size == pytest.approx(max(shape.values()) - min(shape.values()))
    assert found["shape"].most == "uniform"
    assert found["correlation"].size == pytest.approx(correlation[0.6] - correlation[0.0])
    assert (found["correlation"].least, found["correlation"].most) == (0.0, 0.6)
    for one in found.values():
        assert one.low < one.size < one.high


def grid(value: dict[tuple[str, float], float]) -> dict[Case, float]:
    return {Case(*one): number for one, number in value.items()}


def test_levers_by_hand() -> None:
    numbers = grid({("a", 0.0): 10, ("a", 0.5): 14, ("b", 0.0): 11, ("b", 0.5): 19})
    # Main effects: a 12, b 15; 0.0 10.5, 0.5 16.5. Blocks of the correlation: 5 and 7 days.
    blocks = {
        Case("a", 0.0): np.array([10.0, 10.0]),
        Case("a", 0.5): np.array([13.0, 15.0]),
        Case("b", 0.0): np.array([11.0, 11.0]),
        Case("b", 0.5): np.array([18.0, 20.0]),
    }
    first, second = levers(numbers, blocks)
    assert (first.assumption, first.size, first.least, first.most) == ("correlation", 6.0, 0.0, 0.5)
    assert (second.assumption, second.size, second.least, second.most) == ("shape", 3.0, "a", "b")
    # Student with 1 degree of freedom, 12.706; the two differences have a standard deviation of
    # sqrt(2), their mean a standard error of 1.
    assert first.high - first.size == pytest.approx(12.7062, abs=1e-4)
    assert first.size - first.low == pytest.approx(12.7062, abs=1e-4)
    # Both shapes moved alike from block to block.
    assert (second.low, second.high) == (3.0, 3.0)


def test_a_short_run_has_levers_without_an_interval() -> None:
    plan = program([Triangular(8 * DAY, 10 * DAY, 15 * DAY)] * 3, series=True)
    for lever in envelope(plan, 1024).finish.levers():
        assert math.isnan(lever.low)
        assert math.isnan(lever.high)


def test_a_plan_of_one_shape_without_correlations_is_one_of_the_cases() -> None:
    """Common random numbers: the very same P50 and P80, and no correlation moves one task."""
    one = envelope(program([Lognormal(10 * DAY, 3 * DAY)], series=True), 2000)
    for coefficient in COEFFICIENTS:
        case = one.finish.cases[Case("lognormal", coefficient)]
        assert case.estimates == one.finish.own.estimates


def test_numbers_are_the_same_for_any_number_of_threads() -> None:
    plan = program([Triangular(8 * DAY, 10 * DAY, 15 * DAY)] * 5, series=False)
    once, twice = (envelope(plan, 5000, threads=threads).table() for threads in (1, 3))
    assert once.equals(twice)


def test_progress_is_that_of_all_runs() -> None:
    plan = program([Triangular(8 * DAY, 10 * DAY, 15 * DAY)] * 2, series=True)
    heard: list[tuple[int, int]] = []
    envelope(plan, 2048, progress=lambda done, total: heard.append((done, total)), threads=1)
    assert {total for _, total in heard} == {13 * 2}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1][0] == 26


def test_the_table_holds_every_case(museum: Envelope, known: Envelope) -> None:
    table = known.table()
    assert table.shape == (13, 7)
    assert table["shape"].tolist()[:2] == ["plan", "triangular"]
    assert table["finish_p80_days"].tolist()[0] == known.finish.own.number(80)
    assert museum.table().columns.tolist()[-3:] == ["cost_p50", "cost_p80", "cost_chance"]
    assert table["finish_chance"].between(0, 1).all()


def test_it_is_a_public_function() -> None:
    plan = program([Triangular(8 * DAY, 10 * DAY, 15 * DAY)] * 2, series=True)
    assert "largest lever" in repr(sim.envelope(plan, iterations=1000, seed=1))


def test_what_cannot_be_run_says_so() -> None:
    certain = program([Triangular(DAY, DAY, DAY)], series=True)
    with pytest.raises(PlanError, match="no duration and no cost has a range"):
        envelope(certain)
    plan = program([Triangular(8 * DAY, 10 * DAY, 15 * DAY)], series=True)
    with pytest.raises(SettingsError, match="0 iterations"):
        envelope(plan, 0)
