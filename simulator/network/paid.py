"""What finished tasks came to: certain money, and the accounts that it lies in."""

from __future__ import annotations

from simulator.model.money import Basis, Element, Paid, Term
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.network.ledger import Account

DAY_SECONDS = 86400.0

Certain = tuple[Account, float]
"""Certain money, and its account."""


def spent(program: Program, task: Task) -> float:
    """Working minutes of a finished task: as planned, or of a level of effort as they were."""
    begun, done = task.progress.actual_start, task.progress.actual_finish
    if task.kind is Kind.LEVEL_OF_EFFORT and begun is not None and done is not None:
        return program.calendars[task.calendar].worked(begun, done)
    return task.duration


def account_of(task: Task, element: Element) -> Account:
    """Where the money of a cost element is kept."""
    return Account(task.project, task.id, element.paid, element.account)


def account_of_term(program: Program, term: Term) -> Account:
    """Where the money of a penalty or bonus is kept."""
    kind = "bonus" if term.bonus else "penalty"
    project = program.task[term.task].project
    return Account(project, term.task, Paid.END, cause=f"{kind} {term.name}")


def certain_lines(program: Program) -> list[Certain]:
    """What elements of finished tasks came to: certain, at the planned rates of currencies, and not
    escalated."""
    return [
        (account_of(task, element), came_to(program, task, element))
        for task in program.tasks
        if task.is_finished
        for element in task.elements
    ]


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
