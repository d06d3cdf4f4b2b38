"""Resources, who works on what, and expenses, as the source tool planned them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from simulator.model.distribution import Distribution
from simulator.model.payment import EVENLY, Payment


class ResourceType(Enum):
    """What a resource is: people and machines work by time, material is used up, cost is money."""

    WORK = "work"
    MATERIAL = "material"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Rate:
    """A price from a date on; `start` is None for the first one.

    per_hour : money per hour of work, or per unit of material. per_use : money for each unit
    assigned.
    """

    per_hour: float
    start: datetime | None = None
    per_use: float = 0.0


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of the program.

    id : unique in the program, the key of `Program.resources`. capacity : units at most, 1 = one
    person full time; None where the file says none. calendar : key in `Program.calendars`.
    rates : in the order of their dates. rate_spread : factor on all of them, one draw for all the
    work of the resource.
    """

    id: str
    name: str
    type: ResourceType = ResourceType.WORK
    capacity: float | None = None
    calendar: str | None = None
    rates: tuple[Rate, ...] = ()
    rate_spread: Distribution | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One resource on one task.

    units : 1 = full time. work : minutes at completion (units of material for material);
    remaining : what is left of them. cost : planned at completion, already in the task's cost,
    never added to it; None where the file says none. per_day : of it, what comes by the working day
    of the task. spread : factor on the quantity, and so on the cost. paid : when the money for its
    time leaves, where it is not paid by the day.
    """

    resource: str
    units: float = 1.0
    work: float | None = None
    remaining: float | None = None
    cost: float | None = None
    actual_cost: float | None = None
    remaining_cost: float | None = None
    per_day: float = 0.0
    spread: Distribution | None = None
    paid: Payment = EVENLY


@dataclass(frozen=True, slots=True)
class Expense:
    """A cost that no resource causes, already in the task's cost, never added to it."""

    name: str
    cost: float
    actual_cost: float = 0.0
    remaining_cost: float | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was once agreed. duration : working minutes. cost : plain units of the currency."""

    start: datetime | None = None
    finish: datetime | None = None
    duration: float | None = None
    cost: float | None = None
