"""Differences between two runs on the same draws."""

from __future__ import annotations

from math import sqrt

import numpy as np

from simulator.results.percentile import percentile
from simulator.results.precision import BLOCK, CONFIDENCE
from simulator.results.raw import Floats


def percentile_difference(one: Floats, other: Floats, p: float) -> tuple[float, float, float]:
    """(difference, low, high) of the p-th percentile of `one` minus that of `other`.

    one, other : float64[n], iteration k of both on the same draws. The 95 % interval comes from
    the differences within blocks of 1,024 iterations (Student); NaN for fewer than two blocks.
    """
    difference = percentile(np.sort(one), p) - percentile(np.sort(other), p)
    half = half_width(block_percentiles(one, p) - block_percentiles(other, p))
    return difference, difference - half, difference + half


def block_percentiles(samples: Floats, p: float) -> Floats:
    """The p-th percentile within each full block of 1,024 iterations, float64[blocks].

    samples : float64[n], in the order of iterations.
    """
    blocks = len(samples) // BLOCK
    ordered = np.sort(samples[: blocks * BLOCK].reshape(blocks, BLOCK), axis=1)
    return np.array([percentile(block, p) for block in ordered], dtype=np.float64)


def half_width(parts: Floats) -> float:
    """Half the 95 % interval of the mean of independent blocks (Student); NaN for fewer than two.

    parts : float64[blocks], one value a block.
    """
    blocks = len(parts)
    if blocks < 2:
        return float("nan")
    from scipy.special import stdtrit

    return (
        float(stdtrit(blocks - 1, (1 + CONFIDENCE) / 2)) * float(parts.std(ddof=1)) / sqrt(blocks)
    )
