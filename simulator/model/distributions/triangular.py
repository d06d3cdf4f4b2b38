"""The three-point estimate with straight sides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.constant import Constant
from simulator.model.distributions.family import Family, Parameter, Write, place, require_rising

THREE_POINTS = (
    Parameter("low", "low", aliases=("min", "optimistic")),
    Parameter("likely", "mode", aliases=("mode", "most_likely")),
    Parameter("high", "high", aliases=("max", "pessimistic")),
)


@dataclass(frozen=True, slots=True)
class Triangular(Family):
    """Triangle on [low, high] with its peak at `mode`."""

    low: float
    mode: float
    high: float

    name: ClassVar[str] = "triangular"
    parameters: ClassVar[tuple[Parameter, ...]] = THREE_POINTS

    def __post_init__(self) -> None:
        # A thousand of them are made for every run, nearly all of them right.
        if not -math.inf < self.low <= self.mode <= self.high < math.inf:
            require_rising(low=self.low, most_likely=self.mode, high=self.high)

    def mean(self) -> float:
        return (self.low + self.mode + self.high) / 3

    def variance(self) -> float:
        a, b, c = self.low, self.high, self.mode
        return ((b - a) ** 2 + (c - a) ** 2 - (b - a) * (c - a)) / 18

    def quantile(self, u: Floats) -> Floats:
        width, left, right = self.high - self.low, self.mode - self.low, self.high - self.mode
        rising = self.low + np.sqrt(u * width * left)
        falling = self.high - np.sqrt((1 - u) * width * right)
        return np.where(u * width < left, rising, falling)

    def cdf(self, x: Floats) -> Floats:
        width = self.high - self.low
        peak = (self.mode - self.low) / width if width else 1.0
        share = place(x, self.low, self.high)
        rising = share**2 / (peak or 1.0)
        falling = 1.0 - (1.0 - share) ** 2 / (1.0 - peak or 1.0)
        return np.where(share < peak, rising, falling)

    @property
    def planned(self) -> float:
        return self.mode

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def standard(self) -> tuple[Distribution, float, float]:
        width = self.high - self.low
        if width == 0.0:
            return Constant(0.0), self.low, 1.0
        return Triangular(0.0, (self.mode - self.low) / width, 1.0), self.low, width

    def text(self, write: Write) -> str:
        return f"triangular({write(self.low)}, {write(self.mode)}, {write(self.high)})"
