"""The same plan with one activity longer, scheduled anew."""

from __future__ import annotations

from dataclasses import replace

from simulator.engine import schedule
from simulator.health.plan import Plan
from simulator.model.task import Task


def longer(plan: Plan, task: Task, days: float) -> Plan:
    """`plan` with so many working days more on `task`."""
    extra = days * plan.day(task)
    left = task.progress.remaining
    progress = task.progress if left is None else replace(task.progress, remaining=left + extra)
    changed = replace(task, duration=task.duration + extra, progress=progress)
    tasks = tuple(changed if one.id == task.id else one for one in plan.program.tasks)
    program = replace(plan.program, tasks=tasks)
    return Plan(program, schedule(program))
