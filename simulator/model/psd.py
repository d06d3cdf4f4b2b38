"""Correlation matrices: is it one, what is the nearest one, and its lower triangular factor."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOLERANCE = 1e-8
"""How far below 0 an eigenvalue may be by rounding."""

_DEPENDENT = 1e-9
"""Variance at or below which a quantity is fixed by those before it."""

_CLOSE = 1e-9
"""Relative change at which alternating projections have arrived."""

_MOST_PROJECTIONS = 10_000

_DECIMALS = 12
"""To which weights are rounded: libraries of linear algebra differ in the digits after these."""


def to_scores(spearman: Floats) -> Floats:
    """Pearson's coefficient of normal scores with a given Spearman coefficient.

    r = 2 sin(pi rho / 6). Source: Pearson, "On further methods of determining correlation" (1907).
    """
    # Exactly 1 where 1 is given: rounding would leave the two a little luck of their own.
    return np.where(np.abs(spearman) == 1.0, spearman, 2.0 * np.sin(np.pi * spearman / 6.0))


def to_spearman(scores: Floats) -> Floats:
    """The inverse of `to_scores`."""
    return np.asarray(6.0 / np.pi * np.arcsin(np.clip(scores / 2.0, -0.5, 0.5)))


def least_of_all(count: int) -> float:
    """The least Spearman coefficient that any two of `count` quantities can have: normal scores
    cannot all be correlated by less than -1 / (count - 1)."""
    return 6.0 / math.pi * math.asin(-0.5 / (count - 1))


def is_correlation(matrix: Floats) -> bool:
    """True where no eigenvalue is below -`TOLERANCE`. matrix : symmetric, with ones."""
    try:
        np.linalg.cholesky(matrix + TOLERANCE * np.eye(len(matrix)))
    except np.linalg.LinAlgError:
        return False
    return True


def worst(matrix: Floats) -> tuple[float, Floats]:
    """Smallest eigenvalue, and what each pair adds to it, float64[n, n]: the pairs that clash most
    have the most negative numbers."""
    values, vectors = np.linalg.eigh(matrix)
    return float(values[0]), np.outer(vectors[:, 0], vectors[:, 0]) * matrix


def nearest(matrix: Floats) -> Floats:
    """The correlation matrix with the least sum of squared changes.

    Alternating projections onto the matrices without negative eigenvalues and onto those with a
    unit diagonal, with Dykstra's correction; Higham, "Computing the nearest correlation matrix",
    IMA Journal of Numerical Analysis 22 (2002) 329-343, algorithm 3.3.
    """
    unit, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(_MOST_PROJECTIONS):
        wanted = unit - correction
        values, vectors = np.linalg.eigh(wanted)
        semidefinite = (vectors * np.maximum(values, 0.0)) @ vectors.T
        correction = semidefinite - wanted
        before, unit = unit, semidefinite.copy()
        np.fill_diagonal(unit, 1.0)
        if np.linalg.norm(unit - before) <= _CLOSE * np.linalg.norm(unit):
            break
    # The last step left eigenvalues a hair below 0: those of this one are not.
    size = np.sqrt(np.diag(semidefinite))
    found: Floats = semidefinite / np.outer(size, size)
    np.fill_diagonal(found, 1.0)
    return found


def factor(matrix: Floats) -> Floats:
    """Lower triangular L with L L' = `matrix`, rows of length 1 (Cholesky).

    A quantity that those before it fix has no weight of its own. Row i depends on the first i + 1
    rows of the matrix alone.
    """
    lower = np.zeros_like(matrix)
    for j in range(len(matrix)):
        column = matrix[j:, j] - lower[j:, :j] @ lower[j, :j]
        if column[0] > _DEPENDENT:
            lower[j:, j] = column / math.sqrt(column[0])
    lower /= np.linalg.norm(lower, axis=1, keepdims=True)
    return np.round(lower, _DECIMALS)
