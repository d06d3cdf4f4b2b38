"""Other assumptions for the same plan: pure functions from a program to a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.errors import PlanError
from simulator.model.correlation import Correlation, durations
from simulator.model.distributions import Family
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.scenario.envelope.three_points import SHAPES, drawn_as

COEFFICIENTS = (0.0, 0.3, 0.6)
"""Spearman's, between the durations of every two tasks: none, some, much."""


@dataclass(frozen=True, slots=True)
class Range:
    """One range of the plan. task : full id; quantity : "duration" or "cost"."""

    task: str
    quantity: str
    spread: Spread

    @property
    def family(self) -> str:
        """Its name in the plan file."""
        distribution = self.spread.distribution
        return distribution.name if isinstance(distribution, Family) else str(distribution)

    @property
    def moves(self) -> bool:
        """True where it can be drawn as another family, and then as each."""
        return drawn_as(SHAPES[0], self.spread.distribution) is not None


@dataclass(frozen=True, slots=True)
class Ranges:
    """The ranges of a plan: those that are drawn anew, and those that stay as they were written."""

    moved: tuple[Range, ...]
    kept: tuple[Range, ...]

    @property
    def durations(self) -> tuple[str, ...]:
        """Tasks of uncertain duration, which the correlation is between."""
        every = (*self.moved, *self.kept)
        return tuple(sorted(one.task for one in every if one.quantity == "duration"))

    @property
    def families(self) -> Mapping[str, int]:
        """How many ranges the plan has of each family, the most frequent first."""
        return dict(Counter(one.family for one in (*self.moved, *self.kept)).most_common())


def ranges_of(program: Program) -> Ranges:
    """Uncertain ranges of open durations and of costs.

    Raises `PlanError` where there is none: no assumption about ranges would change anything.
    """
    found = [one for task in program.tasks for one in _of_task(task)]
    if not found:
        raise PlanError.one(
            program.title,
            "no-range",
            "no duration and no cost has a range, so no assumption about ranges can matter",
            'Give every open task one: --range "triangular(90%, 100%, 130%)".',
        )
    return Ranges(
        tuple(one for one in found if one.moves), tuple(one for one in found if not one.moves)
    )


def reshaped(program: Program, shape: str) -> Program:
    """`program` with its ranges drawn as `shape` through the same three points.

    Ranges without three points stay as they are; so do those of risks, drivers, lags and rates.
    """
    return replace(program, tasks=tuple(_redrawn(task, shape) for task in program.tasks))


def correlated(program: Program, tasks: tuple[str, ...], coefficient: float) -> Program:
    """`program` with one coefficient between the durations of all `tasks`, instead of its own
    correlations."""
    one = Correlation(durations(tasks), coefficient)
    return replace(program, correlations=(one,) if coefficient and len(tasks) > 1 else ())


def _of_task(task: Task) -> Iterator[Range]:
    open_work = task.kind is Kind.TASK and not task.is_finished
    both = {"duration": task.spread if open_work else None, "cost": task.cost.spread}
    for quantity, spread in both.items():
        if spread is not None and spread.distribution.variance() > 0.0:
            yield Range(task.id, quantity, spread)


def _redrawn(task: Task, shape: str) -> Task:
    cost = replace(task.cost, spread=_other(task.cost.spread, shape))
    return replace(task, spread=_other(task.spread, shape), cost=cost)


def _other(spread: Spread | None, shape: str) -> Spread | None:
    other = None if spread is None else drawn_as(shape, spread.distribution)
    return spread if spread is None or other is None else replace(spread, distribution=other)
