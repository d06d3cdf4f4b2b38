"""A few possible values, each with its chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Floats
from simulator.model.distributions.family import Write, require_chance, require_finite
from simulator.model.distributions.stepped import Stepped
from simulator.model.units import share_text

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Discrete(Stepped):
    """`values` with their `chances`, which add up to 1."""

    values: tuple[float, ...]
    chances: tuple[float, ...]

    name: ClassVar[str] = "discrete"

    def __post_init__(self) -> None:
        if not self.values or len(self.values) != len(self.chances):
            raise ValueError("give one or more values, each with its chance")
        for value, chance in zip(self.values, self.chances, strict=True):
            require_finite(value=value)
            require_chance(**{f"the chance of {value:g}": chance})
        if len(set(self.values)) < len(self.values):
            raise ValueError("a value occurs twice")
        total = math.fsum(self.chances)
        if abs(total - 1.0) > _ROUNDING:
            raise ValueError(f"the chances add up to {total * 100:.6g} %, not 100 %")

    def knots(self) -> tuple[Floats, Floats]:
        order = np.argsort(self.values, kind="stable")
        chance = np.array(self.chances)[order]
        possible = chance > 0
        value = np.array(self.values, dtype=np.float64)[order][possible]
        upto = np.cumsum(chance[possible])
        upto /= upto[-1]
        edges = np.concatenate([[0.0], upto])
        return np.repeat(edges, 2)[1:-1], np.repeat(value, 2)

    @property
    def planned(self) -> float:
        return float(self.quantile(np.array([0.5]))[0])

    def standard(self) -> tuple[Discrete, float, float]:
        return self, 0.0, 1.0

    def text(self, write: Write) -> str:
        pairs = zip(self.values, self.chances, strict=True)
        return f"discrete({', '.join(f'{write(v)}: {share_text(p)}' for v, p in pairs)})"
