"""Funding by confidence: what each chance of success costs, in money and in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.results.estimate import DateEstimate, MoneyEstimate

if TYPE_CHECKING:
    from simulator.results.result import Result

STEPS = tuple(range(5, 100, 5))
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Row:
    """One level of confidence, 0 to 100. extra_days, extra_cost : beyond the plan's own values,
    elapsed days and money; negative where the plan holds more than that level needs. cost : None
    where no money is planned."""

    level: float
    finish: DateEstimate
    extra_days: float
    cost: MoneyEstimate | None
    extra_cost: float | None


def funding(result: Result, levels: tuple[float, ...] = STEPS) -> tuple[Row, ...]:
    """A row a level, each percentile with its interval."""
    return tuple(_row(result, level) for level in levels)


def _row(result: Result, level: float) -> Row:
    finish, cost = result.finish, result.cost
    return Row(
        level,
        finish.percentile(level),
        finish.contingency(level),
        None if cost is None else cost.percentile(level),
        None if cost is None else cost.contingency(level),
    )
