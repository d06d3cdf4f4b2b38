"""What an assignment costs whose file says nothing of it: its rate times its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from simulator.model.calendar import Calendar
from simulator.model.resource import Assignment, Rate, Resource, ResourceType
from simulator.model.task import Kind, Task

HOUR = 60.0


@dataclass(frozen=True, slots=True)
class Price:
    """Money that a task costs more. per_day : for each working day that it lasts."""

    fixed: float = 0.0
    per_day: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.fixed or self.per_day)

    def total(self, days: float) -> float:
        """Money for a task of so many working days."""
        return self.fixed + self.per_day * days


def works(assignments: Iterable[Assignment]) -> Iterator[tuple[str, Assignment]]:
    """Each assignment of a task with the name of the cost that it makes where the rates of its
    resource change by date."""
    seen: Counter[str] = Counter()
    for one in assignments:
        seen[one.resource] += 1
        number = seen[one.resource]
        yield f"work of {one.resource}" + (f" {number}" if number > 1 else ""), one


def level_name(resource: str, number: int) -> str:
    """Id of the index that follows the rates of a resource; number : counts on from 1 where another
    index is called so."""
    return f"rates of {resource}" + (f" {number}" if number > 1 else "")


def rate_at(resource: Resource, at: datetime) -> Rate:
    """The rate that holds at a date; the first one where all begin later."""
    held = [rate for rate in resource.rates if rate.start is None or rate.start <= at]
    return held[-1] if held else resource.rates[0]


def price_of(
    one: Assignment, resource: Resource, task: Task, calendar: Calendar, rate: Rate
) -> Price:
    """What `one` costs at `rate`, on `task` with its `calendar`.

    Work by time costs units x hours of a day x rate each day, or, where its work is given, that
    work times the rate over the planned days. Material costs its amount times its price. A charge
    for each use comes once for each unit of work, and once for material.
    """
    if resource.type is not ResourceType.WORK:
        amount = one.units if one.work is None else one.work
        return Price(fixed=amount * rate.per_hour + rate.per_use)
    used = one.units * rate.per_use
    lasts = task.kind in (Kind.TASK, Kind.LEVEL_OF_EFFORT)
    if one.work is not None and not (lasts and task.duration):
        return Price(fixed=used + one.work / HOUR * rate.per_hour)
    if not lasts:
        return Price(fixed=used)
    hours = one.units * calendar.minutes_per_day / HOUR
    if one.work is not None:
        hours = one.work / HOUR / (task.duration / calendar.minutes_per_day)
    return Price(fixed=used, per_day=hours * rate.per_hour)
