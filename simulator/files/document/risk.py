"""Uncertainty by rule, risks, drivers and correlations of the plan file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Number, Strict, Text, Texts, many, refused


class Chosen(Strict):
    """Tasks by selector: an id, a list, CIVIL/*, wbs:Earthworks, field:value."""

    tasks: Texts | None = None
    wbs: Text | None = Field(default=None, description="only those at or below this WBS element")


class RuleDoc(Chosen):
    """A range for tasks that have none."""

    duration: Number | None = None
    cost: Number | None = None


class ImpactDoc(Chosen):
    """What a risk does."""

    delay: Number | None = None
    cost: Number | None = None


Impacts = Annotated[
    tuple[ImpactDoc, ...],
    BeforeValidator(many, json_schema_input_type=ImpactDoc | list[ImpactDoc]),
]


class ResponseDoc(Strict):
    """The risk after its response, and what the response costs."""

    probability: Number
    cost: Number | None = None
    impacts: Impacts | None = None


class RiskDoc(Strict):
    """An event that may happen."""

    id: Text
    name: Text | None = None
    probability: Number
    impacts: Impacts
    mitigated: ResponseDoc | None = None


class DriverDoc(Chosen):
    """A common cause: one factor on the durations of all its tasks."""

    id: Text
    name: Text | None = None
    factor: Number
    probability: Number | None = None


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
        description="[task A110, cost of A110, risk R1, impact of R1, driver D1]; else tasks",
    )
    coefficient: Number | None = Field(default=None, description="Spearman, -1 to 1")
    matrix: Matrix | None = Field(
        default=None, description="rows for what `of` names, or a CSV file or workbook"
    )
