"""What several experts said, taken together: each is believed with a chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.constant import Constant
from simulator.model.distributions.family import Family, Write, require_positive
from simulator.model.distributions.stepped import Stepped, reached
from simulator.model.units import plain

_HALVINGS = 64
"""Of the way between the lowest and the highest expert: more than a float has digits."""


@dataclass(frozen=True, slots=True)
class Experts(Family):
    """Linear opinion pool: a mixture of `members`, each with its weight.

    weights : relative to each other. The density is the weighted mean of theirs, so that what any
    expert holds for possible stays possible, and disagreement widens the range.
    Source: Stone, "The opinion pool", Annals of Mathematical Statistics 32 (1961) 1339-1342;
    Cooke, Experts in Uncertainty (1991), chapter 11.
    """

    members: tuple[Family, ...]
    weights: tuple[float, ...]

    name: ClassVar[str] = "experts"

    def __post_init__(self) -> None:
        if not self.members or len(self.members) != len(self.weights):
            raise ValueError("give one or more ranges, each with its weight")
        for weight in self.weights:
            require_positive(weight=weight)

    @property
    def shares(self) -> Floats:
        """The weights as chances, float64[members]."""
        weights = np.array(self.weights, dtype=np.float64)
        shares: Floats = weights / weights.sum()
        return shares

    def mean(self) -> float:
        return float(self.shares @ [member.mean() for member in self.members])

    def variance(self) -> float:
        within = self.shares @ [member.variance() for member in self.members]
        apart = np.array([member.mean() for member in self.members]) - self.mean()
        return float(within + self.shares @ apart**2)

    def cdf(self, x: Floats) -> Floats:
        return self._pooled(self._curves(), x)

    def _curves(self) -> list[Callable[[Floats], Floats]]:
        """The distribution function of each member; the knots of steps, worked out once."""
        return [
            partial(reached, *member.knots()) if isinstance(member, Stepped) else member.cdf
            for member in self.members
        ]

    def _pooled(self, curves: list[Callable[[Floats], Floats]], x: Floats) -> Floats:
        chance: Floats = np.tensordot(self.shares, [curve(x) for curve in curves], 1)
        return chance

    def quantile(self, u: Floats) -> Floats:
        """The least value whose chance is `u`, by halving: it lies between those of the members."""
        each = np.array([member.quantile(u) for member in self.members])
        low, high = each.min(axis=0), each.max(axis=0)
        curves = self._curves()
        # Where the lowest expert's value is enough, as on a step, nothing lies between.
        high = np.where(self._pooled(curves, low) >= u, low, high)
        for _ in range(_HALVINGS):
            middle = low + (high - low) / 2
            reaches = self._pooled(curves, middle) >= u
            low, high = np.where(reaches, low, middle), np.where(reaches, middle, high)
        least: Floats = high
        return least

    @property
    def planned(self) -> float:
        return float(self.quantile(np.array([0.5]))[0])

    @property
    def support(self) -> tuple[float, float]:
        lows, highs = zip(*(member.support for member in self.members), strict=True)
        return min(lows), max(highs)

    def standard(self) -> tuple[Distribution, float, float]:
        low, high = self.support
        return (Constant(0.0), low, 1.0) if low == high else (self, 0.0, 1.0)

    def text(self, write: Write) -> str:
        said = (
            member.text(write) + ("" if weight == 1 else f": {plain(weight)}")
            for member, weight in zip(self.members, self.weights, strict=True)
        )
        return f"experts({', '.join(said)})"
