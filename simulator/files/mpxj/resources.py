"""Resources, assignments and expenses of the raw document as those of the model."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from simulator.files.mpxj.calendars import Calendars
from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.values import moment, money, number
from simulator.files.pricing import price_of, rate_at
from simulator.model.payment import EVENLY, Payment, curve
from simulator.model.resource import Assignment, Expense, Rate, Resource, ResourceType
from simulator.model.task import Task

TYPES = {"MATERIAL": ResourceType.MATERIAL, "COST": ResourceType.COST}
WHOLE = 100.0
"""Units of one person full time, as the reader gives them."""


class Resources:
    """The resources of all projects of a file that are assigned to a task, equal ones shared."""

    def __init__(self, calendars: Calendars) -> None:
        self.by_key: dict[str, Resource] = {}
        self._calendars = calendars
        self._keys: dict[tuple[str, str], str] = {}

    def add(self, project: RawProject) -> None:
        """Take over the resources of `project` that have assignments."""
        used = {uid for row in project.rows for uid in project.assigned(row)}
        for uid, raw in project.resources.items():
            if uid in used:
                self._keys[project.id, uid] = self._place(project, raw)

    def _place(self, project: RawProject, raw: RawRow) -> str:
        """Key of the resource: P6's id or the name, numbered where another one has it."""
        wanted = " ".join((raw["id"] or raw["name"] or f"resource {raw['uid']}").split())
        key, count = wanted, 1
        while (one := self._resource(key, project, raw)) != self.by_key.get(key, one):
            count += 1
            key = f"{wanted} ({count})"
        self.by_key[key] = one
        return key

    def _resource(self, key: str, project: RawProject, raw: RawRow) -> Resource:
        kind = TYPES.get(raw["type"] or "", ResourceType.WORK)
        works = kind is ResourceType.WORK
        capacity = number(raw["capacity"]) if works else None
        calendar = raw["calendar"] if works else None
        return Resource(
            id=key,
            name=raw["name"] or key,
            type=kind,
            capacity=capacity / WHOLE if capacity else None,
            calendar=self._calendars.key(project, (calendar,)) if calendar else None,
            rates=_rates(project, raw, works),
        )

    def assignments_of(self, project: RawProject, row: RawRow) -> tuple[Assignment, ...]:
        """Who works on a task; those of one resource stand together."""
        rows = project.assignments.get(str(row["uid"]), ())
        found = [self._assignment(project, one) for one in rows]
        order = [one.resource for one in found]
        return tuple(sorted(found, key=lambda one: order.index(one.resource)))

    def priced(self, project: RawProject, task: Task, row: RawRow) -> Task:
        """`task` with the cost of assignments of which the file says none, as in GanttProject: it
        is added to the cost of the task, unless the file states that."""
        calendar = self._calendars.by_key[task.calendar]
        days = task.duration / calendar.minutes_per_day
        since = task.progress.actual_start or moment(row["start"]) or datetime.min
        found, added = [], 0.0
        for one in task.assignments:
            resource = self.by_key[one.resource]
            if one.cost is None and resource.rates:
                price = price_of(one, resource, task, calendar, rate_at(resource, since))
                one = replace(one, cost=price.total(days) if row["cost"] is None else 0.0)
                added += one.cost or 0.0
            found.append(one)
        project.priced += bool(added)
        fixed = task.cost.fixed + added
        return replace(task, assignments=tuple(found), cost=replace(task.cost, fixed=fixed))

    def _assignment(self, project: RawProject, raw: RawRow) -> Assignment:
        key = self._keys[project.id, str(raw["resource"])]
        per_unit = 60.0 if self.by_key[key].type is not ResourceType.WORK else 1.0
        work, remaining = (project.units.minutes(raw[name]) for name in ("work", "remaining"))
        project.below_zero += min(work or 0.0, remaining or 0.0) < 0
        return Assignment(
            resource=key,
            units=max(0.0, number(raw["units"]) or 0.0) / WHOLE,
            work=None if work is None else max(0.0, work) / per_unit,
            remaining=None if remaining is None else max(0.0, remaining) / per_unit,
            cost=money(raw["cost"]),
            actual_cost=money(raw["actual_cost"]),
            remaining_cost=money(raw["remaining_cost"]),
            paid=_paid(raw),
        )


def paid_by_time(project: RawProject) -> int:
    """How many assignments of open tasks have a cost that follows time."""
    return sum(
        bool(money(one["cost"])) and (resource["type"] or "") not in TYPES
        for row in project.rows
        if row["actual_finish"] is None
        for one in project.assignments.get(str(row["uid"]), ())
        if (resource := project.resources.get(str(one["resource"]))) is not None
    )


def _paid(raw: RawRow) -> Payment:
    """How the money leaves: as the work, by the resource curve of P6 or the contour of MS
    Project."""
    weights = [float(value) for value in (raw.get("curve") or "").split()]
    return curve(weights) if len(weights) > 1 and sum(weights) > 0 else EVENLY


def expenses_of(project: RawProject, row: RawRow) -> tuple[Expense, ...]:
    """Costs of a task that no resource causes."""
    return tuple(
        Expense(
            name=raw["name"] or "expense",
            cost=money(raw["cost"]) or 0.0,
            actual_cost=money(raw["actual_cost"]) or 0.0,
            remaining_cost=money(raw["remaining_cost"]),
        )
        for raw in project.expenses.get(str(row["uid"]), ())
    )


def _rates(project: RawProject, raw: RawRow, works: bool) -> tuple[Rate, ...]:
    """Prices in the order of their dates; the first holds from ever. Prices of nothing, which
    tools write for a resource without any, are left out."""
    found = [
        Rate(
            per_hour=_per_hour(project, price, works),
            start=moment(since) if place else None,
            per_use=number(per_use) or 0.0,
        )
        for place, (since, price, per_use) in enumerate(project.rates.get(str(raw["uid"]), ()))
    ]
    return tuple(found) if any(rate.per_hour or rate.per_use for rate in found) else ()


def _per_hour(project: RawProject, price: str | None, works: bool) -> float:
    """The price of an hour from ``64.0/d``; of material, of a unit."""
    amount, _, unit = (price or "").partition("/")
    value = number(amount) or 0.0
    minutes = project.units.minutes(f"1.0{unit}") if works and unit else None
    return value * 60.0 / minutes if minutes else value
