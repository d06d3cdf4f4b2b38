"""Counts by equal bins, for the histogram and for the small one of the text summary."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.results.raw import Floats


def bins(ordered: Floats, number: int, *, tails: float = 0.0) -> tuple[NDArray[np.int64], Floats]:
    """Counts int64[number] and edges float64[number + 1] of equal bins.

    tails : share of the sample at each end that the outermost bins take in beyond their edge, so
    that one stray iteration does not flatten the picture. No iteration is left out.
    """
    n = len(ordered)
    cut = int(n * tails)
    low, high = float(ordered[cut]), float(ordered[n - 1 - cut])
    if low == high:
        return np.array([n]), np.array([low, high])
    edges = np.linspace(low, high, number + 1)
    inner = np.searchsorted(ordered, edges[1:-1], side="right")
    return np.diff(np.concatenate(([0], inner, [n]))).astype(np.int64), edges
