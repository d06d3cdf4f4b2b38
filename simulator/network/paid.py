"""What finished tasks came to: certain money, and the accounts that it lies in."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.labour import paid_later, spent_by
from simulator.model.money import Basis, Element, Term
from simulator.model.payment import END
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.network.ledger import Account, Stage

DAY_SECONDS = 86400.0

Certain = tuple[Account, float]
"""Certain money, and its account."""


def spent(program: Program, task: Task) -> float:
    """Working minutes of a finished task: as planned, or of a level of effort as they were."""
    begun, done = task.progress.actual_start, task.progress.actual_finish
    if task.kind is Kind.LEVEL_OF_EFFORT and begun is not None and done is not None:
        return program.calendars[task.calendar].worked(begun, done)
    return task.duration


def worked_minutes(program: Program, task: Task) -> float:
    """Working minutes of an open task that lie before what is left of it."""
    if not task.is_started:
        return 0.0
    if task.kind is Kind.LEVEL_OF_EFFORT:
        begin, now = spent_by(task, program.project[task.project])
        return program.calendars[task.calendar].worked(begin, now)
    return max(0.0, task.duration - task.remaining)


def account_of(task: Task, element: Element) -> Account:
    """Where the money of a cost element is kept."""
    paid, stage, index = element.paid, Stage.WHOLE, element.index
    if task.is_finished:
        index = ""
    elif element.actual is not None:
        paid, stage = paid_later(task, paid), Stage.LEFT
    return Account(task.project, task.id, paid, element.account, escalation=index, stage=stage)


def account_of_rest(task: Task, actual: float | None) -> Account:
    """Where the fixed cost of a task is kept, but for labour and what is spent, `actual`."""
    return Account(task.project, task.id, stage=Stage.WHOLE if actual is None else Stage.LEFT)


def account_of_spent(task: Task, heading: str = "") -> Account:
    """Where what an open task has cost by the data date is kept."""
    return Account(task.project, task.id, heading=heading, stage=Stage.SPENT)


def account_of_term(program: Program, term: Term) -> Account:
    """Where the money of a penalty or bonus is kept."""
    kind = "bonus" if term.bonus else "penalty"
    project = program.task[term.task].project
    return Account(project, term.task, END, cause=f"{kind} {term.name}")


def certain_lines(program: Program) -> list[Certain]:
    """What elements of finished tasks came to: certain, at the planned rates of currencies, and not
    escalated; and what those of open tasks have cost so far."""
    return [one for task in program.tasks for one in certain_lines_of(program, task)]


def certain_lines_of(program: Program, task: Task) -> Iterator[Certain]:
    """Those of one task."""
    for element in task.elements:
        if task.is_finished:
            yield account_of(task, element), came_to(program, task, element)
        elif element.actual:
            yield account_of_spent(task, element.account), element.actual


def came_to(program: Program, task: Task, element: Element) -> float:
    """What an element of a finished task came to."""
    rate = {one.id: one.rate for one in program.terms.currencies}.get(element.currency, 1.0)
    return element.price * rate * _done(program, task, element)


def _done(program: Program, task: Task, element: Element) -> float:
    """Days, or 1, that the price of an element of a finished task is for."""
    if element.basis is Basis.AMOUNT:
        return 1.0
    if element.basis is Basis.DAY:
        return spent(program, task) / program.calendars[task.calendar].minutes_per_day
    begun, ended = task.progress.actual_start, task.progress.actual_finish
    if begun is None or ended is None:
        return 0.0
    return (ended - begun).total_seconds() / DAY_SECONDS
