"""When money that comes has paid back the money that leaves, for good."""

from __future__ import annotations

import numpy as np

from simulator.results.raw import Floats
from simulator.results.worth.flows import Flows

SHORTEST = 1.0 / 1440.0
"""Days: what flows for less counts at its end, to the minute that dates have."""

NOISE = 1e-9
"""Share of all money by which sums may differ by rounding."""


def payback(gains: Flows, outlays: Flows) -> Floats:
    """The moment from which on as much has come as has been spent, not discounted, float64[
    iteration] in days since the program's start: 0 where nothing is ever owed, inf where something
    always is.

    Outlays that end before that moment matter by their sum alone. Only iterations in which the
    gains outrun them earlier are walked flow by flow.
    """
    n = outlays.money.shape[1]
    end = np.max(np.where(outlays.money != 0.0, outlays.finish, 0.0), axis=0, initial=0.0)
    whole = Flows(-outlays.total[None], end[None], end[None])
    found = last_below(Flows.joined([gains, whole], n))
    early = np.isneginf(found)
    if early.any():
        found[early] = last_below(Flows.joined([gains, outlays.taken], n).of(early))
    return np.maximum(found, 0.0)


def last_below(flows: Flows) -> Floats:
    """The last moment at which the sum of all that has moved is below 0, float64[iteration]: -inf
    where it never is, inf where it stays so. flows : money that leaves is negative."""
    n = flows.money.shape[1]
    if not len(flows.money):
        return np.full(n, -np.inf)
    noise = NOISE * np.abs(flows.money).sum(axis=0)
    at, after, before = _sums(flows)
    gap = np.diff(at, axis=0)
    below = (gap > 0.0) & ((after < -noise) | (before < -noise))
    k = len(gap) - 1 - np.argmax(below[::-1], axis=0)
    lane = np.arange(n)
    last, a, b = gap[k, lane], after[k, lane], before[k, lane]
    rising = (a < 0.0) & (b > a)
    share = np.divide(-a, b - a, out=np.ones(n), where=rising & (b >= -noise))
    found = at[k, lane] + last * np.minimum(share, 1.0)
    found = np.where(below.any(axis=0), found, -np.inf)
    return np.where(flows.total < -noise, np.inf, found)


def _sums(flows: Flows) -> tuple[Floats, Floats, Floats]:
    """(moments at which a flow begins or ends, in their order; the sum of all money just after each
    but the last; and just before each but the first)."""
    length = flows.finish - flows.begin
    steady = length >= SHORTEST
    slope = np.divide(flows.money, length, out=np.zeros_like(length), where=steady)
    lump = np.where(steady, 0.0, flows.money)
    at = np.concatenate([np.where(steady, flows.begin, flows.finish), flows.finish])
    order = np.argsort(at, axis=0, kind="stable")
    at = np.take_along_axis(at, order, axis=0)
    lumps = np.take_along_axis(np.concatenate([lump, np.zeros_like(lump)]), order, axis=0)
    slopes = np.take_along_axis(np.concatenate([slope, -slope]), order, axis=0)
    grown = np.cumsum(slopes, axis=0)[:-1] * np.diff(at, axis=0)
    after = np.cumsum(lumps, axis=0)[:-1]
    after[1:] += np.cumsum(grown, axis=0)[:-1]
    return at, after, after + grown
