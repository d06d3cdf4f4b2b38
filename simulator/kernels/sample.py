"""Values of random quantities from uniform numbers, by the quantile function."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from simulator.kernels.codes import (
    SHAPE_CONSTANT,
    SHAPE_KNOTS,
    SHAPE_TABLE,
    SHAPE_TRIANGULAR,
    SHAPE_UNIFORM,
)
from simulator.kernels.cubics import cubics
from simulator.kernels.jit import inlined, inner, merged
from simulator.kernels.records import RECORD

LEAST_OCTAVE = -43
"""Quantile tables reach down to probability 2**-43 and up to 1 - 2**-43: the least and greatest
numbers that `random.uniforms` gives."""

_LEAST = 2.0**LEAST_OCTAVE
_LEAST_BITS = 1023 + LEAST_OCTAVE


def _bits_of(_: Any, x: Any) -> Any:
    """The bits of a floating-point number as those of a whole one, int64."""

    def make(_context: Any, builder: Any, _call: Any, args: Any) -> Any:
        return builder.bitcast(args[0], ir.IntType(64))

    return types.int64(types.float64), make


bits_of: Any = intrinsic(_bits_of)


@inlined
def sample(draws, row, u, out):
    """Values loc + scale * shape(u) of one quantity.

    draws : `network.arrays.Draws`; row : its row. u : float64[lanes], inside (0, 1);
    out : float64[lanes], written; must not be `u`.
    """
    code, loc, scale = draws.code[row], draws.loc[row], draws.scale[row]
    if code == SHAPE_CONSTANT:
        out[:] = loc
    elif code == SHAPE_UNIFORM:
        for i in range(out.size):
            out[i] = loc + scale * u[i]
    elif code == SHAPE_TRIANGULAR:
        _triangular(loc, scale, draws.split[row], u, out)
    elif code == SHAPE_TABLE:
        start, bits = draws.table[row], draws.size[row]
        _table(draws.tables[start : start + table_size(bits)], bits, loc, scale, u, out)
    elif code == SHAPE_KNOTS:
        start, count = draws.table[row], draws.size[row]
        _knots(draws.tables[start : start + 2 * count], u, out)
        _stretch(loc, scale, out)


@inner
def table_size(bits):
    """Numbers in a quantile table with 2**bits pieces an octave: two halves of pieces of four."""
    return 8 * ((-1 - LEAST_OCTAVE) * 2**bits + 1)


@merged
def _stretch(loc, scale, out):
    for i in range(out.size):
        out[i] = loc + scale * out[i]


@merged
def _triangular(loc, scale, split, u, out):
    """Triangle on [loc, loc + scale] with its mode at the share `split` of the way."""
    left = scale * np.sqrt(split)
    right = scale * np.sqrt(1.0 - split)
    high = loc + scale
    for i in range(out.size):
        below = u[i] < split
        root = np.sqrt(u[i] if below else 1.0 - u[i])
        out[i] = loc + left * root if below else high - right * root


@merged
def _table(table, bits, loc, scale, u, out):
    """Cubic pieces over the octaves of v = min(u, 1 - u).

    Each octave [2**-k, 2**(1 - k)) of v has 2**bits pieces of equal width, so the number of a
    piece is the top of the bits of v as a floating-point number. A piece is four coefficients,
    lowest first, of a cubic in v; the pieces of the lower half stand before those of the upper.
    """
    place = out.view(np.uint64)
    _pieces(bits, table.size // 2, u, place)
    cubics(table, place, loc, scale, u, out)


@inner
def _pieces(bits, upper, u, place):
    """Places of the pieces of a table that hold `u`, uint64[lanes]."""
    first, shift = _LEAST_BITS << bits, 52 - bits
    for i in range(u.size):
        v = max(min(u[i], 1.0 - u[i]), _LEAST)
        place[i] = RECORD * ((bits_of(v) >> shift) - first) + (upper if u[i] > 0.5 else 0)


@merged
def _knots(knots, u, out):
    """Straight lines between knots (probability, value), which alternate in `knots`.

    Two knots at one probability are a jump. The first probability is 0, the last 1.
    """
    for i in range(out.size):
        low, high = 0, knots.size // 2 - 1
        while high - low > 1:
            middle = (low + high) // 2
            if knots[2 * middle] < u[i]:
                low = middle
            else:
                high = middle
        u0, x0, u1, x1 = knots[2 * low], knots[2 * low + 1], knots[2 * high], knots[2 * high + 1]
        out[i] = x0 + (x1 - x0) * ((u[i] - u0) / (u1 - u0))
