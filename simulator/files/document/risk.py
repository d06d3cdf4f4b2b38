"""Uncertainty by rule, risks, drivers and correlations of the plan file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from simulator.files.document.base import (
    Moment,
    Number,
    Strict,
    Text,
    Texts,
    Until,
    many,
    refused,
)
from simulator.files.lists import items_of


class Chosen(Strict):
    """Tasks by selector: an id, a list, CIVIL/*, wbs:Earthworks, field:value."""

    tasks: Texts | None = None
    wbs: Text | None = Field(default=None, description="only those at or below this WBS element")


class RangesDoc(Strict):
    """Ranges for tasks that have none."""

    duration: Number | None = None
    cost: Number | None = None
    rate: Number | None = Field(default=None, description="range of the cost per day")
    costs: Number | None = Field(default=None, description="range of each of its costs, in percent")
    lag: Number | None = Field(default=None, description="range of the lags before these tasks")


class TemplateDoc(RangesDoc):
    """Ranges with a name, for rules that pick them by a code of the task."""


def _short(value: Any) -> Any:
    return {"duration": value} if isinstance(value, str) else value


AnyTemplate = Annotated[
    TemplateDoc, BeforeValidator(_short, json_schema_input_type=str | TemplateDoc)
]
"""A mapping, or the text of its `duration` alone."""


class RuleDoc(Chosen, RangesDoc):
    """Ranges for the tasks that it chooses."""

    field: Text | None = Field(
        default=None, description="field of the task whose value names its template"
    )


class ScalesDoc(Strict):
    """Words of a register and what they stand for, the lowest first."""

    probability: dict[str, Number] | None = None
    delay: dict[str, Number] | None = None
    cost: dict[str, Number] | None = None


class ImpactDoc(Chosen):
    """What a risk does."""

    delay: Number | None = Field(default=None, description="work added to each task, or saved")
    start_delay: Number | None = Field(default=None, description="wait before each task starts")
    cost: Number | None = None
    cost_per_day: Number | None = Field(default=None, description="money for each day of delay")
    chance: Number | None = Field(default=None, description="with which each task is hit")


Impacts = Annotated[
    tuple[ImpactDoc, ...],
    BeforeValidator(many, json_schema_input_type=ImpactDoc | list[ImpactDoc]),
]


class ResponseDoc(Strict):
    """The risk after its response, and what the response costs."""

    probability: Number
    cost: Number | None = None
    impacts: Impacts | None = None
    tasks: Texts | None = Field(default=None, description="the work that the response takes")


class WindowDoc(Strict):
    """When a risk is alive."""

    from_: Moment | None = Field(default=None, alias="from")
    to: Until | None = None
    during: Text | None = Field(default=None, description="the task while which it may strike")


def _pairs(value: Any) -> Any:
    """``R2: 60%; R3: 100%`` as a cell of a table says it."""
    if not isinstance(value, str):
        return value
    pairs = (item.rpartition(":") for item in items_of(value))
    return {risk.strip(): chance.strip() for risk, _, chance in pairs}


Raises = Annotated[
    dict[str, Number], BeforeValidator(_pairs, json_schema_input_type=dict[str, str | float])
]


class RiskDoc(Strict):
    """An event that may happen."""

    id: Text
    name: Text | None = None
    probability: Number = Field(description="30%, a range of chances, or a word of the scale")
    impacts: Impacts | None = Field(
        default=None, description="what it does; none where it only raises others or is asked about"
    )
    mitigated: ResponseDoc | None = None
    window: WindowDoc | None = None
    raises: Raises | None = Field(
        default=None, description="{R2: 60%}: what it makes of the probability of others"
    )
    parallel: bool | None = Field(
        default=None, description="of these only the largest delay of a task counts"
    )


Acts = Annotated[
    tuple[Literal["duration", "cost", "rate"], ...],
    BeforeValidator(many, json_schema_input_type=str | list[str]),
]


class DriverDoc(Chosen):
    """A common cause: one factor on all its tasks."""

    id: Text
    name: Text | None = None
    factor: Number
    probability: Number | None = None
    on: Acts | None = Field(default=None, description="duration unless given")
    parallel: bool | None = Field(
        default=None, description="of these only the largest factor on a task counts"
    )


def _matrix(value: Any) -> Any:
    """The name of a file, or rows of cells."""
    if isinstance(value, str) or value is None:
        return value
    rows = value if isinstance(value, list) else [value]
    if not all(isinstance(row, list) and all(map(_is_cell, row)) for row in rows):
        mend = "Write [[1, 0.5], [0.5, 1]], or the name of a CSV file or workbook."
        raise refused("matrix", "this should be rows of coefficients, or a file", mend)
    return tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)


def _is_cell(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float))


Matrix = Annotated[
    str | tuple[tuple[str, ...], ...],
    BeforeValidator(_matrix, json_schema_input_type=str | list[list[str | float | None]]),
]
"""Rows of coefficients, or the file that holds them."""


class CorrelationDoc(Chosen):
    """What moves together."""

    of: Texts | None = Field(
        default=None,
        description="[task A110, cost of A110, cost steel of A110, risk R1, impact of R1, "
        "driver D1, currency USD, escalation steel, benefit Fares]; else tasks",
    )
    coefficient: Number | None = Field(default=None, description="Spearman, -1 to 1")
    matrix: Matrix | None = Field(
        default=None, description="rows for what `of` names, or a CSV file or workbook"
    )
