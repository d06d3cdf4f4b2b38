"""One scenario beside the plan: what it gives, and what it adds to each figure of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from simulator.results.raw import Floats
from simulator.results.result import Result
from simulator.results.workdays import Workdays
from simulator.scenario.compare.difference import (
    Difference,
    percentile_difference,
    share_difference,
)

LEVELS = (50, 80)
"""Percentiles that are compared."""


@dataclass(frozen=True)
class Case:
    """A scenario's run, and its differences from the plan's.

    finish : by percentile, working days; cost : by percentile, money, empty where neither the plan
    nor the scenario holds any. chance : of the plan's target finish; joint : of both targets;
    None without such targets.
    """

    title: str
    note: str
    result: Result
    finish: Mapping[int, Difference]
    cost: Mapping[int, Difference]
    chance: Difference | None
    joint: Difference | None

    @property
    def changes_nothing(self) -> bool:
        """True where no iteration differs from the plan's, in time or in money."""
        return all(one.same for one in (*self.finish.values(), *self.cost.values()))


def case_of(title: str, note: str, own: Result, result: Result, working: Workdays) -> Case:
    """`result` compared with that of the plan, `own`; both of the same seed and iterations.

    working : counts days, from the origin of `own` on.
    """
    finish = finishes(result, own)
    days = {p: percentile_difference(finish, own.outcome.finish, p, working.before) for p in LEVELS}
    money: dict[int, Difference] = {}
    if own.cost is not None or result.cost is not None:
        costs = costs_of(result), costs_of(own)
        money = {p: percentile_difference(*costs, p, lambda value: value) for p in LEVELS}
    return Case(title, note, result, days, money, _chance(result, own), _joint(result, own))


def finishes(result: Result, own: Result) -> Floats:
    """Finishes of `result` in minutes from the origin of `own`, float64[iterations]."""
    later = (result.origin - own.origin) / timedelta(minutes=1)
    return result.outcome.finish + later if later else result.outcome.finish


def costs_of(result: Result) -> Floats:
    """Cost of each iteration; nothing where no money is planned."""
    cost = result.outcome.cost
    return np.zeros(len(result.outcome.finish)) if cost is None else cost


def _chance(result: Result, own: Result) -> Difference | None:
    if own.finish.target is None:
        return None
    by = own.finish.target_number
    by += own.finish.noise(by)
    return share_difference(finishes(result, own) <= by, own.outcome.finish <= by)


def _joint(result: Result, own: Result) -> Difference | None:
    by, most = own.finish.target_number, own.target.cost
    if own.finish.target is None or most is None:
        return None
    hits = (finishes(result, own) <= by) & (costs_of(result) <= most)
    return share_difference(hits, (own.outcome.finish <= by) & (costs_of(own) <= most))
