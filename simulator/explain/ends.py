"""The finish if one task takes its optimistic or its pessimistic value, all else as it falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from simulator.engine.again import Change
from simulator.explain.trials import Trials
from simulator.network.arrays import Network
from simulator.network.certain import touched, with_values
from simulator.network.compile import Compiled
from simulator.network.factors import Factor

ENDS = (0.1, 0.9)
"""Probabilities of the optimistic and of the pessimistic value."""


@dataclass(frozen=True, slots=True)
class End:
    """One task at both ends of its range.

    short, long : its P10 and P90, working days before drivers and risks. early, late : how far the
    percentile of the finish then lies from where it is, elapsed days, with 95 % intervals.
    """

    id: str
    name: str
    short: float
    long: float
    early: tuple[float, float, float]
    late: tuple[float, float, float]

    @property
    def swing(self) -> float:
        """From the optimistic to the pessimistic finish, elapsed days."""
        return self.late[0] - self.early[0]


def ends_of(trials: Trials, factors: Sequence[Factor]) -> list[End]:
    """Both ends of the ranges of some tasks. factors : of kind "task"."""
    compiled = trials.again.compiled
    values, changes = [], []
    for factor in factors:
        (row,) = factor.rows
        draw = int(compiled.network.tasks.duration[row])
        quantity = compiled.quantities.items[draw]
        own = quantity.distribution.quantile(np.array(ENDS)) * quantity.scale
        values.append(own / _day(compiled, row))
        rows = touched(compiled.network, factor)
        changes += [Change(partial(_held, draw=draw, value=one), rows) for one in own.tolist()]
    after = [trials.move(one, trials.base)[:3] for one in trials.each_of(changes)]
    return [
        End(factor.id, factor.name, float(days[0]), float(days[1]), *after[2 * k : 2 * k + 2])
        for k, (factor, days) in enumerate(zip(factors, values, strict=True))
    ]


def _day(compiled: Compiled, row: int) -> float:
    """Minutes of a working day of a row's calendar."""
    return compiled.canonical.calendars[compiled.rows[row].task.calendar].minutes_per_day


def _held(network: Network, draw: int, value: float) -> Network:
    held = with_values(network, {draw: value})
    # Working time alone cannot tell apart the two instants of a task without work.
    return held if value > 0 else held._replace(on_clock=1)
