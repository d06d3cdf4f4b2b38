"""A quantity whose logarithm is normal: many small causes that multiply."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.family import Family, Parameter, Write, require_positive

_SCORE_90 = 1.2815515655446004
"""Standard normal quantile at 90 %."""


@dataclass(frozen=True, slots=True)
class Lognormal(Family):
    """Lognormal by its own mean and sd, or by its percentiles P10 and P90."""

    average: float | None = None
    sd: float | None = None
    p10: float | None = None
    p90: float | None = None

    name: ClassVar[str] = "lognormal"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("mean", "average", required=False),
        Parameter("sd", "sd", required=False, aliases=("std", "stdev")),
        Parameter("p10", "p10", required=False),
        Parameter("p90", "p90", required=False),
    )

    def __post_init__(self) -> None:
        by_moments = (self.average is not None, self.sd is not None)
        by_percentiles = (self.p10 is not None, self.p90 is not None)
        if (by_moments, by_percentiles) not in (
            ((True, True), (False, False)),
            ((False, False), (True, True)),
        ):
            raise ValueError("give either mean and sd, or p10 and p90")
        require_positive(mean=self.average, sd=self.sd, P10=self.p10, P90=self.p90)
        if self.p10 is not None and self.p90 is not None and self.p90 <= self.p10:
            raise ValueError(f"P90 ({self.p90:g}) is not above P10 ({self.p10:g})")

    @property
    def log_sd(self) -> float:
        """Standard deviation of the logarithm."""
        if self.average and self.sd:
            return math.sqrt(math.log1p((self.sd / self.average) ** 2))
        return math.log((self.p90 or 1.0) / (self.p10 or 1.0)) / (2 * _SCORE_90)

    @property
    def median(self) -> float:
        """The value at 50 %: exp of the mean of the logarithm."""
        if self.average:
            return self.average * math.exp(-0.5 * self.log_sd**2)
        return math.sqrt(self.p10 or 1.0) * math.sqrt(self.p90 or 1.0)

    def mean(self) -> float:
        return self.median * math.exp(0.5 * self.log_sd**2)

    def variance(self) -> float:
        return self.mean() ** 2 * math.expm1(self.log_sd**2)

    def quantile(self, u: Floats) -> Floats:
        from scipy.special import ndtri

        values: Floats = self.median * np.exp(self.log_sd * ndtri(u))
        return values

    def cdf(self, x: Floats) -> Floats:
        from scipy.special import ndtr

        with np.errstate(divide="ignore"):
            score = np.log(np.maximum(x, 0.0) / self.median) / self.log_sd
        chance: Floats = ndtr(score)
        return chance

    @property
    def planned(self) -> float:
        return self.median

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def standard(self) -> tuple[Distribution, float, float]:
        spread = math.exp(_SCORE_90 * self.log_sd)
        return Lognormal(p10=1 / spread, p90=spread), 0.0, self.median

    def text(self, write: Write) -> str:
        fields = {"mean": self.average, "sd": self.sd, "p10": self.p10, "p90": self.p90}
        given = [f"{name}={write(value)}" for name, value in fields.items() if value is not None]
        return f"lognormal({', '.join(given)})"
