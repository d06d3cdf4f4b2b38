"""Funding by confidence: what each chance of success costs, in money and in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.results.estimate import DateEstimate, MoneyEstimate

if TYPE_CHECKING:
    import pandas as pd

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


def table(rows: tuple[Row, ...]) -> pd.DataFrame:
    """One row a level. level : per cent. finish, finish_low, finish_high : dates; extra_days :
    beyond the plan, elapsed days. cost, cost_low, cost_high, extra_cost : money, where some is
    planned."""
    import pandas as pd

    found = []
    for one in rows:
        row: dict[str, Any] = {
            "level": one.level,
            "finish": one.finish.value,
            "finish_low": one.finish.low and one.finish.low.value,
            "finish_high": one.finish.high and one.finish.high.value,
            "extra_days": one.extra_days,
        }
        if one.cost is not None:
            row |= {"cost": one.cost.value, "cost_low": one.cost.low, "cost_high": one.cost.high}
            row["extra_cost"] = one.extra_cost
        found.append(row)
    return pd.DataFrame(found)


def _row(result: Result, level: float) -> Row:
    finish, cost = result.finish, result.cost
    return Row(
        level,
        finish.percentile(level),
        finish.contingency(level),
        None if cost is None else cost.percentile(level),
        None if cost is None else cost.contingency(level),
    )
