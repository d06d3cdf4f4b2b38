"""What came out in every combination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.results.estimate import Chance, DateEstimate, MoneyEstimate
from simulator.results.result import Result
from simulator.scenario.compare.case import LEVELS, Case
from simulator.scenario.compare.difference import Difference
from simulator.scenario.vary.factor import Factor
from simulator.scenario.vary.levels import Level

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination: values, one a factor; estimates by percentile; chances; and what it adds to
    the plan, as in `compare.Case`."""

    values: tuple[Level, ...]
    finish: Mapping[int, DateEstimate]
    cost: Mapping[int, MoneyEstimate]
    chance: Chance | None
    joint: Chance | None
    days: Mapping[int, Difference]
    money: Mapping[int, Difference]


def cell_of(values: tuple[Level, ...], case: Case) -> Cell:
    """What is kept of one run: no sample."""
    result = case.result
    cost = result.cost
    return Cell(
        values,
        {p: result.finish.percentile(p) for p in LEVELS},
        {} if cost is None else {p: cost.percentile(p) for p in LEVELS},
        result.finish.target_chance,
        result.target_joint_chance,
        case.finish,
        case.cost,
    )


@dataclass(frozen=True)
class Grid:
    """Every combination of the factors' values, the last factor fastest.

    own : the run of the plan as it is. calendar : whose working days are counted. seconds : for
    all runs.
    """

    own: Result
    factors: tuple[Factor, ...]
    cells: tuple[Cell, ...]
    calendar: str
    seconds: float

    @property
    def quantities(self) -> tuple[str, ...]:
        """What can be drawn: nothing for more than two factors, the cost where there is any."""
        if len(self.factors) > 2:
            return ()
        has_cost = all(cell.money and cell.cost for cell in self.cells)
        return ("finish", "cost") if has_cost else ("finish",)

    def table(self) -> pd.DataFrame:
        """One row a combination: see `document.table`."""
        from simulator.scenario.vary import document

        return document.table(self)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 compare --vary --json`` prints: docs/reference/json.md."""
        from simulator.scenario.vary import document

        return document.to_dict(self)

    def chart(self, quantity: str = "finish", axes: Any = None) -> Any:
        """A line for one factor, a heat map for two: a matplotlib Axes."""
        # Charts stand above and load matplotlib: put off until asked for, as in `Result.charts`.
        return import_module("simulator.charts.vary").vary(self, quantity, axes)

    def __repr__(self) -> str:
        names = " × ".join(one.name for one in self.factors)
        return f"<Grid of {self.own.program.title!r}: {names}, {len(self.cells):,} runs>"
