"""Percentiles and shares by the one definition that p80 uses everywhere."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from simulator.results.raw import Floats


def rank(p: float, n: int) -> int:
    """Smallest k, 1 <= k <= n, with k / n >= p / 100."""
    if not 0 <= p <= 100:
        raise ValueError(f"a percentile lies between 0 and 100, not {p:g}")
    # Rounding first: 0.07 * 100 is a hair over 7 in binary and must not become 8.
    return min(max(ceil(round(n * p / 100, 9)), 1), n)


def percentile(ordered: Floats, p: float) -> float:
    """Smallest value with at least p % of the sample at or below it; an observed value, never
    an interpolation (definition 1 of Hyndman and Fan, 1996).

    ordered : float64[n], ascending, n >= 1. p : 0 to 100.
    """
    return float(ordered[rank(p, len(ordered)) - 1])


def share_at_or_below(ordered: Floats, value: float) -> float:
    """Share of the sample at or below `value`. ordered : float64[n], ascending."""
    return float(np.searchsorted(ordered, value, side="right")) / len(ordered)


def order_statistic(ordered: Floats, position: float, *, up: bool) -> float | None:
    """The value at a 1-based position rounded outwards; None beyond either end of the sample."""
    k = ceil(position) if up else floor(position)
    return float(ordered[k - 1]) if 1 <= k <= len(ordered) else None
