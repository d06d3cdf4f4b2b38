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
    blocks = len(one) // BLOCK
    if blocks < 2:
        return difference, float("nan"), float("nan")
    from scipy.special import stdtrit

    cut = np.sort(one[: blocks * BLOCK].reshape(blocks, BLOCK), axis=1)
    other_cut = np.sort(other[: blocks * BLOCK].reshape(blocks, BLOCK), axis=1)
    parts = np.array(
        [percentile(a, p) - percentile(b, p) for a, b in zip(cut, other_cut, strict=True)]
    )
    half = (
        float(stdtrit(blocks - 1, (1 + CONFIDENCE) / 2)) * float(parts.std(ddof=1)) / sqrt(blocks)
    )
    return difference, difference - half, difference + half
