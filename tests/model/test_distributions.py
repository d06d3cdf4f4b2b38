"""Closed forms of every family against SciPy, textbooks and arithmetic; what they refuse."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad

from simulator.model.distribution import Distribution
from simulator.model.distributions import (
    FAMILIES,
    Bernoulli,
    Beta,
    Constant,
    Cumulative,
    Discrete,
    Empirical,
    Experts,
    Exponential,
    Family,
    Gamma,
    Lognormal,
    Metalog,
    Normal,
    Pert,
    Triangular,
    Trigen,
    Uniform,
    Weibull,
)

PROBABILITIES = np.array([1e-6, 0.001, 0.1, 0.3, 0.5, 0.8, 0.999, 1 - 1e-6])

AGAINST_SCIPY = [
    (Uniform(2, 5), stats.uniform(2, 3)),
    (Triangular(8, 10, 15), stats.triang(2 / 7, 8, 7)),
    (Triangular(8, 8, 15), stats.triang(0, 8, 7)),
    (Pert(8, 10, 15), stats.beta(1 + 8 / 7, 1 + 20 / 7, 8, 7)),
    (Pert(8, 10, 15, shape=2), stats.beta(1 + 4 / 7, 1 + 10 / 7, 8, 7)),
    (Beta(2, 3, 5, 10), stats.beta(2, 3, 5, 5)),
    (Normal(10, 3), stats.norm(10, 3)),
    (Normal(10, 8, lower=0), stats.truncnorm(-1.25, np.inf, 10, 8)),
    (Normal(0, 1, lower=2), stats.truncnorm(2, np.inf)),
    (
        Lognormal(p10=math.exp(-1.2815515655446004), p90=math.exp(1.2815515655446004)),
        stats.lognorm(1),
    ),
    (Gamma(3, 2, lower=5), stats.gamma(3, 5, 2)),
    (Weibull(1.5, 2, lower=1), stats.weibull_min(1.5, 1, 2)),
    (Exponential(3), stats.expon(0, 3)),
]


@pytest.mark.parametrize(("ours", "theirs"), AGAINST_SCIPY, ids=lambda x: str(x)[:40])
def test_closed_forms_are_those_of_scipy(ours: Distribution, theirs: Any) -> None:
    assert ours.mean() == pytest.approx(theirs.mean(), rel=1e-9)
    assert ours.variance() == pytest.approx(theirs.var(), rel=1e-7)
    np.testing.assert_allclose(
        ours.quantile(PROBABILITIES), theirs.ppf(PROBABILITIES), rtol=1e-9, atol=1e-9
    )
    assert ours.support == pytest.approx(theirs.support())
    low, high = theirs.ppf(1e-6), theirs.ppf(1 - 1e-6)
    x = np.linspace(low - (high - low) / 4, high + (high - low) / 4, 301)
    np.testing.assert_allclose(ours.cdf(x), theirs.cdf(x), rtol=1e-9, atol=1e-12)


def test_pert_has_the_classic_mean() -> None:
    # Malcolm, Roseboom, Clark and Fazar (1959): (a + 4 m + b) / 6.
    assert Pert(8, 10, 15).mean() == pytest.approx((8 + 4 * 10 + 15) / 6)


def test_lognormal_has_the_mean_and_sd_it_was_given() -> None:
    assert Lognormal(10, 4).mean() == pytest.approx(10)
    assert Lognormal(10, 4).variance() == pytest.approx(16)


def test_lognormal_has_the_percentiles_it_was_given() -> None:
    found = Lognormal(p10=8, p90=20).quantile(np.array([0.1, 0.9]))
    np.testing.assert_allclose(found, [8, 20], rtol=1e-12)


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (0.05, 0.8), (0.0, 0.9), (0.25, 1.0)])
def test_trigen_has_the_percentiles_it_was_given(low: float, high: float) -> None:
    trigen = Trigen(8, 10, 15, low, high)
    inside = np.clip([low, high], 1e-12, 1 - 1e-12)
    np.testing.assert_allclose(trigen.quantile(inside), [8, 15], atol=2e-5)
    assert trigen.triangle.mode == 10


@pytest.mark.parametrize("points", [(10, 10, 15), (8, 15, 15), (5, 5, 5)])
def test_trigen_with_the_peak_at_an_end(points: tuple[float, float, float]) -> None:
    low, high = Trigen(*points).quantile(np.array([0.1, 0.9]))
    assert low == pytest.approx(points[0])
    assert high == pytest.approx(points[2])


def test_discrete_counts_its_chances() -> None:
    discrete = Discrete((13, 5, 8), (0.3, 0.2, 0.5))
    assert discrete.mean() == pytest.approx(0.2 * 5 + 0.5 * 8 + 0.3 * 13)
    assert discrete.variance() == pytest.approx(0.2 * 25 + 0.5 * 64 + 0.3 * 169 - 8.9**2)
    found = discrete.quantile(np.array([0.01, 0.2, 0.2001, 0.7, 0.7001, 0.99]))
    assert found.tolist() == [5, 5, 8, 8, 13, 13]


def test_cumulative_draws_straight_lines() -> None:
    cumulative = Cumulative((4, 6, 16), (0, 0.2, 1))
    assert cumulative.quantile(np.array([0.1, 0.2, 0.6])).tolist() == pytest.approx([5, 6, 11])
    assert cumulative.mean() == pytest.approx(0.2 * 5 + 0.8 * 11)
    second = 0.2 * (16 + 24 + 36) / 3 + 0.8 * (36 + 96 + 256) / 3
    assert cumulative.variance() == pytest.approx(second - 9.8**2)


def test_empirical_has_the_moments_of_its_values() -> None:
    values = (3.0, 1.0, 4.0, 1.0, 5.0)
    assert Empirical(values).mean() == pytest.approx(np.mean(values))
    assert Empirical(values).variance() == pytest.approx(np.var(values))
    found = Empirical(values).quantile(np.array([0.1, 0.39, 0.41, 0.61, 0.81]))
    assert found.tolist() == [1, 1, 3, 4, 5]


def test_bernoulli_is_all_or_nothing() -> None:
    assert Bernoulli(0.3, 5).mean() == pytest.approx(1.5)
    assert Bernoulli(0.3, 5).variance() == pytest.approx(25 * 0.3 * 0.7)
    assert Bernoulli(0.3, 5).quantile(np.array([0.69, 0.71])).tolist() == [0, 5]
    assert Bernoulli(0.3, -5).quantile(np.array([0.29, 0.31])).tolist() == [-5, 0]


METALOGS = [
    Metalog(8, 10, 16),
    Metalog(8, 10, 16, lower=0),
    Metalog(8, 12, 16, upper=20),
    Metalog(8, 10, 16, lower=2, upper=40),
]


@pytest.mark.parametrize("metalog", METALOGS, ids=str)
def test_metalog_has_its_percentiles_and_moments(metalog: Metalog) -> None:
    found = metalog.quantile(np.array([0.1, 0.5, 0.9]))
    np.testing.assert_allclose(found, [metalog.p10, metalog.p50, metalog.p90], rtol=1e-12)

    def integral(power: int, around: float) -> float:
        def value(u: float) -> float:
            return float((metalog.quantile(np.array([u]))[0] - around) ** power)

        low, _ = quad(value, 0, 0.5, limit=400)
        high, _ = quad(lambda v: value(1 - v), 0, 0.5, limit=400)
        return float(low + high)

    assert metalog.mean() == pytest.approx(integral(1, 0.0), rel=1e-6)
    assert metalog.variance() == pytest.approx(integral(2, metalog.mean()), rel=1e-4)


def test_metalog_whose_tail_has_no_variance_says_so() -> None:
    assert Metalog(1, 3, 12, lower=0).variance() == math.inf


POOLS = [
    Experts((Triangular(8, 10, 15), Pert(6, 9, 20)), (1, 2)),
    Experts((Uniform(1, 2), Triangular(5, 6, 7)), (1, 1)),
    Experts((Normal(10, 2), Lognormal(10, 4), Gamma(3, 2, lower=5)), (0.5, 0.3, 0.2)),
]


def density(member: Family) -> Any:
    """SciPy's density of a member."""
    return next(theirs for ours, theirs in MEMBERS_OF_POOLS if ours == member)


MEMBERS_OF_POOLS: list[tuple[Family, Any]] = [
    (Triangular(8, 10, 15), stats.triang(2 / 7, 8, 7)),
    (Pert(6, 9, 20), stats.beta(1 + 12 / 14, 1 + 44 / 14, 6, 14)),
    (Uniform(1, 2), stats.uniform(1, 1)),
    (Triangular(5, 6, 7), stats.triang(0.5, 5, 2)),
    (Normal(10, 2), stats.norm(10, 2)),
    (Lognormal(10, 4), stats.lognorm(math.sqrt(math.log(1.16)), scale=10 / math.sqrt(1.16))),
    (Gamma(3, 2, lower=5), stats.gamma(3, 5, 2)),
]


@pytest.mark.parametrize("pool", POOLS, ids=lambda x: str(x)[:60])
def test_a_pool_is_the_weighted_mean_of_densities(pool: Experts) -> None:
    """Mean, variance and chances, integrated from the weighted densities of SciPy."""
    weights = np.array(pool.weights) / sum(pool.weights)
    parts = [(w, density(member)) for w, member in zip(weights, pool.members, strict=True)]

    def integral(value: Any, upto: float = math.inf) -> float:
        total = 0.0
        for weight, part in parts:
            low, high = part.support()
            ends = max(low, part.ppf(1e-14)), min(high, part.ppf(1 - 1e-14), upto)
            # The densities bend at whole numbers only.
            cuts = [ends[0], *range(math.floor(ends[0]) + 1, math.ceil(ends[1])), ends[1]]
            for a, b in pairwise(cuts):
                total += weight * quad(lambda x, p=part: value(x) * p.pdf(x), a, b)[0]
        return total

    mean = integral(lambda x: x)
    assert pool.mean() == pytest.approx(mean, rel=1e-8)
    assert pool.variance() == pytest.approx(integral(lambda x: (x - mean) ** 2), rel=1e-7)
    for p, x in zip(PROBABILITIES, pool.quantile(PROBABILITIES), strict=True):
        assert integral(lambda _: 1.0, float(x)) == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize("pool", POOLS, ids=lambda x: str(x)[:60])
def test_quantiles_of_a_pool_are_exact_to_the_last_digits(pool: Experts) -> None:
    u = np.concatenate([PROBABILITIES, np.linspace(0.01, 0.99, 99)])
    x = pool.quantile(u)
    assert np.all(pool.cdf(x) >= u - 4e-16)
    below = x - 4e-15 * np.abs(x)
    assert np.all(pool.cdf(below) <= u + 1e-14)


def test_a_pool_by_hand() -> None:
    """Two experts, one certain of 10 days, one of 16, the second believed three times as much."""
    pool = Experts((Constant(10), Constant(16)), (1, 3))
    assert pool.mean() == 14.5
    assert pool.variance() == pytest.approx(0.25 * 4.5**2 + 0.75 * 1.5**2)
    assert pool.quantile(np.array([0.1, 0.25, 0.2501, 0.9])).tolist() == [10, 10, 16, 16]
    assert pool.cdf(np.array([9.9, 10.0, 15.9, 16.0])).tolist() == [0, 0.25, 0.25, 1]
    assert pool.support == (10, 16)


def test_what_experts_do_not_think_possible_is_jumped_over() -> None:
    pool = Experts((Uniform(1, 2), Uniform(5, 7)), (1, 1))
    found = pool.quantile(np.array([0.25, 0.4999, 0.5001, 0.75]))
    assert found == pytest.approx([1.5, 1.9998, 5.0004, 6.0])


def test_one_expert_alone_is_what_he_says() -> None:
    pool = Experts((Pert(8, 10, 15),), (7,))
    np.testing.assert_allclose(
        pool.quantile(PROBABILITIES), Pert(8, 10, 15).quantile(PROBABILITIES), rtol=1e-13
    )


ONE_OF_EACH: list[Distribution] = [
    *POOLS,
    Constant(3),
    Trigen(8, 10, 15),
    Discrete((5, 8), (0.5, 0.5)),
    Cumulative((4, 6, 16), (0, 0.2, 1)),
    Empirical((3, 1, 4)),
    Bernoulli(0.3, 5),
    *METALOGS,
    *(ours for ours, _ in AGAINST_SCIPY),
]


def test_every_family_is_in_these_tests() -> None:
    assert {type(distribution) for distribution in ONE_OF_EACH} == set(FAMILIES.values())


@pytest.mark.parametrize("distribution", ONE_OF_EACH, ids=str)
def test_the_standard_shape_gives_the_same_values(distribution: Distribution) -> None:
    shape, loc, scale = distribution.standard()
    np.testing.assert_allclose(
        loc + scale * shape.quantile(PROBABILITIES),
        distribution.quantile(PROBABILITIES),
        rtol=1e-9,
        atol=1e-9,
    )


@pytest.mark.parametrize("distribution", ONE_OF_EACH, ids=lambda x: str(x)[:60])
def test_chances_turn_quantiles_around(distribution: Distribution) -> None:
    """The quantile is the least value with at least that chance."""
    u = np.linspace(0.003, 0.997, 97)
    x = distribution.quantile(u)
    gap = 1e-9 * (1 + np.abs(x))
    assert np.all(distribution.cdf(x + gap) >= u)
    assert np.all(distribution.cdf(x - gap) <= u)
    low, high = distribution.support
    for end, chance in ((low - 1.0, 0.0), (high, 1.0)):
        if math.isfinite(end):
            assert distribution.cdf(np.array([end]))[0] == pytest.approx(chance, abs=1e-15)


@pytest.mark.parametrize("distribution", ONE_OF_EACH, ids=str)
def test_the_planned_value_is_possible(distribution: Distribution) -> None:
    low, high = distribution.support
    assert low <= distribution.planned <= high


@pytest.mark.parametrize(
    "made",
    [
        Triangular(5, 5, 5),
        Pert(5, 5, 5),
        Beta(2, 3, 5, 5),
        Uniform(5, 5),
        Experts((Constant(5), Uniform(5, 5)), (1, 2)),
    ],
    ids=str,
)
def test_a_range_without_width_is_certain(made: Distribution) -> None:
    assert made.mean() == 5
    assert made.variance() == 0
    shape, loc, scale = made.standard()
    assert (loc + scale * shape.quantile(PROBABILITIES)).tolist() == [5.0] * len(PROBABILITIES)
    assert made.cdf(np.array([4.999, 5.0, 5.001])).tolist() == [0, 1, 1]


NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Triangular(8, 10, 8), "high (8) is below most likely (10)"),
        (lambda: Triangular(12, 10, 15), "most likely (10) is below low (12)"),
        (lambda: Pert(8, 10, 9), "high (9) is below most likely (10)"),
        (lambda: Pert(8, 10, 15, 0), "shape (0) must be above 0"),
        (lambda: Pert(NAN, 10, 15), "low (nan) is not a finite number"),
        (lambda: Uniform(3, 2), "high (2) is below low (3)"),
        (lambda: Uniform(0, INF), "high (inf) is not a finite number"),
        (lambda: Constant(NAN), "value (nan) is not a finite number"),
        (lambda: Trigen(8, 10, 9), "top (9) is below most likely (10)"),
        (lambda: Trigen(8, 10, 12, 0.9, 0.1), "low (90.0000%) is not below high (10.0000%)"),
        (lambda: Trigen(8, 10, 12, -0.1), "low (-0.1) is not between 0 % and 100 %"),
        (lambda: Beta(0, 1, 0, 1), "alpha (0) must be above 0"),
        (lambda: Beta(1, 1, 2, 1), "max (1) is below min (2)"),
        (lambda: Normal(1, 0), "sd (0) must be above 0"),
        (lambda: Normal(-10, 1, lower=0), "almost all of normal(-10, 1) is below 0"),
        (lambda: Lognormal(10), "give either mean and sd, or p10 and p90"),
        (lambda: Lognormal(10, 4, 8, 20), "give either mean and sd, or p10 and p90"),
        (lambda: Lognormal(-1, 4), "mean (-1) must be above 0"),
        (lambda: Lognormal(p10=8, p90=8), "P90 (8) is not above P10 (8)"),
        (lambda: Gamma(-1, 1), "shape (-1) must be above 0"),
        (lambda: Weibull(0.1, 1), "shape (0.1) is below 0.2"),
        (lambda: Exponential(0), "mean (0) must be above 0"),
        (lambda: Discrete((), ()), "give one or more values, each with its chance"),
        (lambda: Discrete((5, 8), (0.5, 0.4)), "the chances add up to 90 %, not 100 %"),
        (
            lambda: Discrete((5, 8), (1.5, -0.5)),
            "the chance of 5 (1.5) is not between 0 % and 100 %",
        ),
        (lambda: Discrete((5, 5), (0.5, 0.5)), "a value occurs twice"),
        (lambda: Cumulative((4, 3), (0, 1)), "3 comes after 4: values must rise"),
        (lambda: Cumulative((4, 5, 6), (0, 0.5, 0.4)), "40% comes after 50%: chances must rise"),
        (lambda: Cumulative((4, 5), (0.1, 1)), "the first chance must be 0 % and the last 100 %"),
        (lambda: Empirical(()), "give one or more values"),
        (lambda: Empirical((1, NAN)), "value (nan) is not a finite number"),
        (lambda: Bernoulli(1.2, 1), "chance (1.2) is not between 0 % and 100 %"),
        (lambda: Experts((), ()), "give one or more ranges, each with its weight"),
        (lambda: Experts((Constant(5),), (1, 2)), "give one or more ranges, each with its weight"),
        (lambda: Experts((Constant(5),), (0,)), "weight (0) must be above 0"),
        (lambda: Experts((Constant(5),), (INF,)), "weight (inf) is not a finite number"),
        (lambda: Metalog(8, 10, 9), "P90 (9) is below P50 (10)"),
        (lambda: Metalog(8, 8.1, 16), "P50 (8.1) is too near to P10"),
        (lambda: Metalog(8, 15.9, 16), "P50 (15.9) is too near to P90"),
        (lambda: Metalog(8, 10, 16, lower=8), "min, P10, P90 and max must differ"),
        (lambda: Metalog(1, 10, 10000, lower=0.9), "there is no mean; give a max"),
    ],
)
def test_what_is_impossible_is_refused_in_plain_words(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        make()
