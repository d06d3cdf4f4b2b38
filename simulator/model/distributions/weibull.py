"""Time to the first of many possible failures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.family import (
    Family,
    Kind,
    Parameter,
    Write,
    require_finite,
    require_positive,
)
from simulator.model.units import plain

_LEAST_SHAPE = 0.2
"""Below it the mean comes from values that a simulation never sees."""


@dataclass(frozen=True, slots=True)
class Weibull(Family):
    """Weibull: chance 1 - exp(-((x - lower) / scale) ** shape) to be at most x."""

    shape: float
    scale: float
    lower: float = 0.0

    name: ClassVar[str] = "weibull"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("shape", "shape", Kind.NUMBER, aliases=("alpha",)),
        Parameter("scale", "scale", aliases=("beta",)),
        Parameter("min", "lower", required=False, aliases=("low",)),
    )

    def __post_init__(self) -> None:
        require_positive(shape=self.shape, scale=self.scale)
        require_finite(min=self.lower)
        if self.shape < _LEAST_SHAPE:
            raise ValueError(f"shape ({self.shape:g}) is below {_LEAST_SHAPE:g}")

    def mean(self) -> float:
        return self.lower + self.scale * math.gamma(1 + 1 / self.shape)

    def variance(self) -> float:
        first, second = math.gamma(1 + 1 / self.shape), math.gamma(1 + 2 / self.shape)
        return self.scale**2 * (second - first**2)

    def quantile(self, u: Floats) -> Floats:
        values: Floats = self.lower + self.scale * (-np.log1p(-u)) ** (1 / self.shape)
        return values

    def cdf(self, x: Floats) -> Floats:
        chance: Floats = -np.expm1(-((np.maximum(x - self.lower, 0.0) / self.scale) ** self.shape))
        return chance

    @property
    def planned(self) -> float:
        return self.lower + self.scale * math.pow(math.log(2), 1 / self.shape)

    @property
    def support(self) -> tuple[float, float]:
        return self.lower, math.inf

    def standard(self) -> tuple[Distribution, float, float]:
        return Weibull(self.shape, 1.0), self.lower, self.scale

    def text(self, write: Write) -> str:
        tail = f", min={write(self.lower)}" if self.lower else ""
        return f"weibull({plain(self.shape)}, {write(self.scale)}{tail})"
