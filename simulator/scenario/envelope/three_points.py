"""A range as its three points, and the same three points drawn as another family.

The bridge between families with limits and those without is PERT: a lognormal stands for the three
points whose PERT has its mean and standard deviation.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

from simulator.model.distribution import Distribution
from simulator.model.distributions import (
    Beta,
    Experts,
    Family,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Trigen,
    Uniform,
    Weibull,
)

SHAPES = ("triangular", "pert", "lognormal", "uniform")
"""The families that are tried."""

_OWN: dict[str, tuple[type[Distribution], ...]] = {
    "triangular": (Triangular, Trigen),
    "pert": (Pert,),
    "lognormal": (Lognormal,),
    "uniform": (Uniform,),
}
"""What is of a shape already, and stays as it was written: a PERT with a weight of its own, a
triangle by two percentiles."""


class Points(NamedTuple):
    """Low, most likely and high; the first and the last read as limits."""

    low: float
    likely: float
    high: float


def points(distribution: Distribution) -> Points | None:
    """The three points of a range; None where it has none, or where they reach below 0.

    With limits on both sides: the limits, and the peak between them (a uniform range has its
    middle). Without: those of the PERT that has the same peak, mean and variance,
    mean = (low + 4 likely + high) / 6 and variance = (mean - low)(high - mean) / 7 (Malcolm et al.
    1959; Vose 2008), solved for low and high.
    """
    peak = _peak(distribution)
    if peak is None or not distribution.variance() > 0.0:
        return None
    low, high = distribution.support
    if not math.isfinite(high - low):
        mean, variance = distribution.mean(), distribution.variance()
        both = 6.0 * mean - 4.0 * peak
        width = math.hypot(both - 2.0 * mean, math.sqrt(28.0 * variance))
        low, high = (both - width) / 2.0, (both + width) / 2.0
    return Points(low, peak, high) if 0.0 <= low <= peak <= high else None


def drawn_as(shape: str, distribution: Distribution) -> Distribution | None:
    """`distribution` as another family through the same three points; None where it has none.

    shape : one of `SHAPES`. What is of that family already comes back as it is; of what several
    experts said, each range is drawn anew.
    """
    if isinstance(distribution, Experts):
        each = [drawn_as(shape, member) for member in distribution.members]
        members = tuple(one for one in each if isinstance(one, Family))
        return replace(distribution, members=members) if len(members) == len(each) else None
    three = points(distribution)
    if three is None or isinstance(distribution, _OWN[shape]):
        return None if three is None else distribution
    if shape == "triangular":
        return Triangular(*three)
    if shape == "uniform":
        return Uniform(three.low, three.high)
    pert = Pert(*three)
    return pert if shape == "pert" else Lognormal(pert.mean(), math.sqrt(pert.variance()))


def _peak(distribution: Distribution) -> float | None:
    """The most likely value; None for a family that has none inside, or none in closed form.

    Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapters
    14, 17 and 21, and 2 (1995), chapter 25.
    """
    match distribution:
        case Triangular() | Trigen() | Pert() | Uniform() | Normal():
            return distribution.planned
        case Lognormal():
            return distribution.median * math.exp(-(distribution.log_sd**2))
        case Gamma(shape=shape) if shape > 1:
            return distribution.lower + distribution.scale * (shape - 1)
        case Weibull(shape=shape) if shape > 1:
            return distribution.lower + distribution.scale * math.pow(1 - 1 / shape, 1 / shape)
        case Beta(alpha=alpha, beta=beta) if min(alpha, beta) > 1:
            share = (alpha - 1) / (alpha + beta - 2)
            return distribution.low + (distribution.high - distribution.low) * share
    return None
