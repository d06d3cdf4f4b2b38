"""Parts of a task's cost that resources with uncertain rates or quantities make."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.program import Program
from simulator.model.resource import Assignment
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.effects import Events, Quantities
from simulator.network.rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """Money of row `row`, fixed and by the working minute; draws : rows of its factors; drivers :
    those that multiply it."""

    row: int
    fixed: float
    rate: float
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
            fixed, rate = _split(program, row.task, one)
            if fixed:
                drivers = tuple(found.on_cost.get(row.task.id, ()))
                parts.append(Part(i, fixed, 0.0, draws, drivers))
            if rate:
                drivers = tuple(found.on_rate.get(row.task.id, ()))
                parts.append(Part(i, 0.0, rate, draws, drivers))
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


def _split(program: Program, task: Task, one: Assignment) -> tuple[float, float]:
    """(fixed, by the working minute) of an assignment's cost."""
    day = program.calendars[task.calendar].minutes_per_day
    return (one.cost or 0.0) - one.per_day * task.duration / day, one.per_day / day
