"""Quantile functions as tables of cubics that the kernels read, fine in both tails.

The layout is that of `kernels.sample`: pieces over the octaves of v = min(u, 1 - u), so that a
probability of 1e-6 is as finely resolved as one of 1e-1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from simulator.kernels.records import RECORD
from simulator.kernels.room import room
from simulator.kernels.sample import LEAST_OCTAVE
from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions import Pert

TOLERANCE = 1e-4
"""Greatest error of a table, as a share of the P10-P90 range, for TAIL <= u <= 1 - TAIL."""

TAIL = 1e-6

_FEWEST_BITS = 1
_MOST_BITS = 8
_FRACTIONS = np.arange(6) / 6.0

# Cubic through (0, y0), (1/3, y1), (2/3, y2), (1, y3): coefficients, lowest power first.
_CUBIC = np.array(
    [
        [1.0, 0.0, 0.0, 0.0],
        [-5.5, 9.0, -4.5, 1.0],
        [9.0, -22.5, 18.0, -4.5],
        [-4.5, 13.5, -13.5, 4.5],
    ]
)

_MODES = 24
_ANGLES = (2 * np.arange(_MODES) + 1) * np.pi / (2 * _MODES)
_WIDEST_SHAPE = 8.0
_ON_ONE_THREAD = 2**18
"""Multiplications that OpenBLAS does not share out."""


class TooSteepError(ValueError):
    """A shape whose values differ so much in size that no table of fair size holds them."""

    def __init__(self, shape: Distribution) -> None:
        self.shape = shape
        super().__init__(f"a distribution of the shape {shape} is too steep to draw from")


@lru_cache(maxsize=256)
def tabulate(shape: Distribution) -> tuple[Floats, int]:
    """Table of a standard shape and its bits (2**bits pieces an octave), as coarse as will do.

    Raises `TooSteepError` where even the finest table misses `TOLERANCE`.
    """
    p10, p90 = shape.quantile(np.array([0.1, 0.9]))
    for bits in range(_FEWEST_BITS, _MOST_BITS + 1):
        exact = _values(shape, bits)
        table, fitted = _fit(exact, bits)
        if _is_good(exact, fitted, _edges(bits)[0], TOLERANCE * (p90 - p10)):
            return table, bits
    raise TooSteepError(shape)


def tabulate_perts(modes: Sequence[float], shape: float) -> tuple[Floats, int] | None:
    """Tables of many standard PERTs at once, float64[mode, number], and their bits.

    The tables are interpolated in the position of the mode from a Chebyshev grid (barycentric
    formula; Berrut and Trefethen, SIAM Review 46, 2004): a thousand tasks, each with its own
    range, cost no more than a few dozen. None where that is not accurate or not worth it.
    """
    if len(modes) <= _MODES or shape > _WIDEST_SHAPE:
        return None
    grid, rows, bits = _pert_grid(shape)
    weights = (-1.0) ** np.arange(_MODES) * np.sin(_ANGLES)
    gaps = np.asarray(modes)[:, None] - grid
    gaps[gaps == 0.0] = 1e-300
    terms = weights / gaps
    return _product(terms / terms.sum(axis=1, keepdims=True), rows), bits


def _product(a: Floats, b: Floats) -> Floats:
    """The matrix product a b, a few rows at a time: so small that the library computes it on one
    thread. Others, once woken, keep a processor busy for twenty milliseconds after."""
    rows = max(1, _ON_ONE_THREAD // b.size)
    found = room((len(a), b.shape[1]))
    for k in range(0, len(a), rows):
        np.matmul(a[k : k + rows], b, out=found[k : k + rows])
    return found


@lru_cache(maxsize=8)
def _pert_grid(shape: float) -> tuple[Floats, Floats, int]:
    """Modes on the Chebyshev grid, float64[_MODES]; their tables, float64[_MODES, number]; bits."""
    grid = 0.5 - 0.5 * np.cos(_ANGLES)
    tables, sizes = zip(*(tabulate(Pert(0.0, m, 1.0, shape)) for m in grid), strict=True)
    bits = max(sizes)
    rows = [
        table if size == bits else _fit(_values(Pert(0.0, m, 1.0, shape), bits), bits)[0]
        for m, table, size in zip(grid, tables, sizes, strict=True)
    ]
    return grid, np.array(rows), bits


def _edges(bits: int) -> tuple[Floats, Floats]:
    """Left edge and width of every piece below 1/2, float64[piece]."""
    octave = np.repeat(2.0 ** np.arange(LEAST_OCTAVE, -1), 2**bits)
    place = np.tile(np.arange(2**bits), -1 - LEAST_OCTAVE)
    width = octave / 2**bits
    return octave + place * width, width


def _values(shape: Distribution, bits: int) -> Floats:
    """Exact values at sixths of every piece, float64[half, piece, 7]."""
    left, width = _edges(bits)
    v = np.append(left[:, None] + _FRACTIONS * width[:, None], 0.5)
    exact = shape.quantile(np.concatenate([v, 1.0 - v])).reshape(2, -1)
    inner = exact[:, :-1].reshape(2, left.size, 6)
    ends = np.concatenate([inner[:, 1:, 0], exact[:, -1:]], axis=1)
    return np.concatenate([inner, ends[:, :, None]], axis=2)


def _fit(exact: Floats, bits: int) -> tuple[Floats, Floats]:
    """(table, its values at the places of `exact`)."""
    local = exact[:, :, [0, 2, 4, 6]] @ _CUBIC.T
    places = np.arange(7) / 6.0
    fitted = local @ np.vander(places, 4, increasing=True).T
    left, width = _edges(bits)
    k = left / width
    c0, c1, c2, c3 = np.moveaxis(local, 2, 0)
    powers = [
        c0 + k * (-c1 + k * (c2 - k * c3)),
        (c1 + k * (-2.0 * c2 + k * 3.0 * c3)) / width,
        (c2 - 3.0 * k * c3) / width**2,
        c3 / width**3,
    ]
    table = room((2, left.size + 1, RECORD))
    table[:, :-1] = np.stack(powers, axis=2)
    table[:, -1, 0] = exact[:, -1, 6]
    return table.ravel(), fitted


def _is_good(exact: Floats, fitted: Floats, left: Floats, allowed: float) -> bool:
    if not np.isfinite(exact).all():
        return False
    near = left >= TAIL / 2
    slack = 1e-12 * (1.0 + np.abs(fitted).max())
    rising = np.diff(fitted, axis=2) * np.array([1.0, -1.0])[:, None, None]
    return bool(np.abs(fitted - exact)[:, near].max() <= allowed / 2 and rising.min() >= -slack)
