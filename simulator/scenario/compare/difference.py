"""Differences between two runs on the same draws, with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from simulator.results.paired import block_percentiles, half_width
from simulator.results.percentile import percentile
from simulator.results.precision import BLOCK
from simulator.results.raw import Floats

Measure = Callable[[Floats], Floats]
"""From the unit of the samples to that of the difference, never falling."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a scenario adds to a figure of the plan.

    value : the scenario's less the plan's. low, high : its 95 % interval; NaN where the run has
    fewer than two blocks of 1,024 iterations. same : no iteration differs, so that it is exactly 0.
    """

    value: float
    low: float
    high: float
    same: bool = False

    @property
    def is_known(self) -> bool:
        """True where there is an interval."""
        return not isnan(self.low)

    @property
    def is_noise(self) -> bool:
        """True where it cannot be told from nothing: the interval holds 0."""
        return self.is_known and not self.same and self.low <= 0.0 <= self.high


def percentile_difference(one: Floats, other: Floats, p: float, measure: Measure) -> Difference:
    """The p-th percentile of `one` less that of `other`, in the unit of `measure`.

    one, other : float64[n], iteration k of both on the same draws. The interval comes from the
    differences within blocks of 1,024 iterations, which are independent of each other (Student;
    common random numbers: Law, Simulation Modeling and Analysis, 5th ed. 2015, section 11.2).
    """
    if np.array_equal(one, other):
        return Difference(0.0, 0.0, 0.0, same=True)
    ends = np.array([percentile(np.sort(one), p), percentile(np.sort(other), p)])
    value = float(measure(ends)[0] - measure(ends)[1])
    parts = np.stack([block_percentiles(one, p), block_percentiles(other, p)])
    if parts.shape[1] < 2:
        return Difference(value, float("nan"), float("nan"))
    first, second = measure(parts)
    half = half_width(first - second)
    return Difference(value, value - half, value + half)


def share_difference(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Difference:
    """The share of iterations that hit in `one` less that in `other`, paired by iteration.

    one, other : bool[n]. The interval is that of blocks, as for percentiles.
    """
    if np.array_equal(one, other):
        return Difference(0.0, 0.0, 0.0, same=True)
    moved = one.astype(np.float64) - other
    value, blocks = float(moved.mean()), len(moved) // BLOCK
    half = half_width(moved[: blocks * BLOCK].reshape(blocks, BLOCK).mean(axis=1))
    return Difference(value, value - half, value + half)
