"""One group of cases: the curve that fits, and the range for the next case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.errors import PlanError
from simulator.history.choose import Ranked, aic, ranked
from simulator.history.curves import Curve
from simulator.history.curves.curve import Floats
from simulator.history.goodness import anderson_darling
from simulator.history.replay import Replay, replayed
from simulator.history.words import percentage
from simulator.model.distribution import Distribution
from simulator.model.expression import Unit, parse_spread
from simulator.model.units import ExpressionError
from simulator.network.quantiles import Quantity, pack

LEAST_SPREAD = 1e-3
"""Standard deviation of the logarithms below which ratios are all the same: about a tenth of a
percent, as fine as ranges are written."""

POOR = 0.05
"""A fit with a p-value below this is called poor."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One curve that was tried. log_likelihood, aic, aicc : -inf and inf where it has no fit.

    refused : why it was not taken, although it was the best.
    """

    name: str
    parameters: tuple[float, ...]
    log_likelihood: float
    aic: float
    aicc: float
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """The curve of a group, and its range.

    candidates : all curves that were tried, those refused first, then best first. curve,
    parameters : the one that was taken. distance : A² of the cases from it. text : the range as a
    plan file writes it; distribution : the same, of ratios.
    """

    candidates: tuple[Candidate, ...]
    curve: Curve
    parameters: Floats
    distance: float
    replay: Replay
    text: str
    distribution: Distribution

    @property
    def is_poor(self) -> bool:
        """True where cases drawn from the curve seldom lie as far from it as these do."""
        return self.replay.p_value < POOR

    @property
    def wider(self) -> float:
        """By what share P10 to P90 of the range is wider than that of the fitted curve."""
        low, high = self.curve.quantile(np.array([0.1, 0.9]), self.parameters)
        return (self.value(90) - self.value(10)) / float(high - low) - 1

    def value(self, p: float) -> float:
        """The ratio at percentile `p` of the range, 0 < p < 100."""
        return float(self.distribution.quantile(np.array([p / 100]))[0])


def fitted(ratios: Floats, unit: Unit, curves: Sequence[Curve], seed: int, name: str) -> Fit:
    """The best of `curves` for these ratios, float64[case], ascending.

    name : of the group, from which its draws follow. Raises `ExpressionError` where no curve will
    do, with the reason.
    """
    if np.log(ratios).std() < LEAST_SPREAD:
        raise ExpressionError(f"all ratios are about {percentage(float(np.median(ratios)))}")
    left, refused = list(curves), list[Candidate]()
    reason = "no curve can be fitted"
    while left:
        found = ranked(left, ratios[None, :])
        best = int(found.best[0])
        if not np.isfinite(found.aicc[best, 0]):
            break
        try:
            return _taken(ratios, unit, left, found, (seed, name), refused)
        except ExpressionError as fault:
            reason = f"{left[best].name}: {fault.message}"
            refused.append(_candidate(left, found, best, fault.message))
            del left[best]
    raise ExpressionError(reason)


def _taken(
    ratios: Floats,
    unit: Unit,
    curves: Sequence[Curve],
    found: Ranked,
    draws: tuple[int, str],
    refused: Sequence[Candidate],
) -> Fit:
    """The fit with the best curve. Raises `ExpressionError` where it makes no range."""
    best = int(found.best[0])
    curve, parameters = curves[best], found.fits[best].parameters[:, 0]
    replay = replayed(curves, found, ratios[None, :], *draws)
    low, high = curve.quantile(np.array([replay.low, replay.high]), parameters)
    text = curve.through(float(low), float(high), parameters)
    order = np.argsort(found.aicc[:, 0], kind="stable")
    return Fit(
        (*refused, *(_candidate(curves, found, int(place)) for place in order)),
        curve,
        parameters,
        float(anderson_darling(curve.cdf(ratios[None, :], parameters[:, None, None]))[0]),
        replay,
        text,
        _drawable(text, unit),
    )


def _drawable(text: str, unit: Unit) -> Distribution:
    """The distribution that a plan reads there. Raises `ExpressionError` where it cannot be read,
    or the engine could not draw from it."""
    distribution = parse_spread(text, unit).distribution
    try:
        pack([Quantity("range", distribution)])
    except PlanError as fault:
        raise ExpressionError("the cases differ too much for it") from fault
    return distribution


def _candidate(curves: Sequence[Curve], found: Ranked, place: int, refused: str = "") -> Candidate:
    curve, fit = curves[place], found.fits[place]
    likelihood = fit.log_likelihood[0]
    return Candidate(
        curve.name,
        tuple(float(value) for value in fit.parameters[:, 0]),
        float(likelihood),
        float(aic(likelihood, curve.parameters)),
        float(found.aicc[place, 0]),
        refused,
    )
