"""What each group of causes adds to a percentile, so that the shares add up exactly.

Shapley values (Shapley 1953, Contributions to the Theory of Games II): the mean, over all orders
in which the groups may come in, of what a group adds when it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import factorial
from typing import TypeVar

import numpy as np

from simulator.engine.plan_path import along_plan_path
from simulator.explain.trials import Trials
from simulator.kernels.workspace import Samples
from simulator.model.calendar import DAY
from simulator.network.arrays import Network
from simulator.network.certain import without
from simulator.network.factors import Factor, Group
from simulator.results.paired import block_percentiles, half_width
from simulator.results.raw import Floats

MERGE = "merge bias"
"""The player that is no group of causes: tasks beside the plan's own critical path."""

Coalition = frozenset[str]
Number = TypeVar("Number", float, Floats)


@dataclass(frozen=True, slots=True)
class Share:
    """What one group adds, elapsed days or money. low, high : its 95 % interval, NaN for fewer than
    two blocks of iterations. causes : how many there are in the group; 0 for the merge bias, which
    has none of its own. size : None where the plan has none."""

    group: str
    causes: int
    size: float | None
    low: float | None = None
    high: float | None = None


def shapley(players: Sequence[str], value: Mapping[Coalition, Number]) -> dict[str, Number]:
    """Shares of `players` in value[all] - value[none]; they add up to it.

    value : of every coalition, 2 ** len(players) of them; numbers or arrays.
    """
    n = len(players)
    found: dict[str, Number] = {}
    for player in players:
        terms = []
        for before in every([one for one in players if one != player]):
            size = len(before)
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            terms.append(weight * (value[before | {player}] - value[before]))
        found[player] = sum(terms[1:], start=terms[0])
    return found


def every(players: Sequence[str]) -> list[Coalition]:
    """All coalitions, the empty one first."""
    sizes = range(len(players) + 1)
    return [frozenset(chosen) for size in sizes for chosen in combinations(players, size)]


def shares(
    trials: Trials, causes: Mapping[Group, Sequence[Factor]]
) -> tuple[tuple[Share, ...], tuple[Share, ...] | None]:
    """Shares in the finish and in the cost, groups in the order of `Group`, the merge bias last.

    causes : by group. A group that is out is certain; without merge bias the plan's own critical
    path alone sets the finish. So nothing in is the plan, all in the plan as it is simulated. Money
    knows no merge bias: its shares are those of the groups alone.
    """
    players = [group.value for group in Group if causes.get(group)]
    runs: dict[Coalition, Samples] = {}
    for coalition in every([*players, MERGE]):
        runs[coalition] = trials.of(partial(_changed, trials, causes, coalition))
    finish = _game(
        trials, [*players, MERGE], {one: run.finish[0] / DAY for one, run in runs.items()}
    )
    counts = {group.value: len(causes.get(group, ())) for group in Group} | {MERGE: 0}
    found = tuple(_share(group, counts[group], finish) for group in counts)
    if not trials.base.cost.shape[0]:
        return found, None
    money = {one - {MERGE}: run.cost[0] for one, run in runs.items() if MERGE in one}
    cost = _game(trials, players, money)
    return found, tuple(_share(group.value, counts[group.value], cost) for group in Group)


def _changed(
    trials: Trials,
    causes: Mapping[Group, Sequence[Factor]],
    coalition: Coalition,
    network: Network,
) -> Network:
    gone = [one for group, many in causes.items() if group.value not in coalition for one in many]
    changed = without(network, gone)
    return changed if MERGE in coalition else along_plan_path(trials.again.compiled, changed)


def _game(
    trials: Trials, players: Sequence[str], samples: Mapping[Coalition, Floats]
) -> dict[str, tuple[float, float, float]]:
    """(share, low, high) by player."""
    value = {one: trials.at(many) for one, many in samples.items()}
    blocks = {one: block_percentiles(many, trials.level) for one, many in samples.items()}
    size, parts = shapley(players, value), shapley(players, blocks)
    found = {}
    for player in players:
        half = half_width(parts[player])
        found[player] = (size[player], size[player] - half, size[player] + half)
    return found


def _share(group: str, causes: int, game: Mapping[str, tuple[float, float, float]]) -> Share:
    return Share(group, causes, *game.get(group, (None, None, None)))


def runs_of(causes: Mapping[Group, Sequence[Factor]]) -> int:
    """How many runs `shares` makes."""
    return int(2 ** (1 + np.count_nonzero([len(many) for many in causes.values()])))
