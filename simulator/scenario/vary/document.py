"""The JSON document and the table of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.results.document import clean, head
from simulator.results.estimate import Chance
from simulator.scenario.compare.case import LEVELS
from simulator.scenario.compare.difference import Difference
from simulator.scenario.compare.document import difference, figures
from simulator.scenario.vary.grid import Cell, Grid

if TYPE_CHECKING:
    import pandas as pd


def to_dict(grid: Grid) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    own = grid.own
    cleaned: dict[str, Any] = clean(
        {
            **head(own, grid.seconds),
            "calendar": grid.calendar,
            "factors": [
                {"name": one.name, "values": [value.text for value in one.values]}
                for one in grid.factors
            ],
            "plan": figures(own),
            "cells": [_cell(cell) for cell in grid.cells],
        }
    )
    return cleaned


def table(grid: Grid) -> pd.DataFrame:
    """One row a combination, the last factor fastest.

    A column for each factor, its values as numbers: shares for percentages, else in the unit that
    its name says. finish_p50, finish_p80 : dates. chance : of the target; cost_p50, cost_p80 :
    money; joint : chance of both targets. Then what the combination adds to the plan, each with
    its interval in _low and _high: finish_p50_days, finish_p80_days : working days;
    cost_p50_difference, cost_p80_difference. NaN where there is no target, no money or no interval.
    """
    import pandas as pd

    nothing = float("nan")
    columns: dict[str, list[Any]] = {
        one.column: [cell.values[place].value for cell in grid.cells]
        for place, one in enumerate(grid.factors)
    }
    for p in LEVELS:
        columns[f"finish_p{p}"] = [cell.finish[p].value for cell in grid.cells]
    columns["chance"] = [_value(cell.chance) for cell in grid.cells]
    for p in LEVELS:
        columns[f"cost_p{p}"] = [
            cell.cost[p].value if cell.cost else nothing for cell in grid.cells
        ]
    columns["joint"] = [_value(cell.joint) for cell in grid.cells]
    for p in LEVELS:
        _add(columns, f"finish_p{p}_days", [cell.days[p] for cell in grid.cells])
    for p in LEVELS:
        _add(columns, f"cost_p{p}_difference", [cell.money.get(p) for cell in grid.cells])
    return pd.DataFrame(columns)


def _add(columns: dict[str, list[Any]], name: str, found: list[Difference | None]) -> None:
    for suffix, field in (("", "value"), ("_low", "low"), ("_high", "high")):
        columns[name + suffix] = [
            float("nan") if one is None else getattr(one, field) for one in found
        ]


def _value(chance: Chance | None) -> float:
    return float("nan") if chance is None else chance.value


def _cell(cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {
        "values": [value.text for value in cell.values],
        "finish": {f"P{p}": one.to_dict() for p, one in cell.finish.items()},
    }
    moved: dict[str, Any] = {"finish": {f"P{p}": difference(one) for p, one in cell.days.items()}}
    if cell.cost:
        found["cost"] = {f"P{p}": one.to_dict() for p, one in cell.cost.items()}
    if cell.money:
        moved["cost"] = {f"P{p}": difference(one) for p, one in cell.money.items()}
    for name, chance in (("chance", cell.chance), ("jcl", cell.joint)):
        if chance is not None:
            found[name] = {"value": chance.value, "low": chance.low, "high": chance.high}
    return found | {"difference": moved}
