"""Anything between two bounds, all equally likely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from simulator.model.distribution import Floats
from simulator.model.distributions.family import Family, Parameter, Write, place, require_rising


@dataclass(frozen=True, slots=True)
class Uniform(Family):
    """Uniform on [low, high]."""

    low: float
    high: float

    name: ClassVar[str] = "uniform"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("low", "low", aliases=("min",)),
        Parameter("high", "high", aliases=("max",)),
    )

    def __post_init__(self) -> None:
        require_rising(low=self.low, high=self.high)

    def mean(self) -> float:
        return (self.low + self.high) / 2

    def variance(self) -> float:
        return (self.high - self.low) ** 2 / 12

    def quantile(self, u: Floats) -> Floats:
        return self.low + (self.high - self.low) * u

    def cdf(self, x: Floats) -> Floats:
        return place(x, self.low, self.high)

    @property
    def planned(self) -> float:
        return self.mean()

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def standard(self) -> tuple[Uniform, float, float]:
        return Uniform(0.0, 1.0), self.low, self.high - self.low

    def text(self, write: Write) -> str:
        return f"uniform({write(self.low)}, {write(self.high)})"
