"""The three-point estimate as a smooth curve: a beta distribution."""

from __future__ import annotations

import math
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
from simulator.model.distributions.triangular import THREE_POINTS
from simulator.model.units import plain

CLASSIC = 4.0
"""Weight of the most likely value in the classic mean (low + 4 likely + high) / 6."""


@dataclass(frozen=True, slots=True)
class Pert(Family):
    """Beta-PERT on [low, high] with its peak at `mode`; `shape` weighs the peak.

    Beta(1 + shape (mode - low) / (high - low), 1 + shape (high - mode) / (high - low)).
    Source: Vose, Risk Analysis, 3rd ed. (2008), modified PERT; Malcolm et al. (1959) for 4.
    """

    low: float
    mode: float
    high: float
    shape: float = CLASSIC

    name: ClassVar[str] = "pert"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        *THREE_POINTS,
        Parameter("shape", "shape", Kind.NUMBER, required=False),
    )

    def __post_init__(self) -> None:
        # A thousand of them are made for every run, nearly all of them right.
        if not (
            -math.inf < self.low <= self.mode <= self.high < math.inf
            and 0.0 < self.shape < math.inf
        ):
            require_rising(low=self.low, most_likely=self.mode, high=self.high)
            require_positive(shape=self.shape)

    @property
    def weights(self) -> tuple[float, float]:
        """The two parameters (alpha, beta) of the beta distribution."""
        width = self.high - self.low
        share = (self.mode - self.low) / width if width else 0.5
        return 1 + self.shape * share, 1 + self.shape * (1 - share)

    def mean(self) -> float:
        return (self.low + self.shape * self.mode + self.high) / (self.shape + 2)

    def variance(self) -> float:
        mean = self.mean()
        return (mean - self.low) * (self.high - mean) / (self.shape + 3)

    def quantile(self, u: Floats) -> Floats:
        from scipy.special import betaincinv

        alpha, beta = self.weights
        unit: Floats = betaincinv(alpha, beta, u)
        return self.low + (self.high - self.low) * unit

    def cdf(self, x: Floats) -> Floats:
        from scipy.special import betainc

        alpha, beta = self.weights
        chance: Floats = betainc(alpha, beta, place(x, self.low, self.high))
        return chance

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
        return Pert(0.0, (self.mode - self.low) / width, 1.0, self.shape), self.low, width

    def text(self, write: Write) -> str:
        points = f"{write(self.low)}, {write(self.mode)}, {write(self.high)}"
        tail = "" if self.shape == CLASSIC else f", shape={plain(self.shape)}"
        return f"pert({points}{tail})"
