"""What a cost element comes to in each iteration: its price, its quantity, and when it is paid.

Every function takes `network.arrays_money.Lines`, and a cost element's place among them.
"""

import math

import numpy as np

from simulator.kernels import codes
from simulator.kernels.correlate import draw
from simulator.kernels.jit import inlined, inner
from simulator.kernels.minutes import paid_minutes
from simulator.kernels.prices import YEAR, mean_level


@inner
def draw_or(network, run, first, quantity, planned, lanes, space, u, out):
    """Values of `quantity`, or `planned` where it is certain (-1) or the plan is asked for;
    float64[lane], in `out`. u : room for draws, float64[lane]."""
    if quantity < 0 or run.iterations == 0:
        out[:lanes] = planned
        return
    u = u[:lanes]
    draw(network.draws, quantity, run.seed, first, run.latin, space.shared, u, out[:lanes])


@inlined
def draw_prices(lines, network, run, first, lanes, space, u):
    """What currencies cost and how indices grow by minute, in `space.price`."""
    if lines is None:
        return
    prices = lines.prices
    for k in range(prices.planned.size):
        price = space.price[k]
        draw_or(network, run, first, prices.draw[k], prices.planned[k], lanes, space, u, price)
        if prices.grows[k]:
            for lane in range(lanes):
                price[lane] = math.log1p(price[lane]) / YEAR


@inner
def begin_of(lines, k, lane, space):
    """When the time starts over which element `k` is paid."""
    begun = lines.begun[k]
    return space.start[lines.row[k], lane] if np.isnan(begun) else begun


@inner
def quantity_of(lines, network, k, lane, space):
    """What the price of element `k` is multiplied by: 1, working minutes, or minutes by the
    clock."""
    row, basis = lines.row[k], lines.basis[k]
    if basis == codes.BASIS_AMOUNT:
        return 1.0
    if basis == codes.BASIS_WORK:
        return paid_minutes(network, row, lane, space, lines.settled[k])
    return max(0.0, space.finish[row, lane] - begin_of(lines, k, lane, space))


@inner
def instant_of(profiles, p, j, begin, finish):
    """When point `j` of profile `p` is reached, between `begin` and `finish`, and its lag after."""
    share, lag = profiles.time[j], profiles.lag[p]
    return lag + (finish if share == 1.0 else begin + share * (finish - begin))


@inner
def mean_price(profiles, p, prices, index, growth, begin, finish):
    """Price level of money that leaves by profile `p` between `begin` and `finish`: each part at
    the level of its own time."""
    total = 0.0
    for j in range(profiles.first[p], profiles.first[p + 1] - 1):
        part = profiles.paid[j + 1] - profiles.paid[j]
        if part != 0.0:
            opens = instant_of(profiles, p, j, begin, finish)
            closes = instant_of(profiles, p, j + 1, begin, finish)
            total += part * mean_level(prices, index, growth, opens, closes)
    return total


@inner
def price_of(lines, k, lane, space):
    """Currency and price level of element `k`, as one factor."""
    factor, currency, index = 1.0, lines.currency[k], lines.escalation[k]
    if currency >= 0:
        factor = space.price[currency, lane]
    if index >= 0:
        growth, finish = space.price[index, lane], space.finish[lines.row[k], lane]
        begin, profiles = begin_of(lines, k, lane, space), lines.profiles
        factor *= mean_price(profiles, lines.paid[k], lines.prices, index, growth, begin, finish)
    return factor
