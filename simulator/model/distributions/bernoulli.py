"""All or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.distributions.constant import Constant
from simulator.model.distributions.family import (
    Kind,
    Parameter,
    Write,
    require_chance,
    require_finite,
)
from simulator.model.distributions.stepped import Stepped
from simulator.model.units import share_text


@dataclass(frozen=True, slots=True)
class Bernoulli(Stepped):
    """`value` with probability `chance`, else 0."""

    chance: float
    value: float = 1.0

    name: ClassVar[str] = "bernoulli"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("chance", "chance", Kind.CHANCE, aliases=("p", "probability")),
        Parameter("value", "value"),
    )

    def __post_init__(self) -> None:
        require_chance(chance=self.chance)
        require_finite(value=self.value)

    def knots(self) -> tuple[Floats, Floats]:
        low, high = sorted((0.0, self.value))
        jump = self.chance if self.value < 0 else 1.0 - self.chance
        return np.array([0.0, jump, jump, 1.0]), np.array([low, low, high, high])

    @property
    def planned(self) -> float:
        return self.value if self.chance > 0.5 else 0.0

    def standard(self) -> tuple[Distribution, float, float]:
        if self.chance in (0.0, 1.0) or self.value == 0.0:
            return Constant(0.0), self.value * self.chance, 1.0
        return self, 0.0, 1.0

    def text(self, write: Write) -> str:
        return f"bernoulli({share_text(self.chance)}, {write(self.value)})"
