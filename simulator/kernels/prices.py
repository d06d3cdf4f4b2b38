"""Prices that move with time: steps at dates, and growth a year, compound.

Every function takes `network.arrays.Prices`, the index's place among its prices, and its growth by
minute, log(1 + growth a year) divided by `YEAR`. Times are instants, minutes since the origin.
"""

import math

from simulator.kernels.jit import inner

YEAR = 365.25 * 1440.0


@inner
def step_at(prices, k, t):
    """The level that the latest step up to `t` set, 1 before the first."""
    level = 1.0
    for j in range(prices.step_first[k], prices.step_first[k + 1]):
        if prices.step_at[j] <= t:
            level = prices.step_level[j]
    return level


@inner
def level_at(prices, k, growth, t):
    """Price level at `t`."""
    return step_at(prices, k, t) * math.exp(growth * max(0.0, t - prices.since[k]))


@inner
def grown(since, growth, begin, end):
    """Integral of exp(growth * max(0, t - since)) from `begin` to `end`."""
    still = max(0.0, min(end, since) - begin)
    begin = max(begin, since)
    lasts = end - begin
    if lasts <= 0.0:
        return still
    rise = growth * lasts
    # (exp(x) - 1) / x, which is 1 where nothing grows.
    mean = math.expm1(rise) / rise if rise != 0.0 else 1.0
    return still + lasts * mean * math.exp(growth * (begin - since))


@inner
def mean_level(prices, k, growth, begin, end):
    """Mean price level over the time from `begin` to `end`; that at `end` where it is not later."""
    if end <= begin:
        return level_at(prices, k, growth, end)
    total, at = 0.0, begin
    for j in range(prices.step_first[k], prices.step_first[k + 1]):
        step = min(max(prices.step_at[j], at), end)
        if step > at:
            total += step_at(prices, k, at) * grown(prices.since[k], growth, at, step)
            at = step
    total += step_at(prices, k, at) * grown(prices.since[k], growth, at, end)
    return total / (end - begin)
