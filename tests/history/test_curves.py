"""Fits of every curve: closed forms, SciPy's own fits and optimisers, and true parameters found
again; chances and quantiles by SciPy's distributions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize, special, stats

from simulator.history.curves import CURVES, USUAL
from simulator.history.curves.simplex import climbed
from simulator.model.expression import Unit, parse_spread
from simulator.model.units import ExpressionError

Floats = NDArray[np.float64]

DAY = 480.0
BOUNDED = ("triangular", "pert")


def scipy_of(name: str, p: Floats) -> Any:
    """The same distribution by SciPy."""
    if name == "lognormal":
        return stats.lognorm(p[1], scale=math.exp(p[0]))
    if name == "gamma":
        return stats.gamma(p[0], scale=p[1])
    if name == "weibull":
        return stats.weibull_min(p[0], scale=p[1])
    if name == "normal":
        return stats.truncnorm(-p[0] / p[1], math.inf, loc=p[0], scale=p[1])
    low, mode, high = p
    share, width = (mode - low) / (high - low), high - low
    if name == "triangular":
        return stats.triang(share, low, width)
    return stats.beta(1 + 4 * share, 5 - 4 * share, low, width)


def samples(count: int, cases: int, seed: int = 1) -> Floats:
    rng = np.random.default_rng(seed)
    return np.sort(rng.lognormal(0.1, 0.35, (count, cases)), axis=1)


TRUTHS = {
    "lognormal": (0.1, 0.4),
    "gamma": (6.0, 0.2),
    "weibull": (2.5, 1.3),
    "normal": (1.1, 0.4),
    "triangular": (0.6, 0.9, 2.0),
    "pert": (0.6, 0.9, 2.5),
}


@pytest.mark.parametrize("name", CURVES)
def test_chances_and_quantiles_are_those_of_scipy(name: str) -> None:
    curve, truth = CURVES[name], np.array(TRUTHS[name])
    other, u = scipy_of(name, truth), np.linspace(0.001, 0.999, 57)
    np.testing.assert_allclose(curve.quantile(u, truth[:, None]), other.ppf(u), rtol=1e-9)
    x = np.linspace(0.3, 4.0, 50)
    np.testing.assert_allclose(curve.cdf(x, truth[:, None]), other.cdf(x), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("cases", [5, 17, 60])
def test_the_likelihood_is_that_of_the_curve(name: str, cases: int) -> None:
    x = samples(6, cases)
    fits = CURVES[name].fit(x)
    for row in range(len(x)):
        density = scipy_of(name, fits.parameters[:, row]).logpdf(x[row]).sum()
        assert fits.log_likelihood[row] == pytest.approx(density, rel=1e-9, abs=1e-9)


def test_the_lognormal_is_fitted_by_the_mean_and_deviation_of_logarithms() -> None:
    """1, e and e² have logarithms 0, 1, 2: mean 1, variance over n 2/3."""
    fits = CURVES["lognormal"].fit(np.exp([[0.0, 1.0, 2.0]]))
    assert fits.parameters[:, 0] == pytest.approx([1.0, math.sqrt(2 / 3)])
    by_hand = -3 * (1 + 0.5 * math.log(2 / 3) + 0.5 * math.log(2 * math.pi) + 0.5)
    assert fits.log_likelihood[0] == pytest.approx(by_hand)


@pytest.mark.parametrize("row", range(4))
def test_gamma_and_weibull_are_fitted_as_by_scipy(row: int) -> None:
    x = samples(4, 40)[row : row + 1]
    shape, _, scale = stats.gamma.fit(x[0], floc=0)
    assert CURVES["gamma"].fit(x).parameters[:, 0] == pytest.approx([shape, scale], rel=1e-4)
    shape, _, scale = stats.weibull_min.fit(x[0], floc=0)
    assert CURVES["weibull"].fit(x).parameters[:, 0] == pytest.approx([shape, scale], rel=1e-4)


@pytest.mark.parametrize("name", ["normal", *BOUNDED])
@pytest.mark.parametrize("cases", [6, 25])
def test_no_search_finds_anything_likelier(name: str, cases: int) -> None:
    """Differential evolution over all parameters, for curves that SciPy does not fit well."""
    x = samples(1, cases, seed=cases)
    (sample,) = x
    first, last = sample[0], sample[-1]
    width = last - first

    def worse(p: Floats) -> float:
        parameters = p
        if name != "normal":
            low, high = max(first - p[0] * width, 0.0), last + p[1] * width
            parameters = np.array([low, low + p[2] * (high - low), high])
        with np.errstate(all="ignore"):
            value = scipy_of(name, parameters).logpdf(sample).sum()
        return -value if math.isfinite(value) else 1e9

    box = [(1e-6, 3.0), (1e-6, 3.0), (0.0, 1.0)] if name != "normal" else [(-1, 3), (0.05, 3)]
    best = -optimize.differential_evolution(worse, box, rng=1, tol=1e-6, maxiter=100).fun
    assert CURVES[name].fit(x).log_likelihood[0] >= best - 1e-3


def _standard_errors(name: str, p: tuple[float, ...], cases: int) -> Floats:
    """From the information of one case (Johnson, Kotz and Balakrishnan 1994, 14.4, 17.7, 21.4)."""
    if name == "lognormal":
        return np.array([p[1], p[1] / math.sqrt(2)]) / math.sqrt(cases)
    if name == "gamma":
        shape, scale = p
        trigamma = float(special.polygamma(1, shape))
        spare = shape * trigamma - 1
        return np.sqrt([shape / spare, scale**2 * trigamma / spare]) / math.sqrt(cases)
    shape, scale = p
    return np.sqrt([0.608 * shape**2, 1.109 * (scale / shape) ** 2]) / math.sqrt(cases)


@pytest.mark.parametrize("name", ["lognormal", "gamma", "weibull"])
def test_true_parameters_are_found_again(name: str) -> None:
    cases, truth = 20_000, TRUTHS[name]
    x = scipy_of(name, np.array(truth)).rvs(cases, random_state=np.random.default_rng(3))
    found = CURVES[name].fit(np.sort(x)[None, :]).parameters[:, 0]
    assert (np.abs(found - truth) <= 5 * _standard_errors(name, truth, cases)).all()


def test_exponential_cases_are_gamma_and_weibull_of_shape_1() -> None:
    cases = 20_000
    x = np.sort(np.random.default_rng(4).exponential(0.7, cases))[None, :]
    for name in ("gamma", "weibull"):
        found = CURVES[name].fit(x).parameters[:, 0]
        errors = _standard_errors(name, (1.0, 0.7), cases)
        assert (np.abs(found - [1.0, 0.7]) <= 5 * errors).all()


def test_the_bell_above_0_keeps_mean_and_variance_of_the_sample() -> None:
    x = samples(5, 30)
    fits = CURVES["normal"].fit(x)
    for row, sample in enumerate(x):
        other = scipy_of("normal", fits.parameters[:, row])
        assert other.mean() == pytest.approx(sample.mean(), rel=1e-6)
        assert other.var() == pytest.approx(sample.var(), rel=1e-6)


def test_a_skewed_sample_has_no_bell() -> None:
    x = np.array([[0.1, 0.1, 0.1, 0.1, 9.0]])
    assert CURVES["normal"].fit(x).log_likelihood[0] == -math.inf


def test_a_weibull_so_steep_that_no_plan_takes_it_is_none() -> None:
    x = np.exp([[-14.0, -9.0, 0.0, 3.0, 6.0]])
    assert CURVES["weibull"].fit(x).parameters[0, 0] < 0.2
    assert CURVES["weibull"].fit(x).log_likelihood[0] == -math.inf


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize(("low", "high"), [(0.8, 1.5), (0.97, 1.02), (0.5, 2.0)])
def test_a_range_goes_through_its_p10_and_p90(name: str, low: float, high: float) -> None:
    text = CURVES[name].through(low, high, np.array(TRUTHS[name]))
    spread = parse_spread(text, Unit.duration(DAY))
    assert spread.relative
    ends = spread.distribution.quantile(np.array([0.1, 0.9]))
    assert ends == pytest.approx([low, high], rel=2e-3)  # four digits are written


def test_a_range_over_all_magnitudes_is_no_gamma() -> None:
    with pytest.raises(ExpressionError, match="the cases differ too much for it"):
        CURVES["gamma"].through(1e-150, 3.0, np.array(TRUTHS["gamma"]))


def test_a_triangle_stretched_below_0_is_refused_by_the_plan() -> None:
    text = CURVES["triangular"].through(0.2, 3.0, np.array(TRUTHS["triangular"]))
    assert text.startswith("triangular(-")
    with pytest.raises(ExpressionError, match="and a duration is never below 0"):
        parse_spread(text, Unit.duration(DAY))


def test_a_range_too_wide_for_the_bell_is_refused() -> None:
    with pytest.raises(ExpressionError, match="most of the bell would lie below 0"):
        CURVES["normal"].through(0.01, 3.0, np.array(TRUTHS["normal"]))


def test_curves_chosen_among_have_no_upper_end() -> None:
    for name in CURVES:
        text = CURVES[name].through(0.8, 1.5, np.array(TRUTHS[name]))
        end = parse_spread(text, Unit.duration(DAY)).distribution.support[1]
        assert (end == math.inf) == (name in USUAL)


def test_many_maxima_are_climbed_at_once() -> None:
    """Paraboloids with their tops inside and outside of the box, where the nearest edge is best."""
    tops = np.array([[0.5, -1.0, 5.0, 0.2], [0.1, 0.7, -5.0, 3.0]])

    def function(points: Floats, rows: NDArray[np.int64]) -> Floats:
        return np.asarray(-((points - tops[:, rows]) ** 2).sum(axis=0))

    least, most = np.full((2, 4), -2.0), np.full((2, 4), 2.0)
    found = climbed(function, np.zeros((2, 4)), least, most)
    assert found == pytest.approx(np.clip(tops, -2, 2), abs=2e-3)
