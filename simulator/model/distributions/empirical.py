"""What happened before, drawn again: every value of a record is as likely as any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Floats
from simulator.model.distributions.family import Write, require_finite
from simulator.model.distributions.stepped import Stepped


@dataclass(frozen=True, slots=True)
class Empirical(Stepped):
    """The distribution function of a sample: steps of 1 / len(values)."""

    values: tuple[float, ...]

    name: ClassVar[str] = "empirical"

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("give one or more values")
        for value in self.values:
            require_finite(value=value)

    def knots(self) -> tuple[Floats, Floats]:
        value, count = np.unique(np.array(self.values, dtype=np.float64), return_counts=True)
        edges = np.concatenate([[0], np.cumsum(count)]) / len(self.values)
        return np.repeat(edges, 2)[1:-1], np.repeat(value, 2)

    @property
    def planned(self) -> float:
        return float(self.quantile(np.array([0.5]))[0])

    def standard(self) -> tuple[Empirical, float, float]:
        return self, 0.0, 1.0

    def text(self, write: Write) -> str:
        return f"empirical({', '.join(write(value) for value in self.values)})"
