"""What each group of changes moves: in one order, or on average over all of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import factorial

import numpy as np

from simulator.engine import Progress
from simulator.explain.bridge.groups import EVERYTHING, NOTHING, ORDER, Group
from simulator.explain.bridge.runs import Runs
from simulator.results.raw import Floats

Shares = Mapping[Group, Floats]
"""By group a difference of figures, as `Runs` has them."""


def in_order(runs: Runs, progress: Progress | None) -> Shares:
    """One group after the other, in `ORDER`."""
    found, before = {}, NOTHING
    for done, group in enumerate(ORDER, 1):
        after = before | {group}
        found[group] = runs.figures(after) - runs.figures(before)
        before = after
        if progress is not None:
            progress(done, len(ORDER))
    return found


def over_all_orders(runs: Runs, progress: Progress | None) -> Shares:
    """The Shapley value of each group: the mean over all orders in which they can be taken.

    Source: Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953,
    equation 12. Groups in which the plans do not differ are worth nothing and are left out of the
    orders (his axiom of the null player).
    """
    players = [group for group in ORDER if _differs(runs, group)]
    others = frozenset(ORDER) - frozenset(players)
    n = len(players)
    found = {group: np.zeros_like(runs.figures(NOTHING)) for group in ORDER}
    sets = [frozenset(s) for size in range(n) for s in combinations(players, size)]
    for done, before in enumerate(sets, 1):
        weight = factorial(len(before)) * factorial(n - len(before) - 1) / factorial(n)
        for group in (one for one in players if one not in before):
            after = before | {group}
            after = after | others if len(after) == n else after
            found[group] += weight * (runs.figures(after) - runs.figures(before))
        if progress is not None:
            progress(done, len(sets))
    return found


def _differs(runs: Runs, group: Group) -> bool:
    """True where taking the group first or last makes another program."""
    first = runs.name(NOTHING) != runs.name(frozenset({group}))
    return first or runs.name(EVERYTHING) != runs.name(EVERYTHING - {group})
