"""A range as three points, and the same points under each family: closed forms and SciPy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats

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
from simulator.scenario.envelope.three_points import SHAPES, Points, drawn_as, points

LEVELS = np.array([0.01, 0.1, 0.5, 0.8, 0.9, 0.99])


def lognormal_of(mean: float, variance: float) -> Any:
    """SciPy's lognormal with that mean and variance."""
    squared = math.log1p(variance / mean**2)
    return stats.lognorm(math.sqrt(squared), scale=mean / math.sqrt(1 + variance / mean**2))


# 8, 10, 15: PERT has alpha 1 + 4 * 2/7 and beta 1 + 4 * 5/7, mean 63/6, variance
# (10.5 - 8)(15 - 10.5) / 7 (Vose 2008).
EXACT = {
    "triangular": stats.triang(2 / 7, 8, 7),
    "pert": stats.beta(1 + 8 / 7, 1 + 20 / 7, 8, 7),
    "lognormal": lognormal_of(10.5, 2.5 * 4.5 / 7),
    "uniform": stats.uniform(8, 7),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("written", [Triangular(8, 10, 15), Pert(8, 10, 15)], ids=str)
def test_three_points_under_every_family(written: Distribution, shape: str) -> None:
    drawn = drawn_as(shape, written)
    assert drawn is not None
    np.testing.assert_allclose(drawn.quantile(LEVELS), EXACT[shape].ppf(LEVELS), rtol=1e-9)


def test_a_uniform_range_has_its_middle_as_the_most_likely() -> None:
    assert points(Uniform(6, 10)) == Points(6, 8, 10)
    drawn = drawn_as("triangular", Uniform(6, 10))
    assert drawn is not None
    np.testing.assert_allclose(
        drawn.quantile(LEVELS), stats.triang(0.5, 6, 4).ppf(LEVELS), rtol=1e-12
    )


def test_a_triangle_by_percentiles_has_its_true_ends() -> None:
    # trigen(8, 10, 15) has 8 at P10 and 15 at P90.
    three = points(Trigen(8, 10, 15))
    assert three is not None
    triangle = stats.triang(
        (three.likely - three.low) / (three.high - three.low), three.low, three.high - three.low
    )
    assert triangle.ppf([0.1, 0.9]) == pytest.approx([8, 15])
    assert three.likely == 10


PEAKS = [
    (Normal(10, 2), stats.norm(10, 2)),
    (Normal(10, 3, lower=0), stats.truncnorm(-10 / 3, math.inf, 10, 3)),
    (Lognormal(10, 4), lognormal_of(10, 16)),
    (Gamma(9, 1.2, lower=20), stats.gamma(9, 20, 1.2)),
    (Weibull(2.2, 34, lower=54), stats.weibull_min(2.2, 54, 34)),
    (Beta(2, 5, 5, 20), stats.beta(2, 5, 5, 15)),
]


@pytest.mark.parametrize(("ours", "theirs"), PEAKS, ids=lambda x: str(x)[:30])
def test_the_most_likely_value_is_where_the_density_is_highest(
    ours: Distribution, theirs: Any
) -> None:
    low, high = theirs.ppf([0.001, 0.999])
    best = optimize.minimize_scalar(
        lambda x: -theirs.pdf(x), bounds=(low, high), method="bounded", options={"xatol": 1e-9}
    )
    three = points(ours)
    assert three is not None
    assert three.likely == pytest.approx(best.x, rel=1e-5)


@pytest.mark.parametrize(("ours", "theirs"), PEAKS[:5], ids=lambda x: str(x)[:30])
def test_a_range_without_limits_has_the_moments_of_its_pert(
    ours: Distribution, theirs: Any
) -> None:
    three = points(ours)
    assert three is not None
    pert = stats.beta(
        1 + 4 * (three.likely - three.low) / (three.high - three.low),
        1 + 4 * (three.high - three.likely) / (three.high - three.low),
        three.low,
        three.high - three.low,
    )
    assert pert.mean() == pytest.approx(theirs.mean())
    assert pert.var() == pytest.approx(theirs.var(), rel=1e-6)


def test_a_range_with_limits_keeps_them() -> None:
    three = points(Beta(2, 5, 5, 20))
    assert three == pytest.approx((5, 8, 20))


def test_each_expert_is_drawn_as_the_family() -> None:
    pool = Experts((Triangular(8, 10, 15), Pert(8, 10, 15, shape=2), Uniform(6, 10)), (1, 2, 3))
    assert drawn_as("pert", pool) == Experts(
        (Pert(8, 10, 15), Pert(8, 10, 15, shape=2), Pert(6, 8, 10)), (1, 2, 3)
    )
    assert drawn_as("uniform", pool) == Experts(
        (Uniform(8, 15), Uniform(8, 15), Uniform(6, 10)), (1, 2, 3)
    )


OWN = [
    ("triangular", Triangular(8, 10, 15)),
    ("triangular", Trigen(8, 10, 15)),
    ("pert", Pert(8, 10, 15, shape=2)),
    ("lognormal", Lognormal(p10=8, p90=12)),
    ("uniform", Uniform(8, 15)),
]


@pytest.mark.parametrize(("shape", "written"), OWN, ids=str)
def test_what_is_of_the_family_stays_as_it_was_written(shape: str, written: Distribution) -> None:
    assert drawn_as(shape, written) is written


WITHOUT: list[Distribution] = [
    Constant(10),
    Discrete((5, 8), (0.5, 0.5)),
    Cumulative((4, 6, 16), (0, 0.2, 1)),
    Empirical((3, 1, 4)),
    Bernoulli(0.3, 5),
    Metalog(8, 10, 16, lower=0),
    Exponential(5),
    Gamma(0.8, 5),
    Weibull(0.9, 5),
    Beta(0.5, 0.5, 1, 2),
    Triangular(5, 5, 5),
    Triangular(-2, 3, 9),
    Normal(10, 8),
    Lognormal(10, 10),
    Experts((Triangular(8, 10, 15), Discrete((5, 8), (0.5, 0.5))), (1, 1)),
]


@pytest.mark.parametrize("written", WITHOUT, ids=str)
def test_what_has_no_three_points_of_0_or_more_is_not_drawn_anew(written: Distribution) -> None:
    assert [drawn_as(shape, written) for shape in SHAPES] == [None] * 4


def test_every_family_is_in_these_tests() -> None:
    seen = {type(one) for one in WITHOUT} | {type(one) for one, _ in PEAKS}
    seen |= {type(one) for _, one in OWN}
    assert seen == set(FAMILIES.values())
