"""A sum of waiting times."""

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


@dataclass(frozen=True, slots=True)
class Gamma(Family):
    """Gamma with mean lower + shape * scale."""

    shape: float
    scale: float
    lower: float = 0.0

    name: ClassVar[str] = "gamma"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("shape", "shape", Kind.NUMBER, aliases=("alpha",)),
        Parameter("scale", "scale", aliases=("beta",)),
        Parameter("min", "lower", required=False, aliases=("low",)),
    )

    def __post_init__(self) -> None:
        require_positive(shape=self.shape, scale=self.scale)
        require_finite(min=self.lower)

    def mean(self) -> float:
        return self.lower + self.shape * self.scale

    def variance(self) -> float:
        return self.shape * self.scale**2

    def quantile(self, u: Floats) -> Floats:
        from scipy.special import gammaincinv

        return self.lower + self.scale * np.asarray(gammaincinv(self.shape, u), dtype=np.float64)

    def cdf(self, x: Floats) -> Floats:
        from scipy.special import gammainc

        waited = np.maximum(x - self.lower, 0.0) / self.scale
        return np.asarray(gammainc(self.shape, waited), dtype=np.float64)

    @property
    def planned(self) -> float:
        from scipy.special import gammaincinv

        return self.lower + self.scale * float(gammaincinv(self.shape, 0.5))

    @property
    def support(self) -> tuple[float, float]:
        return self.lower, math.inf

    def standard(self) -> tuple[Distribution, float, float]:
        return Gamma(self.shape, 1.0), self.lower, self.scale

    def text(self, write: Write) -> str:
        tail = f", min={write(self.lower)}" if self.lower else ""
        return f"gamma({plain(self.shape)}, {write(self.scale)}{tail})"
