"""The scenario file as it is written: a title, the plan it edits, and the edits."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, Field

from simulator.files.document.base import Moment, Number, Strict, Text, Texts
from simulator.files.document.branch import BranchDoc, LoopDoc
from simulator.files.document.risk import CorrelationDoc, DriverDoc, RiskDoc, RuleDoc
from simulator.files.document.task import TaskDoc
from simulator.files.document.validate import MODELS


class SetDoc(TaskDoc):
    """New values of one task; keys as in the plan file, links are added."""

    id: Text = Field(alias="task")


class RemoveDoc(Strict):
    """What is taken out. A task without its work passes its logic through."""

    tasks: Texts | None = None
    risks: Texts | None = None
    drivers: Texts | None = None
    branches: Texts | None = Field(default=None, description="the tasks of all paths stay")
    loops: Texts | None = None
    correlations: bool | None = Field(default=None, description="true: all that the plan has")


class AddDoc(Strict):
    """What comes in. Ids of tasks are PROJECT/ID, or ID in a plan of one project."""

    tasks: tuple[TaskDoc, ...] | None = None
    risks: tuple[RiskDoc, ...] | None = None
    drivers: tuple[DriverDoc, ...] | None = None
    branches: tuple[BranchDoc, ...] | None = None
    loops: tuple[LoopDoc, ...] | None = None
    correlations: tuple[CorrelationDoc, ...] | None = None


class ScaleDoc(Strict):
    """Factors on the work still to do, and on its cost; ranges keep their proportion."""

    tasks: Texts
    wbs: Text | None = None
    duration: Number | None = None
    cost: Number | None = None


class ShiftDoc(Strict):
    """Tasks that cannot start before a date."""

    task: Texts
    start_no_earlier: Moment


class ScenarioDoc(Strict):
    """The scenario file."""

    scenario: Text
    model: str | None = Field(default=None, description="the plan it edits, from this folder")
    note: Text | None = None
    remove: RemoveDoc | None = None
    add: AddDoc | None = None
    set: tuple[SetDoc, ...] | None = None
    uncertainty: tuple[RuleDoc, ...] | None = Field(
        default=None, description="ranges for tasks that have none: first match wins"
    )
    scale: tuple[ScaleDoc, ...] | None = None
    shift: tuple[ShiftDoc, ...] | None = None
    mitigate: Texts | None = Field(default=None, description="risks whose response is taken")


SCENARIO_MODELS: Mapping[str, type[BaseModel]] = {
    **MODELS,
    "remove": RemoveDoc,
    "add": AddDoc,
    "set": SetDoc,
    "scale": ScaleDoc,
    "shift": ShiftDoc,
}
"""The model of the mappings below each key of a scenario."""
