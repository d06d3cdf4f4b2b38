"""Money by period: when each account is paid, in each iteration."""

from typing import NamedTuple

import numpy as np

from simulator.kernels import codes
from simulator.kernels.jit import inner, kernel


class Payers(NamedTuple):
    """One entry an account. row, project : whose time it is paid over, row -1 for the project's.
    begin, finish : that time where it is known, NaN where the iteration decides. paid : PAID_*."""

    row: np.ndarray
    project: np.ndarray
    begin: np.ndarray
    finish: np.ndarray
    paid: np.ndarray


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
def pay_evenly(edges, begin, finish, amount, lane, out):
    """Spread `amount` over the time from `begin` to `finish` by the clock; what rounding leaves
    goes to the last period, so that the parts add up."""
    last, left = period_of(edges, finish), amount
    for period in range(period_of(edges, begin), last):
        inside = min(edges[period + 1], finish) - max(edges[period], begin)
        part = amount * (max(inside, 0.0) / (finish - begin))
        out[period, lane] += part
        left -= part
    out[last, lane] += left


@kernel
def spend(payers, edges, lanes, space, out):
    """Spread the money in `space.ledger` over periods. edges : float64[period + 1], instants.
    out : float64[period, lane], overwritten."""
    out[:, :lanes] = 0.0
    for a in range(payers.row.size):
        row, project, paid = payers.row[a], payers.project[a], payers.paid[a]
        for lane in range(lanes):
            amount = space.ledger[a, lane]
            if amount == 0.0:
                continue
            begin, finish = payers.begin[a], payers.finish[a]
            if np.isnan(begin):
                begin = space.start[row, lane]
            if np.isnan(finish):
                ends = space.project_finish[project, lane]
                finish = space.finish[row, lane] if row >= 0 else ends
            if paid == codes.PAID_EVENLY and finish > begin:
                pay_evenly(edges, begin, finish, amount, lane, out)
            else:
                at = begin if paid == codes.PAID_START else finish
                out[period_of(edges, at), lane] += amount
