"""What is paid for certain, what is drawn, and what follows working time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulator.model.distributions import Constant
from simulator.model.payment import START
from simulator.model.program import Program
from simulator.model.risk import active
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.arrays_money import Bills, Money
from simulator.network.effects import Bill, Events, Quantities, account_of
from simulator.network.ledger import Account, Ledger
from simulator.network.paid import Certain, account_of_rest, account_of_spent, certain_lines, spent
from simulator.network.parts import parts_of
from simulator.network.rows import Row
from simulator.network.streams import Stream

Paid = tuple[Events, list[Stream]]
"""What happens, and what is paid by working time."""


def rate_per_minute(program: Program, task: Task) -> float:
    """Money per working minute of `task`."""
    return task.cost.per_day / program.calendars[task.calendar].minutes_per_day


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
        cost, parts = task.cost, found.divided[task.id]
        if cost.spread is not None:
            name, share = names.task_cost(task.id), shares.get(task.id, 1.0)
            if parts.actual is not None and cost.fixed:
                # A range of the whole is one of what is left, in proportion.
                share *= parts.left / cost.fixed
            row = quantities.add(name, cost.spread, parts.left, share=share)
        elif parts.left and (
            task.id in gated or (task.id in found.on_cost and not task.is_finished)
        ):
            spread = Spread(Constant(parts.left))
            row = quantities.add(names.task_cost(task.id), spread)
        else:
            continue
        account, rest = account_of_rest(task, parts.actual), parts.rest
        share = rest / parts.left if parts.left else 1.0
        found.costs.append(Bill(account, row, task=task.id, planned=parts.left, share=share))


def certain(program: Program, rows: list[Row], found: Events) -> Iterator[Certain]:
    """Certain money: fixed costs without a range, what finished tasks came to, and the responses
    that are taken."""
    yield from certain_lines(program)
    simulated = {row.task.id for row in rows if not row.task.is_finished}
    billed = {bill.task for bill in found.costs}
    for task in program.tasks:
        parts = found.divided[task.id]
        if parts.actual:
            yield account_of_spent(task), parts.actual
        if parts.rest and task.id not in billed:
            yield account_of_rest(task, parts.actual), parts.rest
        if task.cost.per_day and task.id not in simulated:
            yield (
                Account(task.project, task.id),
                rate_per_minute(program, task) * spent(program, task),
            )
    for risk in program.risks:
        if risk.mitigated and risk.response is not None and risk.response.cost:
            tasks = [task for impact in active(risk).impacts for task in impact.tasks]
            project = account_of(program, risk.id, tasks).project
            account = Account(project, paid=START, cause=f"response to {risk.id}")
            yield account, risk.response.cost


def money(
    program: Program, rows: list[Row], found: Events, streams: list[Stream], ledger: Ledger
) -> Money:
    """The arrays of `Money`; the last to open accounts."""
    done = np.zeros(len(rows))
    for i, row in enumerate(rows):
        if not row.is_hub and not row.task.is_finished:
            done[i] = max(0.0, row.task.duration - row.task.remaining)
    by_rate = ledger.places(one.account for one in streams)
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
        item_share=np.array([bill.share for bill in found.costs], dtype=np.float64),
        item_planned=np.array([bill.planned for bill in found.costs], dtype=np.float64),
        rate_row=np.array([one.row for one in streams], dtype=np.int64),
        rate_account=by_rate,
        rate=np.array([one.rate for one in streams], dtype=np.float64),
        rate_settled=np.array([one.settled for one in streams], dtype=np.float64),
        spent_minutes=done,
    )


def bills(
    program: Program, rows: list[Row], paid: Paid, quantities: Quantities, ledger: Ledger
) -> Bills:
    """The arrays of `Bills`; the quantities that they need are added."""
    found, streams = paid
    parts = parts_of(program, rows, found, quantities)
    position = {row.task.id: i for i, row in enumerate(rows) if not row.is_hub}
    by_item = [
        found.on_cost.get(bill.task, [])
        if bill.task and not program.task[bill.task].is_finished
        else []
        for bill in found.costs
    ]
    kept = found.dear_delays()
    payers = [
        Account(program.task[task].project, task, cause=f"risk {one.risk}") for task, one in kept
    ]
    return Bills(
        item_row=np.array([position.get(bill.task or "", -1) for bill in found.costs], np.int64),
        item_first=np.cumsum([0, *map(len, by_item)]).astype(np.int64),
        item_driver=np.array([one for many in by_item for one in many], dtype=np.int64),
        rate_draw=np.array([one.draw for one in streams], dtype=np.int64),
        rate_share=np.array([one.share for one in streams], dtype=np.float64),
        rate_first=np.cumsum([0, *(len(one.drivers) for one in streams)]).astype(np.int64),
        rate_driver=np.array([d for one in streams for d in one.drivers], dtype=np.int64),
        kept_account=ledger.places(payers),
        kept_rate=np.array([one.rate for _, one in kept], dtype=np.float64),
        part_row=np.array([part.row for part in parts], dtype=np.int64),
        part_account=ledger.places(part.account for part in parts),
        part_fixed=np.array([part.fixed for part in parts], dtype=np.float64),
        part_rate=np.array([part.rate for part in parts], dtype=np.float64),
        part_settled=np.array([part.settled for part in parts], dtype=np.float64),
        part_first=np.cumsum([0, *(len(part.draws) for part in parts)]).astype(np.int64),
        part_draw=np.array([one for part in parts for one in part.draws], dtype=np.int64),
        part_driver_first=np.cumsum([0, *(len(part.drivers) for part in parts)]).astype(np.int64),
        part_driver=np.array([one for part in parts for one in part.drivers], dtype=np.int64),
    )
