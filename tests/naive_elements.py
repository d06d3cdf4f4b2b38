"""Cost elements, overheads and penalties of one iteration, money by money."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from itertools import pairwise

from naive_events import part_of
from naive_labour import minutes_left, now, points_from
from naive_logic import LuckyPass
from naive_money import factors
from naive_sample import worked

from simulator.model.money import Basis, Currency, Element, Index, Term
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task

Span = tuple[datetime, datetime]
YEAR = timedelta(days=365.25)


def drawn(done: LuckyPass, spread: Spread | None, planned: float, part: float, name: str) -> float:
    """part : of a repeat, its share of the first time's cost."""
    if spread is None or done.luck is None:
        return planned * part
    value = done.luck.value(spread.distribution, name)
    return value * planned * part if spread.relative else value * part


def level(index: Index, growth: float, at: datetime) -> float:
    """Price level of one moment."""
    step = 1.0
    for begins, value in index.steps:
        if begins <= at:
            step = value
    return step * (1.0 + growth) ** max(0.0, (at - index.since) / YEAR)


def mean_level(index: Index, growth: float, begin: datetime, end: datetime) -> float:
    """Integral over the stretches between steps, divided by the time."""
    if end <= begin:
        return level(index, growth, end)
    cuts = {begin, end, index.since, *(at for at, _ in index.steps)}
    edges = sorted(cut for cut in cuts if begin <= cut <= end)
    total = 0.0
    for left, right in pairwise(edges):
        years = (right - left) / YEAR
        if left >= index.since and growth != 0.0:
            # Not (1 + growth) ** years - 1, of which seconds leave half the digits.
            rate = math.log1p(growth)
            years = math.expm1(rate * years) / rate
        total += level(index, growth, left) * years
    # A number times a timedelta is cut to microseconds.
    return total / ((end - begin) / YEAR)


def moments(done: LuckyPass, task: Task) -> tuple[datetime, datetime]:
    """When a task runs in this iteration."""
    origin = done.plan.origin
    begin = task.progress.actual_start or origin + timedelta(minutes=done.start[task.id])
    end = task.progress.actual_finish or origin + timedelta(minutes=done.finish[task.id])
    return begin, end


def currency(program: Program, done: LuckyPass, element: Element, certain: bool) -> float:
    for one in program.terms.currencies:
        if one.id == element.currency:
            return rate(done, one, certain)
    return 1.0


def rate(done: LuckyPass, one: Currency, certain: bool) -> float:
    return one.rate if certain else drawn(done, one.spread, one.rate, 1.0, f"currency {one.id}")


def span(program: Program, done: LuckyPass, task: Task, element: Element) -> Span:
    """The time over which an element is paid: of what is left of one, from now on."""
    begin, end = moments(done, task)
    if element.actual is None:
        return begin, end
    if task.kind is Kind.LEVEL_OF_EFFORT:
        return (now(program, task)[1] if task.is_started else begin), end
    return done.plan.origin + timedelta(minutes=done.begun[task.id]), end


def profile(task: Task, element: Element) -> list[tuple[float, float]]:
    """(share of the time, share of the money) of an element, of what is left of it."""
    if element.actual is None or not task.is_started or not task.duration:
        return list(element.paid.points)
    return points_from(element.paid, max(0.0, 1 - task.remaining / task.duration))


def escalation(program: Program, done: LuckyPass, task: Task, element: Element) -> float:
    """Price level of the payments, each at its own time."""
    for one in program.terms.indices:
        if one.id == element.index:
            growth = drawn(done, one.spread, one.per_year, 1.0, f"price index {one.id}")
            begin, end = span(program, done, task, element)
            lag = timedelta(minutes=element.paid.lag)
            total = 0.0
            for (t0, m0), (t1, m1) in pairwise(profile(task, element)):
                first = end if t0 == 1 else begin + (end - begin) * t0
                last = end if t1 == 1 else begin + (end - begin) * t1
                if m1 > m0:
                    total += (m1 - m0) * mean_level(one, growth, first + lag, last + lag)
            return total
    return 1.0


def element_cost(
    program: Program, done: LuckyPass, task: Task, element: Element, driven: bool = True
) -> float:
    """What one element comes to; those of finished tasks are certain and not escalated."""
    begin, end = span(program, done, task, element)
    day = program.calendars[task.calendar].minutes_per_day
    later = element.actual is not None
    quantity = {
        Basis.AMOUNT: 1.0,
        Basis.DAY: (minutes_left(program, done, task) if later else worked(task, done)) / day,
        Basis.ELAPSED_DAY: max(0.0, (end - begin) / timedelta(days=1)),
    }[element.basis]
    if task.is_finished:
        return element.price * quantity * currency(program, done, element, True)
    part = part_of(program, task.id) if element.basis is Basis.AMOUNT else 1.0
    price = drawn(done, element.spread, element.price, part, f"task {task.id} cost {element.name}")
    on = "on_cost" if element.basis is Basis.AMOUNT else "on_rate"
    price *= factors(program, done, task, on) if driven else 1.0
    price *= currency(program, done, element, False)
    spent = element.actual or 0.0
    return spent + price * quantity * escalation(program, done, task, element)


def penalty(done: LuckyPass, term: Term) -> float:
    """Money for the days after, or before, a date."""
    _, end = moments(done, done.plan.program.task[term.task])
    days = (end - term.date) / timedelta(days=1)
    due = term.per_day * max(0.0, -days if term.bonus else days)
    due = due if term.at_most is None else min(due, term.at_most)
    return -due if term.bonus else due


def add_elements(program: Program, done: LuckyPass, spent: dict[str, float]) -> None:
    """All of it, on top of the money by project, in place."""
    there = done.plan.program
    absent = {
        task.id
        for task in there.tasks
        if task.id in done.plan.rows and done.is_absent(done.plan.rows[task.id])
    }
    for task in there.tasks:
        for element in task.elements:
            cost = element.actual or 0.0
            if task.id not in absent:
                cost = element_cost(program, done, task, element)
            spent[task.project] += cost
    over = dict.fromkeys(spent, 0.0)
    for one in program.terms.overheads:
        name = f"overhead {one.name} of {one.project}"
        over[one.project] += spent[one.project] * drawn(done, one.spread, one.share, 1.0, name)
    for project, money in over.items():
        spent[project] += money
    for term in program.terms.penalties:
        if term.task not in absent:
            spent[program.task[term.task].project] += penalty(done, term)
