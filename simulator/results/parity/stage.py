"""What our rules make of each activity where all others are as the file has them.

Every activity is pinned to its stored dates, and of each one in question a *stand-in* is added
with the same work, links and constraints. The engine then says where the stand-in belongs. Where
that is the stored date, the activity itself is in order, and its difference comes from another;
where it is not, the activity is where the difference begins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.model.dependency import Dependency, Relation
from simulator.model.program import Program, ProgressLogic, Project
from simulator.model.task import Constraint, ConstraintType, Kind, Progress, Task
from simulator.results.parity.worktime import Worktimes

Span = tuple[datetime, datetime]
"""Start and finish."""

MARK = "\x1f"
"""Ends the id of a stand-in: no planning tool lets it into an id."""

FINISH_ENDS = {Relation.FS, Relation.FF}


@dataclass(frozen=True)
class Stage:
    """A program, its calendars, and where its activities are in the file."""

    program: Program
    worktimes: Worktimes
    spans: Mapping[str, Span]

    def forwards(self, subjects: Collection[str]) -> Program:
        """For early dates: stand-ins between their pinned predecessors; only those that look to
        their successors (levels of effort, as late as possible) have any."""
        looking = {id for id in subjects if _looks_ahead(self.program.task[id])}
        ahead = self._ahead(looking, finished=False)
        rows = [self._pinned(task, ahead) for task in self.program.tasks]
        stands = [self._stand_in(self.program.task[id], before=True) for id in subjects]
        return replace(self.program, tasks=(*rows, *stands))

    def backwards(self, subjects: Collection[str], finish: Mapping[str, datetime]) -> Program:
        """For late dates: stand-ins before their pinned successors. The data date is taken away,
        because late dates may lie before it. Stand-ins make projects of their own, so that the
        finish of the project binds them where they have no successor, and no pinned row.
        finish : of projects, as stored."""
        ahead = self._ahead(subjects, finished=True)
        rows = [self._pinned_late(task, ahead) for task in self.program.tasks]
        stands = [self._stand_in(self.program.task[id], before=False) for id in subjects]
        last = max((span[1] for span in self.spans.values()), default=self.program.start)
        free = [replace(p, data_date=None, must_finish=last) for p in self.program.projects]
        held = [_until(project, finish) for project in self.program.projects]
        return replace(self.program, projects=(*free, *held), tasks=(*rows, *stands))

    def _ahead(self, subjects: Collection[str], finished: bool) -> dict[str, list[Dependency]]:
        """Links from stand-ins, by the successor that they bind."""
        found: dict[str, list[Dependency]] = defaultdict(list)
        inside = {id: [id, *_above(self.program, self.program.task[id])] for id in subjects}
        holders: dict[str, list[str]] = defaultdict(list)
        for id, holding in inside.items():
            for holder in holding:
                holders[holder].append(id)
        for task in self.program.tasks:
            for link in task.after if finished or not task.is_finished else ():
                if self._is_ignored(task, link):
                    continue
                for id in holders.get(link.predecessor, ()):
                    if link.predecessor == id or link.relation in FINISH_ENDS:
                        found[task.id].append(replace(link, predecessor=_marked(id, finished)))
        return found

    def _is_ignored(self, task: Task, link: Dependency) -> bool:
        """Under progress override work in progress ignores the links to its start."""
        logic = self.program.project[task.project].progress_logic
        to_start = link.relation in (Relation.FS, Relation.SS)
        return logic is ProgressLogic.OVERRIDE and task.is_started and to_start

    def _pinned(self, task: Task, ahead: Mapping[str, list[Dependency]]) -> Task:
        """The row at its early dates; summaries keep their place, finished work all it has."""
        links = tuple(ahead.get(task.id, ()))
        if task.is_finished:
            return replace(task, after=(*task.after, *links))
        if task.id not in self.spans or task.kind in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT):
            return replace(task, after=links, constraints=())
        start, finish = self.spans[task.id]
        if task.is_started and not task.is_milestone:
            left = max(0.0, self.worktimes.of(task).worked(start, finish))
            progress = Progress(task.progress.actual_start, None, left, start)
            return replace(task, after=links, constraints=(), progress=progress)
        return replace(task, after=links, constraints=_pins(start, finish))

    def _pinned_late(self, task: Task, ahead: Mapping[str, list[Dependency]]) -> Task:
        """The same at its late dates; work in progress as if it had not begun. Links from finished
        work stay: through them it binds what comes before that."""
        if task.is_finished or task.kind is Kind.SUMMARY:
            return self._pinned(task, ahead)
        kept = tuple(
            link
            for link in task.after
            if self.program.task[link.predecessor].is_finished and not self._is_ignored(task, link)
        )
        row = self._pinned(replace(task, progress=Progress()), ahead)
        return replace(row, after=(*kept, *row.after))

    def _stand_in(self, task: Task, before: bool) -> Task:
        """The row outside all summaries, bound by what binds them."""
        above = [self.program.task[id] for id in _above(self.program, task)]
        links = (*task.after, *(link for summary in above for link in summary.after))
        held = (
            constraint
            for summary in above
            for constraint in summary.constraints
            if constraint.type is ConstraintType.START_NO_EARLIER
        )
        return replace(
            task,
            id=_marked(task.id, not before),
            parent=None,
            after=links if before else (),
            constraints=(*task.constraints, *held),
        )


def _marked(id: str, late: bool) -> str:
    """The id of a stand-in, for late dates in a project of its own."""
    return (id.replace("/", f"{MARK}/", 1) if late else id) + MARK


def _until(project: Project, finish: Mapping[str, datetime]) -> Project:
    must = project.must_finish or finish.get(project.id)
    return replace(project, id=project.id + MARK, must_finish=must)


def _pins(start: datetime, finish: datetime) -> tuple[Constraint, ...]:
    return (
        Constraint(ConstraintType.MANDATORY_START, start),
        Constraint(ConstraintType.MANDATORY_FINISH, finish),
    )


def _above(program: Program, task: Task) -> Iterator[str]:
    """Ids of the summaries that hold a task, the nearest first."""
    while task.parent is not None:
        task = program.task[task.parent]
        yield task.id


def _looks_ahead(task: Task) -> bool:
    late = any(c.type is ConstraintType.AS_LATE_AS_POSSIBLE for c in task.constraints)
    return late or task.kind is Kind.LEVEL_OF_EFFORT
