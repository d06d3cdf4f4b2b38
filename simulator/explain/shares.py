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
from simulator.kernels.worktime import SAME
from simulator.model.calendar import DAY
from simulator.network.arrays import Network
from simulator.network.certain import without
from simulator.network.factors import Factor, Group
from simulator.results.paired import block_percentiles, half_width
from simulator.results.raw import Floats

MERGE = "merge bias"
"""The player that is no group of causes: tasks beside the plan's own critical path."""

BEYOND = "rounding"
"""What is of no group: durations that are rounded to whole days even where they are certain."""

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
    knows no merge bias: its shares are those of the groups alone; so are those of the finish where
    dates that are not links (mandatory ones, say) keep the path from giving the plan's finish. What
    the plan has more that is run without anything uncertain is a share of its own, the last.
    """
    players = [group.value for group in Group if causes.get(group)]
    nothing: Coalition = frozenset()
    runs = {one: _run(trials, causes, one) for one in (nothing, frozenset({MERGE}))}
    alone, together = (run.finish[0] for run in runs.values())
    merges = bool(np.abs(alone - together).max() <= SAME)
    for coalition in every([*players, MERGE]):
        if coalition not in runs and (merges or MERGE in coalition):
            runs[coalition] = _run(trials, causes, coalition)
    counts = {group.value: len(causes.get(group, ())) for group in Group}
    whole = {one - {MERGE}: run for one, run in runs.items() if MERGE in one}
    days = {one: run.finish[0] / DAY for one, run in (runs if merges else whole).items()}
    game = _game(trials, [*players, MERGE] if merges else players, days)
    beyond = trials.beyond_plan(whole[nothing])
    finish = [_share(group, count, game) for group, count in (counts | {MERGE: 0}).items()]
    finish.append(_beyond(None if beyond is None else beyond.days))
    if not trials.base.cost.shape[0]:
        return tuple(finish), None
    paid = _game(trials, players, {one: run.cost[0] for one, run in whole.items()})
    cost = [_share(group, count, paid) for group, count in counts.items()]
    cost.append(_beyond(None if beyond is None else beyond.cost))
    return tuple(finish), tuple(cost)


def _run(trials: Trials, causes: Mapping[Group, Sequence[Factor]], coalition: Coalition) -> Samples:
    return trials.of(partial(_changed, trials, causes, coalition))


def _beyond(size: float | None) -> Share:
    return Share(BEYOND, 0, size, size, size)


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
