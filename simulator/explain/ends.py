"""The finish if one task takes its optimistic or its pessimistic value, all else as it falls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from simulator.explain.trials import Trials
from simulator.network.arrays import Network
from simulator.network.certain import with_values
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


def end_of(trials: Trials, factor: Factor) -> End:
    """Both ends of the range of one task. factor : of kind "task"."""
    compiled = trials.again.compiled
    (row,) = factor.rows
    draw = int(compiled.network.tasks.duration[row])
    quantity = compiled.quantities.items[draw]
    values = quantity.distribution.quantile(np.array(ENDS)) * quantity.scale
    moves = []
    for value in values.tolist():
        after = trials.of(partial(_held, draw=draw, value=value))
        move = trials.move(after, trials.base)
        moves.append((move.days, move.low, move.high))
    task = compiled.rows[row].task
    day = compiled.canonical.calendars[task.calendar].minutes_per_day
    short, long = values / day
    return End(factor.id, factor.name, float(short), float(long), moves[0], moves[1])


def _held(network: Network, draw: int, value: float) -> Network:
    held = with_values(network, {draw: value})
    # Working time alone cannot tell apart the two instants of a task without work.
    return held if value > 0 else held._replace(single=0)
