"""How far a sample lies from a curve."""

from __future__ import annotations

import numpy as np

from simulator.history.curves.curve import Floats

_NEVER = 1e-15
"""Chances nearer to 0 or 1 than this are taken for this."""


def anderson_darling(chances: Floats) -> Floats:
    """The statistic A² of each sample, float64[sample]: squared distances between the curve and the
    record, weighed so that both tails count (Anderson and Darling, "A test of goodness of fit",
    Journal of the American Statistical Association 49, 1954).

    chances : float64[sample, case], of the curve at the cases, ascending along cases.
    """
    inside = np.clip(chances, _NEVER, 1 - _NEVER)
    cases = inside.shape[1]
    weight = 2 * np.arange(1, cases + 1) - 1
    logs = np.log(inside) + np.log1p(-inside[:, ::-1])
    found: Floats = -cases - (weight * logs).sum(axis=1) / cases
    return found
