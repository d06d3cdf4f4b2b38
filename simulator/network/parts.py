"""Parts of a task's cost that resources with uncertain rates or quantities make."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.effects import Events, Quantities
from simulator.network.ledger import Account, Stage
from simulator.network.paid import account_of_rest, worked_minutes
from simulator.network.rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """Money of row `row` into `account`, fixed and by the working minute but for the first
    `settled`; draws : rows of its factors; drivers : those that multiply it."""

    row: int
    account: Account
    fixed: float
    rate: float
    settled: float
    draws: tuple[int, ...]
    drivers: tuple[int, ...]


def parts_of(
    program: Program, rows: list[Row], found: Events, quantities: Quantities
) -> list[Part]:
    """Every part with a factor, the one that is fixed before the one by time."""
    of_rate: dict[str, int] = {}
    parts = []
    for i, row in enumerate(rows):
        if row.is_hub or row.task.is_finished:
            continue
        for number, one in enumerate(row.task.assignments):
            draws = _factors(program, row.task, number, of_rate, quantities)
            if not draws or not one.cost:
                continue
            parts += _parts(program, i, row.task, number, draws, found)
    return parts


def _factors(
    program: Program, task: Task, number: int, of_rate: dict[str, int], quantities: Quantities
) -> tuple[int, ...]:
    """Rows of the factors on one assignment: its resource's rate, its own quantity."""
    one = task.assignments[number]
    resource = program.resources.get(one.resource)
    draws = []
    if resource is not None and resource.rate_spread is not None:
        if resource.id not in of_rate:
            name = names.resource_rate(resource.id)
            of_rate[resource.id] = quantities.add(name, Spread(resource.rate_spread))
        draws.append(of_rate[resource.id])
    if one.spread is not None:
        name = names.task_quantity(task.id, one.resource, number)
        draws.append(quantities.add(name, Spread(one.spread)))
    return tuple(draws)


def _parts(
    program: Program, i: int, task: Task, number: int, draws: tuple[int, ...], found: Events
) -> list[Part]:
    """Of one assignment: what is left of its fixed cost, what is left to pay for its time, and what
    it costs by the day."""
    one, divided = task.assignments[number], found.divided[task.id]
    minutes, day = worked_minutes(program, task), program.calendars[task.calendar].minutes_per_day
    on_cost, on_rate = (tuple(of.get(task.id, ())) for of in (found.on_cost, found.on_rate))
    later = Account(task.project, task.id, stage=Stage.LEFT)
    whole = Account(task.project, task.id)
    rest = account_of_rest(task, divided.actual)
    labour = divided.labour[number]
    found_ = []
    if one.per_day:
        fixed = (one.cost or 0.0) - one.per_day * task.duration / day
        settled = one.actual_cost is not None or task.cost.actual is not None
        done = minutes if settled and divided.actual is not None else 0.0
        account = later if done else whole
        found_.append(Part(i, account, 0.0, one.per_day / day, done, draws, on_rate))
    else:
        spent = 0.0 if divided.actual is None else one.actual_cost or 0.0
        fixed = max(0.0, (one.cost or 0.0) - spent) - labour
    if labour:
        account = later if task.is_started else whole
        rate = labour / task.remaining
        found_.append(Part(i, account, 0.0, rate, minutes, draws, on_cost))
    if fixed:
        found_.insert(0, Part(i, rest, fixed, 0.0, 0.0, draws, on_cost))
    return found_
