"""The scenario file as it is written: a title, the plan it edits, and the edits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, Field

from simulator.files.document.base import Moment, Number, Strict, Text, Texts
from simulator.files.document.benefit import BenefitDoc
from simulator.files.document.branch import BranchDoc, LoopDoc
from simulator.files.document.calendar import AnyCalendar, CalendarDoc
from simulator.files.document.money import Charges, IndexDoc, Overheads
from simulator.files.document.resource import ResourceDoc
from simulator.files.document.risk import (
    Acts,
    CorrelationDoc,
    DriverDoc,
    Impacts,
    Raises,
    ResponseDoc,
    RiskDoc,
    RuleDoc,
    WindowDoc,
)
from simulator.files.document.task import TaskDoc
from simulator.files.document.validate import MODELS
from simulator.scenario.money_document import (
    ScaleBenefitsDoc,
    ScaleOverheadsDoc,
    SetBenefitDoc,
    SetBonusDoc,
    SetOverheadDoc,
    SetPenaltyDoc,
    ShiftBenefitsDoc,
)


def _kinds(
    model: type[BaseModel], prefix: str, names: tuple[str, ...], otherwise: str
) -> BeforeValidator:
    """Takes a row by the first of `names` that it has, or `otherwise`, whose model then says what
    is missing. prefix : of the fields of `model` that take it."""
    fields = [model.model_fields[prefix + "_" + name] for name in names]
    written: Any = reduce(or_, (get_args(field.annotation)[0] for field in fields))

    def by_kind(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {f"{prefix}_{next((name for name in names if name in value), otherwise)}": value}

    return BeforeValidator(by_kind, json_schema_input_type=written)


class SetTaskDoc(TaskDoc):
    """New values of one task; keys as in the plan file, links are added."""

    id: Text = Field(alias="task")


class SetRiskDoc(Strict):
    """New values of one risk; keys as in the plan file."""

    id: Text = Field(alias="risk")
    name: Text | None = None
    probability: Number | None = None
    impacts: Impacts | None = None
    mitigated: ResponseDoc | None = None
    window: WindowDoc | None = None
    raises: Raises | None = None
    parallel: bool | None = None


class SetDriverDoc(Strict):
    """New values of one driver; keys as in the plan file."""

    id: Text = Field(alias="driver")
    name: Text | None = None
    factor: Number | None = None
    tasks: Texts | None = None
    wbs: Text | None = None
    probability: Number | None = None
    on: Acts | None = None
    parallel: bool | None = None


class SetResourceDoc(ResourceDoc):
    """New values of one resource; keys as in the plan file."""

    id: Text = Field(alias="resource")


class SetCalendarDoc(CalendarDoc):
    """New values of one calendar; what is not said is as it was."""

    id: Text = Field(alias="calendar")


class SetDoc(Strict):
    """New values of one thing, by the kind of it."""

    of_task: SetTaskDoc | None = None
    of_risk: SetRiskDoc | None = None
    of_driver: SetDriverDoc | None = None
    of_resource: SetResourceDoc | None = None
    of_calendar: SetCalendarDoc | None = None
    of_benefit: SetBenefitDoc | None = None
    of_overhead: SetOverheadDoc | None = None
    of_penalty: SetPenaltyDoc | None = None
    of_bonus: SetBonusDoc | None = None


class RemoveDoc(Strict):
    """What is taken out. A task without its work passes its logic through."""

    tasks: Texts | None = None
    links: Texts | None = Field(default=None, description="S120 after S110, or with its type: SS")
    constraints: Texts | None = Field(default=None, description="tasks whose dates bind no more")
    deadlines: Texts | None = Field(default=None, description="tasks that have none any more")
    costs: Texts | None = Field(default=None, description="tasks that cost nothing any more")
    resources: Texts | None = Field(default=None, description="with what they cost")
    calendars: Texts | None = Field(default=None, description="that nothing works by")
    risks: Texts | None = None
    drivers: Texts | None = None
    branches: Texts | None = Field(default=None, description="the tasks of all paths stay")
    loops: Texts | None = None
    correlations: bool | None = Field(default=None, description="true: all that the plan has")
    overheads: Texts | None = Field(default=None, description="by name, of all projects")
    penalties: Texts | None = None
    bonuses: Texts | None = None
    benefits: Texts | None = None
    funding: bool | None = Field(default=None, description="true: all limits of the plan")


class AddDoc(Strict):
    """What comes in. Ids of tasks are PROJECT/ID, or ID in a plan of one project."""

    calendars: dict[str, AnyCalendar] | None = None
    resources: dict[str, ResourceDoc] | None = None
    tasks: tuple[TaskDoc, ...] | None = None
    risks: tuple[RiskDoc, ...] | None = None
    drivers: tuple[DriverDoc, ...] | None = None
    branches: tuple[BranchDoc, ...] | None = None
    loops: tuple[LoopDoc, ...] | None = None
    correlations: tuple[CorrelationDoc, ...] | None = None
    overheads: Overheads | None = None
    penalties: Charges | None = None
    bonuses: Charges | None = None
    benefits: tuple[BenefitDoc, ...] | None = None


class ScaleTasksDoc(Strict):
    """Factors on the work still to do, on its cost and on the lags before it; ranges keep their
    proportion."""

    tasks: Texts
    wbs: Text | None = None
    duration: Number | None = None
    cost: Number | None = None
    costs: Texts | None = Field(
        default=None, description="names of the costs that `cost` acts on; all of the cost else"
    )
    lag: Number | None = Field(default=None, description="factor on the lags before these tasks")


class ScaleRisksDoc(Strict):
    """Factors on what risks do and how likely they are, before and after their response."""

    risks: Texts
    probability: Number | None = None
    delay: Number | None = None
    cost: Number | None = None


class ScaleResourcesDoc(Strict):
    """Factors on what resources cost, and on how many there are."""

    resources: Texts
    rate: Number | None = None
    capacity: Number | None = None


class ScaleDriversDoc(Strict):
    """Factors on the factors of drivers, and on how likely they are."""

    drivers: Texts
    factor: Number | None = None
    probability: Number | None = None


class ScaleDoc(Strict):
    """Factors, by the kind of what they act on."""

    of_tasks: ScaleTasksDoc | None = None
    of_risks: ScaleRisksDoc | None = None
    of_resources: ScaleResourcesDoc | None = None
    of_drivers: ScaleDriversDoc | None = None
    of_benefits: ScaleBenefitsDoc | None = None
    of_overheads: ScaleOverheadsDoc | None = None


class ShiftTasksDoc(Strict):
    """What is added to tasks, or moved; below 0 it is taken away."""

    task: Texts
    start_no_earlier: Moment | None = None
    duration: Number | None = Field(default=None, description="work that is added: 5d, -2d")
    lag: Number | None = Field(default=None, description="wait that is added before: 3d, -1d")
    cost: Number | None = Field(default=None, description="money that is added: 20k, -5k")
    dates: Number | None = Field(
        default=None, description="days by which constraints and deadline move: 14, -7"
    )


class ShiftDoc(Strict):
    """What is added or moved, by the kind of what it acts on."""

    move_task: ShiftTasksDoc | None = None
    move_benefits: ShiftBenefitsDoc | None = None


class CrashDoc(Strict):
    """A task made shorter, for money."""

    task: Text
    to: Number | None = Field(default=None, description="work that is then left: 8d")
    by: Number | None = Field(default=None, description="work that is saved: 5d, or 30%")
    cost: Number = Field(description="what that costs, for certain")


# Penalties name a task, tasks a calendar: the first that a row has is what it is about.
_SET = ("penalty", "bonus", "task", "risk", "driver", "resource", "calendar", "benefit", "overhead")
_SHIFTED = ("task", "benefits")
_SCALED = ("tasks", "risks", "resources", "drivers", "benefits", "overheads")


class ScenarioDoc(Strict):
    """The scenario file."""

    scenario: Text
    model: str | None = Field(default=None, description="the plan it edits, from this folder")
    note: Text | None = None
    inherits: Texts | None = Field(
        default=None, description="scenario files whose edits come first, from this folder"
    )
    remove: RemoveDoc | None = None
    currencies: dict[str, Number] | None = None
    escalation: dict[str, IndexDoc] | None = Field(
        default=None, description="key by key: what is not said stays as in the plan"
    )
    discount: Number | None = None
    funding: dict[str, Number] | None = Field(
        default=None, description="limits in place of the plan's"
    )
    add: AddDoc | None = None
    set: tuple[Annotated[SetDoc, _kinds(SetDoc, "of", _SET, "task")], ...] | None = None
    uncertainty: tuple[RuleDoc, ...] | None = Field(
        default=None, description="ranges for tasks that have none: first match wins"
    )
    scale: tuple[Annotated[ScaleDoc, _kinds(ScaleDoc, "of", _SCALED, "tasks")], ...] | None = None
    shift: tuple[Annotated[ShiftDoc, _kinds(ShiftDoc, "move", _SHIFTED, "task")], ...] | None = None
    mitigate: Texts | None = Field(default=None, description="risks whose response is taken")
    crash: tuple[CrashDoc, ...] | None = Field(
        default=None, description="tasks made shorter, for money"
    )


SCENARIO_MODELS: Mapping[str, type[BaseModel]] = {
    **MODELS,
    "remove": RemoveDoc,
    "add": AddDoc,
    "of_task": SetTaskDoc,
    "of_risk": SetRiskDoc,
    "of_driver": SetDriverDoc,
    "of_resource": SetResourceDoc,
    "of_calendar": SetCalendarDoc,
    "of_tasks": ScaleTasksDoc,
    "of_risks": ScaleRisksDoc,
    "of_resources": ScaleResourcesDoc,
    "of_drivers": ScaleDriversDoc,
    "of_benefit": SetBenefitDoc,
    "of_overhead": SetOverheadDoc,
    "of_penalty": SetPenaltyDoc,
    "of_bonus": SetBonusDoc,
    "of_benefits": ScaleBenefitsDoc,
    "of_overheads": ScaleOverheadsDoc,
    "move_task": ShiftTasksDoc,
    "move_benefits": ShiftBenefitsDoc,
    "crash": CrashDoc,
}
"""The model of the mappings below each key of a scenario."""
