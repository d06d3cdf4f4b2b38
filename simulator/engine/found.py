"""What a first run found, as far as a guess of weights needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import NamedTuple

import numpy as np

from simulator.network.compile import Compiled
from simulator.results.raw import Floats, TaskTallies


class Size(NamedTuple):
    """What something moves: working minutes of the finish, and money."""

    minutes: float = 0.0
    money: float = 0.0


class Outcome(NamedTuple):
    """One way that something can come out: its chance, and what work it then brings."""

    chance: float
    work: Size


@dataclass(frozen=True)
class Found:
    """A compiled program and its run. critical : by row, share of iterations on the critical path.
    mean : by row, working minutes. share : by event, share of iterations in which it happened."""

    compiled: Compiled
    critical: Floats
    mean: Floats
    share: Floats

    @cached_property
    def rate(self) -> Floats:
        """Money for each working minute, by row."""
        money, found = self.compiled.network.money, np.zeros(len(self.mean))
        np.add.at(found, money.rate_row, money.rate)
        return found

    def outcome(self, event: int, happens: bool = True) -> Outcome:
        """What an event brings where it happens, or where it does not."""
        chance = float(self.share[event])
        chance = chance if happens else 1.0 - chance
        logic, planned = self.compiled.network.logic, self.compiled.network.tasks.planned
        if logic is None or chance <= 0.0:
            return Outcome(chance, Size())
        gates = logic.gates
        named = np.flatnonzero((gates.event == event) & (gates.wanted == happens))
        there = np.isin(gates.gate, np.searchsorted(gates.first, named, side="right") - 1)
        minutes = float((self.critical * planned)[there].sum()) / chance
        return Outcome(chance, Size(minutes, float((self.rate * planned)[there].sum())))


def found_by(
    compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...], share: Floats
) -> Found:
    """`Found` of a run. tallies : by activity, in the order of `ids`. share : as in `Found`."""
    place = {task: k for k, task in enumerate(ids)}
    own = [-1 if row.is_hub else place[row.task.id] for row in compiled.rows]
    critical, mean = (
        np.append(values, 0.0)[own] for values in (tallies.critical, tallies.duration_mean)
    )
    return Found(compiled, critical, mean, share)


def departure(outcomes: Sequence[Outcome], sure: int) -> Size:
    """Root mean square distance from the outcome that is made certain; what is left of the chance
    brings nothing."""
    rest = Outcome(max(0.0, 1.0 - sum(one.chance for one in outcomes)), Size())
    goal, every = outcomes[sure].work, (*outcomes, rest)
    return Size(
        sqrt(sum(one.chance * (one.work.minutes - goal.minutes) ** 2 for one in every)),
        sqrt(sum(one.chance * (one.work.money - goal.money) ** 2 for one in every)),
    )
