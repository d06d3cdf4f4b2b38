"""Every family through the kernel: tables against exact quantiles, samples against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.errors import PlanError
from simulator.kernels.correlate import draw
from simulator.kernels.sample import sample
from simulator.model.distribution import Distribution
from simulator.model.distributions import (
    Bernoulli,
    Beta,
    Constant,
    Cumulative,
    Discrete,
    Empirical,
    Experts,
    Exponential,
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
from simulator.network.quantiles import Quantity, pack

N = 200_000

SHAPES: list[Distribution] = [
    Constant(4),
    Uniform(1, 3),
    Triangular(8, 10, 15),
    Triangular(8, 8, 15),
    Triangular(8, 15, 15),
    Pert(8, 10, 15),
    Pert(8, 8, 15),
    Pert(8, 15, 15),
    Pert(0, 0.3, 1, shape=0.5),
    Pert(0, 0.3, 1, shape=20),
    Trigen(8, 10, 15),
    Trigen(8, 10, 15, low=0.05, high=0.8),
    Beta(2, 3, 5, 10),
    Beta(0.5, 0.5, 0, 1),
    Normal(10, 2),
    Normal(10, 8, lower=0),
    Normal(0, 1, lower=2),
    Lognormal(10, 4),
    Lognormal(p10=8, p90=20),
    Gamma(3, 2, lower=5),
    Gamma(0.3, 1),
    Weibull(1.5, 2),
    Weibull(0.7, 2, lower=1),
    Exponential(3),
    Discrete((13, 5, 8), (0.3, 0.2, 0.5)),
    Discrete((1, 2, 3), (0.5, 0.0, 0.5)),
    Cumulative((4, 6, 6, 16), (0, 0.2, 0.5, 1)),
    Empirical((3, 1, 4, 1, 5)),
    Metalog(8, 10, 16),
    Metalog(8, 10, 16, lower=0),
    Metalog(8, 12, 16, upper=20),
    Metalog(8, 10, 16, lower=2, upper=40),
    Bernoulli(0.3, 5),
    Bernoulli(0.3, -5),
    Experts((Triangular(8, 10, 15), Pert(6, 9, 20)), (1, 2)),
    Experts((Triangular(8, 10, 12), Triangular(14, 16, 20)), (1, 1)),
    Experts((Uniform(1, 2), Uniform(5, 6), Uniform(5.5, 9)), (1, 1, 1)),
    Experts((Normal(10, 8, lower=0), Lognormal(10, 4), Exponential(3)), (1, 2, 3)),
    Experts((Discrete((5, 8), (0.3, 0.7)), Metalog(8, 10, 16, lower=0)), (1, 2)),
    Experts((Constant(10), Triangular(8, 10, 15)), (1, 4)),
    Experts((Beta(0.5, 0.5, 0, 1), Weibull(0.7, 2, lower=1)), (1, 1)),
    Experts((Cumulative((4, 6, 6, 16), (0, 0.2, 0.5, 1)), Bernoulli(0.3, -5)), (1, 3)),
]


def drawn(distribution: Distribution, count: int = N, seed: int = 7) -> NDArray[np.float64]:
    """Plain random values of a distribution."""
    shared, u, out = np.empty((0, count)), np.empty(count), np.empty(count)
    draw(pack([Quantity("x", distribution)]), 0, seed, 0, 0, shared, u, out)
    return out


@pytest.mark.parametrize("distribution", SHAPES, ids=str)
def test_samples_have_the_closed_form_mean_and_variance(distribution: Distribution) -> None:
    x = drawn(distribution)
    mean, variance = distribution.mean(), distribution.variance()
    assert abs(x.mean() - mean) <= 5 * math.sqrt(variance / N) + 1e-9
    # Standard error of a variance: sqrt((m4 - v**2) / n), with m4 from the sample.
    fourth = float(np.mean((x - mean) ** 4))
    assert abs(float(np.mean((x - mean) ** 2)) - variance) <= (
        5 * math.sqrt(max(fourth - variance**2, 0.0) / N) + 1e-9
    )


@pytest.mark.parametrize("distribution", SHAPES, ids=str)
def test_samples_reach_quantiles_with_their_probability(distribution: Distribution) -> None:
    x = drawn(distribution)
    for p in (0.01, 0.1, 0.5, 0.8, 0.99):
        bound = float(distribution.quantile(np.array([p]))[0])
        error = 5 * math.sqrt(p * (1 - p) / N)
        slack = 1e-9 * (1 + abs(bound))
        assert np.mean(x <= bound + slack) >= p - error
        assert np.mean(x < bound - slack) <= p + error


@pytest.mark.parametrize("distribution", SHAPES, ids=str)
def test_tables_are_fine_in_both_tails(distribution: Distribution) -> None:
    tail = np.logspace(-6, math.log10(0.4999), 4000)
    u = np.concatenate([tail, 1 - tail])
    out = np.empty_like(u)
    sample(pack([Quantity("x", distribution)]), 0, u, out)
    p10, p90 = distribution.quantile(np.array([0.1, 0.9]))
    # Where a jump stands at u itself, either side of it is right.
    below, above = distribution.quantile(u * (1 - 1e-12)), distribution.quantile(u * (1 + 1e-12))
    allowed = 1e-4 * (p90 - p10) + 1e-12
    assert np.all(out >= np.minimum(below, above) - allowed)
    assert np.all(out <= np.maximum(below, above) + allowed)


@pytest.mark.parametrize("distribution", SHAPES, ids=str)
def test_values_rise_with_probability_and_stay_finite_at_the_ends(
    distribution: Distribution,
) -> None:
    tail = np.logspace(math.log10(2.0**-43), math.log10(0.4999), 5000)
    u = np.sort(np.concatenate([tail, [0.5], 1 - tail]))
    out = np.empty_like(u)
    sample(pack([Quantity("x", distribution)]), 0, u, out)
    assert np.isfinite(out).all()
    width = float(out[-1] - out[0])
    assert np.diff(out).min() >= -1e-12 * width
    low, high = distribution.support
    assert out[0] >= low - 1e-9 * width
    assert out[-1] <= high + 1e-9 * width


@pytest.mark.parametrize("weight", [0.5, 2.0, 4.0, 8.0, 9.0])
def test_a_thousand_perts_are_as_fine_as_one(weight: float) -> None:
    modes = np.concatenate([[0.0, 1e-9, 1.0], np.random.default_rng(1).random(47)])
    quantities = [Quantity(str(m), Pert(10, 10 + 5 * m, 15, weight)) for m in modes]
    draws = pack(quantities)
    tail = np.logspace(-6, math.log10(0.4999), 500)
    u = np.concatenate([tail, 1 - tail])
    out = np.empty_like(u)
    for row, quantity in enumerate(quantities):
        sample(draws, row, u, out)
        p10, p90 = quantity.distribution.quantile(np.array([0.1, 0.9]))
        exact = quantity.distribution.quantile(u)
        assert np.max(np.abs(out - exact)) <= 1e-4 * (p90 - p10)


def test_shapes_that_differ_in_place_and_width_alone_share_a_table() -> None:
    draws = pack([Quantity(str(k), Lognormal(p10=8 * k, p90=16 * k)) for k in (1, 2, 4)])
    assert len(set(draws.table)) == 1
    assert draws.tables.size < 10_000


def test_scale_multiplies_the_values() -> None:
    for distribution in (Triangular(8, 10, 15), Pert(8, 10, 15), Bernoulli(0.3, 5), Constant(2)):
        draws = pack([Quantity("x", distribution), Quantity("x", distribution, scale=480)])
        u = np.linspace(0.001, 0.999, 99)
        one, many = np.empty_like(u), np.empty_like(u)
        sample(draws, 0, u, one)
        sample(draws, 1, u, many)
        np.testing.assert_allclose(many, 480 * one, rtol=1e-12)


def test_no_quantities_give_empty_columns() -> None:
    draws = pack([])
    assert draws.first.tolist() == [0]
    assert all(column.size == 0 for column in draws._replace(first=draws.key))


def test_a_pool_never_leaves_what_its_experts_hold_for_possible() -> None:
    """Not even by the last digit: 0 days must not become less."""
    pool = Experts((Constant(0.0), Uniform(0.0, 5.0)), (1, 1))
    u = np.concatenate([np.logspace(-13, -0.001, 999), 1 - np.logspace(-13, -1, 999)])
    out = np.empty_like(u)
    sample(pack([Quantity("x", pool)]), 0, u, out)
    assert out.min() == 0.0
    assert out.max() <= 5.0
    assert np.all(out[u <= 0.5] == 0.0)


def test_a_shape_too_steep_for_a_table_is_refused_by_name() -> None:
    with pytest.raises(PlanError, match=r"task P/A duration.*too steep"):
        pack([Quantity("task P/A duration", Gamma(0.0005, 1))])
