"""Money of the plan file: cost elements, rising prices, overheads, penalties and bonuses."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Moment, Number, Strict, Text, Until, many


class ElementDoc(Strict):
    """One cost of a task, on top of its `cost`. It has one of the three prices."""

    name: Text | None = Field(default=None, description="unique in the task; cost 1 unless given")
    amount: Number | None = Field(default=None, description="in all: 80k, or a range")
    per_day: Number | None = Field(default=None, description="for each working day of the task")
    per_elapsed_day: Number | None = Field(
        default=None, description="for each 24 hours from its start to its finish"
    )
    uncertainty: Number | None = Field(default=None, description="range of the price")
    paid: Text | None = Field(
        default=None,
        description="when the money leaves: start, evenly, end, bell, end +30ed, "
        "instalments(0%: 20%, 100%: 80%); evenly unless given",
    )
    actual: Number | None = Field(
        default=None, description="spent by the data date; the price is then for what is left"
    )
    currency: Text | None = Field(default=None, description="a key of currencies")
    escalation: Text | None = Field(default=None, description="a key of escalation")
    account: Text | None = Field(default=None, description="place in the cost breakdown, / between")


Elements = Annotated[
    tuple[ElementDoc, ...],
    BeforeValidator(many, json_schema_input_type=ElementDoc | list[ElementDoc]),
]


class IndexDoc(Strict):
    """How prices rise: by a rate from a date on, by steps, or both."""

    per_year: Number | None = Field(default=None, description="3%, or a range")
    since: Moment | None = Field(default=None, description="date of the prices in the plan")
    steps: dict[str, Number] | None = Field(
        default=None, description="{2027-01-01: 104%}: the level from a date on, 100% before"
    )


class OverheadDoc(Strict):
    """A share of all that a project spends, on top of it."""

    name: Text
    share: Number = Field(description="8%, or a range")
    project: Text | None = Field(default=None, description="id; each project unless given")


class TermDoc(Strict):
    """Money by the day that a task finishes after a date (penalty), or before it (bonus)."""

    name: Text
    task: Text
    after: Until | None = Field(default=None, description="of a penalty: the end of this day")
    before: Until | None = Field(default=None, description="of a bonus: the end of this day")
    per_day: Number
    at_most: Number | None = Field(default=None, description="in all")


Overheads = Annotated[
    tuple[OverheadDoc, ...],
    BeforeValidator(many, json_schema_input_type=OverheadDoc | list[OverheadDoc]),
]
Charges = Annotated[
    tuple[TermDoc, ...],
    BeforeValidator(many, json_schema_input_type=TermDoc | list[TermDoc]),
]
"""Penalties or bonuses."""
