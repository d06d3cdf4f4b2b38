"""The triangle of people who do not know the extremes: two percentiles and the peak."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.family import (
    Family,
    Kind,
    Parameter,
    Write,
    require_chance,
    require_rising,
)
from simulator.model.distributions.triangular import Triangular
from simulator.model.units import share_text

_P10 = 0.1
_P90 = 0.9


@dataclass(frozen=True, slots=True)
class Trigen(Family):
    """Triangle with its peak at `mode` that has `bottom` at probability `low`, `top` at `high`.

    Source: the name and the meaning are those of @RISK and Primavera Risk Analysis.
    """

    bottom: float
    mode: float
    top: float
    low: float = _P10
    high: float = _P90

    name: ClassVar[str] = "trigen"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("bottom", "bottom", aliases=("optimistic",)),
        Parameter("likely", "mode", aliases=("mode", "most_likely")),
        Parameter("top", "top", aliases=("pessimistic",)),
        Parameter("low", "low", Kind.CHANCE, required=False),
        Parameter("high", "high", Kind.CHANCE, required=False),
    )

    def __post_init__(self) -> None:
        require_rising(bottom=self.bottom, most_likely=self.mode, top=self.top)
        require_chance(low=self.low, high=self.high)
        if self.low >= self.high:
            raise ValueError(f"low ({self.low:.4%}) is not below high ({self.high:.4%})")

    @property
    def triangle(self) -> Triangular:
        """The triangle with its true ends.

        With the peak at the share s of the width W, the left side gives
        mode - bottom = W (s - sqrt(low s)) and the right side
        top - mode = W ((1 - s) - sqrt((1 - high)(1 - s))): one equation in s, by bisection.
        """
        below, above = self.mode - self.bottom, self.top - self.mode
        if below + above == 0.0:
            return Triangular(self.mode, self.mode, self.mode)
        least, most = self.low, self.high
        for _ in range(60):
            share = (least + most) / 2
            left, right = self._sides(share)
            if above * left < below * right:
                least = share
            else:
                most = share
        left, right = self._sides(share)
        width = (below + above) / (left + right)
        low, high = self.mode - width * share, self.mode + width * (1 - share)
        return Triangular(min(low, self.bottom), self.mode, max(high, self.top))

    def _sides(self, share: float) -> tuple[float, float]:
        left = share - math.sqrt(self.low * share)
        right = (1 - share) - math.sqrt((1 - self.high) * (1 - share))
        return left, right

    def mean(self) -> float:
        return self.triangle.mean()

    def variance(self) -> float:
        return self.triangle.variance()

    def quantile(self, u: Floats) -> Floats:
        return self.triangle.quantile(u)

    def cdf(self, x: Floats) -> Floats:
        return self.triangle.cdf(x)

    @property
    def planned(self) -> float:
        return self.mode

    @property
    def support(self) -> tuple[float, float]:
        return self.triangle.support

    def standard(self) -> tuple[Distribution, float, float]:
        return self.triangle.standard()

    def text(self, write: Write) -> str:
        tail = ""
        if (self.low, self.high) != (_P10, _P90):
            tail = f", low={share_text(self.low)}, high={share_text(self.high)}"
        return f"trigen({write(self.bottom)}, {write(self.mode)}, {write(self.top)}{tail})"
