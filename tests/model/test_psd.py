"""Correlation matrices: published examples, and what defines a solution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.model.psd import (
    factor,
    is_correlation,
    least_of_all,
    nearest,
    to_scores,
    to_spearman,
    worst,
)

F = NDArray[np.float64]


def equal(size: int, r: float) -> F:
    """Every pair correlated alike; smallest eigenvalue 1 - r or 1 + (size - 1) r."""
    return np.full((size, size), r) + (1 - r) * np.eye(size)


def symmetric(size: int, seed: int) -> F:
    """Random coefficients with ones on the diagonal."""
    below = np.tril(np.random.default_rng(seed).uniform(-1, 1, (size, size)), -1)
    return below + below.T + np.eye(size)


def test_the_example_of_higham() -> None:
    """Higham, IMA Journal of Numerical Analysis 22 (2002), section 1."""
    found = nearest(np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]]))
    expected = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]
    np.testing.assert_allclose(found, expected, atol=5e-5)


def test_the_four_by_four_example_of_higham() -> None:
    """The same, section 4: tridiagonal with 2 on the diagonal and -1 beside it."""
    given = 2 * np.eye(4) - np.eye(4, k=1) - np.eye(4, k=-1)
    found = nearest(given)
    expected = [
        [1, -0.8084, 0.1916, 0.1068],
        [-0.8084, 1, -0.6562, 0.1916],
        [0.1916, -0.6562, 1, -0.8084],
        [0.1068, 0.1916, -0.8084, 1],
    ]
    np.testing.assert_allclose(found, expected, atol=5e-5)


@pytest.mark.parametrize("seed", range(5))
def test_no_correlation_matrix_is_nearer(seed: int) -> None:
    """The solution of a convex problem: a step towards any other matrix is no step nearer."""
    given = symmetric(8, seed)
    found = nearest(given)
    assert np.linalg.eigvalsh(found)[0] > -1e-12
    assert (np.diag(found) == 1.0).all()
    rng = np.random.default_rng(seed)
    for _ in range(50):
        loads = rng.standard_normal((8, 8))
        other = loads @ loads.T
        size = np.sqrt(np.diag(other))
        other /= np.outer(size, size)
        assert np.sum((given - found) * (other - found)) <= 1e-6


def test_a_correlation_matrix_is_its_own_nearest() -> None:
    np.testing.assert_allclose(nearest(equal(6, 0.3)), equal(6, 0.3), atol=1e-12)


@pytest.mark.parametrize("size", [2, 3, 10, 100])
def test_the_edge_of_what_is_possible(size: int) -> None:
    least = float(to_scores(np.array(least_of_all(size))))
    assert least == pytest.approx(-1 / (size - 1))
    assert is_correlation(equal(size, least))
    assert not is_correlation(equal(size, least - 1e-6))
    assert worst(equal(size, least - 0.1))[0] == pytest.approx(-0.1 * (size - 1))


def test_the_worst_pair_is_the_one_that_contradicts() -> None:
    """A goes with B and with C; B and C cannot go against each other."""
    value, shares = worst(np.array([[1.0, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]))
    assert value == pytest.approx(1 - 2 * 0.9)
    assert shares.sum() == pytest.approx(value)
    assert (shares[np.triu_indices(3, 1)] < 0).all()


def test_pearson_of_normal_scores() -> None:
    """2 sin(pi rho / 6): 1/2 gives 2 sin 15 degrees (Pearson 1907)."""
    assert to_scores(np.array([0.0, 0.5, 1.0])) == pytest.approx([0, 0.5176380902050415, 1])
    rho = np.linspace(-1, 1, 41)
    np.testing.assert_allclose(to_spearman(to_scores(rho)), rho, atol=1e-12)


@given(st.integers(1, 12), st.integers(0, 10**6))
def test_the_factor_gives_the_matrix_back(size: int, seed: int) -> None:
    matrix = nearest(symmetric(size, seed))
    lower = factor(matrix)
    assert (np.triu(lower, 1) == 0).all()
    assert (np.diag(lower) >= 0).all()
    np.testing.assert_allclose(lower @ lower.T, matrix, atol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(lower, axis=1), 1, atol=1e-11)


def test_what_others_fix_has_no_weight_of_its_own() -> None:
    one = np.array([[1.0, 1, -1, 0.5], [1, 1, -1, 0.5], [-1, -1, 1, -0.5], [0.5, 0.5, -0.5, 1]])
    lower = factor(one)
    assert np.diag(lower).tolist() == [1, 0, 0, pytest.approx(np.sqrt(0.75))]
    np.testing.assert_allclose(lower @ lower.T, one, atol=1e-11)


def test_more_rows_change_none_before_them() -> None:
    matrix = nearest(symmetric(9, 3))
    assert np.array_equal(factor(matrix)[:5, :5], factor(matrix[:5, :5]))
