"""Which rows the network has: open tasks, finished ones that pass logic on, hubs of summaries."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from simulator.kernels import codes
from simulator.model.dependency import Dependency, Relation
from simulator.model.program import MS_PROJECT, P6, Program, ProgressLogic, Project
from simulator.model.task import Kind, Task

KIND_CODES = {
    Kind.TASK: codes.KIND_TASK,
    Kind.MILESTONE: codes.KIND_MILESTONE,
    Kind.START_MILESTONE: codes.KIND_START_MILESTONE,
    Kind.FINISH_MILESTONE: codes.KIND_FINISH_MILESTONE,
    Kind.LEVEL_OF_EFFORT: codes.KIND_LEVEL_OF_EFFORT,
}

UNCOUNTED = (codes.KIND_PASS, codes.KIND_EARLIEST, codes.KIND_LEVEL_OF_EFFORT)
"""Rows that have no finish of their own."""

FINISH_ENDS = (Relation.FS, Relation.FF)


class Row(NamedTuple):
    """One row: a task, or the hub of a summary (kind PASS: latest finish; EARLIEST: earliest
    start), and the project that it belongs to."""

    task: Task
    kind: int
    project: Project
    is_hub: bool = False


class Tie(NamedTuple):
    """A dependency between two tasks that are no summaries, or from the hub of one."""

    predecessor: Task
    successor: Task
    dependency: Dependency


class Outline:
    """The tree of summaries, read off `Task.parent`."""

    def __init__(self, program: Program) -> None:
        children: dict[str, list[Task]] = defaultdict(list)
        for task in program.tasks:
            if task.parent is not None:
                children[task.parent].append(task)
        self._children = children
        self._leaves: dict[str, tuple[Task, ...]] = {}

    def leaves(self, summary: Task) -> tuple[Task, ...]:
        """Activities under `summary`, levels of effort left out."""
        if summary.id not in self._leaves:
            found: list[Task] = []
            # No recursion: a hostile plan may nest summaries deeper than Python calls may.
            waiting = self._children[summary.id][::-1]
            while waiting:
                child = waiting.pop()
                if child.kind is Kind.SUMMARY:
                    waiting += self._children[child.id][::-1]
                elif child.kind is not Kind.LEVEL_OF_EFFORT:
                    found.append(child)
            self._leaves[summary.id] = tuple(found)
        return self._leaves[summary.id]


def ties(program: Program, outline: Outline) -> list[Tie]:
    """Dependencies with summaries as successors replaced by what is in them; a summary without
    tasks says nothing."""
    found: list[Tie] = []
    by_id = program.task
    for task in program.tasks:
        successors = outline.leaves(task) if task.kind is Kind.SUMMARY else (task,)
        for dependency in task.after:
            predecessor = by_id[dependency.predecessor]
            if predecessor.kind is not Kind.SUMMARY or outline.leaves(predecessor):
                for successor in successors:
                    found.append(Tie(predecessor, successor, dependency))
    return found


def passing(program: Program, all_ties: list[Tie], outline: Outline) -> set[str]:
    """Finished tasks with unfinished predecessors, direct or through other finished ones, whose
    project retains logic. A link that speaks of history alone passes nothing on."""
    if not any(task.is_finished for task in program.tasks):
        return set()
    followers: dict[str, list[Task]] = defaultdict(list)
    for tie in all_ties:
        if not is_history(program, tie):
            followers[tie.predecessor.id].append(tie.successor)
    reached: set[str] = set()
    waiting = [
        task
        for task in program.activities
        if not task.is_finished and task.kind is not Kind.LEVEL_OF_EFFORT
    ]
    waiting += [
        task for task in program.tasks if task.kind is Kind.SUMMARY and outline.leaves(task)
    ]
    while waiting:
        for task in followers[waiting.pop().id]:
            retained = retains_logic(program.project[task.project])
            passes = task.is_finished and task.kind is not Kind.LEVEL_OF_EFFORT
            if passes and retained and task.id not in reached:
                reached.add(task.id)
                waiting.append(task)
    return reached


def retains_logic(project: Project) -> bool:
    """True where finished tasks hold up their successors until their own predecessors are done."""
    return project.progress_logic is not ProgressLogic.OVERRIDE and project.source != MS_PROJECT


def is_history(program: Program, tie: Tie) -> bool:
    """True for an SS or SF link from a task in progress where lags count from the actual start."""
    task = tie.predecessor
    begun = task.is_started and not task.is_finished
    from_start = tie.dependency.relation not in FINISH_ENDS
    return (
        begun and from_start and not program.project[tie.successor.project].ss_lag_from_early_start
    )


def is_spent(task: Task, project: Project) -> bool:
    """True for an open activity of P6 without any work left, and without a range."""
    without_work = task.spread is None and task.remaining == 0
    return without_work and task.kind is Kind.TASK and project.source == P6


def rows(program: Program, all_ties: list[Tie], outline: Outline, delayed: set[str]) -> list[Row]:
    """Every row, in the order of the program. delayed : tasks that a risk can lengthen."""
    passes = passing(program, all_ties, outline)
    hubs = {
        (tie.predecessor.id, tie.dependency.relation in FINISH_ENDS)
        for tie in all_ties
        if tie.predecessor.kind is Kind.SUMMARY
    }
    found = []
    for task in program.tasks:
        project = program.project[task.project]
        if task.kind is Kind.SUMMARY:
            if (task.id, True) in hubs:
                found.append(Row(task, codes.KIND_PASS, project, is_hub=True))
            if (task.id, False) in hubs:
                found.append(Row(task, codes.KIND_EARLIEST, project, is_hub=True))
        elif task.is_finished:
            if task.id in passes:
                found.append(Row(task, codes.KIND_PASS, project))
        elif task.id in delayed:
            kind = codes.KIND_TASK if task.is_milestone else KIND_CODES[task.kind]
            found.append(Row(task, kind, project))
        elif is_spent(task, project):
            found.append(Row(task, codes.KIND_SPENT, project))
        else:
            found.append(Row(task, KIND_CODES[task.kind], project))
    return found
