"""The bell curve, if need be cut off below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.family import (
    Family,
    Parameter,
    Write,
    require_finite,
    require_positive,
)

_LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Normal(Family):
    """Normal with mean `average` and standard deviation `sd`.

    lower : where given, the distribution on condition that the value is at least that (not
    clipped: nothing piles up at the bound), so that mean and sd differ from `average` and `sd`.
    Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), 13.10.
    """

    average: float
    sd: float
    lower: float | None = None

    name: ClassVar[str] = "normal"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("mean", "average"),
        Parameter("sd", "sd", aliases=("std", "stdev")),
        Parameter("min", "lower", required=False, aliases=("low",)),
    )

    def __post_init__(self) -> None:
        require_finite(mean=self.average, min=self.lower)
        require_positive(sd=self.sd)
        if self._kept < _LEAST_SHARE:
            raise ValueError(
                f"almost all of normal({self.average:g}, {self.sd:g}) is below {self.lower:g}"
            )

    @property
    def _cut(self) -> float:
        """The bound in standard deviations from the mean; -inf where there is none."""
        return -math.inf if self.lower is None else (self.lower - self.average) / self.sd

    @property
    def _kept(self) -> float:
        return 0.5 * math.erfc(self._cut / math.sqrt(2))

    @property
    def _hazard(self) -> float:
        if self.lower is None:
            return 0.0
        return math.exp(-0.5 * self._cut**2) / math.sqrt(2 * math.pi) / self._kept

    def mean(self) -> float:
        return self.average + self.sd * self._hazard

    def variance(self) -> float:
        hazard = self._hazard
        correction = hazard * (self._cut - hazard) if hazard else 0.0
        return self.sd**2 * (1 + correction)

    def quantile(self, u: Floats) -> Floats:
        from scipy.special import ndtri

        kept = self._kept
        low = ndtri((1 - kept) + np.minimum(u, 0.5) * kept)
        high = -ndtri((1 - np.maximum(u, 0.5)) * kept)
        return self.average + self.sd * np.where(u < 0.5, low, high)

    def cdf(self, x: Floats) -> Floats:
        from scipy.special import ndtr

        score = (x - self.average) / self.sd
        if self.lower is None:
            chance: Floats = ndtr(score)
            return chance
        return np.where(score < self._cut, 0.0, 1.0 - ndtr(-score) / self._kept)

    @property
    def planned(self) -> float:
        return self.average if self.lower is None else max(self.average, self.lower)

    @property
    def support(self) -> tuple[float, float]:
        return -math.inf if self.lower is None else self.lower, math.inf

    def standard(self) -> tuple[Distribution, float, float]:
        return Normal(0.0, 1.0, None if self.lower is None else self._cut), self.average, self.sd

    def text(self, write: Write) -> str:
        tail = "" if self.lower is None else f", min={write(self.lower)}"
        return f"normal({write(self.average)}, {write(self.sd)}{tail})"
