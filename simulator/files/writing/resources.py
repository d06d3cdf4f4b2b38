"""Resources, and who works on a task, as they stand in a plan file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from simulator.files.writing.style import Items, Row, moment
from simulator.model.expression import Unit, spread_text
from simulator.model.payment import EVENLY
from simulator.model.payment_text import payment_text
from simulator.model.resource import Assignment, Baseline, Expense, Rate, Resource, ResourceType
from simulator.model.spread import Spread
from simulator.model.units import plain

HOUR = 60.0


def resources_of(resources: Mapping[str, Resource]) -> dict[str, Row]:
    """All resources by their key."""
    return {key: _resource(one) for key, one in resources.items()}


def _resource(one: Resource) -> Row:
    row = Row()
    if one.name != one.id:
        row["name"] = one.name
    if one.type is not ResourceType.WORK:
        row["type"] = one.type.value
    if one.capacity is not None:
        row["capacity"] = plain(one.capacity)
    if one.calendar is not None:
        row["calendar"] = one.calendar
    if one.rate_spread is not None:
        row["rate_uncertainty"] = spread_text(Spread(one.rate_spread), Unit.factor())
    by_hour = one.type is ResourceType.WORK
    if len(one.rates) == 1 and one.rates[0].start is None:
        row.update(_rate(one.rates[0], by_hour))
    elif one.rates:
        row["rates"] = Items(_rate(rate, by_hour) for rate in one.rates)
    return row


def _rate(rate: Rate, by_hour: bool) -> Row:
    row = Row()
    if rate.start is not None:
        row["start"] = moment(rate.start)
    row["rate"] = plain(rate.per_hour) + ("/h" if by_hour else "")
    if rate.per_use:
        row["per_use"] = plain(rate.per_use)
    return row


def assignments_of(
    assignments: tuple[Assignment, ...], resources: Mapping[str, Resource]
) -> dict[str, Any]:
    """By resource: its units alone, or all that is known; a list where it works twice."""
    found: dict[str, list[Any]] = defaultdict(list)
    for one in assignments:
        found[one.resource].append(_assignment(one, resources[one.resource]))
    return {key: rows[0] if len(rows) == 1 else Items(rows) for key, rows in found.items()}


def _assignment(one: Assignment, resource: Resource) -> Row | str:
    row = Row(units=plain(one.units))
    for key, work in (("work", one.work), ("remaining", one.remaining)):
        if work is not None:
            row[key] = time_text(work) if resource.type is ResourceType.WORK else plain(work)
    if one.spread is not None:
        row["uncertainty"] = spread_text(Spread(one.spread), Unit.factor())
    for key, cost in (
        ("cost", one.cost),
        ("cost_per_day", one.per_day or None),
        ("actual_cost", one.actual_cost),
        ("remaining_cost", one.remaining_cost),
    ):
        if cost is not None:
            row[key] = plain(cost)
    if one.paid != EVENLY:
        row["paid"] = payment_text(one.paid)
    return plain(one.units) if len(row) == 1 else row


def expenses_of(expenses: tuple[Expense, ...]) -> Items:
    """One row for each."""
    rows = Items()
    for one in expenses:
        row = Row(name=one.name, cost=plain(one.cost))
        if one.actual_cost:
            row["actual_cost"] = plain(one.actual_cost)
        if one.remaining_cost is not None:
            row["remaining_cost"] = plain(one.remaining_cost)
        rows.append(row)
    return rows


def baseline_of(baseline: Baseline, unit: Unit) -> Row:
    """What was once agreed; its duration in `unit`."""
    row = Row()
    if baseline.start is not None:
        row["start"] = moment(baseline.start)
    if baseline.finish is not None:
        row["finish"] = moment(baseline.finish)
    if baseline.duration is not None:
        row["duration"] = unit.write(baseline.duration)
    if baseline.cost is not None:
        row["cost"] = plain(baseline.cost)
    return row


def time_text(minutes: float) -> str:
    """Hours where they are whole, else minutes: they mean the same on every calendar."""
    if minutes % HOUR == 0:
        return f"{plain(minutes / HOUR)}h"
    return f"{plain(minutes)}min"
