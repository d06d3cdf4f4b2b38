"""Costs, resources and assignments as rows of a job."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from simulator.files.mpxj_write.dates import AllDates
from simulator.files.mpxj_write.rows import Fields, iso, one_line
from simulator.files.pricing import HOUR, price_of, rate_at, works
from simulator.model.money import Element
from simulator.model.payment import END, EVENLY, START
from simulator.model.program import Program
from simulator.model.resource import Assignment, Resource, ResourceType
from simulator.model.task import Kind, Task

ElementCosts = Mapping[tuple[str, str], float]
"""What costs with a name come to in the plan, by full id of the task and name."""

ACCRUAL = {START: "START", EVENLY: "PRORATED", END: "END"}
"""MPXJ's words for when money leaves; by any other profile it is written as paid evenly."""

LEAST = 0.005
"""Money below half a cent is rounding."""


def resources(program: Program, wanted: Container[str], p6: bool) -> list[Fields]:
    """The `wanted` resources of the program."""
    return [_resource(one, p6) for one in program.resources.values() if one.id in wanted]


def _resource(resource: Resource, p6: bool) -> Fields:
    kind = resource.type
    if p6 and kind is ResourceType.COST:
        kind = ResourceType.MATERIAL
    fields = {
        "NAME": one_line(resource.name),
        "TYPE": kind.name,
        "RESOURCE_ID": one_line(resource.id),
    }
    return {
        "key": resource.id,
        "fields": fields,
        "calendar": resource.calendar,
        "capacity": None if resource.capacity is None else 100 * resource.capacity,
        "rates": [(iso(rate.start), rate.per_hour, rate.per_use) for rate in resource.rates],
    }


def assignments(task: Task, program: Program, dates: AllDates) -> list[tuple[str, Fields]]:
    """Who works on a task, and what it costs."""
    return [
        (
            one.resource,
            _assignment(one, _amount(one, task, program), price(one, task, program))
            | _when(task, dates),
        )
        for one in task.assignments
    ]


def _amount(one: Assignment, task: Task, program: Program) -> tuple[float, float]:
    """Work, and what is left of it, in hours; of material its units, which tools keep there."""
    resource = program.resources.get(one.resource)
    by_time = resource is None or resource.type is ResourceType.WORK
    hour = HOUR if by_time else 1.0
    default = one.units * (task.duration if by_time else 1.0)
    work = (default if one.work is None else one.work) / hour
    if one.remaining is not None:
        return work, one.remaining / hour
    return work, 0.0 if task.is_finished else work


def price(one: Assignment, task: Task, program: Program) -> float:
    """What an assignment costs: as the plan says, or by rate and work, as p80 counts it."""
    resource = program.resources.get(one.resource)
    if one.cost is not None or resource is None or not resource.rates:
        return one.cost or 0.0
    calendar = program.calendars[task.calendar]
    since = task.progress.actual_start or program.project[task.project].start
    rate = rate_at(resource, since)
    days = task.duration / calendar.minutes_per_day
    return price_of(one, resource, task, calendar, rate).total(days)


def _assignment(one: Assignment, amount: tuple[float, float], cost: float) -> Fields:
    work, left = amount
    actual = one.actual_cost if one.actual_cost is not None else 0.0
    rest = one.remaining_cost if one.remaining_cost is not None else cost - actual
    return {
        "ASSIGNMENT_UNITS": 100 * one.units,
        "PLANNED_WORK": (work, "HOURS"),
        "WORK": (work, "HOURS"),
        "REMAINING_WORK": (left, "HOURS"),
        "ACTUAL_WORK": (max(0.0, work - left), "HOURS"),
        "PLANNED_COST": cost,
        "COST": cost,
        "ACTUAL_COST": actual,
        "REMAINING_COST": rest,
    }


def _when(task: Task, dates: AllDates) -> Fields:
    """An assignment lasts as long as its task."""
    of = dates[task.id]
    early = None if task.is_finished else of.early_start
    return {
        "START": iso(of.start),
        "FINISH": iso(of.finish),
        "PLANNED_START": iso(of.start),
        "PLANNED_FINISH": iso(of.finish),
        "ACTUAL_START": iso(task.progress.actual_start),
        "ACTUAL_FINISH": iso(task.progress.actual_finish),
        "REMAINING_EARLY_START": iso(early),
        "REMAINING_EARLY_FINISH": iso(of.finish if early else None),
    }


def total(task: Task, program: Program, dates: AllDates) -> float:
    """What a task costs in this plan, without its costs with a name but for work that they are the
    price of. A level of effort lasts as long as its dates say."""
    calendar = program.calendars[task.calendar]
    minutes = task.duration
    if task.kind is Kind.LEVEL_OF_EFFORT and task.id in dates:
        minutes = calendar.worked(dates[task.id].start, dates[task.id].finish)
    work = sum(price(one, task, program) for one in task.assignments if one.cost is None)
    return task.cost.fixed + task.cost.per_day * minutes / calendar.minutes_per_day + work


def named(task: Task, costs: ElementCosts) -> list[tuple[Element, float]]:
    """The costs with a name of a task, each with what it comes to in this plan: those of which that
    is known, and which are not the price of work that is written as an assignment."""
    priced = {name for name, one in works(task.assignments) if one.cost is None}
    return [
        (one, costs[task.id, one.name])
        for one in task.elements
        if one.name not in priced and (task.id, one.name) in costs
    ]


def with_named(task: Task, program: Program, dates: AllDates, costs: ElementCosts) -> float:
    """What a task costs in this plan with all that has a name."""
    return total(task, program, dates) + sum(amount for _, amount in named(task, costs))


def not_assigned(task: Task, program: Program, dates: AllDates) -> float:
    """The part of its cost that its resources do not cause."""
    rest = total(task, program, dates) - sum(price(one, task, program) for one in task.assignments)
    return rest if abs(rest) >= LEAST else 0.0


def expenses(
    task: Task, program: Program, dates: AllDates, costs: ElementCosts, known: bool
) -> list[tuple[Any, ...]]:
    """Expenses of P6, as name, planned, actual and remaining cost, and when it is paid. One for
    each cost with a name; the last is what neither resources nor expenses of the plan cause.
    known : the schedule has its own expenses already."""
    found: list[tuple[Any, ...]] = []
    for one in task.expenses:
        rest = one.remaining_cost
        rest = one.cost - one.actual_cost if rest is None else rest
        found.append((one_line(one.name), one.cost, one.actual_cost, rest, ACCRUAL[EVENLY]))
    open_cost = not_assigned(task, program, dates) - sum(one.cost for one in task.expenses)
    found = [] if known else found
    for element, amount in named(task, costs):
        spent = amount if task.is_finished else element.actual or 0.0
        paid = ACCRUAL.get(element.paid, ACCRUAL[EVENLY])
        found.append((one_line(element.name), amount, spent, amount - spent, paid))
    if abs(open_cost) >= LEAST:
        spent = open_cost if task.is_finished else 0.0
        found.append(("Cost", open_cost, spent, open_cost - spent, ACCRUAL[EVENLY]))
    return found
