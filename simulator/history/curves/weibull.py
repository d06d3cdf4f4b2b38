"""The weakest of many parts."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from simulator.history.curves.curve import Curve, Fits, Floats, number, percent

_STEPS = 25
_LEAST = 0.2
"""The smallest shape that a plan file takes."""


class WeibullCurve(Curve):
    """Parameters: shape and scale."""

    name: ClassVar[str] = "weibull"
    parameters: ClassVar[int] = 2

    def fit(self, x: Floats) -> Fits:
        """The shape by Newton's method on its own equation, which rises and has one root (Johnson,
        Kotz and Balakrishnan, Continuous Univariate Distributions 1, 1994, section 21.4.2)."""
        logs = np.log(x)
        top, middle = logs[:, -1:], logs.mean(axis=1)
        below = logs - top  # so that no power overflows
        # The logarithm has standard deviation pi / (sqrt(6) shape).
        shape = math.pi / (math.sqrt(6) * logs.std(axis=1))
        for _ in range(_STEPS):
            weight = np.exp(shape[:, None] * below)
            whole = weight.sum(axis=1)
            first = (weight * below).sum(axis=1) / whole
            second = (weight * below**2).sum(axis=1) / whole
            value = first + top[:, 0] - 1 / shape - middle
            slope = second - first**2 + 1 / shape**2
            shape = np.maximum(shape - value / slope, shape / 3)
        power = np.log(np.exp(shape[:, None] * below).mean(axis=1))
        log_scale = power / shape + top[:, 0]
        each = np.log(shape) - shape * log_scale + (shape - 1) * middle - 1
        likelihood = np.where(shape >= _LEAST, x.shape[1] * each, -np.inf)
        return Fits(np.stack([shape, np.exp(log_scale)]), likelihood)

    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        shape, scale = parameters
        return np.asarray(-np.expm1(-((x / scale) ** shape)), np.float64)

    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        shape, scale = parameters
        return np.asarray(scale * (-np.log1p(-u)) ** (1 / shape), np.float64)

    def through(self, low: float, high: float, parameters: Floats) -> str:
        """Both parameters in closed form."""
        at_low, at_high = -math.log(0.9), -math.log(0.1)
        shape = math.log(at_high / at_low) / math.log(high / low)
        return f"weibull({number(shape)}, {percent(high / at_high ** (1 / shape))})"
