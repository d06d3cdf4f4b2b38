"""What curves with two ends share: the search for the ends that are most likely."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from simulator.history.curves.curve import Curve, Fits, Floats, percent
from simulator.history.curves.simplex import climbed

_NEAREST, _FARTHEST = math.log(1e-6), math.log(20.0)
"""How far beyond the sample an end may lie, in ranges of the sample, as logarithms."""


class BoundedCurve(Curve):
    """Parameters: low end, mode, high end. The low end is never below 0.

    For given ends the best mode is known, so that only the two ends are searched for.
    """

    parameters: ClassVar[int] = 3

    @abstractmethod
    def at_ends(self, x: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """(mode, log-likelihood) for given ends, float64[sample] each, with the best mode."""

    def fit(self, x: Floats) -> Fits:
        """The ends by a simplex search (`simplex.climbed`) on the logarithms of their distances."""
        first, last = x[:, 0], x[:, -1]
        width = last - first

        def ends(points: Floats, rows: NDArray[np.int64]) -> tuple[Floats, Floats]:
            below, above = np.exp(points) * width[rows]
            return np.maximum(first[rows] - below, 0.0), last[rows] + above

        def likelihood(points: Floats, rows: NDArray[np.int64]) -> Floats:
            return self.at_ends(x[rows], *ends(points, rows))[1]

        points = _climb(likelihood, np.log(first / width), x.shape[1])
        low, high = ends(points, np.arange(len(x)))
        mode, value = self.at_ends(x, low, high)
        return Fits(np.stack([low, mode, high]), value)

    def through(self, low: float, high: float, parameters: Floats) -> str:
        """The same shape moved and stretched: quantiles are linear in the place and the width."""
        start, mode, end = parameters
        shape = np.array([0.0, (mode - start) / (end - start), 1.0])
        at_low, at_high = self.quantile(np.array([0.1, 0.9]), shape)
        width = (high - low) / float(at_high - at_low)
        begin = low - width * float(at_low)
        points = (begin + width * float(part) for part in shape)
        return f"{self.name}({', '.join(percent(point) for point in points)})"


def _climb(
    likelihood: Callable[[Floats, NDArray[np.int64]], Floats], reach: Floats, cases: int
) -> Floats:
    """Logarithms of the distances of both ends. reach : of the distance to 0."""
    least = np.full((2, reach.size), _NEAREST)
    most = np.stack([np.clip(reach, _NEAREST, _FARTHEST), np.full(reach.size, _FARTHEST)])
    start = np.clip(np.full((2, reach.size), math.log(2 / cases)), least, most - 0.1)
    return climbed(likelihood, start, least, most)
