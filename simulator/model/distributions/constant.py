"""A certain value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Floats
from simulator.model.distributions.family import Family, Parameter, Write, place, require_finite


@dataclass(frozen=True, slots=True)
class Constant(Family):
    """Always `value`."""

    value: float

    name: ClassVar[str] = "constant"
    parameters: ClassVar[tuple[Parameter, ...]] = (Parameter("value", "value"),)

    def __post_init__(self) -> None:
        require_finite(value=self.value)

    def mean(self) -> float:
        return self.value

    def variance(self) -> float:
        return 0.0

    def quantile(self, u: Floats) -> Floats:
        return np.full_like(u, self.value)

    def cdf(self, x: Floats) -> Floats:
        return place(x, self.value, self.value)

    @property
    def planned(self) -> float:
        return self.value

    @property
    def support(self) -> tuple[float, float]:
        return self.value, self.value

    def standard(self) -> tuple[Constant, float, float]:
        return Constant(0.0), self.value, 1.0

    def text(self, write: Write) -> str:
        return f"constant({write(self.value)})"
