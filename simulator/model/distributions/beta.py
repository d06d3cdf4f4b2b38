"""A bounded curve of any lean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.constant import Constant
from simulator.model.distributions.family import (
    Family,
    Kind,
    Parameter,
    Write,
    place,
    require_positive,
    require_rising,
)
from simulator.model.units import plain


@dataclass(frozen=True, slots=True)
class Beta(Family):
    """Beta(alpha, beta) stretched over [low, high]."""

    alpha: float
    beta: float
    low: float
    high: float

    name: ClassVar[str] = "beta"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("alpha", "alpha", Kind.NUMBER),
        Parameter("beta", "beta", Kind.NUMBER),
        Parameter("min", "low", aliases=("low",)),
        Parameter("max", "high", aliases=("high",)),
    )

    def __post_init__(self) -> None:
        require_positive(alpha=self.alpha, beta=self.beta)
        require_rising(min=self.low, max=self.high)

    def mean(self) -> float:
        return self.low + (self.high - self.low) * self.alpha / (self.alpha + self.beta)

    def variance(self) -> float:
        total = self.alpha + self.beta
        unit = self.alpha * self.beta / (total**2 * (total + 1))
        return (self.high - self.low) ** 2 * unit

    def quantile(self, u: Floats) -> Floats:
        from scipy.special import betaincinv

        unit: Floats = betaincinv(self.alpha, self.beta, u)
        return self.low + (self.high - self.low) * unit

    def cdf(self, x: Floats) -> Floats:
        from scipy.special import betainc

        chance: Floats = betainc(self.alpha, self.beta, place(x, self.low, self.high))
        return chance

    @property
    def planned(self) -> float:
        from scipy.special import betaincinv

        middle = float(betaincinv(self.alpha, self.beta, 0.5))
        return self.low + (self.high - self.low) * middle

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def standard(self) -> tuple[Distribution, float, float]:
        if self.low == self.high:
            return Constant(0.0), self.low, 1.0
        return Beta(self.alpha, self.beta, 0.0, 1.0), self.low, self.high - self.low

    def text(self, write: Write) -> str:
        weights = f"{plain(self.alpha)}, {plain(self.beta)}"
        return f"beta({weights}, {write(self.low)}, {write(self.high)})"
