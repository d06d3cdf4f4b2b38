"""Ranges that a scenario brings, as rules: for tasks that have none."""

from __future__ import annotations

from dataclasses import replace

from simulator.files.building.ranges import by_rule, takes_range
from simulator.files.document.plan import PlanDoc
from simulator.files.document.risk import RuleDoc
from simulator.files.place import At, Problems
from simulator.model.program import Program


def uncertainty(
    program: Program, rules: tuple[RuleDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With ranges for open tasks that have none, by the first rule that chooses them; a note says
    how many took one and how many kept their own."""
    if rules is None:
        return program
    tasks = by_rule(program.task, PlanDoc(uncertainty=rules), program.calendars, at, problems)
    taken = sum(program.task[key] is not task for key, task in tasks.items())
    kept = sum(task.spread is not None and takes_range(task) for task in program.tasks)
    note = f"rules of the scenario gave ranges to {taken:,} of {len(program.activities):,} tasks"
    if kept:
        note += f"; {kept:,} had a range of the duration already and kept it"
    return replace(program, tasks=tuple(tasks.values()), notes=(*program.notes, note))
