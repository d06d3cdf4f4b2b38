"""The normal distribution of the kernels against SciPy's."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from simulator.kernels.normal import normal_probability, normal_score


def test_scores_are_those_of_scipy() -> None:
    tail = np.logspace(-13, -0.31, 2000)
    p = np.concatenate([tail, [0.5], 1 - tail])
    found = np.array([normal_score(x) for x in p])
    np.testing.assert_allclose(found, ndtri(p), rtol=1e-14, atol=1e-15)


def test_probabilities_are_those_of_scipy() -> None:
    z = np.linspace(-40, 40, 4001)
    found = np.array([normal_probability(x) for x in z])
    np.testing.assert_allclose(found, ndtr(z), rtol=0, atol=1e-14)
