"""The contract of a distribution family."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Distribution(ABC):
    """One shape with its parameters. A family is its quantile function; families are frozen
    dataclasses in `simulator/model/distributions/`, one small file each."""

    @abstractmethod
    def mean(self) -> float:
        """Closed-form mean."""

    @abstractmethod
    def variance(self) -> float:
        """Closed-form variance."""

    @abstractmethod
    def quantile(self, u: Floats) -> Floats:
        """Value at probability `u`, float64[...], 0 < u < 1."""

    @abstractmethod
    def cdf(self, x: Floats) -> Floats:
        """Chance of a value of at most `x`, float64[...]: what `quantile` turns around."""

    @property
    @abstractmethod
    def planned(self) -> float:
        """The value a plan would show: the most likely where it is a parameter, else the median."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """Lowest and highest possible value; may be infinite."""

    @abstractmethod
    def standard(self) -> tuple[Distribution, float, float]:
        """(shape, loc, scale) with quantile(u) = loc + scale * shape.quantile(u); distributions
        that differ in loc and scale alone return equal shapes, so that tables are shared."""

    @abstractmethod
    def __str__(self) -> str:
        """The text of the plan file, e.g. ``triangular(8, 10, 15)``."""
