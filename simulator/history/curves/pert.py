"""The three-point estimate as a smooth curve, with the classic shape of 4."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import numpy as np

from simulator.history.curves.bounded import BoundedCurve
from simulator.history.curves.curve import Floats
from simulator.model.distributions.pert import CLASSIC

_POINTS = 4001


class PertCurve(BoundedCurve):
    """Parameters: low end, mode, high end.

    A beta distribution with both weights free has no likeliest ends: its likelihood grows without
    limit as an end comes near to a case (Johnson, Kotz and Balakrishnan, Continuous Univariate
    Distributions 2, 1995, section 25.4). With the classic weights it has.
    """

    name: ClassVar[str] = "pert"

    def at_ends(self, x: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """The best mode makes the mean of log(y / (1 - y)) that of the sample, y over the width."""
        from scipy.special import betaln

        cases, width = x.shape[1], high - low
        with np.errstate(divide="ignore"):
            left = np.maximum(np.log(x - low[:, None]), -1e6).sum(axis=1)
        right = np.log(high[:, None] - x).sum(axis=1)
        share = np.interp((left - right) / cases, *_shares())
        alpha, beta = _weights(share)
        each = (1 - alpha - beta) * np.log(width) - betaln(alpha, beta)
        return low + share * width, (alpha - 1) * left + (beta - 1) * right + cases * each

    def cdf(self, x: Floats, parameters: Floats) -> Floats:
        from scipy.special import betainc

        low, mode, high = parameters
        alpha, beta = _weights((mode - low) / (high - low))
        return np.asarray(betainc(alpha, beta, (np.clip(x, low, high) - low) / (high - low)))

    def quantile(self, u: Floats, parameters: Floats) -> Floats:
        from scipy.special import betaincinv

        low, mode, high = parameters
        alpha, beta = _weights((mode - low) / (high - low))
        return np.asarray(low + (high - low) * betaincinv(alpha, beta, u), np.float64)


def _weights(share: Floats) -> tuple[Floats, Floats]:
    """(alpha, beta) of the beta distribution with its mode at `share` of the width."""
    return 1 + CLASSIC * share, 1 + CLASSIC * (1 - share)


@cache
def _shares() -> tuple[Floats, Floats]:
    """Mean of log(y / (1 - y)), and the share of the mode that gives it, both rising."""
    from scipy.special import digamma

    share = np.linspace(0.0, 1.0, _POINTS)
    alpha, beta = _weights(share)
    return np.asarray(digamma(alpha) - digamma(beta), np.float64), share
