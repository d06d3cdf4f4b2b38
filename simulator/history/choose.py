"""Which curve: the likeliest, with a price on each fitted number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.history.curves import Curve, Fits
from simulator.history.curves.curve import Floats


class Ranked(NamedTuple):
    """Several curves fitted to each of several samples.

    fits : one a curve. aicc : float64[curve, sample]. best : int64[sample], the number of the curve
    with the least AICc, the first of equals.
    """

    fits: tuple[Fits, ...]
    aicc: Floats
    best: NDArray[np.int64]


def ranked(curves: Sequence[Curve], x: Floats) -> Ranked:
    """All `curves` fitted to each sample. x : float64[sample, case], ascending along cases."""
    fits = tuple(curve.fit(x) for curve in curves)
    prices = [
        aicc(fit.log_likelihood, curve.parameters, x.shape[1])
        for curve, fit in zip(curves, fits, strict=True)
    ]
    table = np.stack(prices)
    return Ranked(fits, table, table.argmin(axis=0))


def aic(log_likelihood: Floats, parameters: int) -> Floats:
    """Akaike's criterion: 2 parameters - 2 log-likelihood (Akaike, "A new look at the statistical
    model identification", IEEE Transactions on Automatic Control 19(6), 1974)."""
    return 2 * parameters - 2 * log_likelihood


def aicc(log_likelihood: Floats, parameters: int, cases: int) -> Floats:
    """Akaike's criterion with the correction for few cases, which vanishes as they grow (Hurvich
    and Tsai, "Regression and time series model selection in small samples", Biometrika 76(2),
    1989); inf where there are too few for any."""
    spare = cases - parameters - 1
    if spare <= 0:
        return np.full_like(log_likelihood, np.inf)
    return aic(log_likelihood, parameters) + 2 * parameters * (parameters + 1) / spare
