"""Waiting for several things one after the other."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from simulator.history.curves.curve import Curve, Fits, Floats, number, percent
from simulator.model.units import ExpressionError

_STEPS = 8
"""Of the generalised Newton method, which doubles its digits at each and starts within 2 %."""

_LEAST, _MOST = math.log(0.01), math.log(1e9)
"""Logarithms of the shapes among which the one of a range is sought."""


class GammaCurve(Curve):
    """Parameters: shape and scale."""

    name: ClassVar[str] = "gamma"
    parameters: ClassVar[int] = 2

    def fit(self, x: Floats) -> Fits:
        """By the generalised Newton method of Minka, "Estimating a gamma distribution" (2002)."""
        from scipy.special import digamma, gammaln, polygamma

        mean, log_mean = x.mean(axis=1), np.log(x).mean(axis=1)
        gap = np.log(mean) - log_mean
        shape = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
        for _ in range(_STEPS):
            error = np.log(shape) - digamma(shape) - gap
            shape = 1 / (1 / shape + error / (shape - shape**2 * polygamma(1, shape)))
        scale = mean / shape
        each = (shape - 1) * log_mean - shape - shape * np.log(scale) - gammaln(shape)
        return Fits(np.stack([shape, scale]), x.shape[1] * each)

    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        from scipy.special import gammainc

        shape, scale = parameters
        return np.asarray(gammainc(shape, x / scale), np.float64)

    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        from scipy.special import gammaincinv

        shape, scale = parameters
        return np.asarray(scale * gammaincinv(shape, u), np.float64)

    def through(self, low: float, high: float, parameters: Floats) -> str:
        """The shape by its ratio of P90 and P10, which falls as the shape rises."""
        from scipy.optimize import brentq
        from scipy.special import gammaincinv

        def excess(log_shape: float) -> float:
            shape = math.exp(log_shape)
            return math.log(gammaincinv(shape, 0.9) / gammaincinv(shape, 0.1) / (high / low))

        if excess(_LEAST) < 0:
            raise ExpressionError("the cases differ too much for it")
        shape = math.exp(brentq(excess, _LEAST, _MOST))
        return f"gamma({number(shape)}, {percent(high / float(gammaincinv(shape, 0.9)))})"
