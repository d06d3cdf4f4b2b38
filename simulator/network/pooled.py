"""The quantile function of an opinion pool as knots, which the kernels read.

Experts who disagree leave gaps, where the quantile function jumps: a table of smooth pieces cannot
hold it, straight lines between knots can.
"""

from __future__ import annotations

import numpy as np

from simulator.kernels.sample import LEAST_OCTAVE
from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions import Experts, Stepped
from simulator.network.quantile_table import TAIL, TOLERANCE, TooSteepError

_OCTAVES = 2.0 ** (np.arange(4 * LEAST_OCTAVE, -3) / 4)
_GRID = np.concatenate([_OCTAVES, 1.0 - _OCTAVES[::-1]])
"""Probabilities from the least to the greatest that are drawn, finer towards both ends."""

_MOST = 1_000_000
"""Knots of a pool: more are not drawn from at a fair speed."""


def pooled_knots(pool: Experts) -> tuple[Floats, Floats]:
    """(probability, value) of as many knots as hold the pool to `TOLERANCE`, as in a table.

    Values are taken from every member, both sides of every step, and halfway between two knots as
    long as a straight line there is not good enough: no probability needs to be turned around.
    Raises `TooSteepError` where no fair number of knots will do.
    """
    ends = pool.quantile(np.array([0.1, 0.9]))
    width = float(np.ptp(ends)) or float(np.ptp(pool.quantile(np.array([TAIL, 1.0 - TAIL]))))
    x = np.concatenate([_values(member) for member in pool.members])
    x = np.unique(np.concatenate([x, np.nextafter(x, -np.inf)]))
    p = pool.cdf(x)
    while True:
        middle = x[:-1] + np.diff(x) / 2
        between = pool.cdf(middle)
        rise = np.diff(p)
        line = x[:-1] + np.diff(x) * (between - p[:-1]) / np.where(rise > 0, rise, 1.0)
        seen = (rise > 0) & (p[1:] > TAIL) & (p[:-1] < 1.0 - TAIL)
        bad = seen & (np.abs(line - middle) > TOLERANCE / 2 * width)
        bad &= (middle > x[:-1]) & (middle < x[1:])
        if not bad.any():
            break
        if x.size + np.count_nonzero(bad) > _MOST:
            raise TooSteepError(pool)
        x, p = _merged(x, middle[bad]), _merged(p, between[bad])
    p[0], p[-1] = 0.0, 1.0
    return p, np.clip(x, *pool.support)


def _values(member: Distribution) -> Floats:
    return member.knots()[1] if isinstance(member, Stepped) else member.quantile(_GRID)


def _merged(one: Floats, other: Floats) -> Floats:
    return np.sort(np.concatenate([one, other]))
