"""Prices that change only after the work that pays them: as idle as a risk that hits nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from simulator.health.finding import Concern
from simulator.health.plan import Plan
from simulator.model.money import Index
from simulator.model.task import Task

Payers = Mapping[str, list[Task]]
"""Tasks by the index that their costs name, or by the resource that works on them."""


def judged(plan: Plan) -> int:
    """How many there are that could be idle: escalation that costs name, resources at work whose
    first price has a date."""
    return len(_escalated(plan)) + len(_first_rates(plan))


def late_prices(plan: Plan) -> list[Concern]:
    """Those that change or begin once the last task that pays them is done in the plan."""
    found = []
    payers = _escalated(plan)
    for index in plan.program.terms.indices:
        change = _change(index)
        if end := _over(plan, change, payers.get(index.id, [])):
            why = f"prices change on {change:%Y-%m-%d}, and the last work that pays them ends {end}"
            found.append(Concern(index.id, index.id, why, "escalation"))
    workers = _workers(plan)
    for key, begins in _first_rates(plan).items():
        if end := _over(plan, begins, workers[key]):
            why = f"its first rate holds from {begins:%Y-%m-%d}, and its last work ends {end}"
            found.append(Concern(key, plan.program.resources[key].name, why, "resource"))
    return found


def _escalated(plan: Plan) -> Payers:
    found = defaultdict(list)
    for task in plan.program.tasks:
        for name in {one.index for one in task.elements if one.index}:
            found[name].append(task)
    return found


def _workers(plan: Plan) -> Payers:
    found = defaultdict(list)
    for task in plan.program.tasks:
        for name in {one.resource for one in task.assignments}:
            found[name].append(task)
    return found


def _change(index: Index) -> datetime:
    """From when on a price is not that of the plan."""
    dates = [at for at, _ in index.steps[:1]]
    if index.per_year or index.spread is not None or not dates:
        dates.append(index.since)
    return min(dates)


def _first_rates(plan: Plan) -> dict[str, datetime]:
    """By resource: from when on its first price holds, where that is said and it has work."""
    workers, found = _workers(plan), {}
    for key, one in plan.program.resources.items():
        begins = one.rates[0].start if one.rates else None
        if begins is not None and key in workers:
            found[key] = begins
    return found


def _over(plan: Plan, date: datetime, tasks: list[Task]) -> str:
    """The day on which the last of the tasks ends, where that is not after `date`; else ""."""
    ends = [plan.finish(task) for task in tasks if task.id in plan.row]
    return f"{max(ends):%Y-%m-%d}" if ends and max(ends) <= date else ""
