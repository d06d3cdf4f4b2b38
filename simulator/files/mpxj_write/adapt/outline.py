"""The outline: what summaries say to their tasks, and WBS paths of tasks that are in none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from simulator.files.mpxj_write.adapt.constraints import earliest_start
from simulator.files.mpxj_write.losses import Losses
from simulator.model.program import Program
from simulator.model.task import ConstraintType, Kind, Task


def without_summary_dates(program: Program, losses: Losses) -> Program:
    """Dates of "start no earlier than" on summaries as constraints of the tasks in them."""
    moved = 0
    tasks = []
    for task in program.tasks:
        if task.kind is Kind.SUMMARY:
            moved += len(task.constraints)
            tasks.append(replace(task, constraints=()))
            continue
        dates = [
            one.date
            for above in _above(program, task)
            for one in above.constraints
            if one.type is ConstraintType.START_NO_EARLIER and one.date
        ]
        held = tuple(earliest_start(max(dates)) for _ in dates[:1] if not task.is_started)
        tasks.append(replace(task, constraints=(*task.constraints, *held)))
    losses.add(moved, "constraints on summaries", "written on the tasks in them")
    return replace(program, tasks=tuple(tasks))


def with_outline(program: Program) -> Program:
    """Summaries for the WBS paths of tasks that have a path and no parent."""
    taken = {task.id for task in program.tasks}
    nodes: dict[tuple[str, str], str] = {}
    found: dict[str, list[Task]] = defaultdict(list)

    def node(project: str, path: str) -> str:
        if (project, path) not in nodes:
            above, _, name = path.rpartition("/")
            parent = node(project, above) if above else None
            id = f"{project}/{name}"
            while id in taken:
                id += "'"
            taken.add(id)
            nodes[project, path] = id
            key = program.project[project].calendar
            found[project].append(Task(id, name, Kind.SUMMARY, key, parent=parent, wbs=above))
        return nodes[project, path]

    tasks = []
    for task in program.tasks:
        path = "/".join(part.strip() for part in task.wbs.split("/") if part.strip())
        if task.parent is None and path and task.kind is not Kind.SUMMARY:
            task = replace(task, parent=node(task.project, path))
        tasks.append(task)
    made = [task for parts in found.values() for task in parts]
    return replace(program, tasks=(*made, *tasks))


def bare_summaries(program: Program) -> set[str]:
    """Summaries in which there is no activity."""
    full: set[str] = set()
    for task in program.activities:
        full.update(above.id for above in _above(program, task))
    return {t.id for t in program.tasks if t.kind is Kind.SUMMARY and t.id not in full}


def _above(program: Program, task: Task) -> list[Task]:
    """The summaries that hold a task, the nearest first."""
    found = []
    parent = task.parent
    while parent is not None:
        found.append(program.task[parent])
        parent = found[-1].parent
    return found
