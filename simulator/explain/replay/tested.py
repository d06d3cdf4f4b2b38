"""How likely such a difference would be by chance alone."""

from __future__ import annotations

import numpy as np

from simulator.results.raw import Floats


def tail(inside: Floats, everywhere: Floats, chosen: int, iterations: int) -> Floats:
    """P values of Fisher's exact test, one-sided: the chance that of `chosen` iterations at least
    `inside` would be among the `everywhere` of all `iterations` of which something is true, if
    they were chosen blindly. float64[n] each.

    The tail of the hypergeometric distribution (Fisher, The Design of Experiments, 1935, section
    11).
    """
    from scipy.special import gammaln

    def ways(n: Floats | float, k: Floats) -> Floats:
        own: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
        return own

    found = np.ones(len(inside))
    whole = ways(float(iterations), np.array([float(chosen)]))[0]
    for k, (hits, true) in enumerate(zip(inside, everywhere, strict=True)):
        x = np.arange(hits, min(true, chosen) + 1.0)
        x = x[chosen - x <= iterations - true]
        logs = ways(true, x) + ways(iterations - true, chosen - x) - whole
        found[k] = min(1.0, float(np.exp(logs).sum()))
    return found


def holm(p: Floats) -> Floats:
    """P values for many tests at once: with probability 1 - a none below a is by chance alone,
    however the tests depend on each other (Holm, Scandinavian Journal of Statistics 6, 1979)."""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    found = np.empty(len(p))
    found[order] = np.minimum(stepped, 1.0)
    return found
