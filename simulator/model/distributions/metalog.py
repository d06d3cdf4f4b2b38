"""A smooth curve through three percentiles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.family import Family, Parameter, Write, require_rising

_LOGIT_90 = math.log(9.0)
_EDGE = 0.5 * (1 - 1.66711 * 0.4)
"""How near to an end of P10-P90 the median may come (Keelin 2016, equation 33, alpha = 0.1)."""

_FURTHEST = 700.0
"""Logit beyond which no probability differs from 0 or 1."""
_HALVINGS = 64
"""Of the way between: the last digit of a logit."""


@dataclass(frozen=True, slots=True)
class Metalog(Family):
    """Metalog of three terms through P10, P50 and P90, with a bound on either side or none.

    Source: Keelin, "The metalog distributions", Decision Analysis 13 (2016) 243-277, sections
    3.2 (quantile), 4 (bounds) and 5 (three percentiles). The mean and variance of a bounded
    metalog have no closed form and are integrated from the quantile function.
    """

    p10: float
    p50: float
    p90: float
    lower: float | None = None
    upper: float | None = None

    name: ClassVar[str] = "metalog"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("p10", "p10"),
        Parameter("p50", "p50"),
        Parameter("p90", "p90"),
        Parameter("min", "lower", required=False, aliases=("low",)),
        Parameter("max", "upper", required=False, aliases=("high",)),
    )

    def __post_init__(self) -> None:
        require_rising(min=self.lower, P10=self.p10, P50=self.p50, P90=self.p90, max=self.upper)
        if self.lower == self.p10 or self.upper == self.p90 or self.p10 == self.p90:
            raise ValueError("min, P10, P90 and max must differ")
        low, middle, high = (self._bend(p) for p in (self.p10, self.p50, self.p90))
        share = (middle - low) / (high - low)
        if not _EDGE < share < 1 - _EDGE:
            raise ValueError(
                f"P50 ({self.p50:g}) is too near to {'P10' if share < 0.5 else 'P90'}: "
                "no smooth curve goes through these percentiles"
            )
        if self._tail >= 1:
            side = "max" if self.upper is None else "min"
            raise ValueError(f"the tail is so long that there is no mean; give a {side}")

    def _bend(self, x: float) -> float:
        """Value on the scale where the curve has no bounds."""
        if self.lower is not None and self.upper is not None:
            return math.log((x - self.lower) / (self.upper - x))
        if self.lower is not None:
            return math.log(x - self.lower)
        return x if self.upper is None else -math.log(self.upper - x)

    @property
    def terms(self) -> tuple[float, float, float]:
        """Coefficients a1, a2, a3 on the scale without bounds."""
        low, middle, high = (self._bend(p) for p in (self.p10, self.p50, self.p90))
        width = high - low
        lean = 1 - 2 * (middle - low) / width
        return middle, width / (2 * _LOGIT_90), lean * width / (0.8 * _LOGIT_90)

    @property
    def _tail(self) -> float:
        """Power of 1 / (1 - p) by which the tail beside a single bound grows; 0 elsewhere."""
        if (self.lower is None) == (self.upper is None):
            return 0.0
        _, a2, a3 = self.terms
        return a2 + a3 / 2 if self.upper is None else a2 - a3 / 2

    def quantile(self, u: Floats) -> Floats:
        return self._curve(u, np.log(u) - np.log1p(-u))

    def _curve(self, u: Floats, logit: Floats) -> Floats:
        a1, a2, a3 = self.terms
        free: Floats = a1 + (a2 + a3 * (u - 0.5)) * logit
        if self.lower is not None and self.upper is not None:
            return self.lower + (self.upper - self.lower) / (1 + np.exp(-free))
        if self.lower is not None:
            return self.lower + np.exp(free)
        return free if self.upper is None else self.upper - np.exp(-free)

    def cdf(self, x: Floats) -> Floats:
        low, high = np.full_like(x, -_FURTHEST), np.full_like(x, _FURTHEST)
        with np.errstate(over="ignore"):
            for _ in range(_HALVINGS):
                middle = (low + high) / 2
                beyond = self._curve(1 / (1 + np.exp(-middle)), middle) > x
                low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
            chance: Floats = 1 / (1 + np.exp(-low))
        return chance

    def mean(self) -> float:
        a1, _, a3 = self.terms
        if self.lower is None and self.upper is None:
            return a1 + a3 / 2
        return self._moment(1, 0.0)

    def variance(self) -> float:
        _, a2, a3 = self.terms
        if self.lower is None and self.upper is None:
            return math.pi**2 / 3 * a2**2 + (1 / 12 + math.pi**2 / 36) * a3**2
        return self._moment(2, self.mean())

    def _moment(self, power: int, around: float) -> float:
        """Mean of (x - around) ** power; inf where the tail is too long for one."""
        if power * self._tail >= 1:
            return math.inf
        # Over z = logit(u) both tails decay exponentially, and there the trapezium rule converges
        # faster than any power of its step.
        z, step = np.linspace(-700.0, 700.0, 28_001, retstep=True)
        u = 1 / (1 + np.exp(-z))
        weight = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2
        return float(np.sum((self._curve(u, z) - around) ** power * weight) * step)

    @property
    def planned(self) -> float:
        return self.p50

    @property
    def support(self) -> tuple[float, float]:
        low = -math.inf if self.lower is None else self.lower
        return low, math.inf if self.upper is None else self.upper

    def standard(self) -> tuple[Distribution, float, float]:
        def unit(x: float) -> float:
            return (x - self.p10) / width

        width = self.p90 - self.p10
        lower = None if self.lower is None else unit(self.lower)
        upper = None if self.upper is None else unit(self.upper)
        return Metalog(0.0, unit(self.p50), 1.0, lower, upper), self.p10, width

    def text(self, write: Write) -> str:
        text = f"p10={write(self.p10)}, p50={write(self.p50)}, p90={write(self.p90)}"
        if self.lower is not None:
            text += f", min={write(self.lower)}"
        if self.upper is not None:
            text += f", max={write(self.upper)}"
        return f"metalog({text})"
