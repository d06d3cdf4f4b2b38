"""What is paid for certain, what is drawn, and what follows working time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.model.distributions import Constant
from simulator.model.program import Program
from simulator.model.risk import active
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.network import names
from simulator.network.arrays import I64, Bills, F, Money
from simulator.network.effects import Bill, Events, Quantities, payer
from simulator.network.parts import parts_of
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


def add_fixed_costs(
    program: Program,
    found: Events,
    gated: set[str],
    shares: Mapping[str, float],
    quantities: Quantities,
) -> None:
    """Bills of the fixed costs that are not certain: drawn, multiplied by a driver, or of a task
    that may be absent. shares : of repeats, the part of the first time's cost."""
    for task in program.tasks:
        cost = task.cost
        if cost.spread is not None:
            name, share = names.task_cost(task.id), shares.get(task.id, 1.0)
            row = quantities.add(name, cost.spread, cost.fixed, share=share)
        elif cost.fixed and (
            task.id in gated or (task.id in found.on_cost and not task.is_finished)
        ):
            spread = Spread(Constant(cost.fixed))
            row = quantities.add(names.task_cost(task.id), spread)
        else:
            continue
        found.costs.append(Bill(task.project, row, task=task.id, planned=cost.fixed))


def certain(program: Program, rows: list[Row], found: Events) -> F:
    """Certain money by project, float64[project]: fixed costs without a range, the working time
    of what has no row (finished tasks), and the responses that are taken."""
    place = {project.id: k for k, project in enumerate(program.projects)}
    simulated = {row.task.id for row in rows if not row.task.is_finished}
    billed = {bill.task for bill in found.costs}
    total = np.zeros(len(program.projects))
    for task in program.tasks:
        if task.cost.fixed and task.id not in billed:
            total[place[task.project]] += task.cost.fixed
        if task.cost.per_day and task.id not in simulated:
            total[place[task.project]] += rate_per_minute(program, task) * spent(program, task)
    for risk in program.risks:
        if risk.mitigated and risk.response is not None:
            tasks = [task for impact in active(risk).impacts for task in impact.tasks]
            total[place[payer(program, tasks)]] += risk.response.cost
    return total


def money(program: Program, rows: list[Row], found: Events) -> Money:
    """The arrays of `Money`."""
    place = {project.id: k for k, project in enumerate(program.projects)}
    rate = np.zeros(len(rows))
    done = np.zeros(len(rows))
    for i, row in enumerate(rows):
        if row.task.cost.per_day and not row.is_hub and not row.task.is_finished:
            rate[i] = rate_per_minute(program, row.task)
            done[i] = max(0.0, row.task.duration - row.task.remaining)
    return Money(
        fixed=certain(program, rows, found),
        item_project=np.array([place[bill.project] for bill in found.costs], dtype=np.int32),
        item_draw=np.array([bill.draw for bill in found.costs], dtype=np.int64),
        item_event=np.array([bill.event for bill in found.costs], dtype=np.int64),
        item_planned=np.array([bill.planned for bill in found.costs], dtype=np.float64),
        rate=rate,
        spent_minutes=done,
    )


def rate_draws(program: Program, rows: list[Row], quantities: Quantities) -> I64:
    """Row in `Draws` of the cost of a minute's work of each row, -1 where it is certain."""
    found = np.full(len(rows), -1, dtype=np.int64)
    for i, row in enumerate(rows):
        cost = row.task.cost
        if cost.rate_spread is None or row.is_hub or row.task.is_finished:
            continue
        minute = 1.0 / program.calendars[row.task.calendar].minutes_per_day
        name = names.task_rate(row.task.id)
        found[i] = quantities.add(name, cost.rate_spread, cost.per_day * minute, share=minute)
    return found


def bills(program: Program, rows: list[Row], found: Events, quantities: Quantities) -> Bills:
    """The arrays of `Bills`; the quantities that they need are added."""
    parts = parts_of(program, rows, found, quantities)
    place = {project.id: k for k, project in enumerate(program.projects)}
    position = {row.task.id: i for i, row in enumerate(rows) if not row.is_hub}
    by_item = [
        found.on_cost.get(bill.task, [])
        if bill.task and not program.task[bill.task].is_finished
        else []
        for bill in found.costs
    ]
    by_row = [[] if row.is_hub else found.on_rate.get(row.task.id, []) for row in rows]
    kept = [(place[program.task[task].project], delay.rate) for task, delay in found.dear_delays()]
    return Bills(
        item_row=np.array([position.get(bill.task or "", -1) for bill in found.costs], np.int64),
        item_first=np.cumsum([0, *map(len, by_item)]).astype(np.int64),
        item_driver=np.array([one for many in by_item for one in many], dtype=np.int64),
        rate_draw=rate_draws(program, rows, quantities),
        rate_first=np.cumsum([0, *map(len, by_row)]).astype(np.int64),
        rate_driver=np.array([one for many in by_row for one in many], dtype=np.int64),
        kept_project=np.array([project for project, _ in kept], dtype=np.int64),
        kept_rate=np.array([rate for _, rate in kept], dtype=np.float64),
        part_row=np.array([part.row for part in parts], dtype=np.int64),
        part_fixed=np.array([part.fixed for part in parts], dtype=np.float64),
        part_rate=np.array([part.rate for part in parts], dtype=np.float64),
        part_first=np.cumsum([0, *(len(part.draws) for part in parts)]).astype(np.int64),
        part_draw=np.array([one for part in parts for one in part.draws], dtype=np.int64),
        part_driver_first=np.cumsum([0, *(len(part.drivers) for part in parts)]).astype(np.int64),
        part_driver=np.array([one for part in parts for one in part.drivers], dtype=np.int64),
    )
