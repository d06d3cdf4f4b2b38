"""What is paid for certain, what is drawn, and what follows working time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulator.model.distributions import Constant
from simulator.model.money import Paid
from simulator.model.program import Program
from simulator.model.risk import active
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.arrays_money import Bills, Money
from simulator.network.dtypes import I64
from simulator.network.effects import Bill, Events, Quantities, account_of
from simulator.network.ledger import Account, Ledger
from simulator.network.paid import Certain, certain_lines, spent
from simulator.network.parts import parts_of
from simulator.network.rows import Row


def rate_per_minute(program: Program, task: Task) -> float:
    """Money per working minute of `task`."""
    return task.cost.per_day / program.calendars[task.calendar].minutes_per_day


def _account_of(row: Row) -> Account:
    if row.is_hub or not (row.task.cost.per_day or row.task.assignments):
        return Account(row.project.id)
    return Account(row.project.id, row.task.id)


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
        account = Account(task.project, task.id)
        found.costs.append(Bill(account, row, task=task.id, planned=cost.fixed))


def certain(program: Program, rows: list[Row], found: Events) -> Iterator[Certain]:
    """Certain money: fixed costs without a range, what finished tasks came to, and the responses
    that are taken."""
    yield from certain_lines(program)
    simulated = {row.task.id for row in rows if not row.task.is_finished}
    billed = {bill.task for bill in found.costs}
    for task in program.tasks:
        account = Account(task.project, task.id)
        if task.cost.fixed and task.id not in billed:
            yield account, task.cost.fixed
        if task.cost.per_day and task.id not in simulated:
            yield account, rate_per_minute(program, task) * spent(program, task)
    for risk in program.risks:
        if risk.mitigated and risk.response is not None and risk.response.cost:
            tasks = [task for impact in active(risk).impacts for task in impact.tasks]
            project = account_of(program, risk.id, tasks).project
            account = Account(project, paid=Paid.START, cause=f"response to {risk.id}")
            yield account, risk.response.cost


def money(program: Program, rows: list[Row], found: Events, ledger: Ledger) -> Money:
    """The arrays of `Money`; the last to open accounts."""
    rate, done = np.zeros(len(rows)), np.zeros(len(rows))
    for i, row in enumerate(rows):
        if not row.is_hub and not row.task.is_finished:
            rate[i] = rate_per_minute(program, row.task) if row.task.cost.per_day else 0.0
            done[i] = max(0.0, row.task.duration - row.task.remaining)
    by_row = ledger.places(map(_account_of, rows))
    by_item = ledger.places(bill.account for bill in found.costs)
    sums = [(ledger.place(one), amount) for one, amount in certain(program, rows, found)]
    fixed = np.zeros(len(ledger.all()))
    for place, amount in sums:
        fixed[place] += amount
    return Money(
        account_project=ledger.projects(),
        fixed=fixed,
        item_account=by_item,
        item_draw=np.array([bill.draw for bill in found.costs], dtype=np.int64),
        item_event=np.array([bill.event for bill in found.costs], dtype=np.int64),
        item_planned=np.array([bill.planned for bill in found.costs], dtype=np.float64),
        rate=rate,
        row_account=by_row,
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


def bills(
    program: Program, rows: list[Row], found: Events, quantities: Quantities, ledger: Ledger
) -> Bills:
    """The arrays of `Bills`; the quantities that they need are added."""
    parts = parts_of(program, rows, found, quantities)
    position = {row.task.id: i for i, row in enumerate(rows) if not row.is_hub}
    by_item = [
        found.on_cost.get(bill.task, [])
        if bill.task and not program.task[bill.task].is_finished
        else []
        for bill in found.costs
    ]
    by_row = [[] if row.is_hub else found.on_rate.get(row.task.id, []) for row in rows]
    kept = found.dear_delays()
    payers = [
        Account(program.task[task].project, task, cause=f"risk {one.risk}") for task, one in kept
    ]
    return Bills(
        item_row=np.array([position.get(bill.task or "", -1) for bill in found.costs], np.int64),
        item_first=np.cumsum([0, *map(len, by_item)]).astype(np.int64),
        item_driver=np.array([one for many in by_item for one in many], dtype=np.int64),
        rate_draw=rate_draws(program, rows, quantities),
        rate_first=np.cumsum([0, *map(len, by_row)]).astype(np.int64),
        rate_driver=np.array([one for many in by_row for one in many], dtype=np.int64),
        kept_account=ledger.places(payers),
        kept_rate=np.array([one.rate for _, one in kept], dtype=np.float64),
        part_row=np.array([part.row for part in parts], dtype=np.int64),
        part_fixed=np.array([part.fixed for part in parts], dtype=np.float64),
        part_rate=np.array([part.rate for part in parts], dtype=np.float64),
        part_first=np.cumsum([0, *(len(part.draws) for part in parts)]).astype(np.int64),
        part_draw=np.array([one for part in parts for one in part.draws], dtype=np.int64),
        part_driver_first=np.cumsum([0, *(len(part.drivers) for part in parts)]).astype(np.int64),
        part_driver=np.array([one for part in parts for one in part.drivers], dtype=np.int64),
    )
