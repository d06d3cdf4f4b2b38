"""A program in the words of MS Project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.files.mpxj_write.adapt.constraints import (
    earliest_start,
    is_by_hand,
    mandatory,
    merged,
)
from simulator.files.mpxj_write.adapt.links import Links, without
from simulator.files.mpxj_write.adapt.outline import bare_summaries
from simulator.files.mpxj_write.adapt.worktime import end_before
from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.losses import Losses
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.program import Program, Project
from simulator.model.task import Constraint, ConstraintType, Kind, Progress, Task

SOFT = {
    ConstraintType.START_ON: ConstraintType.START_NO_EARLIER,
    ConstraintType.FINISH_ON: ConstraintType.FINISH_NO_EARLIER,
}
ONE = "MS Project holds one a task: the one that sets the date in this plan is kept"
PUSHING = (
    ConstraintType.START_NO_EARLIER,
    ConstraintType.FINISH_NO_EARLIER,
)


def for_ms_project(
    program: Program, dates: AllDates, wanted: Container[str], losses: Losses
) -> Program:
    """The `wanted` projects of the program without what MS Project has no word for."""
    followers: dict[str, set[str]] = defaultdict(set)
    for task in program.activities:
        for link in task.after:
            followers[link.predecessor].add(task.calendar)
    adapter = _Adapter(program, dates, losses, Links(program, dates, losses), followers)
    bare = bare_summaries(program)
    tasks = [task for task in program.tasks if task.project in wanted]
    gone = sum(task.id in bare for task in tasks)
    losses.add(gone, "WBS elements without tasks", "left out")
    return replace(
        program,
        tasks=tuple(adapter.task(task) for task in tasks if task.id not in bare),
        projects=tuple(adapter.project(one) for one in program.projects if one.id in wanted),
    )


@dataclass(frozen=True)
class _Adapter:
    program: Program
    dates: AllDates
    losses: Losses
    links: Links
    followers: Mapping[str, set[str]]
    """Calendars of the tasks that follow each task."""

    def project(self, project: Project) -> Project:
        """Without the settings that MS Project has not; its status date moves nothing."""
        must = int(project.must_finish is not None)
        self.losses.add(must, "must-finish-by dates", "MS Project has none: late dates differ")
        self.losses.add(
            int(project.data_date is not None),
            "data dates",
            "written as status date, which moves nothing, and as dates on the tasks it holds back",
        )
        return replace(project, data_date=None, must_finish=None, lag_calendar=LagCalendar.PROJECT)

    def task(self, task: Task) -> Task:
        """One row."""
        if task.kind is Kind.SUMMARY:
            return replace(task, after=self._after(task))
        if task.kind is Kind.LEVEL_OF_EFFORT:
            return self._effort(task)
        if task.kind is Kind.START_MILESTONE and not task.is_finished:
            return self._start_milestone(task)
        constraints = self._constraints(task)
        if task.is_finished:
            return replace(task, after=self._after(task), constraints=constraints)
        return replace(
            task,
            after=self._after(task),
            constraints=constraints,
            progress=self._progress(task),
        )

    def _start_milestone(self, task: Task) -> Task:
        """MS Project's milestone stays where the work before it ends, Friday evening and not
        Monday morning: where what follows would begin in between, a date holds it."""
        constraints, at = self._constraints(task), self.dates[task.id].start
        begun = end_before(self.program.calendars[task.calendar], at)
        moves = any(
            self.program.calendars[key].worked(begun, at) for key in self.followers[task.id]
        )
        what = "MS Project shows them where the work before them ends"
        if moves and not constraints:
            constraints = (earliest_start(at),)
            what = "held by 'start no earlier than', else what follows would begin too early"
        self.losses.add(1, "start milestones", what)
        return replace(
            task,
            after=self._after(task),
            constraints=constraints,
            progress=self._progress(task),
        )

    def _effort(self, task: Task) -> Task:
        """A level of effort as a manual task from its start to its finish."""
        what = "written as manually scheduled tasks at their dates, without links"
        self.losses.add(1, "levels of effort", what)
        of = self.dates[task.id]
        work = self.program.calendars[task.calendar].worked(of.start, of.finish)
        both = (
            Constraint(ConstraintType.MANDATORY_START, of.start),
            Constraint(ConstraintType.MANDATORY_FINISH, of.finish),
        )
        kept = task.progress if task.is_finished else Progress(task.progress.actual_start)
        return replace(
            task, kind=Kind.TASK, duration=work, constraints=both, after=(), progress=kept
        )

    def _after(self, task: Task) -> tuple[Dependency, ...]:
        efforts = {
            link.predecessor
            for link in task.after
            if self.program.task[link.predecessor].kind is Kind.LEVEL_OF_EFFORT
        }
        self.losses.add(len(efforts), "links from levels of effort", "left out")
        inside = [
            link
            for link in without(task.after, efforts)
            if self.program.task[link.predecessor].project == task.project
        ]
        return tuple(self._link(link, task) for link in inside)

    def _link(self, link: Dependency, task: Task) -> Dependency:
        """Its lag on the project's calendar, in elapsed time, or in percent."""
        lag = link.lag
        if lag.is_zero:
            return replace(link, lag=Lag())
        project = self.program.calendars[self.program.project[task.project].calendar]
        sayable = not lag.share or (not lag.minutes and _is_whole(100 * lag.share))
        if sayable and (lag.elapsed or self.links.lag_calendar(link, task) == project):
            return link
        if lag.share:
            self.losses.add(1, "lags in percent", "written as the time that they are in this plan")
            found = self.links.on(project, link, task)
            return replace(link, lag=found or self.links.by_clock(link, task))
        if self.links.lag_calendar(link, task).always_works:
            return replace(link, lag=Lag(lag.minutes, elapsed=True))
        found = self.links.on(project, link, task)
        what = "written on the project's calendar, or in elapsed time where that cannot say it"
        self.losses.add(1, "lags on the calendars of tasks", what)
        return replace(link, lag=found or self.links.by_clock(link, task))

    def _floor(self, task: Task) -> datetime | None:
        """The data date, where MS Project would let a task begin before it."""
        project = self.program.project[task.project]
        if project.data_date is None or project.data_date <= project.start:
            return None
        return None if any(map(self._waits, task.after)) else project.data_date

    def _waits(self, link: Dependency) -> bool:
        """True where the predecessor itself cannot be earlier than the data date."""
        before = self.program.task[link.predecessor]
        if before.is_finished or before.kind in (Kind.LEVEL_OF_EFFORT, Kind.SUMMARY):
            return False
        if link.lag.minutes < 0 or link.lag.share < 0:
            return False
        return link.relation is Relation.FS or (
            link.relation is Relation.SS and not before.is_started
        )

    def _progress(self, task: Task) -> Progress:
        """Work in progress goes on at the data date."""
        if not task.is_started:
            return task.progress
        project = self.program.project[task.project]
        own = task.progress.actual_start
        dates = (task.progress.resume, project.data_date, project.start, own)
        return replace(task.progress, resume=max(at for at in dates if at))

    def _constraints(self, task: Task) -> tuple[Constraint, ...]:
        """One constraint, or both mandatory dates: the row is then scheduled by hand."""
        if is_by_hand(task.constraints):
            return self._by_hand(task)
        found = list(task.constraints)
        floor = self._floor(task)
        if floor is not None and not task.is_started:
            found.append(earliest_start(floor))
        found += self._elsewhere(task)
        for one in found:
            if one.type in SOFT:
                what = "written as 'no earlier than': the other half is lost"
                self.losses.add(1, f"constraints '{one.type.value}'", what)
        found = merged(replace(one, type=SOFT.get(one.type, one.type)) for one in found)
        types = [one.type for one in found]
        if types[:2] == [ConstraintType.MANDATORY_START, ConstraintType.MANDATORY_FINISH]:
            return tuple(found[:2])
        if len(found) > 1 and found[0].type in PUSHING and found[1].type in PUSHING:
            found = [self._stronger(task, found[0], found[1]), *found[2:], found[1]]
        self.losses.add(len(found[1:]), "constraints", ONE)
        return tuple(found[:1])

    def _by_hand(self, task: Task) -> tuple[Constraint, ...]:
        """Both dates of a task that is scheduled by hand."""
        known = {one.type: one.date for one in mandatory(task.constraints)}
        of = self.dates[task.id]
        start = known.get(ConstraintType.MANDATORY_START) or of.start
        finish = known.get(ConstraintType.MANDATORY_FINISH) or of.finish
        return (
            Constraint(ConstraintType.MANDATORY_START, start),
            Constraint(ConstraintType.MANDATORY_FINISH, finish),
        )

    def _stronger(self, task: Task, start: Constraint, finish: Constraint) -> Constraint:
        """Of a start and a finish that push a task, the one that its dates follow."""
        of = self.dates[task.id]
        calendar = self.program.calendars[task.calendar]
        begun = of.early_start or of.start
        follows = start.date and start.date <= begun and not calendar.worked(start.date, begun)
        return start if follows else finish

    def _elsewhere(self, task: Task) -> list[Constraint]:
        """The start of a task that waits for other projects, which are in other files."""
        outside = [
            link
            for link in task.after
            if self.program.task[link.predecessor].project != task.project
        ]
        what = "each project is a file: the task starts no earlier than in this plan"
        self.losses.add(len(outside), "links to other projects", what)
        if not outside or task.is_started:
            return []
        return [earliest_start(self.dates[task.id].start)]


def _is_whole(number: float) -> bool:
    return round(number, 6) == round(number)
