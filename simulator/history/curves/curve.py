"""What every curve can do: fit many samples at once, and tell chances and values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.model.units import plain, share_text

Floats = NDArray[np.float64]

DIGITS = 4
"""Significant digits of what is written into a plan: more than any history holds."""


class Fits(NamedTuple):
    """The fit of one curve to each of several samples.

    parameters : float64[parameter, sample]. log_likelihood : float64[sample]; -inf where the
    likelihood has no maximum that a plan file could hold.
    """

    parameters: Floats
    log_likelihood: Floats


class Curve(ABC):
    """One family of distributions, fitted by maximum likelihood.

    SciPy fits one sample at a time, in milliseconds; here thousands of small samples are fitted
    together, since the whole procedure is replayed on drawn histories (see `history.replay`).
    """

    name: ClassVar[str]
    """Of the family, in a plan file."""
    parameters: ClassVar[int]
    """Numbers that are fitted."""

    @abstractmethod
    def fit(self, x: Floats) -> Fits:
        """Maximum likelihood. x : float64[sample, case], ascending along cases, all above 0, not
        all alike."""

    @abstractmethod
    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        """Chance to be at most `x`. parameters : float64[parameter, ...], broadcast against x."""

    @abstractmethod
    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        """Value at probability `u`, 0 < u < 1; parameters as for `cdf`."""

    @abstractmethod
    def through(self, low: float, high: float, parameters: Floats) -> str:
        """Text of the range of this family with P10 `low` and P90 `high`, as shares of the plan.

        parameters : float64[parameter] of the fit; what P10 and P90 leave open is as there.
        Raises `ExpressionError` where the family has none.
        """


def percent(value: float) -> str:
    """``112.3%``."""
    return share_text(_rounded(value))


def number(value: float) -> str:
    """``11.23``."""
    return plain(_rounded(value))


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
