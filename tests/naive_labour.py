"""What of the cost of one open task is spent, left by time, and left besides; in plain Python."""

from __future__ import annotations

from datetime import datetime

from naive_logic import LuckyPass
from naive_sample import worked

from simulator.model.payment import Payment
from simulator.model.program import Program
from simulator.model.resource import Assignment, ResourceType
from simulator.model.task import Kind, Task


def spent_all(task: Task) -> float | None:
    """Money spent by the data date, None where nobody says."""
    if task.cost.actual is not None:
        return task.cost.actual
    found = [one.actual_cost for one in task.assignments if one.actual_cost is not None]
    found += [one.actual_cost for one in task.expenses if one.actual_cost]
    if not found or (sum(found) == 0 and not task.is_started):
        return None
    return sum(found)


def is_settled(task: Task, one: Assignment) -> bool:
    """Whether the days of an assignment up to now are paid by what is spent."""
    says = task.cost.actual is not None or one.actual_cost is not None
    return spent_all(task) is not None and says


def settled_per_day(task: Task) -> float:
    """Of the money by the day, what counts from now on only."""
    if spent_all(task) is None:
        return 0.0
    if task.cost.actual is not None:
        return task.cost.per_day
    return sum(one.per_day for one in task.assignments if one.per_day and is_settled(task, one))


def left(task: Task) -> float:
    """What is left of the fixed cost."""
    spent = spent_all(task) or 0.0
    if task.cost.actual is None and spent_all(task) is not None:
        spent -= sum(one.actual_cost or 0.0 for one in task.assignments if one.per_day)
    return task.cost.fixed + overrun(task) - spent


def overrun(task: Task) -> float:
    """What its parts say that they come to, spent and left, beyond what they should have."""
    if task.cost.actual is not None:
        return 0.0
    parts = [
        (one.cost, one.actual_cost, one.remaining_cost)
        for one in task.assignments
        if one.per_day == 0
    ]
    parts += [(one.cost, one.actual_cost or None, one.remaining_cost) for one in task.expenses]
    total = 0.0
    for cost, actual, rest in parts:
        if cost is not None and actual is not None:
            total += actual - cost
            if rest is not None:
                total += rest
            elif not task.is_finished:
                total += max(cost - actual, 0.0)
    return total


def labour(program: Program, task: Task, number: int) -> float:
    """What is left to pay for the time of one assignment."""
    if not task.remaining or task.kind not in (Kind.TASK, Kind.LEVEL_OF_EFFORT):
        return 0.0
    each = [hours_of(program, task, one) for one in task.assignments]
    most = max(left(task), 0.0)
    return each[number] * min(1.0, most / sum(each)) if sum(each) else 0.0


def hours_of(program: Program, task: Task, one: Assignment) -> float:
    """As the assignment says it."""
    known = program.resources.get(one.resource)
    if known is None or known.type is not ResourceType.WORK or one.per_day:
        return 0.0
    rest = one.remaining_cost
    if rest is None:
        rest = (one.cost or 0.0) - (one.actual_cost or 0.0)
    if not task.is_started and known.rates:
        rest -= one.units * max(rate.per_use for rate in known.rates)
    return max(rest, 0.0)


def now(program: Program, task: Task) -> tuple[datetime, datetime]:
    """From when to when money was spent."""
    project, progress = program.project[task.project], task.progress
    today = project.data_date or progress.resume
    begun = progress.actual_start or today or project.start
    return begun, today if today and today > begun else begun


def minutes_left(program: Program, done: LuckyPass, task: Task) -> float:
    """Working minutes from now on, in this iteration."""
    if task.kind is not Kind.LEVEL_OF_EFFORT:
        return done.remaining[task.id]
    if not task.is_started:
        return worked(task, done)
    begun, today = (done.plan.minutes(at) for at in now(program, task))
    time = done.plan.rows[task.id].time
    return max(0.0, worked(task, done) - (time.work(today) - time.work(begun)))


def stretch(program: Program, done: LuckyPass, task: Task) -> float:
    """By how much longer than planned what is left of the work takes."""
    return minutes_left(program, done, task) / task.remaining if task.remaining else 0.0


def points_from(payment: Payment, share: float) -> list[tuple[float, float]]:
    """A profile once a share of the time is over: what is left of it, in shares of that."""
    paid = [money for time, money in payment.points if time <= share]
    before = [one for one in payment.points if one[0] <= share][-1:]
    after = [one for one in payment.points if one[0] > share][:1]
    gone = max(paid, default=0.0)
    if before and after:
        (t0, m0), (t1, m1) = before[0], after[0]
        gone = m0 + (m1 - m0) * (share - t0) / (t1 - t0)
    if gone >= 1 or share >= 1:
        return [(1.0, 0.0), (1.0, 1.0)]
    rest = [one for one in payment.points if one[0] > share]
    scaled = [((t - share) / (1 - share), (m - gone) / (1 - gone)) for t, m in rest]
    return [(0.0, 0.0), *scaled]
