"""The same plan with one activity longer, scheduled anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from simulator.engine import schedule
from simulator.health.plan import Plan
from simulator.model.calendar import Calendar
from simulator.model.task import Task
from simulator.model.window import Window

OPEN_END = datetime(2999, 12, 31)
"""Later than any plan."""


def longer(plan: Plan, task: Task, days: float) -> Plan:
    """`plan` with so many working days more on `task`. From its own finish on, every window is
    open: none that is left there might hold so much work, and how far a delay carries is asked."""
    extra = days * plan.day(task)
    left = task.progress.remaining
    progress = task.progress if left is None else replace(task.progress, remaining=left + extra)
    changed = replace(task, duration=task.duration + extra, progress=progress)
    tasks = tuple(changed if one.id == task.id else one for one in plan.program.tasks)
    calendars = {key: _opened(one, plan) for key, one in plan.program.calendars.items()}
    program = replace(plan.program, tasks=tasks, calendars=calendars)
    return Plan(program, schedule(program))


def _opened(calendar: Calendar, plan: Plan) -> Calendar:
    if not calendar.windows:
        return calendar
    end = plan.at(plan.schedule.program_finish)
    return replace(calendar, windows=(*calendar.windows, Window(end, OPEN_END)))
