"""Money by period: when each account is paid, in each iteration."""

from typing import NamedTuple

import numpy as np

from simulator.kernels.elements import instant_of, mean_price
from simulator.kernels.jit import inner, kernel
from simulator.kernels.prices import mean_level


class Payers(NamedTuple):
    """One entry an account. row, project : whose time it is paid over, row -1 for the project's.
    begin, finish : that time where it is known, NaN where the iteration decides. paid : place in
    `profiles`, a `network.arrays_money.Profiles`. escalation : place in `prices`, the `Prices` of
    the network, of the index by which its money rises; -1 without."""

    row: np.ndarray
    project: np.ndarray
    begin: np.ndarray
    finish: np.ndarray
    paid: np.ndarray
    escalation: np.ndarray
    profiles: tuple
    prices: tuple


@inner
def period_of(edges, t):
    """The period that holds instant `t`, the first or last for what lies outside."""
    low, high = 0, edges.size - 2
    while low < high:
        middle = (low + high + 1) // 2
        if edges[middle] <= t:
            low = middle
        else:
            high = middle - 1
    return low


@inner
def level_between(prices, index, growth, begin, finish):
    """Mean price level over some time; 1 without an index."""
    return 1.0 if index < 0 else mean_level(prices, index, growth, begin, finish)


@inner
def pay_evenly(prices, index, growth, edges, begin, finish, amount, lane, out):
    """Spread `amount` over the time from `begin` to `finish` by the clock, each moment at its own
    price level; what rounding leaves goes to the last period, so that the parts add up."""
    last, left = period_of(edges, finish), amount
    if last > 0 and edges[last] == finish:
        last -= 1
    mean = level_between(prices, index, growth, begin, finish)
    for period in range(period_of(edges, begin), last):
        low, high = max(edges[period], begin), min(edges[period + 1], finish)
        if high > low:
            level = level_between(prices, index, growth, low, high)
            part = amount * ((high - low) / (finish - begin)) * (level / mean)
            out[period, lane] += part
            left -= part
    out[last, lane] += left


@inner
def mean_of(payers, a, growth, span):
    """Mean price level of the money of account `a`, paid over `span`, (begin, finish)."""
    index = payers.escalation[a]
    if index < 0:
        return 1.0
    return mean_price(payers.profiles, payers.paid[a], payers.prices, index, growth, *span)


@inner
def piece(payers, a, j, growth, span, money):
    """(opens, closes, due) of the money that leaves account `a` from point `j` of its profile to
    the next: all that is left, where that is the last.

    span : time over which it is paid. money : (all of it, mean price level, what is left).
    """
    profiles, p, (amount, mean, left) = payers.profiles, payers.paid[a], money
    opens, closes = instant_of(profiles, p, j, *span), instant_of(profiles, p, j + 1, *span)
    part = profiles.paid[j + 1] - profiles.paid[j]
    if part == 0.0:
        return opens, closes, 0.0
    if profiles.paid[j + 1] >= 1.0:
        return opens, closes, left
    level = level_between(payers.prices, payers.escalation[a], growth, opens, closes)
    return opens, closes, amount * part * level / mean


@inner
def time_of(payers, a, lane, space):
    """(begin, finish) of the time over which account `a` is paid."""
    row, begin, finish = payers.row[a], payers.begin[a], payers.finish[a]
    if np.isnan(begin):
        begin = space.start[row, lane]
    if np.isnan(finish):
        ends = space.project_finish[payers.project[a], lane]
        finish = space.finish[row, lane] if row >= 0 else ends
    return begin, finish


@kernel
def pieces(payers, first, space, out):
    """The flows that the money in `space.ledger` consists of, of the lanes from `first` on: a row
    for each piece of each account's profile. out : float64[3, piece, lane], written: money, and
    the instants between which it leaves evenly."""
    profiles, place = payers.profiles, 0
    for a in range(payers.row.size):
        p, index = payers.paid[a], payers.escalation[a]
        begins, ends = profiles.first[p], profiles.first[p + 1] - 1
        for lane in range(out.shape[2]):
            amount = left = space.ledger[a, first + lane]
            span = time_of(payers, a, first + lane, space)
            growth = space.price[index, first + lane] if index >= 0 else 0.0
            mean = mean_of(payers, a, growth, span)
            for j in range(begins, ends):
                opens, closes, due = piece(payers, a, j, growth, span, (amount, mean, left))
                left -= due
                out[0, place + j - begins, lane] = due
                out[1, place + j - begins, lane] = opens
                out[2, place + j - begins, lane] = closes
        place += ends - begins


@inner
def pay_profile(payers, a, growth, edges, span, amount, lane, out):
    """Let `amount` leave account `a` by its profile, over the time `span`."""
    prices, index, profiles, p = (
        payers.prices,
        payers.escalation[a],
        payers.profiles,
        payers.paid[a],
    )
    left, mean = amount, mean_of(payers, a, growth, span)
    for j in range(profiles.first[p], profiles.first[p + 1] - 1):
        opens, closes, due = piece(payers, a, j, growth, span, (amount, mean, left))
        left -= due
        if closes > opens:
            pay_evenly(prices, index, growth, edges, opens, closes, due, lane, out)
        else:
            out[period_of(edges, closes), lane] += due


@kernel
def spend(payers, edges, lanes, space, out):
    """Spread the money in `space.ledger` over periods. edges : float64[period + 1], instants.
    out : float64[period, lane], overwritten."""
    out[:, :lanes] = 0.0
    for a in range(payers.row.size):
        index = payers.escalation[a]
        for lane in range(lanes):
            amount = space.ledger[a, lane]
            if amount == 0.0:
                continue
            span = time_of(payers, a, lane, space)
            growth = space.price[index, lane] if index >= 0 else 0.0
            pay_profile(payers, a, growth, edges, span, amount, lane, out)
