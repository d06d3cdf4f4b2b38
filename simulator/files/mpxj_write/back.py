"""Is what was written what was meant? The written file, read again, beside the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.losses import Losses
from simulator.files.mpxj_write.write import ID_COLUMN, Written
from simulator.model.program import Program
from simulator.model.task import Task

MINUTE = timedelta(minutes=1)
CENT = 0.01


@dataclass
class Returned:
    """The comparison. dates : activities compared; same : of them with both dates as in the plan;
    turned : of them with a date at the other end of a break, such as Monday morning for Friday
    evening; differing : ids of the others. losses : what the written file has not."""

    dates: int = 0
    same: int = 0
    turned: int = 0
    differing: list[str] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)


def compared(
    plan: Program, dates: AllDates, back: Program, back_dates: AllDates, written: Written
) -> Returned:
    """Compare, task by task, what `written` holds with the plan."""
    found = Returned()
    own = [task for task in plan.activities if task.project in written.projects]
    pairs = _pairs(own, back, written)
    found.losses.add(len(own) - len(pairs), "tasks", "not in the written file")
    found.losses.add(
        len(back.activities) - len(pairs), "rows of the written file", "the plan has no such task"
    )
    for task, other in pairs:
        ours, theirs = dates[task.id], back_dates[other.id]
        found.dates += 1
        calendar = plan.calendars[task.calendar]
        both = ((ours.start, theirs.start), (ours.finish, theirs.finish))
        if all(abs(one - two) < MINUTE for one, two in both):
            found.same += 1
        elif all(calendar.worked(min(ends), max(ends)) < 1 for ends in both):
            found.turned += 1
        else:
            found.differing.append(task.id)
    links = sum(
        written.links.get(task.id, len(task.after)) > len(other.after) for task, other in pairs
    )
    found.losses.add(links, "tasks with links", "some of their links are not in the written file")
    sums = sum(_money(task, other, written) for task, other in pairs)
    found.losses.add(sums, "costs", "they come back as another sum")
    for kind, (differs, what) in CHECKS.items():
        found.losses.add(sum(differs(task, other) for task, other in pairs), kind, what)
    return found


def _pairs(own: Sequence[Task], back: Program, written: Written) -> list[tuple[Task, Task]]:
    projects = _projects(back, written)
    by_field = {
        (task.project, task.fields[ID_COLUMN]): task
        for task in back.activities
        if ID_COLUMN in written.fields and ID_COLUMN in task.fields
    }
    found = []
    for task in own:
        project = projects.get(task.project, "")
        other = by_field.get((project, task.short_id)) or (
            None if by_field else back.task.get(f"{project}/{task.short_id}")
        )
        if other is not None:
            found.append((task, other))
    return found


def _projects(back: Program, written: Written) -> Mapping[str, str]:
    """Ids of the projects in the file that was read again, by ids of the plan."""
    if len(written.projects) == 1 and len(back.projects) == 1:
        return {written.projects[0]: back.projects[0].id}
    return {ours: written.names.get(ours, ours) for ours in written.projects}


def _money(task: Task, other: Task, written: Written) -> bool:
    if task.id in written.costs:
        return abs(written.costs[task.id] - other.cost.fixed) >= CENT
    return not task.cost.per_day and abs(task.cost.fixed - other.cost.fixed) >= CENT


def _names(task: Task, other: Task) -> bool:
    return " ".join(task.name.split()) != " ".join(other.name.split())


def _fields(task: Task, other: Task) -> bool:
    theirs = set(other.fields.values())
    return any(value.strip() and value not in theirs for value in task.fields.values())


def _places(task: Task, other: Task) -> bool:
    return not other.wbs.endswith(task.wbs)


def _resources(task: Task, other: Task) -> bool:
    return len(task.assignments) != len(other.assignments)


def _notes(task: Task, other: Task) -> bool:
    return bool(task.note) and not other.note


def _baselines(task: Task, other: Task) -> bool:
    return task.baseline is not None and other.baseline is None


CHECKS: dict[str, tuple[Callable[[Task, Task], bool], str]] = {
    "names": (
        _names,
        "they come back changed; XER lacks letters outside its code page (--code-page)",
    ),
    "tasks in summaries": (_places, "they come back in another place of the outline"),
    "tasks with resources": (_resources, "they come back with other assignments"),
    "tasks with codes or custom fields": (_fields, "some values do not come back"),
    "notes": (_notes, "they do not come back"),
    "baselines": (_baselines, "not in the file: P6 keeps each as a project of its own"),
}
