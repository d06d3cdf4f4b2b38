"""Amounts rounded to the cent that still add up to their total."""

from __future__ import annotations

import numpy as np

from simulator.results.raw import Floats


def to_the_cent(amounts: Floats) -> tuple[float, ...]:
    """Each amount rounded down or up to the cent, so that they add up to the rounded total.

    amounts : float64[n]. Those with the largest remainders are rounded up (Hamilton's method, also
    called that of the largest remainder); none moves by a cent or more.
    """
    cents = amounts * 100.0
    down = np.floor(cents)
    missing = int(np.rint(cents.sum()) - down.sum())
    up = np.argsort(-(cents - down), kind="stable")[:missing]
    down[up] += 1
    return tuple(float(cent) / 100.0 for cent in down)
