"""What finished work says to what follows it in a project without a data date.

P6 starts nothing before its data date, so a finished predecessor says nothing more. MS Project has
no such floor: a successor starts where its finished predecessor ended, however long ago.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from simulator.model.dependency import Dependency, Relation
from simulator.model.task import Constraint, ConstraintType, Kind, Task

BINDS = {
    Relation.FS: ConstraintType.START_NO_EARLIER,
    Relation.SS: ConstraintType.START_NO_EARLIER,
    Relation.FF: ConstraintType.FINISH_NO_EARLIER,
    Relation.SF: ConstraintType.FINISH_NO_EARLIER,
}


def held_by_history(tasks: list[Task]) -> list[Task]:
    """`tasks` with a date that binds for every link without lag from finished work."""
    finished = _finished(tasks)
    return [
        task if task.is_started or task.kind is Kind.SUMMARY else _held(task, finished)
        for task in tasks
    ]


def _finished(tasks: list[Task]) -> dict[str, list[Task]]:
    """Finished tasks by their own id and by the ids of the summaries that hold them."""
    by_id = {task.id: task for task in tasks}
    found: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        above: Task | None = task if task.is_finished else None
        while above is not None:
            found[above.id].append(task)
            above = by_id.get(above.parent or "")
    return found


def _held(task: Task, finished: Mapping[str, list[Task]]) -> Task:
    latest: dict[ConstraintType, datetime] = {}
    for link in task.after:
        for before in finished.get(link.predecessor, ()) if link.lag.is_zero else ():
            if at := _instant(link, before):
                kind = BINDS[link.relation]
                latest[kind] = max(at, latest.get(kind, at))
    held = tuple(Constraint(kind, at) for kind, at in latest.items())
    return replace(task, constraints=(*task.constraints, *held)) if held else task


def _instant(link: Dependency, before: Task) -> datetime | None:
    if link.relation in (Relation.FS, Relation.FF):
        return before.progress.actual_finish
    return before.progress.actual_start
