"""The bell curve, on condition that nothing is below 0."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from simulator.history.curves.curve import Curve, Fits, Floats, percent
from simulator.model.units import ExpressionError

_MOST = 2.3
"""Greatest cut, in standard deviations above the mean: a plan file wants 1 % of the bell kept."""
_HALVINGS = 60


class NormalCurve(Curve):
    """Parameters: mean and standard deviation of the whole bell."""

    name: ClassVar[str] = "normal"
    parameters: ClassVar[int] = 2

    def fit(self, x: Floats) -> Fits:
        """The bell whose part above 0 has the mean and the variance of the sample: that is maximum
        likelihood, as in every exponential family. None where the sample is too skewed for it
        (Castillo, "The singly truncated normal distribution", Annals of the Institute of
        Statistical Mathematics 46, 1994)."""
        from scipy.special import log_ndtr

        mean, variance = x.mean(axis=1), x.var(axis=1)
        wanted = variance / mean**2
        low, high = -1 / np.sqrt(wanted), np.full(len(x), _MOST)
        for _ in range(_HALVINGS):
            cut = (low + high) / 2
            beyond = _squared_variation(cut) > wanted
            low, high = np.where(beyond, low, cut), np.where(beyond, cut, high)
        sd = mean / (_hazard(cut) - cut)
        middle = -cut * sd
        squares = (variance + (mean - middle) ** 2) / sd**2
        each = -0.5 * squares - np.log(sd) - 0.5 * math.log(2 * math.pi) - log_ndtr(-cut)
        possible = wanted <= _squared_variation(np.array(_MOST))
        likelihood = np.where(possible, x.shape[1] * each, -np.inf)
        return Fits(np.stack([middle, sd]), likelihood)

    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        from scipy.special import log_ndtr

        mean, sd = parameters
        beyond = log_ndtr((mean - x) / sd) - log_ndtr(mean / sd)
        return np.asarray(-np.expm1(beyond), np.float64)

    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        from scipy.special import ndtr, ndtri

        mean, sd = parameters
        return np.asarray(mean - sd * ndtri((1 - u) * ndtr(mean / sd)), np.float64)

    def through(self, low: float, high: float, parameters: Floats) -> str:
        """The cut by its ratio of P90 and P10, which rises with the cut."""
        from scipy.optimize import brentq

        ends = np.array([0.1, 0.9])

        def values(cut: float) -> Floats:
            return self.quantile(ends, np.array([-cut, 1.0]))

        def excess(cut: float) -> float:
            at_low, at_high = values(cut)
            return float(at_high / at_low - high / low)

        # A whole bell with these ends lies 1.28 (high + low) / (high - low) deviations above 0.
        least = -2 * (high + low) / (high - low)
        if excess(_MOST) < 0:
            raise ExpressionError("most of the bell would lie below 0")
        cut = brentq(excess, least, _MOST)
        at_low, at_high = values(cut)
        sd = (high - low) / float(at_high - at_low)
        return f"normal({percent(-cut * sd)}, {percent(sd)})"


def _hazard(cut: Floats) -> Floats:
    """Density at `cut` over the chance to lie above it, of the standard bell."""
    from scipy.special import log_ndtr

    log_density = -0.5 * cut**2 - 0.5 * math.log(2 * math.pi)
    return np.asarray(np.exp(log_density - log_ndtr(-cut)), np.float64)


def _squared_variation(cut: Floats) -> Floats:
    """Variance over squared mean of a bell cut off at 0; it rises with the cut (Johnson, Kotz and
    Balakrishnan, Continuous Univariate Distributions 1, 1994, section 13.10)."""
    hazard = _hazard(cut)
    return (1 + cut * hazard - hazard**2) / (hazard - cut) ** 2
