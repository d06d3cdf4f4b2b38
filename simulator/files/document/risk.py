"""Uncertainty by rule, risks, drivers and correlations of the plan file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Number, Strict, Text, Texts, many


class Chosen(Strict):
    """Tasks by selector: an id, a list, CIVIL/*, wbs:Earthworks, field:value."""

    tasks: Texts | None = None
    wbs: Text | None = Field(default=None, description="only those at or below this WBS element")


class TemplateDoc(Strict):
    """Ranges with a name, for rules that pick them by a code of the task."""

    duration: Number | None = None
    cost: Number | None = None


def _short(value: Any) -> Any:
    return {"duration": value} if isinstance(value, str) else value


AnyTemplate = Annotated[
    TemplateDoc, BeforeValidator(_short, json_schema_input_type=str | TemplateDoc)
]
"""A mapping, or the text of its `duration` alone."""


class RuleDoc(Chosen):
    """A range for tasks that have none."""

    duration: Number | None = None
    cost: Number | None = None
    field: Text | None = Field(
        default=None, description="field of the task whose value names its template"
    )


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


class CorrelationDoc(Chosen):
    """Durations that move together."""

    coefficient: Number
