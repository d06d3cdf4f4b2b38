"""A program: everything that one plan file describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property

from simulator.model.benefit import Benefit
from simulator.model.branch import Branch, Loop
from simulator.model.calendar import Calendar
from simulator.model.correlation import Statement
from simulator.model.dependency import LagCalendar
from simulator.model.funding import Grant
from simulator.model.health import Limits
from simulator.model.money import Terms
from simulator.model.resource import Resource
from simulator.model.risk import Driver, Risk
from simulator.model.task import Kind, Task

P6, MS_PROJECT = "P6", "MS Project"
"""Tools whose rules differ; see `Project.source`."""


class ProgressLogic(Enum):
    """How remaining work obeys logic that was broken: a setting of P6."""

    RETAINED = "retained logic"
    OVERRIDE = "progress override"
    ACTUAL_DATES = "actual dates"


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised."""

    finish: datetime | None = None
    cost: float | None = None


class FloatFrom(Enum):
    """From which dates the source tool takes an activity's total float: a setting of P6."""

    START = "late start less early start"
    FINISH = "late finish less early finish"
    SMALLER = "the smaller of both"


@dataclass(frozen=True, slots=True)
class StoredProject:
    """What the source tool says of a whole project, kept to compare with.

    scheduled : when it last computed the dates; changed : when the plan was last saved.
    critical_float : an activity is critical at or below it, in minutes; None where the tool goes
    by the longest path. float_from : how its total float is meant.
    """

    finish: datetime | None = None
    scheduled: datetime | None = None
    changed: datetime | None = None
    critical_float: float | None = 0.0
    float_from: FloatFrom = FloatFrom.FINISH
    leveled: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a program, with the settings by which its own tool schedules.

    start : nothing starts earlier. data_date : everything before it is history.
    must_finish : replaces the project's finish in the backward pass.
    ss_lag_from_early_start : P6's option for SS lags of predecessors in progress.
    source : "P6", "MS Project", "GanttProject", or "" for p80's own files.
    """

    id: str
    name: str
    start: datetime
    calendar: str
    data_date: datetime | None = None
    target: Target = Target()
    must_finish: datetime | None = None
    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    progress_logic: ProgressLogic = ProgressLogic.RETAINED
    ss_lag_from_early_start: bool = True
    source: str = ""
    stored: StoredProject | None = None


@dataclass(frozen=True)
class Program:
    """One or more projects joined by dependencies, with their risks.

    start : the earliest start of its projects; `days` in results count from it.
    tasks : every row, in the order of the file; full ids are unique.
    exclusive : groups of risks of which at most one happens in an iteration.
    whole_days : True where every drawn duration is rounded to whole working days.
    repair_correlations : True where coefficients that cannot hold together are replaced by the
    nearest that can.
    notes : what was assumed, dropped or guessed while reading, in plain sentences.
    terms : other currencies, rising prices, overheads, penalties.
    benefits : what it is worth once it is there.
    funding : what may be spent by when, in the order of dates; it changes no cost.
    health : limits of `p80 check`; they change no date.
    """

    title: str
    start: datetime
    calendars: Mapping[str, Calendar]
    projects: tuple[Project, ...]
    tasks: tuple[Task, ...]
    currency: str = ""
    target: Target = Target()
    risks: tuple[Risk, ...] = ()
    drivers: tuple[Driver, ...] = ()
    correlations: tuple[Statement, ...] = ()
    repair_correlations: bool = False
    exclusive: tuple[tuple[str, ...], ...] = ()
    branches: tuple[Branch, ...] = ()
    loops: tuple[Loop, ...] = ()
    whole_days: bool = False
    resources: Mapping[str, Resource] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    benefits: tuple[Benefit, ...] = ()
    funding: tuple[Grant, ...] = ()
    health: Limits = field(default_factory=Limits)
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """Tasks by full id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def project(self) -> Mapping[str, Project]:
        """Projects by id."""
        return {project.id: project for project in self.projects}

    @cached_property
    def calendars_in_use(self) -> Mapping[str, Calendar]:
        """Calendars on which a task or project runs, by key."""
        used = {task.calendar for task in self.tasks}
        used.update(project.calendar for project in self.projects)
        return {key: one for key, one in self.calendars.items() if key in used}

    @cached_property
    def activities(self) -> tuple[Task, ...]:
        """Tasks that carry dates of their own: no summaries."""
        return tuple(task for task in self.tasks if task.kind is not Kind.SUMMARY)

    @cached_property
    def has_cost(self) -> bool:
        """True where any money is planned or at risk."""
        return (
            bool(self.terms.penalties)
            or any(map(_costs, self.tasks))
            or any(
                impact.cost or impact.cost_per_day
                for risk in self.risks
                for impact in (*risk.impacts, *((risk.response and risk.response.impacts) or ()))
            )
        )


def _costs(task: Task) -> bool:
    cost = task.cost
    return bool(cost.fixed or cost.per_day or cost.spread or cost.rate_spread or task.elements)
