"""The shape of a quantity: counts by bins for the histogram, and a curve for the text summary."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.raw import Floats

HOUR, DAY, WEEK = 60.0, 1440.0, 10080.0
STEPS = (HOUR, 2 * HOUR, 4 * HOUR, DAY, WEEK, 2 * WEEK, 4 * WEEK, 13 * WEEK, 52 * WEEK)
"""Widths of date bins, minutes. Between a day and whole weeks there is none: weekends, when nobody
finishes anything, would make a comb of the picture."""

MONDAY = datetime(2001, 1, 1)


class Bins(NamedTuple):
    """counts : int64[n]; edges : float64[n + 1], in the unit of the samples. The outermost bins
    hold all that lies beyond them: no iteration is left out."""

    counts: NDArray[np.int64]
    edges: Floats


def bins(quantity: DateQuantity | MoneyQuantity, most: int, *, tails: float = 0.0) -> Bins:
    """At most `most` bins, give or take one. tails : share of the iterations at each end that may
    lie beyond the outermost edges, so that one stray iteration does not flatten the picture."""
    ordered = quantity.ordered
    cut = int(len(ordered) * tails)
    low, high = float(ordered[cut]), float(ordered[-1 - cut])
    if low == high:
        return Bins(np.array([len(ordered)]), np.array([low, high]))
    if isinstance(quantity, DateQuantity):
        edges = _whole_steps(low, high, most, (MONDAY - quantity.origin) / timedelta(minutes=1))
    else:
        edges = np.linspace(low, high, most + 1)
    inner = np.searchsorted(ordered, edges[1:-1], side="right")
    counts = np.diff(np.concatenate(([0], inner, [len(ordered)])))
    return Bins(counts.astype(np.int64), edges)


def shape(quantity: DateQuantity | MoneyQuantity, points: int, *, tails: float = 0.01) -> Floats:
    """Share of iterations around each of `points` equal steps from P1 to P99, float64[points].

    Each share is that of a window as wide as a step, but for dates never less than a week in a
    range of three: a window of one week holds one weekend, wherever it stands.
    """
    ordered = quantity.ordered
    cut = int(len(ordered) * tails)
    low, high = float(ordered[cut]), float(ordered[-1 - cut])
    window = step = (high - low) / points
    if isinstance(quantity, DateQuantity) and high - low >= 3 * WEEK:
        window = max(step, WEEK)
    middles = low + step * (np.arange(points) + 0.5)
    ends = np.searchsorted(ordered, middles + window / 2, side="right")
    begins = np.searchsorted(ordered, middles - window / 2, side="left")
    shares: Floats = (ends - begins) / len(ordered)
    return shares


def _whole_steps(low: float, high: float, most: int, monday: float) -> Floats:
    """Edges at whole hours, days or weeks that take in all from `low` to `high`."""
    step = next((step for step in STEPS if (high - low) / step <= most), STEPS[-1])
    first = np.ceil((low - monday) / step) - 1
    last = max(np.ceil((high - monday) / step), first + 1)
    edges: Floats = monday + np.arange(first, last + 1) * step
    return edges
