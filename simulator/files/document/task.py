"""Tasks of the plan file, and the links and constraints in them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from simulator.files.document.base import Moment, Number, Strict, Text, Until, many, refused
from simulator.files.document.money import Elements
from simulator.files.document.resource import AllAssignments, BaselineDoc, Expenses
from simulator.model.task import ConstraintType

KindWord = Literal[
    "task", "milestone", "start milestone", "finish milestone", "level of effort", "summary"
]
RelationWord = Literal["FS", "SS", "FF", "SF"]

SHORT_CONSTRAINTS = {
    "SNET": ConstraintType.START_NO_EARLIER,
    "SNLT": ConstraintType.START_NO_LATER,
    "SO": ConstraintType.START_ON,
    "FNET": ConstraintType.FINISH_NO_EARLIER,
    "FNLT": ConstraintType.FINISH_NO_LATER,
    "FO": ConstraintType.FINISH_ON,
    "MSO": ConstraintType.MANDATORY_START,
    "MFO": ConstraintType.MANDATORY_FINISH,
    "ALAP": ConstraintType.AS_LATE_AS_POSSIBLE,
}
"""The letters that schedulers use for constraints."""

CONSTRAINTS = {type_.value: type_ for type_ in ConstraintType} | SHORT_CONSTRAINTS


def _link(value: Any) -> Any:
    """A link in short form keeps its text; the builder reads it once all ids are known."""
    return {"text": value} if isinstance(value, str) else value


class LinkDoc(Strict):
    """A dependency: `text` is the short form, the others the long one."""

    text: SkipJsonSchema[str | None] = Field(default=None, exclude=True)
    task: Text | None = None
    type: RelationWord = "FS"
    lag: Number | None = None
    share: Number | None = Field(default=None, description="of the predecessor's duration, as -50%")
    uncertainty: Number | None = Field(default=None, description="range of the lag")


def _constraint(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(.*?)\s*(\d{4}-.*)?", value)
    return {"type": match[1], "date": match[2]} if match else value


def _constraint_word(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for word in (value.strip().casefold(), value.strip().upper()):
        if word in CONSTRAINTS:
            return CONSTRAINTS[word].value
    raise refused(
        "constraint",
        f"'{value}' is not a constraint",
        "Known are: " + ", ".join(f"{word}" for word in CONSTRAINTS) + ".",
    )


class ConstraintDoc(Strict):
    """A date that binds a task."""

    type: Annotated[str, BeforeValidator(_constraint_word)]
    date: str | None = None


Link = Annotated[LinkDoc, BeforeValidator(_link, json_schema_input_type=str | float | LinkDoc)]
OneConstraint = Annotated[
    ConstraintDoc, BeforeValidator(_constraint, json_schema_input_type=str | ConstraintDoc)
]
Links = Annotated[tuple[Link, ...], BeforeValidator(many, json_schema_input_type=Link | list[Link])]
Constraints = Annotated[
    tuple[OneConstraint, ...],
    BeforeValidator(many, json_schema_input_type=OneConstraint | list[OneConstraint]),
]


class TaskDoc(Strict):
    """One task; on top of a schedule or table, the row with the same id is changed."""

    id: Text
    name: Text | None = None
    kind: KindWord | None = None
    milestone: bool | None = None
    summary: bool | None = None
    duration: Number | None = Field(default=None, description="8, 8d, 4h, 2w, 5ed, or a range")
    remaining: Number | None = Field(default=None, description="work left at the data date")
    uncertainty: Number | None = Field(default=None, description="range of the duration")
    after: Links | None = Field(default=None, description="A110, A110 SS+5d, or {task, type, lag}")
    calendar: str | None = None
    constraint: Constraints | None = Field(default=None, description="SNET 2027-03-01")
    alap: bool | None = Field(default=None, description="as late as possible")
    deadline: Until | None = None
    resume: Moment | None = Field(default=None, description="what remains starts no earlier")
    expected_finish: Until | None = Field(
        default=None, description="P6: the remaining work was made to end there"
    )
    actual_start: Moment | None = None
    actual_finish: Until | None = None
    cost: Number | None = Field(default=None, description="80k, 4.2M, or a range")
    cost_uncertainty: Number | None = Field(default=None, description="range of the cost")
    cost_per_day: Number | None = Field(default=None, description="900, or a range")
    cost_per_day_uncertainty: Number | None = Field(default=None, description="its range")
    actual_cost: Number | None = Field(
        default=None, description="of the cost, what is spent by the data date"
    )
    remaining_cost: Number | None = Field(
        default=None, description="what is left to pay beside the days to come; or a range"
    )
    costs: Elements | None = Field(
        default=None, description="further costs: [{name: Crane, per_day: 900, currency: USD}]"
    )
    exists: Number | None = Field(default=None, description="chance that it has to be done: 60%")
    wbs: Text | None = Field(default=None, description="path, / between")
    parent: Text | None = Field(default=None, description="id of the summary it belongs to")
    fields: dict[str, Text] | None = Field(default=None, description="codes and custom fields")
    resources: AllAssignments | None = Field(
        default=None, description="{fitter: 4, crane: {units: 1, work: 80h}}; fitter 4; crane 1"
    )
    expenses: Expenses | None = Field(default=None, description="already in the cost")
    baseline: BaselineDoc | None = Field(default=None, description="what was once agreed")
    note: Text | None = None
