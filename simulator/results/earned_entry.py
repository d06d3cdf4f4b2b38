"""What each task has planned, earned and been paid: the entries that earned value adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from simulator.model.labour import beyond, paid_for
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.results.estimate import moment
from simulator.results.result import Result

Planned = Mapping[tuple[str, str], float]
"""Money as planned by full id of the task and place in the cost breakdown, "" for none."""


class Entry(NamedTuple):
    """Money of one task in one cost account.

    task : full id. account : place in the cost breakdown, "" for none. budget : plain units of
    money. due, done : shares of it planned and earned up to the data date. paid : None where the
    plan says nothing of it. from_baseline : whether budget or dates are those of a baseline.
    """

    task: str
    account: str
    budget: float
    due: float
    done: float
    paid: float | None
    from_baseline: bool

    @property
    def unpaid(self) -> bool:
        """Whether there is work done for which no actual cost is known."""
        return self.done > 0 and self.paid is None


def entries(result: Result, planned: Planned) -> list[Entry]:
    """One entry for each task with money and each of its accounts.

    A budget agreed in a baseline, and what was paid, are split among the accounts of a task as its
    planned money is: no file says which account a payment was for.
    """
    program = result.program
    dates = {one.id: one.data_date for one in program.projects if one.data_date is not None}
    accounts: dict[str, dict[str, float]] = defaultdict(dict)
    for (id, account), money in planned.items():
        accounts[id][account] = money
    found = []
    for task in program.activities:
        own = accounts.get(task.id, {})
        agreed = None if task.baseline is None else task.baseline.cost
        # What it turned out to cost more than it should have is no part of its budget.
        budget = sum(own.values()) - beyond(task) if agreed is None else agreed
        paid = paid_for(task)
        if not budget and paid is None:
            continue
        due, done = _progress(result, task, dates.get(task.project))
        for account, share in _split(own).items():
            found.append(
                Entry(
                    task=task.id,
                    account=account,
                    budget=budget * share,
                    due=due,
                    done=done,
                    paid=None if paid is None else paid * share,
                    from_baseline=task.baseline is not None,
                )
            )
    return found


def progress(task: Task) -> float:
    """Share of the work that is done: 1 - remaining / planned duration; 0 or 1 where a task takes
    no time."""
    if task.is_finished:
        return 1.0
    if not task.is_started or not task.duration:
        return 0.0
    return min(max(1.0 - task.remaining / task.duration, 0.0), 1.0)


def has_payments(program: Program) -> bool:
    """Whether the plan says of any task what was paid."""
    return any(paid_for(task) is not None for task in program.activities)


def _progress(result: Result, task: Task, at: datetime | None) -> tuple[float, float]:
    """Shares planned and earned by `at`; nothing where the project has no data date."""
    if at is None:
        return 0.0, 0.0
    due = _share_planned(result, task, at)
    return due, due if task.kind is Kind.LEVEL_OF_EFFORT else progress(task)


def _split(own: Mapping[str, float]) -> Mapping[str, float]:
    """The share of each account; all without one where none has money."""
    whole = sum(own.values())
    if not whole:
        return {"": 1.0}
    return {account: money / whole for account, money in own.items() if money}


def _share_planned(result: Result, task: Task, at: datetime) -> float:
    """Share of the budget that was planned to be spent by `at`, evenly by the clock."""
    row, schedule, base = result.row[task.id], result.schedule, task.baseline
    start = moment(result.origin, float(schedule.start[row]))
    finish = moment(result.origin, float(schedule.finish[row]))
    if base is not None:
        start, finish = base.start or start, base.finish or finish
    if at >= finish:
        return 1.0
    return (at - start) / (finish - start) if at > start else 0.0
