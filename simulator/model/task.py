"""Tasks: activities, milestones, level of effort and summaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from simulator.model.dependency import Dependency
from simulator.model.money import Element
from simulator.model.resource import Assignment, Baseline, Expense
from simulator.model.spread import Spread


class Kind(Enum):
    """What a row of the plan is.

    START_MILESTONE and FINISH_MILESTONE sit at the start or end of a work period, as in P6;
    MILESTONE stays at the very instant its logic gives, as in MS Project and in p80's own files.
    """

    # Members are singletons, and the usual hash is Python code that runs for every task.
    __hash__ = object.__hash__

    TASK = "task"
    MILESTONE = "milestone"
    START_MILESTONE = "start milestone"
    FINISH_MILESTONE = "finish milestone"
    LEVEL_OF_EFFORT = "level of effort"
    SUMMARY = "summary"


MILESTONES = frozenset({Kind.MILESTONE, Kind.START_MILESTONE, Kind.FINISH_MILESTONE})


class ConstraintType(Enum):
    """Constraints in p80's words; the values are the words of the plan file.

    The manual ones are those of a task which MS Project schedules by hand: it stays where it was
    put, as under the mandatory ones, but its late dates come from its successors.
    """

    START_NO_EARLIER = "start no earlier than"
    START_NO_LATER = "start no later than"
    START_ON = "start on"
    FINISH_NO_EARLIER = "finish no earlier than"
    FINISH_NO_LATER = "finish no later than"
    FINISH_ON = "finish on"
    MANDATORY_START = "mandatory start"
    MANDATORY_FINISH = "mandatory finish"
    MANUAL_START = "manual start"
    MANUAL_FINISH = "manual finish"
    AS_LATE_AS_POSSIBLE = "as late as possible"


PINS = frozenset(
    {
        ConstraintType.MANDATORY_START,
        ConstraintType.MANDATORY_FINISH,
        ConstraintType.MANUAL_START,
        ConstraintType.MANUAL_FINISH,
    }
)
"""Constraints that hold a date in every iteration, whatever the logic says."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A date that binds a task; `date` is None for as late as possible only."""

    type: ConstraintType
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened to a task by the data date.

    remaining : working minutes still to do, for a task in progress.
    resume : the remaining work of a suspended task does not start before it.
    expected_finish : P6 made the remaining work such that it ends there, and leaves no free float.
    """

    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining: float | None = None
    resume: datetime | None = None
    expected_finish: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Money of a task, in plain units of the program's currency.

    fixed : all of it but what comes by the day; what resources work for it follows time, see
    `model.labour`. per_day : per working day of the task's calendar.
    spread, rate_spread : ranges of the fixed cost and of the cost per day, None where certain.
    actual : of `fixed`, what is spent by the data date, certain; None where the plan does not say.
    Where it is given, `per_day` is for the days to come, and a range for what is left, in
    proportion to the whole where it is one of money.
    """

    fixed: float = 0.0
    per_day: float = 0.0
    spread: Spread | None = None
    rate_spread: Spread | None = None
    actual: float | None = None


class Peculiarity(Enum):
    """What a source tool did to a row beyond plain scheduling: it may explain a differing date."""

    MANUAL = "manually scheduled"
    LEVELED = "levelled"
    EXTERNAL = "external task or dates"
    SUSPENDED = "suspended"
    EXPECTED_FINISH = "expected finish"
    SPLIT = "split"
    INACTIVE = "inactive"
    CONTOURED = "contoured work"


@dataclass(frozen=True, slots=True)
class StoredDates:
    """Dates and floats the source tool computed, kept to compare with; floats in minutes.

    critical : the tool's own flag; longest_path : P6's. peculiarities : what else it did.
    """

    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    start: datetime | None = None
    finish: datetime | None = None
    total_float: float | None = None
    free_float: float | None = None
    critical: bool | None = None
    longest_path: bool | None = None
    peculiarities: frozenset[Peculiarity] = frozenset()


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the plan.

    id : full id, ``PROJECT/ID``. calendar : key in `Program.calendars`.
    duration : planned working minutes on that calendar (0 for milestones).
    spread : range of the duration; of the *remaining* duration for a task in progress.
    parent : full id of the summary it belongs to. wbs : path of names or codes, "/" between.
    fields : activity codes and custom fields by name, for selectors. note : the notebook's text.
    exists : chance that the task has to be done at all. elements : costs on top of `cost`.
    """

    id: str
    name: str
    kind: Kind
    calendar: str
    duration: float = 0.0
    spread: Spread | None = None
    after: tuple[Dependency, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    deadline: datetime | None = None
    progress: Progress = Progress()
    cost: Cost = Cost()
    parent: str | None = None
    wbs: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()
    expenses: tuple[Expense, ...] = ()
    baseline: Baseline | None = None
    note: str = ""
    exists: float = 1.0
    elements: tuple[Element, ...] = ()
    stored: StoredDates | None = None

    @property
    def project(self) -> str:
        """Id of the project the task belongs to."""
        return self.id.split("/", 1)[0]

    @property
    def short_id(self) -> str:
        """Id within its project."""
        return self.id.split("/", 1)[1]

    @property
    def is_milestone(self) -> bool:
        """True for the three kinds of milestone."""
        return self.kind in MILESTONES

    @property
    def is_finished(self) -> bool:
        """True once there is an actual finish."""
        return self.progress.actual_finish is not None

    @property
    def is_started(self) -> bool:
        """True once there is an actual start."""
        return self.progress.actual_start is not None

    @property
    def remaining(self) -> float:
        """Working minutes still planned at the data date."""
        if self.is_finished:
            return 0.0
        return self.duration if self.progress.remaining is None else self.progress.remaining
