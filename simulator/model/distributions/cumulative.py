"""A curve through points that say how likely it is to be at most so much."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Floats
from simulator.model.distributions.family import Write, require_chance, require_finite
from simulator.model.distributions.stepped import Stepped
from simulator.model.units import share_text


@dataclass(frozen=True, slots=True)
class Cumulative(Stepped):
    """Straight lines between (value, chance to be at most that value), from 0 to 1."""

    values: tuple[float, ...]
    chances: tuple[float, ...]

    name: ClassVar[str] = "cumulative"

    def __post_init__(self) -> None:
        if len(self.values) < 2 or len(self.values) != len(self.chances):
            raise ValueError("give two or more values, each with its chance")
        for value, chance in zip(self.values, self.chances, strict=True):
            require_finite(value=value)
            require_chance(**{f"the chance at {value:g}": chance})
        for low, high in pairwise(self.values):
            if high < low:
                raise ValueError(f"{high:g} comes after {low:g}: values must rise")
        for low, high in pairwise(self.chances):
            if high < low:
                raise ValueError(
                    f"{share_text(high)} comes after {share_text(low)}: chances must rise"
                )
        if (self.chances[0], self.chances[-1]) != (0.0, 1.0):
            raise ValueError("the first chance must be 0 % and the last 100 %")

    def knots(self) -> tuple[Floats, Floats]:
        return np.array(self.chances, dtype=np.float64), np.array(self.values, dtype=np.float64)

    @property
    def planned(self) -> float:
        return float(self.quantile(np.array([0.5]))[0])

    def standard(self) -> tuple[Cumulative, float, float]:
        return self, 0.0, 1.0

    def text(self, write: Write) -> str:
        pairs = zip(self.values, self.chances, strict=True)
        return f"cumulative({', '.join(f'{write(v)}: {share_text(p)}' for v, p in pairs)})"
