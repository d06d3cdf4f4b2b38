"""Relations of the raw document as dependencies of the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import Amount
from simulator.files.report import ImportReport
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.task import Constraint, ConstraintType, Kind, Task

Ids = Mapping[tuple[str | None, str | None], str]
"""Full task id by unique id of the project and of the task."""


def links_of(project: RawProject, ids: Ids, report: ImportReport) -> dict[str, list[Dependency]]:
    """Dependencies by full id of the successor; the ends of the others stand in `project.cut`."""
    links: dict[str, list[Dependency]] = defaultdict(list)
    outside = 0
    for row in project.relations:
        before = ids.get((row["predecessor_project"], row["predecessor"]))
        after = ids.get((row["successor_project"], row["successor"]))
        if before is None or after is None:
            outside += 1
            project.cut.update(str(row[end]) for end in ("predecessor", "successor"))
            continue
        link = Dependency(before, Relation(row["type"] or "FS"), _lag(project, row))
        if link not in links[after]:
            links[after].append(link)
    report.count(
        "relations",
        len(project.relations),
        len(project.relations) - outside,
        "their other end is not among the tasks that are used" if outside else "",
    )
    return links


def wbs_summary_links(tasks: list[Task], summarising: set[str]) -> dict[str, list[Dependency]]:
    """Links that give P6's WBS summary activities their span: from the first start to the last
    finish of the activities in the same WBS element.

    summarising : full ids of the WBS summary activities.
    """
    members: dict[str | None, list[str]] = defaultdict(list)
    parents = {task.id: task.parent for task in tasks}
    for task in tasks:
        if task.kind not in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT):
            above = task.parent
            while above is not None:
                members[above].append(task.id)
                above = parents[above]
    return {
        task.id: [
            Dependency(member, relation)
            for member in members[task.parent]
            for relation in (Relation.SS, Relation.FF)
        ]
        for task in tasks
        if task.id in summarising
    }


def held_starts(tasks: list[Task]) -> list[Task]:
    """Tasks of GanttProject, where a task without links of its own stays where it was put."""
    return [
        _held(task) if task.kind is not Kind.SUMMARY and not task.after else task for task in tasks
    ]


def _held(task: Task) -> Task:
    start = task.stored.start if task.stored else None
    if start is None:
        return task
    held = Constraint(ConstraintType.START_NO_EARLIER, start)
    return replace(task, constraints=(*task.constraints, held))


def _lag(project: RawProject, row: RawRow) -> Lag:
    amount = project.units.amount(row["lag"]) or Amount()
    return Lag(amount.minutes, amount.elapsed, amount.share)
