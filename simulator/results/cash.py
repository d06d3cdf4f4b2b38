"""Money by period: what is spent when, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from simulator.results.estimate import MONTHS, show_day
from simulator.results.percentile import percentile
from simulator.results.raw import Floats

if TYPE_CHECKING:
    import pandas as pd

_NAMES: Mapping[str, Callable[[datetime], str]] = {
    "week": show_day,
    "month": lambda at: f"{MONTHS[at.month - 1]} {at.year}",
    "quarter": lambda at: f"Q{(at.month + 2) // 3} {at.year}",
    "year": lambda at: str(at.year),
}

LEVELS = (10, 50, 80, 90)
"""The percentiles of a cash flow."""


@dataclass(frozen=True)
class CashFlow:
    """What a program spends by period.

    edges : begin of each period, and the end of the last. spent : float64[period, iteration].
    planned : float64[period], as the plan has it. actual : of it, what is spent already.
    headings : by place in the cost breakdown, money in all, float64[iteration]. planned_headings :
    as planned. planned_accounts : by full id of the task and place in the cost breakdown, "" for
    none, without risks, overheads and penalties. present : float64[iteration], present value at
    the program's start, of all money at its own dates; None without a discount rate. iterations :
    how many of the run were looked at, its first.
    """

    unit: str
    edges: tuple[datetime, ...]
    spent: Floats
    planned: Floats
    actual: Floats
    headings: Mapping[str, Floats]
    planned_headings: Mapping[str, float]
    planned_accounts: Mapping[tuple[str, str], float]
    present: Floats | None
    discount: float | None
    currency: str

    @property
    def iterations(self) -> int:
        """Iterations that the flow is worked out in."""
        return int(self.spent.shape[1])

    @cached_property
    def cumulative(self) -> Floats:
        """Money spent up to the end of each period, float64[period, iteration]."""
        return np.cumsum(self.spent, axis=0)

    def percentiles(self, cumulative: bool = True) -> Mapping[int, Floats]:
        """By level, float64[period]. They do not add up over periods."""
        values = np.sort(self.cumulative if cumulative else self.spent, axis=1)
        return {p: np.array([percentile(row, p) for row in values]) for p in LEVELS}

    def chance_beyond(self, limits: Floats) -> Floats:
        """Chance that more than `limits`, float64[period], is spent by the end of each period."""
        over: Floats = (self.cumulative > limits[:, None]).mean(axis=1)
        return over

    @property
    def peak(self) -> int:
        """The period in which most is spent, at P50."""
        return int(np.argmax(self.percentiles(cumulative=False)[50]))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of each period: ``2027``, ``Q1 2027``, ``Jan 2027``, or the Monday ``4 Jan 2027``."""
        return tuple(map(_NAMES[self.unit], self.edges[:-1]))

    def table(self) -> pd.DataFrame:
        """One row a period: planned and actual money, mean and percentiles, alone and up to its
        end."""
        import pandas as pd

        columns: dict[str, object] = {
            "from": self.edges[:-1],
            "to": self.edges[1:],
            "planned": self.planned,
            "actual": self.actual,
            "mean": self.spent.mean(axis=1),
        }
        columns |= {f"P{p}": found for p, found in self.percentiles(cumulative=False).items()}
        columns["planned_cumulative"] = np.cumsum(self.planned)
        columns["mean_cumulative"] = self.cumulative.mean(axis=1)
        columns |= {f"P{p}_cumulative": found for p, found in self.percentiles().items()}
        return pd.DataFrame(columns)
