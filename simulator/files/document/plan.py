"""The whole plan file, and the projects in it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.files.document.base import Moment, Number, Strict, Text, Texts, Until
from simulator.files.document.benefit import BenefitDoc
from simulator.files.document.branch import BranchDoc, LoopDoc
from simulator.files.document.calendar import AnyCalendar
from simulator.files.document.money import Charges, IndexDoc, Overheads
from simulator.files.document.resource import ResourceDoc
from simulator.files.document.risk import (
    AnyTemplate,
    CorrelationDoc,
    DriverDoc,
    RiskDoc,
    RuleDoc,
    ScalesDoc,
)
from simulator.files.document.task import TaskDoc


class TargetDoc(Strict):
    """What was promised."""

    finish: Until | None = None
    cost: Number | None = None


class ProjectKeys(Strict):
    """Keys of a project, which a plan of one project has at the top."""

    calendar: str | None = Field(default=None, description="of tasks that name none")
    start: Moment | None = Field(default=None, description="nothing starts earlier")
    data_date: Moment | None = Field(default=None, description="everything before it is history")
    target: TargetDoc | None = None
    must_finish: Until | None = Field(default=None, description="replaces the latest finish")
    lag_calendar: Literal["predecessor", "successor", "elapsed", "project"] | None = None
    progress_logic: Literal["retained logic", "progress override", "actual dates"] | None = None
    ss_lag_from_early_start: bool | None = None
    source: Text | None = Field(
        default=None, description="the tool that made the plan: its dates are accepted as they are"
    )
    file: str | None = Field(default=None, description="a schedule from P6 or MS Project")
    encoding: str | None = Field(default=None, description="code page of the file, if it has one")
    three_point: Text | None = Field(
        default=None, description="its fields with optimistic, likely, pessimistic durations"
    )
    tables: Texts | None = Field(default=None, description="CSV files or workbooks, one task a row")
    tasks: tuple[TaskDoc, ...] | None = None


class ProjectDoc(ProjectKeys):
    """One project of a program."""

    id: Text
    name: Text | None = None


class PlanDoc(ProjectKeys):
    """The plan file."""

    program: Text | None = Field(default=None, description="title")
    currency: str | None = None
    currencies: dict[str, Number] | None = Field(
        default=None, description="{USD: 0.92}: what one of it costs; a number or a range"
    )
    escalation: dict[str, IndexDoc] | None = Field(
        default=None, description="how prices rise: {steel: {per_year: 3%, since: 2026-01-01}}"
    )
    discount: Number | None = Field(default=None, description="6% a year, for present values")
    overheads: Overheads | None = None
    penalties: Charges | None = Field(
        default=None, description="money for each day that a task finishes after a date"
    )
    bonuses: Charges | None = Field(
        default=None, description="money taken off for each day that a task finishes before a date"
    )
    calendars: dict[str, AnyCalendar] | None = None
    resources: dict[str, ResourceDoc] | None = Field(
        default=None, description="{fitter: {capacity: 6, rate: 95/h, calendar: standard}}"
    )
    projects: tuple[ProjectDoc, ...] | None = None
    templates: dict[str, AnyTemplate] | None = Field(
        default=None, description="ranges by name, which rules pick by a field of the task"
    )
    uncertainty: tuple[RuleDoc, ...] | None = None
    scales: ScalesDoc | None = Field(default=None, description="words of a risk register")
    risks: tuple[RiskDoc, ...] | None = None
    exclusive: tuple[Texts, ...] | None = Field(
        default=None, description="groups of risks of which at most one happens"
    )
    drivers: tuple[DriverDoc, ...] | None = None
    correlations: tuple[CorrelationDoc, ...] | None = None
    branches: tuple[BranchDoc, ...] | None = None
    loops: tuple[LoopDoc, ...] | None = None
    whole_days: bool | None = Field(
        default=None, description="round what is drawn to whole working days"
    )
    repair_correlations: Literal["nearest"] | None = Field(
        default=None, description="take the nearest coefficients where they cannot hold together"
    )
    funding: dict[str, Number] | None = Field(
        default=None, description="what may be spent by when: {2026-06-30: 2M, 2026-12-31: 5M}"
    )
    benefits: tuple[BenefitDoc, ...] | None = Field(
        default=None, description="what it is worth once it is there"
    )
    health: dict[str, Texts] | None = Field(default=None, description="limits of `p80 check`")
