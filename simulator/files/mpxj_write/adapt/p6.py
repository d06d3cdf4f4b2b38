"""A program in the words of Primavera P6."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.files.mpxj.worktime import begins_work, ends_work
from simulator.files.mpxj_write.adapt.constraints import is_by_hand, mandatory, merged
from simulator.files.mpxj_write.adapt.links import Links
from simulator.files.mpxj_write.adapt.outline import without_summary_dates
from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.losses import Losses
from simulator.model.calendar import ELAPSED
from simulator.model.dependency import Dependency, Lag, LagCalendar
from simulator.model.program import Program, Project
from simulator.model.task import Constraint, ConstraintType, Kind, Task

BOTH = (ConstraintType.MANDATORY_START, ConstraintType.MANDATORY_FINISH)
MOST = 2
"""Constraints that an activity can have: a primary and a secondary one."""
LAST = "P6 holds two a task: those that bind the start or finish are kept"


def for_p6(program: Program, dates: AllDates, wanted: Container[str], losses: Losses) -> Program:
    """The `wanted` projects of the program without what P6 has no word for."""
    program = replace(
        program,
        projects=tuple(one for one in program.projects if one.id in wanted),
        tasks=tuple(task for task in program.tasks if task.project in wanted),
    )
    program = without_summary_dates(program, losses)
    plain = Links(program, dates, losses).between_tasks()
    links = Links(plain, dates, losses)
    projects = tuple(_project(project, plain, dates, losses) for project in plain.projects)
    told = replace(
        plain, projects=projects, tasks=tuple(_task(task, links) for task in plain.tasks)
    )
    lags = _Lags(links, Links(told, dates, losses))
    return replace(told, tasks=tuple(lags.of(task) for task in told.tasks))


def _project(project: Project, program: Program, dates: AllDates, losses: Losses) -> Project:
    """P6 has a data date always: where there is none, the latest that moves no task."""
    tasks = [task for task in program.tasks if task.project == project.id]
    data_date = project.data_date or _quiet(project, tasks, dates)
    lags = [link.lag for task in tasks for link in task.after if not link.lag.is_zero]
    calendar = project.lag_calendar
    if lags and all(lag.elapsed and not lag.share for lag in lags):
        calendar = LagCalendar.ELAPSED
    losses.add(
        int(project.data_date is None),
        "projects without a data date",
        "the data date is the latest one that moves no task",
    )
    return replace(project, data_date=data_date, lag_calendar=calendar)


def _quiet(project: Project, tasks: Iterable[Task], dates: AllDates) -> datetime:
    """The earliest start of what is left to do; the project's start where nothing has begun."""
    tasks = [task for task in tasks if task.kind not in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT)]
    if not any(task.is_started for task in tasks):
        return project.start
    starts = (dates[t.id].early_start or dates[t.id].start for t in tasks if not t.is_finished)
    done = (task.progress.actual_finish for task in tasks)
    last = max((at for at in done if at), default=project.start)
    return max(project.start, min(starts, default=last))


def _task(task: Task, links: Links) -> Task:
    if task.kind is Kind.SUMMARY:
        return replace(task, after=())
    program = links.program
    kind: Kind = task.kind
    calendar = task.calendar
    if task.kind is Kind.MILESTONE:
        kind, calendar = _milestone(task, program, links)
        links.losses.add(1, "milestones", "written as P6's start or finish milestones")
    constraints, duration = _constraints(task, program, links)
    return replace(
        task,
        kind=kind,
        calendar=calendar,
        constraints=constraints,
        duration=duration,
    )


def _milestone(task: Task, program: Program, links: Links) -> tuple[Kind, str]:
    """Kind and calendar of a milestone that stays at its instant: P6 moves one out of a gap in its
    own calendar, so it runs on that of the work before it, or on the clock."""
    at = links.dates[task.id].finish
    first = not task.after and not task.is_started and at == program.project[task.project].start
    keys = (task.calendar, *(program.task[link.predecessor].calendar for link in task.after))
    for key in keys:
        calendar = program.calendars[key]
        if begins_work(calendar, at) or (ends_work(calendar, at) and not first):
            if key != task.calendar:
                what = "moved to the calendar of the work before them, so that P6 leaves them there"
                links.losses.add(1, "milestones outside working time", what)
            return (Kind.START_MILESTONE if first else Kind.FINISH_MILESTONE), key
    if not task.is_finished:
        what = "moved to the calendar '24 hours', so that P6 leaves them there"
        links.losses.add(1, "milestones outside working time", what)
    return Kind.FINISH_MILESTONE, task.calendar if task.is_finished else ELAPSED


@dataclass(frozen=True)
class _Lags:
    """Lags in working minutes on the calendar that P6 counts them on, which is one setting of a
    project. plan : links as they are meant; told : of the program as P6 has it."""

    plan: Links
    told: Links

    def of(self, task: Task) -> Task:
        """The task with its links."""
        return replace(task, after=tuple(self._link(link, task) for link in task.after))

    def _link(self, link: Dependency, task: Task) -> Dependency:
        if link.lag.is_zero:
            return replace(link, lag=Lag())
        asked = self.plan.program.task[task.id]
        plain = replace(link, lag=Lag(1.0))
        target = self.told.lag_calendar(plain, task)
        if not link.lag.share and self.plan.lag_calendar(link, asked) == target:
            return replace(link, lag=Lag(link.lag.minutes))
        kind = "lags on the calendar of a milestone that was moved"
        if link.lag.share or link.lag.elapsed:
            kind = "lags in percent" if link.lag.share else "lags in elapsed time"
        what = "written as the working time that they are in this plan"
        self.plan.losses.add(1, kind, what)
        found = self.plan.on(target, link, asked)
        return replace(link, lag=found or Lag(self.plan.minutes(link)))


def _constraints(
    task: Task, program: Program, links: Links
) -> tuple[tuple[Constraint, ...], float]:
    """At most two constraints, and the duration: with both mandatory dates the time between."""
    by_hand = int(is_by_hand(task.constraints))
    links.losses.add(by_hand, "tasks scheduled by hand", "written with mandatory dates")
    found = merged(mandatory(task.constraints))
    types = [one.type for one in found]
    duration = task.duration
    if all(type in types for type in BOTH):
        begin, end = found[0].date, found[1].date
        found.pop(1)
        between = program.calendars[task.calendar].worked(begin, end) if begin and end else 0.0
        if between and not task.is_milestone:
            duration = between
            what = "the start is kept, and the duration is the time to the finish"
            links.losses.add(1, "tasks with both dates fixed", what)
    links.losses.add(len(found[MOST:]), "constraints", LAST)
    return tuple(found[:MOST]), duration
