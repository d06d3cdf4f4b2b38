"""Which tasks of a plan a history has something to say about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.errors import PlanError
from simulator.files.building.ranges import takes_range
from simulator.files.building.selectors import in_wbs, matches
from simulator.files.place import did_you_mean
from simulator.history.calibration import Calibration
from simulator.model.program import Program
from simulator.model.task import Task


@dataclass(frozen=True, slots=True)
class Match:
    """A plan held against the categories of a history that have a range of their own.

    tasks : by category how many tasks of the plan are of it. rest : open tasks of none of them,
    which take the range of all together. ranged : open tasks that have a range and keep it.
    """

    tasks: Mapping[str, int]
    rest: int
    ranged: int

    @property
    def idle(self) -> tuple[str, ...]:
        """Categories without a task in the plan."""
        return tuple(name for name, count in self.tasks.items() if not count)


def matched(calibration: Calibration, field: str, program: Program) -> Match:
    """The tasks of `program` by category. Raises `PlanError` where no task has the field."""
    names = {g.name: None for one in calibration.measures for g in one.groups if g.fit}
    known = sorted({key for task in program.tasks for key in task.fields})
    if names and field != "wbs" and field not in known:
        mend = did_you_mean(field, known, f"Fields of this plan: {', '.join(known) or 'none'}.")
        message = f"no task of the plan has a field '{field}'"
        raise PlanError.one("--field", "unknown-field", message, f"{mend} --field says which.")
    chosen = {name: [t for t in program.activities if _is_of(t, field, name)] for name in names}
    covered = {task.id for tasks in chosen.values() for task in tasks}
    open_tasks = [task for task in program.activities if takes_range(task)]
    return Match(
        {name: len(tasks) for name, tasks in chosen.items()},
        sum(task.id not in covered for task in open_tasks),
        ranged_in(program),
    )


def ranged_in(program: Program) -> int:
    """Open tasks that have a range of their duration."""
    return sum(task.spread is not None and takes_range(task) for task in program.activities)


def _is_of(task: Task, field: str, name: str) -> bool:
    if field == "wbs":
        return in_wbs(task.wbs, name)
    return field in task.fields and matches(name, task.fields[field])
