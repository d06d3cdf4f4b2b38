"""AIC by hand, and the distance of a sample from a curve by its own integral."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from simulator.history.choose import aic, aicc, ranked
from simulator.history.curves import CURVES, USUAL
from simulator.history.goodness import anderson_darling


def test_aic_and_aicc_by_hand() -> None:
    """Two parameters, log-likelihood -10: 24. With seven cases the correction is 12 / 4 = 3."""
    likelihood = np.array([-10.0])
    assert aic(likelihood, 2)[0] == 24.0
    assert aicc(likelihood, 2, 7)[0] == 27.0
    assert aicc(likelihood, 3, 7)[0] == 26.0 + 24 / 3
    assert aicc(likelihood, 2, 1_000_000)[0] == pytest.approx(24.0, abs=1e-4)


def test_too_few_cases_for_the_numbers_fitted_are_no_choice() -> None:
    assert aicc(np.array([-10.0]), 2, 3)[0] == math.inf
    assert aicc(np.array([-10.0]), 3, 4)[0] == math.inf


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("lognormal", (0.1, 0.9)),
        ("gamma", (4.0, 0.3)),
        ("weibull", (5.0, 1.2)),
        ("normal", (1, 0.2)),
    ],
)
def test_the_true_curve_is_chosen_where_the_cases_tell(
    name: str, parameters: tuple[float, float]
) -> None:
    curves = [CURVES[one] for one in USUAL]
    u = np.random.default_rng(5).random((50, 2000))
    x = np.sort(CURVES[name].quantile(u, np.array(parameters)[:, None, None]), axis=1)
    found = ranked(curves, x)
    chosen = [curves[place].name for place in found.best]
    assert chosen.count(name) >= 45


def test_anderson_darling_is_its_integral() -> None:
    """A² = n times the integral of (share of cases up to u - u)² / (u (1 - u)) over u."""
    chances = np.array([[0.12, 0.3, 0.31, 0.77], [0.05, 0.5, 0.9, 0.99]])
    for row, value in zip(chances, anderson_darling(chances), strict=True):
        edges = [0.0, *row, 1.0]
        total = 0.0
        for count, (low, high) in enumerate(pairwise(edges)):
            share = count / len(row)
            total += integrate.quad(lambda u, s=share: (s - u) ** 2 / (u * (1 - u)), low, high)[0]
        assert value == pytest.approx(len(row) * total, rel=1e-7)


def test_anderson_darling_of_one_case_by_hand() -> None:
    """A² = -1 - ln u - ln (1 - u)."""
    assert anderson_darling(np.array([[0.5]]))[0] == pytest.approx(2 * math.log(2) - 1)


def test_anderson_darling_of_a_bell_is_that_of_scipy() -> None:
    x = np.sort(np.random.default_rng(6).normal(10, 2, 40))
    chances = stats.norm.cdf(x, x.mean(), x.std(ddof=1))
    other = stats.goodness_of_fit(
        stats.norm,
        x,
        known_params={"loc": x.mean(), "scale": x.std(ddof=1)},
        statistic="ad",
        n_mc_samples=9,
        rng=np.random.default_rng(1),
    )
    assert anderson_darling(chances[None, :])[0] == pytest.approx(other.statistic)


def test_a_case_that_the_curve_excludes_is_very_far_and_no_fault() -> None:
    assert anderson_darling(np.array([[0.0, 0.4, 1.0]]))[0] > 20
