"""Waiting for something that is as likely at any moment."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.family import Family, Parameter, Write, require_positive


@dataclass(frozen=True, slots=True)
class Exponential(Family):
    """Exponential with mean `average`."""

    average: float

    name: ClassVar[str] = "exponential"
    parameters: ClassVar[tuple[Parameter, ...]] = (Parameter("mean", "average"),)

    def __post_init__(self) -> None:
        require_positive(mean=self.average)

    def mean(self) -> float:
        return self.average

    def variance(self) -> float:
        return self.average**2

    def quantile(self, u: Floats) -> Floats:
        values: Floats = -self.average * np.log1p(-u)
        return values

    def cdf(self, x: Floats) -> Floats:
        chance: Floats = -np.expm1(-np.maximum(x, 0.0) / self.average)
        return chance

    @property
    def planned(self) -> float:
        return self.average * math.log(2)

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def standard(self) -> tuple[Distribution, float, float]:
        return Exponential(1.0), 0.0, self.average

    def text(self, write: Write) -> str:
        return f"exponential({write(self.average)})"
