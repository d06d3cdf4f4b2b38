"""Cost elements, overheads and penalties in each iteration: what only some plans have.

Every function takes `network.arrays.Lines` first and does nothing where there is none.
"""

import math

import numpy as np

from simulator.kernels import codes
from simulator.kernels.bills import paid_minutes
from simulator.kernels.correlate import draw
from simulator.kernels.jit import inlined, inner
from simulator.kernels.logic import is_absent
from simulator.kernels.prices import YEAR, level_at, mean_level

DAY = 1440.0


@inner
def draw_or(network, run, first, quantity, planned, lanes, space, out):
    """Values of `quantity`, or `planned` where it is certain (-1); float64[lane], in `out`."""
    if quantity < 0:
        out[:lanes] = planned
        return
    u = space.uniform[:lanes]
    draw(network.draws, quantity, run.seed, first, run.latin, space.shared, u, out[:lanes])


@inlined
def draw_prices(lines, network, run, first, lanes, space):
    """What currencies cost and how indices grow by minute, in `space.price`."""
    if lines is None:
        return
    prices = lines.prices
    for k in range(prices.planned.size):
        price = space.price[k]
        draw_or(network, run, first, prices.draw[k], prices.planned[k], lanes, space, price)
        if prices.grows[k]:
            for lane in range(lanes):
                price[lane] = math.log1p(price[lane]) / YEAR


@inner
def begin_of(lines, k, lane, space):
    """When the task of line `k` starts, or has started."""
    begun = lines.begun[k]
    return space.start[lines.row[k], lane] if np.isnan(begun) else begun


@inner
def quantity_of(lines, network, k, lane, space):
    """What the price of line `k` is multiplied by: 1, working minutes, or minutes by the clock."""
    row, basis = lines.row[k], lines.basis[k]
    if basis == codes.BASIS_AMOUNT:
        return 1.0
    if basis == codes.BASIS_WORK:
        return paid_minutes(network, row, lane, space)
    return max(0.0, space.finish[row, lane] - begin_of(lines, k, lane, space))


@inner
def price_of(lines, k, lane, space):
    """Currency and price level of line `k`, as one factor."""
    factor, currency, index = 1.0, lines.currency[k], lines.escalation[k]
    if currency >= 0:
        factor = space.price[currency, lane]
    if index >= 0:
        growth, paid = space.price[index, lane], lines.paid[k]
        begin, end = begin_of(lines, k, lane, space), space.finish[lines.row[k], lane]
        if paid == codes.PAID_EVENLY:
            factor *= mean_level(lines.prices, index, growth, begin, end)
        else:
            t = begin if paid == codes.PAID_START else end
            factor *= level_at(lines.prices, index, growth, t)
    return factor


@inlined
def pay_lines(lines, network, run, first, lanes, space):
    """Every cost element, into the accounts."""
    if lines is None:
        return
    draw_prices(lines, network, run, first, lanes, space)
    value = space.value
    for k in range(lines.row.size):
        draw_or(network, run, first, lines.draw[k], lines.price[k], lanes, space, value)
        for d in range(lines.driver_first[k], lines.driver_first[k + 1]):
            factor = space.factor[lines.driver[d]]
            for lane in range(lanes):
                value[lane] *= factor[lane]
        paid = space.ledger[lines.account[k]]
        for lane in range(lanes):
            if not is_absent(network.logic, lines.row[k], lane, space):
                quantity = quantity_of(lines, network, k, lane, space)
                paid[lane] += value[lane] * quantity * price_of(lines, k, lane, space)


@inlined
def pay_overheads(lines, network, run, first, lanes, space):
    """A share of what each project spends so far, into the accounts of overheads."""
    if lines is None:
        return
    over, value = lines.overheads, space.value
    for k in range(over.account.size):
        draw_or(network, run, first, over.draw[k], over.share[k], lanes, space, value)
        paid, spent = space.ledger[over.account[k]], space.project_cost[over.project[k]]
        for lane in range(lanes):
            paid[lane] += value[lane] * spent[lane]


@inlined
def pay_penalties(lines, network, lanes, space):
    """Money for each day that a task is late or early, by the clock, into the accounts."""
    if lines is None:
        return
    terms = lines.penalties
    for k in range(terms.account.size):
        row, paid = terms.row[k], space.ledger[terms.account[k]]
        for lane in range(lanes):
            if row < 0 or not is_absent(network.logic, row, lane, space):
                ended = space.finish[row, lane] if row >= 0 else terms.ended[k]
                days = (ended - terms.date[k]) / DAY
                late = max(0.0, -days if terms.bonus[k] else days)
                due = min(late * terms.per_day[k], terms.most[k])
                paid[lane] += -due if terms.bonus[k] else due
