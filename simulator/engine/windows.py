"""Windows of tasks: where the plan has them, and how often an iteration misses them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.engine.passes import Sums
from simulator.errors import Issue, PlanError
from simulator.kernels.worktime import SAME
from simulator.network.compile import Compiled
from simulator.results.raw import Schedule, WindowUse


def with_windows(compiled: Compiled, schedule: Schedule) -> Compiled:
    """`compiled` that knows in which window the plan has each task, for counting who misses it.

    Raises PlanError where the plan itself has a task in none.
    """
    sky = compiled.network.sky
    if sky is None or not sky.windowed.any():
        return compiled
    planned, issues = sky.planned.copy(), []
    for row, k in _places(compiled, schedule):
        found = _window(compiled, row, schedule.start[k], schedule.finish[k])
        if found is not None:
            planned[row] = found[1]
        elif schedule.finish[k] > schedule.start[k]:
            issues.append(_misfit(compiled, row))
    if issues:
        raise PlanError(issues)
    network = compiled.network._replace(sky=sky._replace(planned=planned))
    return replace(compiled, network=network)


def window_uses(
    compiled: Compiled, schedule: Schedule, sums: Sums, iterations: int
) -> tuple[WindowUse, ...]:
    """What became of each task with windows, in the order of the plan."""
    found = {}
    for row, k in _places(compiled, schedule):
        window = _window(compiled, row, schedule.start[k], schedule.finish[k])
        if window is not None:
            missed, outside = (sums.missed[row] / iterations).tolist()
            found[k] = WindowUse(schedule.ids[k], *window, missed, outside)
    return tuple(found[k] for k in sorted(found))


def _places(compiled: Compiled, schedule: Schedule) -> list[tuple[int, int]]:
    """(row, activity) of every task that needs a window."""
    sky = compiled.network.sky
    if sky is None:
        return []
    place = {id: k for k, id in enumerate(schedule.ids)}
    rows = np.flatnonzero(sky.windowed)
    return [(int(row), place[compiled.rows[row].task.id]) for row in rows]


def _window(
    compiled: Compiled, row: int, start: float, finish: float
) -> tuple[float, float] | None:
    """The window that holds these dates, instants."""
    sky = compiled.network.sky
    if sky is None:
        return None
    c = compiled.network.tasks.calendar[row]
    own = slice(sky.window_first[c], sky.window_first[c + 1])
    inside = (sky.open[own] <= start + SAME) & (sky.close[own] >= finish - SAME)
    place = np.flatnonzero(inside)
    return (float(sky.open[own][place[0]]), float(sky.close[own][place[0]])) if len(place) else None


def _misfit(compiled: Compiled, row: int) -> Issue:
    task = compiled.rows[row].task
    calendar = compiled.program.calendars[task.calendar]
    days = task.remaining / calendar.minutes_per_day
    return Issue(
        f"task {task.id}",
        "no-window",
        f"its {days:g} days of work fit in none of the windows of calendar {task.calendar} that "
        "are left when it can start, even as planned",
        "Add a later or a longer window, shorten the task, or split it.",
    )
