"""Of what a task costs, what is spent by the data date, and what follows the time that is left.

People and machines are paid for as long as they stay: what an assignment of them still costs grows
and shrinks with the remaining duration. Material, costs of resources that are money, charges for
each use and expenses do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from simulator.model.payment import Payment
from simulator.model.program import Project
from simulator.model.resource import Assignment, Resource, ResourceType
from simulator.model.task import Kind, Task


class Division(NamedTuple):
    """What the cost of an open task consists of, beside its days that are still to be paid.

    actual : spent by the data date; None where the plan does not say. labour : what is left to pay
    by time, by assignment. rest : what is left of the fixed cost besides. settled : of the money by
    the day, what `actual` has paid for up to the data date.
    """

    actual: float | None
    labour: tuple[float, ...]
    rest: float
    settled: float = 0.0

    @property
    def left(self) -> float:
        """What is left of the fixed cost."""
        return sum(self.labour) + self.rest


NOTHING = Division(None, (), 0.0)


def costs_nothing(task: Task) -> bool:
    """True where the plan knows of no money for `task` but its cost elements; so it is for all
    tasks of many plans."""
    cost = task.cost
    has_parts = bool(task.assignments or task.expenses)
    stated = cost.fixed or cost.per_day or cost.actual is not None
    return not (has_parts or stated or cost.rate_spread is not None)


def division(task: Task, resources: Mapping[str, Resource]) -> Division:
    """The parts of the cost of `task`; the fixed cost of a finished task is all rest.

    Where assignments are said to cost more than what is left of the cost of their task, which is
    then stated to be less than they are, each of them is its part of that.
    """
    if costs_nothing(task):
        return NOTHING
    fixed, none = task.cost.fixed + beyond(task), (0.0,) * len(task.assignments)
    if task.is_finished:
        return Division(None, none, fixed)
    actual, of_fixed, settled = _actual(task)
    left = fixed - of_fixed
    lasts = task.remaining > 0 and task.kind in (Kind.TASK, Kind.LEVEL_OF_EFFORT)
    if not lasts or left <= 0:
        return Division(actual, none, left, settled)
    labour = [left_by_time(one, resources.get(one.resource), task) for one in task.assignments]
    total = sum(labour)
    if total > left:
        labour = [money * (left / total) for money in labour]
    return Division(actual, tuple(labour), max(0.0, left - total), settled)


def actual_of(task: Task) -> float | None:
    """What a task has cost by the data date, as it says, or as its assignments and expenses do;
    None where none of them does."""
    if task.cost.actual is not None:
        return task.cost.actual
    known = [one.actual_cost for one in task.assignments if one.actual_cost is not None]
    known += [one.actual_cost for one in task.expenses if one.actual_cost]
    return sum(known) if known else None


def paid_for(task: Task) -> float | None:
    """What was paid for a task by the data date: of its cost, and of its cost elements; None where
    nothing says so."""
    known = [one.actual for one in task.elements if one.actual is not None]
    known += [own for own in (actual_of(task),) if own is not None]
    return sum(known) if known else None


def beyond(task: Task) -> float:
    """By how much more the parts of the cost come to than they should have, as they say what is
    spent and left of them; 0 where the task says itself what is spent."""
    if task.cost.actual is not None:
        return 0.0
    more = sum(
        _more(one.cost, one.actual_cost, one.remaining_cost, task.is_finished)
        for one in task.assignments
        if not one.per_day
    )
    return more + sum(
        _more(one.cost, one.actual_cost or None, one.remaining_cost, task.is_finished)
        for one in task.expenses
    )


def _more(
    cost: float | None, actual: float | None, remaining: float | None, is_finished: bool
) -> float:
    if cost is None or actual is None:
        return 0.0
    left = max(0.0, cost - actual) if remaining is None and not is_finished else remaining or 0.0
    return actual + left - cost


def _actual(task: Task) -> tuple[float | None, float, float]:
    """(spent, what of that belongs to the fixed cost, money by the day that it replaces)."""
    if task.cost.actual is not None:
        return task.cost.actual, task.cost.actual, task.cost.per_day
    spent = actual_of(task)
    if spent is None or not (spent or task.is_started):
        return None, 0.0, 0.0
    by_day = [one for one in task.assignments if one.per_day and one.actual_cost is not None]
    beside = sum(one.actual_cost or 0.0 for one in by_day)
    return spent, spent - beside, sum(one.per_day for one in by_day)


def left_by_time(one: Assignment, resource: Resource | None, task: Task) -> float:
    """What is left to pay for the time of an assignment, beyond what the task pays by the day."""
    if resource is None or resource.type is not ResourceType.WORK or one.per_day:
        return 0.0
    left = one.remaining_cost
    if left is None:
        left = (one.cost or 0.0) - (one.actual_cost or 0.0)
    uses = max((rate.per_use for rate in resource.rates), default=0.0)
    return max(0.0, left - (0.0 if task.is_started else one.units * uses))


def paid_later(task: Task, payment: Payment) -> Payment:
    """How what is left of the money of an open task leaves, over the time that is left."""
    if not task.is_started or not task.duration:
        return payment
    return payment.left(max(0.0, 1.0 - task.remaining / task.duration))


def spent_by(task: Task, project: Project) -> tuple[datetime, datetime]:
    """The time over which the actual cost of an open task was paid: from its actual start to the
    data date, or to where its work goes on; one moment where it has not begun."""
    progress = task.progress
    now = project.data_date or progress.resume
    begin = progress.actual_start or now or project.start
    return begin, max(begin, now or begin)
