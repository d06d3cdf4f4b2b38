"""Present values of flows of money, float64[iteration] each. Times are days since the program's
start, a year 365.25 of them; discounting is continuous at ln(1 + rate), which is `rate` a year."""

from __future__ import annotations

from math import log1p

import numpy as np

from simulator.results.raw import Floats

YEAR = 365.25
MONTH = YEAR / 12
WEEK = 7.0


def worth_of(amount: Floats, when: Floats, rate: float) -> Floats:
    """`amount` that is paid at `when`."""
    return np.asarray(amount * np.exp(-log1p(rate) / YEAR * when))


def worth_of_flow(per_day: Floats, begin: Floats, end: Floats, rate: float) -> Floats:
    """A steady flow from `begin` to `end`; nothing where that is not later:
    per_day (exp(-r begin) - exp(-r end)) / r, with r a day."""
    length = np.maximum(end - begin, 0.0)
    r = log1p(rate) / YEAR
    if r == 0.0:
        return np.asarray(per_day * length)
    return np.asarray(per_day * np.exp(-r * begin) * -np.expm1(-r * length) / r)


def worth_of_cost(cost: Floats, begin: float, finish: Floats, rate: float) -> Floats:
    """A cost that is spent evenly from `begin` to `finish`; all at once where that is not later."""
    length = finish - begin
    at_once = length <= 0.0
    days = np.where(at_once, 1.0, length)
    spread = worth_of_flow(cost / days, np.full_like(finish, begin), begin + days, rate)
    return np.where(at_once, worth_of(cost, np.full_like(finish, begin), rate), spread)
