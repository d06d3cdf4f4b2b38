"""Draws that move together, against what is known of them: margins, ranks, joint chances, sums."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from luck import F, N, lucks, noise, small, spearman
from naive_copula import recipes
from naive_random import uniform
from scipy.stats import kstest, multivariate_normal, norm

from simulator.engine import simulate
from simulator.errors import PlanError
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Side,
    Subject,
    What,
    durations,
)
from simulator.model.distributions import Normal
from simulator.network.compile import compile_network

A, B, C, D, E = durations(f"P/{one}" for one in "ABCDE")
COST = Subject(What.COST, "P/A")
RISK, OTHER = Subject(What.OCCURRENCE, "R"), Subject(What.OCCURRENCE, "S")
FACTOR = Subject(What.FACTOR, "D")
MONEY = Subject(What.IMPACT, "R", Side.MONEY)

NAMES: Mapping[Subject, str] = {
    A: "task P/A duration",
    B: "task P/B duration",
    C: "task P/C duration",
    COST: "task P/A cost",
    RISK: "risk R occurs",
    OTHER: "risk S occurs",
    FACTOR: "driver D factor",
    MONEY: "risk R impact 0 cost",
}

NEGATIVE = CorrelationMatrix.of_pairs({(A, B): -0.6, (A, C): 0.3, (B, C): -0.5}, [A, B, C])
EVERYTHING = CorrelationMatrix.of_pairs(
    {(A, COST): 0.7, (A, RISK): 0.4, (COST, FACTOR): -0.3, (RISK, MONEY): 0.5, (MONEY, A): 0.2},
    [A, COST, RISK, FACTOR, MONEY],
)


def pearson(spearman: float) -> float:
    """Of normal scores with that rank correlation (Pearson 1907)."""
    return 2 * math.sin(math.pi * spearman / 6)


@pytest.mark.parametrize("coefficient", [0.0, 0.2, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("latin", [0, 1])
def test_a_group_reaches_its_coefficient(coefficient: float, latin: int) -> None:
    found = lucks(small(Correlation((A, B, COST), coefficient)), latin=latin)
    one, two, three = (found[NAMES[s]] for s in (A, B, COST))
    for x, y in ((one, two), (two, three), (one, three)):
        assert abs(spearman(x, y) - coefficient) < noise(coefficient)
    assert abs(spearman(one, found[NAMES[C]])) < noise(0.0)


def test_a_matrix_with_negative_coefficients_is_reached_pair_by_pair() -> None:
    found = lucks(small(NEGATIVE))
    for one, other, coefficient in ((A, B, -0.6), (A, C, 0.3), (B, C, -0.5)):
        realised = spearman(found[NAMES[one]], found[NAMES[other]])
        assert abs(realised - coefficient) < noise(coefficient)


@pytest.mark.parametrize("latin", [0, 1])
def test_all_kinds_of_quantities_keep_their_margins(latin: int) -> None:
    """Kolmogorov's test: D sqrt(n) above 2.9 has a chance below 1e-7."""
    found = lucks(small(EVERYTHING, Correlation((B, C), 0.9)), latin=latin)
    for subject in (A, B, C, COST, RISK, FACTOR, MONEY):
        assert kstest(found[NAMES[subject]], "uniform").statistic * math.sqrt(N) < 2.9, subject


def test_margins_have_their_moments_under_a_matrix() -> None:
    found = lucks(small(NEGATIVE), latin=0)
    for subject in (A, B, C):
        u = found[NAMES[subject]]
        assert abs(u.mean() - 1 / 2) < 5 / math.sqrt(12 * N)
        # Variance of (u - 1/2)**2: 1/80 - 1/144.
        assert abs(float(((u - 0.5) ** 2).mean()) - 1 / 12) < 5 * math.sqrt((1 / 80 - 1 / 144) / N)


def happens(found: Mapping[str, F], risk: Subject, chance: float) -> F:
    return found[NAMES[risk]] < chance


@pytest.mark.parametrize("coefficient", [-0.7, -0.2, 0.4, 0.9])
def test_two_risks_happen_together_as_often_as_normals_do(coefficient: float) -> None:
    """Chance of both: the bivariate normal distribution at the quantiles of 30 % and 60 %."""
    found = lucks(small(Correlation((RISK, OTHER), coefficient)), latin=0)
    both = happens(found, RISK, 0.3) & happens(found, OTHER, 0.6)
    r = pearson(coefficient)
    chance = float(
        multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([norm.ppf(0.3), norm.ppf(0.6)])
    )
    assert abs(both.mean() - chance) < 5 * math.sqrt(chance * (1 - chance) / N)
    for risk, alone in ((RISK, 0.3), (OTHER, 0.6)):
        assert abs(happens(found, risk, alone).mean() - alone) < 5 * math.sqrt(0.24 / N)


@pytest.mark.parametrize("coefficient", [-0.5, 0.6])
def test_a_risk_happens_more_where_what_it_is_correlated_with_is_high(coefficient: float) -> None:
    """P(risk and duration above its median) by the bivariate normal distribution: the event is a
    normal score above the quantile of 70 %."""
    found = lucks(small(Correlation((A, RISK), coefficient)), latin=0)
    together = happens(found, RISK, 0.3) & (found[NAMES[A]] > 0.5)
    r = pearson(coefficient)
    upper = multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([norm.ppf(0.3), 0.0])
    assert abs(together.mean() - float(upper)) < 5 * math.sqrt(0.15 * 0.85 / N)
    assert (together.mean() > 0.15) == (coefficient > 0)


def test_a_pair_of_full_correlation_is_drawn_alike() -> None:
    found = lucks(small(Correlation((A, B), 1.0), Correlation((C, COST), -1.0)), 4096)
    assert np.array_equal(found[NAMES[A]], found[NAMES[B]])
    np.testing.assert_allclose(found[NAMES[C]], 1 - found[NAMES[COST]], atol=1e-7)


@pytest.mark.parametrize("coefficient", [-0.2, 0.5])
def test_the_sum_of_normals_has_its_variance(coefficient: float) -> None:
    """n sd**2 (1 + (n - 1) r), with r of the normal scores: a chain of five tasks."""
    group = Correlation((A, B, C, D, E), coefficient)
    program = replace(small(group, distribution=Normal(2000.0, 100.0)), risks=(), drivers=())
    result = simulate(program, N, seed=5, sampling="random", detail=False, levers=0)
    variance = 5 * 100.0**2 * (1 + 4 * pearson(coefficient))
    found = float(np.var(result.outcome.finish, ddof=1))
    # Standard error of the variance of a normal: sqrt(2 / (n - 1)) of it.
    assert abs(found / variance - 1) < 5 * math.sqrt(2 / (N - 1))


def test_the_sum_of_a_matrix_has_its_variance_too() -> None:
    program = replace(small(NEGATIVE, distribution=Normal(2000.0, 100.0)), risks=(), drivers=())
    result = simulate(program, N, seed=5, sampling="random", detail=False, levers=0)
    pairs = pearson(-0.6) + pearson(0.3) + pearson(-0.5)
    variance = 100.0**2 * (5 + 2 * pairs)
    assert abs(float(np.var(result.outcome.finish)) / variance - 1) < 5 * math.sqrt(2 / (N - 1))


def test_without_correlation_every_draw_is_what_it_is_alone() -> None:
    """So is the first by name of those that a matrix joins: the others follow it."""
    program = small(Correlation((A, B), 0.4), NEGATIVE_COSTS)
    alone, other = lucks(small(), 5000), lucks(program, 5000)
    tied = {NAMES[A], NAMES[B], "task P/B cost"}
    for name, u in alone.items():
        assert np.array_equal(u, other[name]) == (name not in tied), name


NEGATIVE_COSTS = Correlation((COST, Subject(What.COST, "P/B")), -0.4)


def test_no_correlation_is_the_limit_of_little() -> None:
    """Own luck stays in charge: what-ifs of other coefficients share it."""
    alone, group = lucks(small(), 5000), lucks(small(Correlation((A, B), 1e-9)), 5000)
    matrix = lucks(small(Correlation((A, B), -1e-9)), 5000)
    for found in (group, matrix):
        for name, u in alone.items():
            np.testing.assert_allclose(found[name], u, atol=1e-4)


@pytest.mark.parametrize("statement", [Correlation((B, C, D), 0.4), Correlation((B, C, D), -0.3)])
def test_another_task_leaves_the_draws_of_all_others_alone(statement: Correlation) -> None:
    """Also where it comes into the group, after the first by name."""
    before = lucks(small(statement), 3000)
    program = small(statement, tasks="ABCDEX")
    joined = replace(
        program, correlations=(replace(statement, of=(*statement.of, *durations(["P/X"]))),)
    )
    for more in (program, joined):
        after = lucks(more, 3000)
        for name, u in before.items():
            assert np.array_equal(after[name], u), name


def test_a_twin_draws_the_same_numbers() -> None:
    """Written from the manual, with the normal distribution of Python's own library."""
    program = small(EVERYTHING, Correlation((B, C, OTHER), 0.6), Correlation((D, E), -0.5))
    found, given, normal = lucks(program, 40), recipes(program), NormalDist()
    for name, u in found.items():
        parts = given.get(name, [(name, 1.0)])
        for i in range(40):
            z = sum(weight * normal.inv_cdf(uniform(3, part, i, True)) for part, weight in parts)
            assert abs(normal.cdf(z) - u[i]) < 1e-6, name


def test_draws_do_not_depend_on_order_blocks_or_length() -> None:
    statements = (NEGATIVE, Correlation((D, COST), 0.5), Correlation((RISK, FACTOR), -0.3))
    program = small(*statements)
    turned = replace(
        program,
        tasks=program.tasks[::-1],
        risks=program.risks[::-1],
        correlations=tuple(
            replace(one, of=one.of[::-1]) if isinstance(one, Correlation) else one
            for one in statements[::-1]
        ),
    )
    long, short, other = lucks(program, 5000), lucks(program, 777), lucks(turned, 5000)
    for name, u in long.items():
        assert np.array_equal(short[name], u[:777]), name
        assert np.array_equal(other[name], u), name


def test_results_do_not_depend_on_threads() -> None:
    program = small(EVERYTHING, Correlation((B, C, D, E), 0.5))
    one, two = (simulate(program, 5000, threads=n) for n in (1, 2))
    assert np.array_equal(one.outcome.finish, two.outcome.finish)
    assert one.outcome.cost is not None
    assert two.outcome.cost is not None
    assert np.array_equal(one.outcome.cost, two.outcome.cost)


def test_what_is_certain_and_finished_may_be_correlated() -> None:
    program = small(Correlation((A, B, C), 0.5), NEGATIVE_COSTS)
    tasks = tuple(
        replace(task, spread=None) if task.id == "P/A" else task for task in program.tasks
    )
    found, before = lucks(replace(program, tasks=tasks), 2000), lucks(program, 2000)
    assert set(before) - set(found) == {NAMES[A]}
    for name, u in found.items():
        assert np.array_equal(before[name], u), name


def test_what_cannot_hold_is_an_error_of_the_plan() -> None:
    with pytest.raises(PlanError, match="correlations, entry 2") as raised:
        compile_network(small(Correlation((A, B), 0.5), Correlation((B, A), 0.4)))
    assert [issue.rule for issue in raised.value.issues] == ["correlated-twice"]


def test_a_repaired_matrix_is_drawn() -> None:
    """By symmetry the nearest has one size: Spearman 6 / pi asin(1/4), see the model's tests."""
    wrong = CorrelationMatrix.of_pairs({(A, B): 0.9, (A, C): 0.9, (B, C): -0.9}, [A, B, C])
    found = lucks(small(wrong, repair=True))
    size = 6 / math.pi * math.asin(0.25)
    for one, other, sign in ((A, B, 1), (A, C, 1), (B, C, -1)):
        assert abs(spearman(found[NAMES[one]], found[NAMES[other]]) - sign * size) < noise(size)
