"""Resources of the plan file, and who works on a task: assignments, expenses, baselines."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Moment, Number, Strict, Text, Until, many


class RateDoc(Strict):
    """A price from a date on."""

    start: Moment | None = Field(default=None, description="the first one has none")
    rate: Number = Field(description="95/h, 760/d; of material, the price of a unit")
    per_use: Number | None = Field(default=None, description="money for each unit assigned")


class ResourceDoc(Strict):
    """People, machines or material."""

    name: Text | None = None
    type: Literal["work", "material", "cost"] | None = None
    capacity: Number | None = Field(default=None, description="units at most; 1 or 100% is one")
    calendar: str | None = None
    rate: Number | None = Field(default=None, description="95/h, 760/d; or rates")
    per_use: Number | None = Field(default=None, description="money for each unit assigned")
    rate_uncertainty: Number | None = Field(
        default=None, description="range of its rates, as triangular(90%, 100%, 130%)"
    )
    rates: tuple[RateDoc, ...] | None = Field(default=None, description="prices by date")


class AssignmentDoc(Strict):
    """One resource on one task."""

    units: Number | None = Field(default=None, description="1 or 100% is one, full time")
    work: Number | None = Field(default=None, description="80h; of material, how much")
    remaining: Number | None = Field(default=None, description="what is left of it")
    uncertainty: Number | None = Field(
        default=None, description="range of the quantity, as pert(80%, 100%, 150%)"
    )
    cost: Number | None = Field(default=None, description="already in the task's cost")
    cost_per_day: Number | None = Field(
        default=None, description="of it, what comes by the working day of the task"
    )
    actual_cost: Number | None = None
    remaining_cost: Number | None = None
    paid: Text | None = Field(
        default=None, description="when the money for its time leaves, as of costs; evenly"
    )


class ExpenseDoc(Strict):
    """A cost that no resource causes, already in the task's cost."""

    name: Text
    cost: Number
    actual_cost: Number | None = None
    remaining_cost: Number | None = None


class BaselineDoc(Strict):
    """What was once agreed."""

    start: Moment | None = None
    finish: Until | None = None
    duration: Number | None = None
    cost: Number | None = None


def _units(value: Any) -> Any:
    return value if isinstance(value, dict) else {"units": value}


def _each(value: Any) -> Any:
    """``fitter 4; crane`` as a cell of a table says it: names are told from numbers later."""
    if not isinstance(value, str):
        return value
    found: dict[str, list[Any]] = {}
    for item in re.split("[;\n]" if ";" in value else "[,\n]", value):
        if item.strip():
            found.setdefault(item.strip(), []).append({})
    return found


OneAssignment = Annotated[
    AssignmentDoc, BeforeValidator(_units, json_schema_input_type=str | float | AssignmentDoc)
]
Assignments = Annotated[
    tuple[OneAssignment, ...],
    BeforeValidator(many, json_schema_input_type=OneAssignment | list[OneAssignment]),
]
AllAssignments = Annotated[
    dict[str, Assignments],
    BeforeValidator(_each, json_schema_input_type=str | dict[str, Assignments]),
]
Expenses = Annotated[
    tuple[ExpenseDoc, ...],
    BeforeValidator(many, json_schema_input_type=ExpenseDoc | list[ExpenseDoc]),
]
