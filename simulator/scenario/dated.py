"""Work at rates that change by date, once the resource or its rates are others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.files.building.dated_rates import index_of
from simulator.files.pricing import works
from simulator.model.money import Element, Index
from simulator.model.program import Program
from simulator.model.resource import Resource
from simulator.model.task import Task


def works_of(task: Task, resources: set[str]) -> set[str]:
    """Names of the costs of `task` that are the work of some resources."""
    return {name for name, one in works(task.assignments) if one.resource in resources}


def repriced(program: Program, before: Mapping[str, Resource], moved: set[str]) -> Program:
    """`program` with the costs of such work at the new first rate, and with the levels of the new
    rates. before : resources with the old rates; moved : those whose rates are others."""
    dated = {key for key in moved if len(before[key].rates) > 1 and before[key].rates[0].per_hour}
    levels: dict[str, Index] = {}
    tasks = []
    for task in program.tasks:
        elements = list(task.elements)
        for name, one in works(task.assignments):
            if one.resource not in dated or one.cost is not None:
                continue
            old, new = before[one.resource], program.resources[one.resource]
            elements = [_at(each, name, old, new, levels) for each in elements]
        tasks.append(replace(task, elements=tuple(elements)))
    notes = [
        f"resource {key}: its new charge for each use is not in the cost of work at dated rates"
        for key in sorted(dated)
        if any(rate.per_use for rate in program.resources[key].rates)
    ]
    indices = (levels.get(one.id, one) for one in program.terms.indices)
    terms = replace(program.terms, indices=tuple(indices))
    return replace(program, tasks=tuple(tasks), terms=terms, notes=(*program.notes, *notes))


def _at(
    element: Element, name: str, old: Resource, new: Resource, levels: dict[str, Index]
) -> Element:
    """`element` at the first of the new rates, if it is the work of this `name`."""
    if element.name != name or not element.index:
        return element
    first = new.rates[0].per_hour if new.rates else 0.0
    since = index_of(element.index, old).since
    levels[element.index] = (
        index_of(element.index, new)
        if first and len(new.rates) > 1
        else Index(element.index, since)
    )
    return replace(element, price=element.price * first / old.rates[0].per_hour)
