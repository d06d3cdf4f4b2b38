"""The triangle."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from simulator.history.curves.bounded import BoundedCurve
from simulator.history.curves.curve import Floats


class TriangularCurve(BoundedCurve):
    """Parameters: low end, mode, high end."""

    name: ClassVar[str] = "triangular"

    def at_ends(self, x: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """The best mode is one of the cases (Oliver, "A maximum likelihood oddity", The American
        Statistician 26(3), 1972)."""
        cases = x.shape[1]
        with np.errstate(divide="ignore"):
            rising, falling = np.log(x - low[:, None]), np.log(high[:, None] - x)
        rising = np.maximum(rising, -1e6)  # a case at the end, whose density is 0
        before = np.cumsum(rising, axis=1) - rising
        after = falling[:, ::-1].cumsum(axis=1)[:, ::-1] - falling
        place = np.arange(cases)
        value = before - place * rising + after - (cases - 1 - place) * falling
        best, rows = value.argmax(axis=1), np.arange(len(x))
        height = math.log(2) - np.log(high - low)
        return x[rows, best], value[rows, best] + cases * height

    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        low, mode, high = parameters
        inside = np.clip(x, low, high)
        # One of the sides may have no width; nothing lies on it.
        left, right = np.maximum(mode - low, 1e-300), np.maximum(high - mode, 1e-300)
        rising = (inside - low) / (high - low) * np.minimum((inside - low) / left, 1.0)
        falling = (high - inside) / (high - low) * np.minimum((high - inside) / right, 1.0)
        return np.asarray(np.where(inside < mode, rising, 1 - falling), np.float64)

    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        low, mode, high = parameters
        width = high - low
        rising = low + np.sqrt(u * width * (mode - low))
        falling = high - np.sqrt((1 - u) * width * (high - mode))
        return np.asarray(np.where(u * width < mode - low, rising, falling), np.float64)
