"""Money by working time: what is paid by the day, and what is left to pay for labour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.labour import Division, costs_nothing, paid_later
from simulator.model.payment import Payment
from simulator.model.program import Program
from simulator.model.task import Task
from simulator.network import names
from simulator.network.effects import Events, Quantities
from simulator.network.ledger import Account, Stage
from simulator.network.paid import worked_minutes
from simulator.network.rows import Row


@dataclass(frozen=True, slots=True)
class Stream:
    """Money for each working minute of row `row` but the first `settled`.

    draw : row in `Draws` of which it is the part `share`, -1 where certain. drivers : those that
    multiply it.
    """

    row: int
    account: Account
    rate: float
    settled: float
    draw: int = -1
    share: float = 1.0
    drivers: tuple[int, ...] = ()


def streams_of(
    program: Program, rows: list[Row], found: Events, quantities: Quantities
) -> list[Stream]:
    """Those of all open rows, in their order; draws of rates are added to `quantities`, those of
    costs must be there."""
    streams: list[Stream] = []
    for i, row in enumerate(rows):
        if not (row.is_hub or row.task.is_finished or costs_nothing(row.task)):
            parts = found.divided[row.task.id]
            streams += _by_day(program, i, row.task, parts, found, quantities)
            streams += _labour(program, i, row.task, parts, found, quantities)
    return streams


def _by_day(
    program: Program, i: int, task: Task, parts: Division, found: Events, quantities: Quantities
) -> Iterator[Stream]:
    cost, minute = task.cost, 1.0 / program.calendars[task.calendar].minutes_per_day
    draw = -1
    if cost.rate_spread is not None:
        name = names.task_rate(task.id)
        draw = quantities.add(name, cost.rate_spread, cost.per_day * minute, share=minute)
    done = parts.settled
    for stage, money in ((Stage.WHOLE, cost.per_day - done), (Stage.LEFT, done)):
        if money:
            yield Stream(
                i,
                Account(task.project, task.id, stage=stage),
                money * minute,
                worked_minutes(program, task) if stage is Stage.LEFT else 0.0,
                draw,
                money / cost.per_day,
                tuple(found.on_rate.get(task.id, ())),
            )


def _labour(
    program: Program, i: int, task: Task, parts: Division, found: Events, quantities: Quantities
) -> Iterator[Stream]:
    """What is left to pay for the time of resources, by how it leaves: a part of the fixed cost,
    with its range and its drivers."""
    stage = Stage.LEFT if task.is_started or parts.actual is not None else Stage.WHOLE
    by_paid: dict[Payment, float] = {}
    for one, money in zip(task.assignments, parts.labour, strict=True):
        if money:
            paid = paid_later(task, one.paid)
            by_paid[paid] = by_paid.get(paid, 0.0) + money
    for paid, money in by_paid.items():
        yield Stream(
            i,
            Account(task.project, task.id, paid, stage=stage),
            money / task.remaining,
            worked_minutes(program, task),
            quantities.rows.get(names.task_cost(task.id), -1),
            money / parts.left / task.remaining,
            tuple(found.on_cost.get(task.id, ())),
        )
