"""Causes that multiply: the usual shape of actual ÷ planned."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from simulator.history.curves.curve import Curve, Fits, Floats, percent


class LognormalCurve(Curve):
    """Parameters: mean and standard deviation of the logarithm."""

    name: ClassVar[str] = "lognormal"
    parameters: ClassVar[int] = 2

    def fit(self, x: Floats) -> Fits:
        """In closed form: mean and standard deviation (over n) of the logarithms."""
        logs = np.log(x)
        mean, sd = logs.mean(axis=1), logs.std(axis=1)
        constant = 0.5 * math.log(2 * math.pi) + 0.5
        return Fits(np.stack([mean, sd]), -x.shape[1] * (mean + np.log(sd) + constant))

    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        from scipy.special import ndtr

        mean, sd = parameters
        return np.asarray(ndtr((np.log(x) - mean) / sd), np.float64)

    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        from scipy.special import ndtri

        mean, sd = parameters
        return np.asarray(np.exp(mean + sd * ndtri(u)), np.float64)

    def through(self, low: float, high: float, parameters: Floats) -> str:
        return f"lognormal(p10={percent(low)}, p90={percent(high)})"
