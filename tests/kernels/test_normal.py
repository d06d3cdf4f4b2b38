"""The normal distribution of the kernels against SciPy's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from simulator.kernels.normal import LEAST, normal_probabilities, normal_scores


def scores(u: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty_like(u)
    normal_scores(u, out)
    return out


def probabilities(z: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty_like(z)
    normal_probabilities(z, out)
    return out


def test_scores_are_those_of_scipy() -> None:
    tail = np.logspace(np.log10(LEAST), np.log10(0.5), 20_001)[:-1]
    p = np.concatenate([[LEAST], tail, 1 - tail, [1 - LEAST]])
    np.testing.assert_allclose(scores(p), ndtri(p), rtol=5e-7, atol=0)
    assert scores(np.array([0.5])) == 0.0


def test_scores_grow_with_the_probability() -> None:
    p = np.sort(np.concatenate([np.logspace(-12, -1, 50_000), np.linspace(0.1, 1 - 1e-9, 50_000)]))
    assert (np.diff(scores(p)) >= 0).all()


def test_probabilities_are_those_of_scipy() -> None:
    z = np.linspace(-7.3, 7.3, 40_001)
    np.testing.assert_allclose(probabilities(z), ndtr(z), rtol=0, atol=1e-7)
    low = z[z < 0]
    np.testing.assert_allclose(probabilities(low), ndtr(low), rtol=3e-7)


def test_probabilities_stay_inside_what_quantiles_take() -> None:
    far = np.array([-np.inf, -1e6, -40.0, -8.0, 8.0, 40.0, 1e6, np.inf])
    assert (probabilities(far) == np.repeat([LEAST, 1 - LEAST], 4)).all()


def test_results_do_not_depend_on_the_number_of_lanes() -> None:
    """Vector registers and single numbers do the same arithmetic."""
    u = np.random.default_rng(1).random(1000)
    whole, back = scores(u), probabilities(scores(u))
    for n in (1, 3, 7, 8, 17, 255):
        assert np.array_equal(scores(u[:n].copy()), whole[:n])
        assert np.array_equal(probabilities(whole[:n].copy()), back[:n])
