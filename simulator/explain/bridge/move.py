"""The move of a percentile from one update of a plan to the next, split into what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, nan
from typing import Any, TypedDict, Unpack

import numpy as np

from simulator.engine import Progress
from simulator.errors import SettingsError
from simulator.explain.bridge import document
from simulator.explain.bridge.groups import EVERYTHING, LUCK, NOTHING, ORDER
from simulator.explain.bridge.match import Match, match
from simulator.explain.bridge.orders import Shares, in_order, over_all_orders
from simulator.explain.bridge.runs import Runs
from simulator.model.program import Program
from simulator.results.paired import half_width
from simulator.results.raw import Floats
from simulator.results.result import Result


@dataclass(frozen=True, slots=True)
class Bar:
    """What one group of changes moves the percentile by: elapsed days or money, with its 95 %
    interval (paired, from pages of 1,024 iterations; NaN for fewer than two of them)."""

    group: str
    move: float
    low: float
    high: float


@dataclass(frozen=True)
class Bridge:
    """From `old` to `new`, two results; level : of the percentile that moves.

    finish, cost : a bar for each group in the order in which the changes are made, the last for
    luck; they add up to the move of the whole. `cost` is empty where either plan has no money.
    shapley : True where each bar is the mean over all orders.
    """

    match: Match
    old: Result
    new: Result
    level: float
    shapley: bool
    finish: tuple[Bar, ...]
    cost: tuple[Bar, ...]

    @property
    def days(self) -> float:
        """Elapsed days from the old percentile to the new one."""
        return fsum(bar.move for bar in self.finish)

    @property
    def money(self) -> float:
        """Money from the old percentile to the new one; NaN where there is none."""
        return fsum(bar.move for bar in self.cost) if self.cost else nan

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 bridge --json`` prints: docs/reference/bridge.md."""
        return document.to_dict(self)


class Options(TypedDict, total=False):
    """The rarer settings of `bridge`. level : of the percentile, 80 unless said. old_seed : with
    which `old` was forecast, `seed` unless said. shapley : the mean over all orders."""

    level: float
    old_seed: int | None
    shapley: bool
    threads: int | None


def bridge(
    old: Program,
    new: Program,
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Bridge:
    """Why the percentile of `new` is another than that of `old`: one group of changes after the
    other is made, in the order of `groups.Group`, and each program between is simulated with the
    same draws.

    shapley : each bar is the mean of what its group moves over all orders in which the groups can
    be taken (Shapley 1953, A value for n-person games); these add up as well.
    progress : called with (runs done, runs in all). Raises PlanError where a plan, or one between
    them, cannot be scheduled; SettingsError.
    """
    level, shapley = options.get("level", 80.0), options.get("shapley", False)
    if not 0 < level < 100:
        raise SettingsError(f"percentile {level:g}: give one between 0 and 100, such as P80")
    found, old_seed = match(old, new), options.get("old_seed")
    runs = Runs(found, iterations, seed, level, options.get("threads"))
    before = runs.result(old, seed if old_seed is None else old_seed)
    after = runs.result(new, seed)
    runs.keep(EVERYTHING, after)
    if not found.projects and old_seed in (None, seed):
        runs.keep(NOTHING, before)
    shares = over_all_orders(runs, progress) if shapley else in_order(runs, progress)
    luck = runs.figures(NOTHING) - runs.figures_of(before)
    finish, cost = _bars(shares, luck)
    return Bridge(found, before, after, level, shapley, finish, cost)


def _bars(shares: Shares, luck: Floats) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Bars of the finish and of the cost; none of the cost where it is not a number."""
    moves = [(group.value, shares[group]) for group in ORDER] + [(LUCK, luck)]
    finish = tuple(_bar(name, move[0]) for name, move in moves)
    if any(np.isnan(move[1, 0]) for _, move in moves):
        return finish, ()
    return finish, tuple(_bar(name, move[1]) for name, move in moves)


def _bar(name: str, move: Floats) -> Bar:
    """move : float64[1 + pages], of all iterations, then page by page."""
    half, whole = half_width(move[1:]), float(move[0])
    return Bar(name, whole, whole - half, whole + half)
