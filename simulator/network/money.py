"""What is paid for certain, and what follows working time."""

from __future__ import annotations

import numpy as np

from simulator.model.program import Program
from simulator.model.risk import active_impacts
from simulator.model.task import Kind, Task
from simulator.network.arrays import F, Money
from simulator.network.effects import Events, payer
from simulator.network.rows import Row


def rate_per_minute(program: Program, task: Task) -> float:
    """Money per working minute of `task`."""
    return task.cost.per_day / program.calendars[task.calendar].minutes_per_day


def spent(program: Program, task: Task) -> float:
    """Working minutes of a finished task: as planned, or of a level of effort as they were."""
    begun, done = task.progress.actual_start, task.progress.actual_finish
    if task.kind is Kind.LEVEL_OF_EFFORT and begun is not None and done is not None:
        return program.calendars[task.calendar].worked(begun, done)
    return task.duration


def certain(program: Program, rows: list[Row]) -> F:
    """Certain money by project, float64[project]: fixed costs without a range, the working time
    of what has no row (finished tasks), and the responses that are taken."""
    place = {project.id: k for k, project in enumerate(program.projects)}
    simulated = {row.task.id for row in rows if not row.task.is_finished}
    total = np.zeros(len(program.projects))
    for task in program.tasks:
        if task.cost.spread is None:
            total[place[task.project]] += task.cost.fixed
        if task.cost.per_day and task.id not in simulated:
            total[place[task.project]] += rate_per_minute(program, task) * spent(program, task)
    for risk in program.risks:
        if risk.mitigated and risk.response is not None:
            tasks = [task for impact in active_impacts(risk)[1] for task in impact.tasks]
            total[place[payer(program, tasks)]] += risk.response.cost
    return total


def money(program: Program, rows: list[Row], events: Events) -> Money:
    """The arrays of `Money`."""
    place = {project.id: k for k, project in enumerate(program.projects)}
    rate = np.zeros(len(rows))
    spent = np.zeros(len(rows))
    for i, row in enumerate(rows):
        if not row.is_hub and not row.task.is_finished and row.task.cost.per_day:
            rate[i] = rate_per_minute(program, row.task)
            spent[i] = max(0.0, row.task.duration - row.task.remaining)
    return Money(
        fixed=certain(program, rows),
        item_project=np.array([place[project] for project, _, _ in events.costs], dtype=np.int32),
        item_draw=np.array([quantity for _, quantity, _ in events.costs], dtype=np.int64),
        item_event=np.array([event for _, _, event in events.costs], dtype=np.int64),
        rate=rate,
        spent_minutes=spent,
    )
