"""A program with its dates, as the checks look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from simulator.model.calendar import Calendar
from simulator.model.dependency import Dependency, Relation
from simulator.model.health import Limits
from simulator.model.program import Program, Project
from simulator.model.task import PINS, Kind, Peculiarity, Task
from simulator.results.raw import Schedule

STARTS = frozenset({Relation.FS, Relation.SS})
"""Links that drive the start of their successor."""

ENDS = frozenset({Relation.FS, Relation.FF})
"""Links that leave from the finish of their predecessor."""


@dataclass(frozen=True, slots=True)
class Link:
    """One dependency with both its ends."""

    predecessor: Task
    successor: Task
    dependency: Dependency

    @property
    def relation(self) -> Relation:
        """FS, SS, FF or SF."""
        return self.dependency.relation

    @property
    def lag(self) -> float:
        """The wait in minutes, shares of the predecessor's duration included."""
        lag = self.dependency.lag
        return lag.minutes + lag.share * self.predecessor.duration


class Plan:
    """What the checks need to know, worked out once.

    schedule : the plan's own dates; limits : those of the program.
    """

    def __init__(self, program: Program, schedule: Schedule) -> None:
        self.program, self.schedule = program, schedule
        self.limits: Limits = program.health
        self.row = {id: row for row, id in enumerate(schedule.ids)}

    @cached_property
    def activities(self) -> tuple[Task, ...]:
        """Rows with dates of their own: no summaries, no levels of effort, nothing that its tool
        has switched off."""
        return tuple(task for task in self.program.activities if is_activity(task))

    @cached_property
    def open(self) -> tuple[Task, ...]:
        """Activities that are not finished, milestones included."""
        return tuple(task for task in self.activities if not task.is_finished)

    @cached_property
    def work(self) -> tuple[Task, ...]:
        """The DCMA's incomplete tasks: open activities that take time."""
        return tuple(task for task in self.open if not is_milestone(task))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links between activities whose successor is open."""
        return tuple(
            Link(self.program.task[one.predecessor], task, one)
            for task in self.open
            for one in task.after
            if is_activity(self.program.task[one.predecessor])
        )

    @cached_property
    def into(self) -> dict[str, tuple[Link, ...]]:
        """All links by successor, those of summaries included; not those of levels of effort and
        of what is switched off, which drive nothing and wait for nothing."""
        found: dict[str, tuple[Link, ...]] = {}
        for task in self.program.tasks:
            links = (Link(self.program.task[one.predecessor], task, one) for one in task.after)
            found[task.id] = tuple(link for link in links if _is_live(link))
        return found

    @cached_property
    def out_of(self) -> dict[str, tuple[Link, ...]]:
        """All links by predecessor."""
        found: dict[str, list[Link]] = {task.id: [] for task in self.program.tasks}
        for links in self.into.values():
            for link in links:
                found[link.predecessor.id].append(link)
        return {id: tuple(links) for id, links in found.items()}

    def label(self, id: str) -> str:
        """The id of a task as people say it: without its project where there is only one."""
        return id.split("/", 1)[-1] if len(self.program.projects) == 1 else id

    def above(self, task: Task) -> tuple[Task, ...]:
        """The summaries that a task is in, the nearest first."""
        found: list[Task] = []
        while task.parent is not None and task.parent in self.program.task:
            task = self.program.task[task.parent]
            found.append(task)
        return tuple(found)

    def calendar(self, task: Task) -> Calendar:
        """The calendar of a task."""
        return self.program.calendars[task.calendar]

    def day(self, task: Task) -> float:
        """Working minutes of a day of the task's calendar."""
        return self.calendar(task).minutes_per_day

    def project(self, task: Task) -> Project:
        """The project of a task."""
        return self.program.project[task.project]

    def at(self, minutes: float) -> datetime:
        """The instant of a value of the schedule."""
        return self.schedule.origin + timedelta(minutes=round(minutes))

    def start(self, task: Task) -> datetime:
        """Start of an activity, the actual one where there is one."""
        return self.at(float(self.schedule.start[self.row[task.id]]))

    def finish(self, task: Task) -> datetime:
        """Finish of an activity, the actual one where there is one."""
        return self.at(float(self.schedule.finish[self.row[task.id]]))

    def total_float(self, task: Task) -> float:
        """Total float in working days of the task's calendar; NaN where there is none."""
        return float(self.schedule.total_float[self.row[task.id]]) / self.day(task)

    def drivers(self, task: Task) -> tuple[str, ...]:
        """Ids of the activities that drive a task."""
        schedule = self.schedule
        return tuple(schedule.ids[row] for row in schedule.driving[self.row[task.id]])

    def is_critical(self, task: Task) -> bool:
        """On the driving path to the program's finish."""
        return bool(self.schedule.critical[self.row[task.id]])

    def now(self, project: Project) -> datetime:
        """From when on a project has work to do: its data date, or what was reported last, as in
        files of MS Project without a status date; its start at the earliest."""
        return max(
            project.start, project.data_date or self._reported.get(project.id, project.start)
        )

    @cached_property
    def _reported(self) -> dict[str, datetime]:
        """The latest actual date of each project that has one."""
        found: dict[str, datetime] = {}
        for task in self.program.activities:
            for date in (task.progress.actual_start, task.progress.actual_finish):
                if date is not None:
                    found[task.project] = max(date, found.get(task.project, date))
        return found

    @cached_property
    def finish_of_program(self) -> datetime:
        """The plan's own finish."""
        return self.at(self.schedule.program_finish)

    @cached_property
    def path(self) -> tuple[Task, ...]:
        """One driving path to the finish, from its first activity to its last; where several are
        as late, the one through the longer work. Milestones are in it, finished work is not."""
        critical = [task for task in self.open if self.is_critical(task)]
        driving = {id for task in critical for id in self.drivers(task)}
        ends = (task for task in critical if task.id not in driving)
        last = max(ends, key=lambda task: (self.finish(task), task.remaining), default=None)
        return self._back(last, self._driver)

    @cached_property
    def chain(self) -> tuple[Task, ...]:
        """The same, going on through what leads to an activity that is pinned to its date: the
        path that would drive the finish if the pin did not hold it."""
        last = self.path[-1] if self.path else None
        return self._back(last, lambda task: self._driver(task) or self._behind_a_pin(task))

    def _back(self, task: Task | None, before: Callable[[Task], Task | None]) -> tuple[Task, ...]:
        found: list[Task] = []
        while task is not None:
            found.append(task)
            task = before(task)
        return tuple(reversed(found))

    def _driver(self, task: Task) -> Task | None:
        """The open activity that drives a task; of several the longest. What drives a critical
        one is critical."""
        drivers = (self.program.task[id] for id in self.drivers(task))
        waiting = (one for one in drivers if not one.is_finished)
        return max(waiting, key=lambda one: one.remaining, default=None)

    def _behind_a_pin(self, task: Task) -> Task | None:
        """The open predecessor that ends last, of a task pinned to its date."""
        if not any(one.type in PINS for one in task.constraints):
            return None
        before = (link.predecessor for link in self.into[task.id])
        waiting = (one for one in before if one.id in self.row and not one.is_finished)
        return max(waiting, key=self.finish, default=None)


def _is_live(link: Link) -> bool:
    ends = (link.predecessor, link.successor)
    return all(end.kind is Kind.SUMMARY or is_activity(end) for end in ends)


def is_activity(task: Task) -> bool:
    """Neither a summary nor a level of effort, nor switched off."""
    if task.kind in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT):
        return False
    unusual = task.stored.peculiarities if task.stored else frozenset()
    return Peculiarity.INACTIVE not in unusual


def is_milestone(task: Task) -> bool:
    """A milestone, or a task that takes no time."""
    return task.is_milestone or (task.duration == 0 and task.remaining == 0)
