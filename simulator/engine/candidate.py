"""Something that could be made certain, and what a run says about its weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.network.arrays import Network
from simulator.network.compile import Compiled
from simulator.results.raw import Floats


@dataclass(frozen=True)
class Candidate:
    """Something that can be made certain. kind, id, name : as in `results.raw.Lever`. score : a
    guess of its weight. certain : the network in which it is."""

    kind: str
    id: str
    name: str
    score: float
    certain: Callable[[Network], Network]


@dataclass(frozen=True)
class Outcome:
    """One way that something can come out: its chance, and the working minutes that it then has
    on the critical path."""

    chance: float
    length: float


@dataclass(frozen=True)
class Found:
    """A compiled program and what its first pass found. critical : by row, share of iterations on
    the critical path. share : by event, share of iterations in which it happened."""

    compiled: Compiled
    critical: Floats
    share: Floats

    def outcome(self, event: int, happens: bool = True) -> Outcome:
        """What an event puts on the critical path where it happens, or where it does not."""
        chance = float(self.share[event])
        chance = chance if happens else 1.0 - chance
        logic, planned = self.compiled.network.logic, self.compiled.network.tasks.planned
        if logic is None or chance <= 0.0:
            return Outcome(chance, 0.0)
        gates = logic.gates
        named = np.flatnonzero((gates.event == event) & (gates.wanted == happens))
        there = np.isin(gates.gate, np.searchsorted(gates.first, named, side="right") - 1)
        return Outcome(chance, float((self.critical * planned)[there].sum()) / chance)
