"""The stretch of time for which calendars are laid out: from where, and how far."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta

import numpy as np

from simulator.model.calendar import DAY, Calendar
from simulator.model.program import Program
from simulator.model.task import PINS, ConstraintType
from simulator.network.late import FINISH_LIMITS, START_LIMITS, deadline_of
from simulator.network.order import Wiring
from simulator.network.rows import Row

MARGIN_DAYS = 400
"""Days of calendar kept before the first date of the program, for leads and negative float."""

MOST_DAYS = 150 * 365
"""Longest calendars that are built, days."""


def origin_of(program: Program, path_days: float) -> datetime:
    """Midnight, `MARGIN_DAYS` before the earliest date of the program; where dates limit the
    backward pass, as many days earlier as the longest path takes."""
    moments = [program.start, *(project.start for project in program.projects)]
    moments += [project.data_date for project in program.projects if project.data_date]
    limited = any(project.must_finish for project in program.projects)
    for task in program.tasks:
        progress = task.progress
        deadline = deadline_of(task, program.project[task.project]) if task.deadline else None
        limited = limited or deadline is not None
        moments += [m for m in (progress.actual_start, progress.actual_finish, deadline) if m]
        for constraint in task.constraints:
            limited = limited or constraint.type in START_LIMITS | FINISH_LIMITS
            if constraint.date and constraint.type in PINS | START_LIMITS | FINISH_LIMITS:
                moments.append(constraint.date)
    first = datetime.combine(min(moments).date(), time())
    # Whole thousands: a task more must not move the origin, and with it the last digits.
    reach = 1000 * math.ceil(min(path_days, MOST_DAYS) / 1000) if limited else 0
    margin = MARGIN_DAYS + reach
    return first - timedelta(days=min(margin, (first - datetime.min).days))


def days_of(program: Program, path_days: float) -> int:
    """Days that the calendars should cover: three times the longest path, and two years more."""
    moments = [project.data_date or project.start for project in program.projects]
    moments += [project.start for project in program.projects]
    for task in program.tasks:
        moments += [
            constraint.date
            for constraint in task.constraints
            if constraint.date and constraint.type is not ConstraintType.AS_LATE_AS_POSSIBLE
        ]
    span = (max(moments) - min(moments)).days
    return int(min(span + 3.0 * path_days + 732.0, MOST_DAYS))


def longest_path(program: Program, rows: list[Row], linked: Wiring) -> float:
    """Rough length of the longest chain of planned work and lags, days by the clock."""
    stretch = {key: _stretch(calendar) for key, calendar in program.calendars.items()}
    work = [row.task.remaining * stretch[row.task.calendar] for row in rows]
    # By the clock is -1, the last.
    by_calendar = np.array([*(stretch[key] for key in linked.calendars), 1.0])
    links = linked.links
    wait = np.abs(links.lag) * by_calendar[links.calendar]
    successor = np.repeat(np.arange(len(rows)), np.diff(links.first))
    reach = work.copy()
    columns = (links.predecessor.tolist(), successor.tolist(), wait.tolist())
    for tail, head, lag in zip(*columns, strict=True):
        reach[head] = max(reach[head], reach[tail] + lag + work[head])
    return max(reach, default=0.0) / DAY


def _stretch(calendar: Calendar) -> float:
    """Clock time for a unit of working time, on the calendar's usual week."""
    weekly = sum(end - begin for shifts in calendar.week for begin, end in shifts)
    return 7.0 * DAY / max(weekly, 60)
