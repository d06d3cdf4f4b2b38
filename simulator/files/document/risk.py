"""Uncertainty by rule, risks, drivers and correlations of the plan file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Number, Strict, Text, Texts, many


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


class CorrelationDoc(Chosen):
    """Durations that move together."""

    coefficient: Number
