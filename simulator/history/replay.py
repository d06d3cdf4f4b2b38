"""The whole procedure again, on histories drawn from the curve that was found: what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.history.choose import Ranked, ranked
from simulator.history.curves import Curve
from simulator.history.curves.curve import Floats
from simulator.history.goodness import anderson_darling
from simulator.kernels.random import uniforms
from simulator.model.units import ExpressionError
from simulator.network.names import name_key

MOST, FEWEST = 999, 99
"""Histories that are drawn: fewer where each is long, since long ones differ less."""

VALUES = 250_000
"""Cases of all drawn histories together, as far as `FEWEST` lets it."""

_EDGE = 1e-12


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it.

    number : histories drawn. p_value : share of them, the history itself counted in, whose A² is at
    least that of the history. low, high : the chances of the fitted curve between which the next
    case falls eight times in ten.
    """

    number: int
    p_value: float
    low: float
    high: float


def replayed(curves: Sequence[Curve], found: Ranked, x: Floats, seed: int, name: str) -> Replay:
    """Draw histories as long as this one from its best curve, fit all `curves` to each, choose, and
    see where the next case falls.

    A curve fitted to few cases lies too close to them. By how much is measured: Y is the next case
    from the fitted curve F, and F* the curve chosen for a drawn history; the chance u* = F*(Y) is
    not uniform but has a distribution H of its own, and the next case is at most F⁻¹(H⁻¹(p)) with
    chance p. This is exact where H does not depend on the true parameters, as for the lognormal
    alone, where it is Student's t with n - 1 degrees of freedom and a scale of sqrt(1 + 1/n); else
    it is right up to terms that vanish faster than those of the plain fit (Lawless and Fredette,
    "Frequentist prediction intervals and predictive distributions", Biometrika 92(3), 2005).
    Choosing among curves is part of what is replayed (Efron, "Estimation and accuracy after model
    selection", Journal of the American Statistical Association 109, 2014).

    The same histories give the p-value of the fit (Stute, González Manteiga and Presedo Quindimil,
    "Bootstrap based goodness-of-fit tests", Metrika 40, 1993). x : float64[1, case], ascending.
    Raises `ExpressionError` where the next case lies beyond the ends of the curve too often.
    """
    best = int(found.best[0])
    truth, parameters = curves[best], found.fits[best].parameters
    cases = x.shape[1]
    number = min(max(VALUES // cases, FEWEST), MOST)
    drawn = np.empty(number * cases)
    uniforms(np.uint64(seed), np.uint64(name_key(name)), 0, 0, drawn, np.empty_like(drawn))
    histories = np.sort(
        truth.quantile(drawn.reshape(number, cases), parameters[:, :, None]), axis=1
    )
    world = _World(curves, ranked(curves, histories))
    far = world.distance(histories) >= anderson_darling(truth.cdf(x, parameters[:, :, None]))[0]
    own = parameters[:, 0]
    return Replay(
        number,
        (1 + int(far.sum())) / (number + 1),
        _level(world, truth, own, 0.1),
        _level(world, truth, own, 0.9),
    )


class _World:
    """Drawn histories with the curve that was chosen for each."""

    def __init__(self, curves: Sequence[Curve], found: Ranked) -> None:
        rows = [np.flatnonzero(found.best == number) for number in range(len(curves))]
        self.groups = [
            (curve, fit.parameters[:, own], own)
            for curve, fit, own in zip(curves, found.fits, rows, strict=True)
            if own.size
        ]

    def distance(self, x: Floats) -> Floats:
        """A² of each history from its own curve, float64[history]."""
        out = np.empty(len(x))
        for curve, parameters, rows in self.groups:
            out[rows] = anderson_darling(curve.cdf(x[rows], parameters[:, :, None]))
        return out

    def chance(self, u: float, truth: Curve, own: Floats) -> float:
        """H(u): how often the next case is at most the u-quantile of the curve of a history."""
        total = number = 0.0
        for curve, parameters, rows in self.groups:
            at = curve.quantile(np.array(u), parameters)
            total += float(truth.cdf(at, own).sum())
            number += rows.size
        return total / number


def _level(world: _World, truth: Curve, own: Floats, chance: float) -> float:
    """The u with H(u) = chance."""
    from scipy.optimize import brentq

    def excess(u: float) -> float:
        return world.chance(u, truth, own) - chance

    if excess(_EDGE) >= 0 or excess(1 - _EDGE) <= 0:
        raise ExpressionError("the next case lies beyond its ends too often for so few cases")
    return float(brentq(excess, _EDGE, 1 - _EDGE, xtol=1e-10))
