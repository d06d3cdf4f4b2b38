"""Prices that change only after the work that pays them: as idle as a risk that hits nothing."""

from __future__ import annotations

from datetime import datetime

from simulator.health.finding import Concern
from simulator.health.plan import Plan
from simulator.model.money import Index
from simulator.model.task import Task


def judged(plan: Plan) -> int:
    """How many there are that could be idle: escalation that costs name, resources at work whose
    first price has a date."""
    return len(_indices(plan)) + len(_first_rates(plan))


def late_prices(plan: Plan) -> list[Concern]:
    """Those that change or begin once the last task that pays them is done in the plan."""
    found = []
    for index in _indices(plan):
        payers = [
            task for task in plan.program.tasks if any(e.index == index.id for e in task.elements)
        ]
        if end := _over(plan, _change(index), payers):
            day = f"{_change(index):%Y-%m-%d}"
            why = f"prices change on {day}, and the last work that pays them ends {end}"
            found.append(Concern(index.id, index.id, why, "escalation"))
    for key, begins in _first_rates(plan).items():
        if end := _over(plan, begins, _workers(plan, key)):
            why = f"its first rate holds from {begins:%Y-%m-%d}, and its last work ends {end}"
            found.append(Concern(key, plan.program.resources[key].name, why, "resource"))
    return found


def _indices(plan: Plan) -> list[Index]:
    """Those that costs name."""
    named = {one.index for task in plan.program.tasks for one in task.elements}
    return [index for index in plan.program.terms.indices if index.id in named]


def _change(index: Index) -> datetime:
    """From when on a price is not that of the plan."""
    dates = [at for at, _ in index.steps[:1]]
    if index.per_year or index.spread is not None or not dates:
        dates.append(index.since)
    return min(dates)


def _first_rates(plan: Plan) -> dict[str, datetime]:
    """By resource: from when on its first price holds, where that is said and it has work."""
    return {
        key: one.rates[0].start
        for key, one in plan.program.resources.items()
        if one.rates and one.rates[0].start is not None and _workers(plan, key)
    }


def _workers(plan: Plan, resource: str) -> list[Task]:
    return [
        task
        for task in plan.program.tasks
        if any(one.resource == resource for one in task.assignments)
    ]


def _over(plan: Plan, date: datetime, tasks: list[Task]) -> str:
    """The day on which the last of the tasks ends, where that is not after `date`; else ""."""
    ends = [plan.finish(task) for task in tasks if task.id in plan.row]
    return f"{max(ends):%Y-%m-%d}" if ends and max(ends) <= date else ""
