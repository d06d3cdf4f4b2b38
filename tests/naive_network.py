"""A program as rows and links, one at a time, for the slow twin of the scheduler.

Written from docs/reference/scheduling.md: links to a summary bind every task in it, links from a
summary start at a hub, links of a level of effort drive nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from naive_calendar import WorkTime
from naive_weather import KeptTime, Sky, moved_back, moved_on, windows_of

from simulator.model.calendar import DAY, ELAPSED, elapsed_calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.distribution import Distribution
from simulator.model.program import MS_PROJECT, P6, Program, Project
from simulator.model.risk import Impact, Risk
from simulator.model.task import ConstraintType, Kind, Task

FROM_FINISH = (Relation.FS, Relation.FF)
TO_START = (Relation.FS, Relation.SS)
START_PINS = (ConstraintType.MANDATORY_START, ConstraintType.MANUAL_START)
FINISH_PINS = (ConstraintType.MANDATORY_FINISH, ConstraintType.MANUAL_FINISH)


@dataclass(frozen=True)
class Active:
    """What of a risk is in force."""

    probability: float
    spread: Distribution | None
    impacts: tuple[Impact, ...]


def active(risk: Risk) -> Active:
    """Probability and impacts of a risk, after its response where that is taken."""
    after = risk.response
    if not risk.mitigated or after is None:
        return Active(risk.probability, risk.spread, risk.impacts)
    impacts = risk.impacts if after.impacts is None else after.impacts
    return Active(after.probability, after.spread, impacts)


def midnight(program: Program) -> datetime:
    """The midnight before the program's start, from which the twin counts minutes."""
    return program.start.replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Link:
    """A link between two rows; `predecessor` may be a hub."""

    predecessor: str
    successor: str
    relation: Relation
    lag: Lag


@dataclass
class Row:
    """An activity, or a hub: the latest finish ("finish of S") or earliest start of a summary.

    time : the clock of its calendar; certain : the same without lost days.
    """

    id: str
    task: Task
    project: Project
    time: WorkTime
    certain: WorkTime
    hub: Relation | None = None
    members: list[str] = field(default_factory=list)
    before: list[Link] = field(default_factory=list)
    after: list[Link] = field(default_factory=list)
    hubs: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        return Kind.MILESTONE if self.hub else self.task.kind

    @property
    def is_finished(self) -> bool:
        return not self.hub and self.task.is_finished

    @property
    def is_open(self) -> bool:
        """In progress: started, not finished."""
        return not self.hub and self.task.is_started and not self.task.is_finished

    @property
    def is_effort(self) -> bool:
        return not self.hub and self.task.kind is Kind.LEVEL_OF_EFFORT

    @property
    def is_manual(self) -> bool:
        """Scheduled by hand, in MS Project, and not finished."""
        bound = not (self.hub or self.is_finished)
        types = {c.type for c in self.task.constraints} if bound else set()
        return bool(types & {ConstraintType.MANUAL_START, ConstraintType.MANUAL_FINISH})


class Plan:
    """Rows in topological order, with the calendars and dates they need."""

    def __init__(
        self, program: Program, ahead: Iterable[tuple[str, str]] = (), sky: Sky | None = None
    ) -> None:
        """ahead : pairs of tasks of which the first must be worked out before the second. sky :
        the days that an iteration loses; None for the plan as it is."""
        self.program = program
        self.ahead = list(ahead)
        self.origin = midnight(program)
        calendars = {ELAPSED: elapsed_calendar(), **program.calendars}
        self.certain = {name: WorkTime(c, self.origin) for name, c in calendars.items()}
        self.time = self.certain
        if sky:
            self.time = {
                name: KeptTime(c, self.origin, sky.lost(c)) for name, c in calendars.items()
            }
        self.windows = {name: windows_of(c, self.origin) for name, c in calendars.items()}
        self.rows: dict[str, Row] = {}
        self.effort_links: list[Link] = []
        self.delayed = self.threatened()
        for task in program.tasks:
            if task.kind is not Kind.SUMMARY:
                self.add(task.id, task)
        for task in program.tasks:
            for dependency in task.after:
                self.link(task, dependency)
        self.order = self.sort()

    def minutes(self, when: datetime) -> float:
        """Minutes since the origin."""
        return (when - self.origin).total_seconds() / 60

    def threatened(self) -> set[str]:
        """Ids of the tasks that a risk in force may delay."""
        found: set[str] = set()
        for risk in self.program.risks:
            for impact in active(risk).impacts:
                found.update(impact.tasks if impact.delay and not impact.to_start else ())
        return found

    def is_spent(self, row: Row) -> bool:
        """An open task of P6 with no work left, which nothing that is uncertain can give any."""
        task = row.task
        left = task.remaining > 0 or task.spread is not None or task.id in self.delayed
        p6 = row.project.source == P6
        return p6 and row.kind is Kind.TASK and not row.is_finished and not left

    def add(self, name: str, task: Task, hub: Relation | None = None) -> Row:
        project = self.program.project[task.project]
        time, certain = self.time[task.calendar], self.certain[task.calendar]
        self.rows[name] = Row(name, task, project, time, certain, hub)
        return self.rows[name]

    def inside(self, summary: str) -> list[Task]:
        """All that a summary holds, at any depth, but other summaries."""
        found = []
        for task in self.program.tasks:
            if task.parent == summary:
                found += self.inside(task.id) if task.kind is Kind.SUMMARY else [task]
        return found

    def link(self, task: Task, dependency: Dependency) -> None:
        """Add one link of the plan: to all tasks of a summary, from the hub of one."""
        held = [task]
        if task.kind is Kind.SUMMARY:
            held = [t for t in self.inside(task.id) if t.kind is not Kind.LEVEL_OF_EFFORT]
        source = self.program.task[dependency.predecessor]
        name = self.hub(source, dependency.relation) if source.kind is Kind.SUMMARY else source.id
        for successor in held:
            link = Link(name, successor.id, dependency.relation, dependency.lag)
            if self.rows[name].is_effort or successor.kind is Kind.LEVEL_OF_EFFORT:
                self.effort_links.append(link)
            else:
                self.rows[successor.id].before.append(link)
                self.rows[name].after.append(link)

    def hub(self, summary: Task, relation: Relation) -> str:
        """Name of the row that stands for the finish (FS, FF) or start (SS, SF) of a summary."""
        end = Relation.FF if relation in FROM_FINISH else Relation.SS
        name = f"{'finish' if end is Relation.FF else 'start'} of {summary.id}"
        if name not in self.rows:
            row = self.add(name, summary, end)
            held = self.inside(summary.id)
            row.members = [t.id for t in held if t.kind is not Kind.LEVEL_OF_EFFORT]
            for member in row.members:
                self.rows[member].hubs.append(name)
        return name

    def sort(self) -> list[Row]:
        """Rows such that each comes after its predecessors and members."""
        order: list[Row] = []
        placed: set[str] = set()
        waiting = list(self.rows.values())
        while waiting:
            ready = [
                row
                for row in waiting
                if placed.issuperset([link.predecessor for link in row.before] + row.members)
                and placed.issuperset(one for one, other in self.ahead if other == row.id)
            ]
            assert ready, "the plan has a loop"
            order += ready
            placed.update(row.id for row in ready)
            waiting = [row for row in waiting if row.id not in placed]
        return order

    def dates(self, row: Row, *types: ConstraintType) -> list[float]:
        """Dates of the row's own constraints of these types, minutes."""
        if row.hub:
            return []
        return [self.minutes(c.date) for c in row.task.constraints if c.type in types and c.date]

    def start_dates(self, row: Row) -> list[float]:
        """Start-no-earlier dates of the row and of the summaries around it, start-on dates."""
        found = self.dates(row, ConstraintType.START_NO_EARLIER, ConstraintType.START_ON)
        parent = row.task.parent
        while parent:
            summary = self.program.task[parent]
            found += [
                self.minutes(c.date)
                for c in summary.constraints
                if c.type is ConstraintType.START_NO_EARLIER and c.date
            ]
            parent = summary.parent
        return found

    def data_date(self, project: Project) -> float:
        return self.minutes(project.data_date) if project.data_date else -DAY * 1000.0

    def lag(self, link: Link, duration: float) -> float:
        return link.lag.minutes + link.lag.share * duration

    def waited(self, row: Row, work: float, start: float, finish: float) -> tuple[float, float]:
        """Dates of a task moved on into a window of its calendar, where that has any."""
        windows = self.windows[row.task.calendar]
        if not windows or row.is_open:
            return start, finish
        return moved_on(windows, row.time, work, start, finish)

    def fitted(
        self, row: Row, work: float, start: float, finish: float
    ) -> tuple[float, float] | None:
        """Late dates of a task moved back into a window of its calendar; None where none fits."""
        windows = self.windows[row.task.calendar]
        if not windows or row.is_open:
            return start, finish
        return moved_back(windows, row.time, work, start, finish)

    def moved(
        self, link: Link, instant: float, lag: float, back: bool = False, history: bool = False
    ) -> float:
        """`instant` moved by `lag` on the lag calendar of the successor's project; the latest
        such instant when moving `back` or by less than nothing. History loses no days."""
        if lag == 0:
            return instant
        time = self.lag_time(link, history)
        if time is None:
            return instant + lag
        work = time.work(instant) + lag
        return time.begin(work) if back or lag < 0 else time.end(work)

    def forward(self, link: Link, instant: float, lag: float) -> float:
        """What a link says whose predecessor is there at `instant`; in MS Project a finish that
        leads a finish stays in the evening."""
        source, time = self.rows[link.successor].project.source, self.lag_time(link)
        if lag < 0 and time and link.relation is Relation.FF and source == MS_PROJECT:
            return time.end(time.work(instant) + lag)
        return self.moved(link, instant, lag)

    def lag_time(self, link: Link, history: bool = False) -> WorkTime | None:
        """The clock of the lag calendar; None for elapsed time."""
        before, after = self.rows[link.predecessor], self.rows[link.successor]
        setting = after.project.lag_calendar
        if link.lag.elapsed or setting is LagCalendar.ELAPSED:
            return None
        name = {
            LagCalendar.PREDECESSOR: before.task.calendar,
            LagCalendar.SUCCESSOR: after.task.calendar,
            LagCalendar.PROJECT: after.project.calendar,
        }[setting]
        return (self.certain if history else self.time)[name]
