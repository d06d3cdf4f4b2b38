"""The contingency shared out among branches of the WBS, or among tasks; risks stand apart."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from simulator.engine.accounts import costs_by
from simulator.errors import SettingsError
from simulator.model.program import Program
from simulator.network.ledger import Account
from simulator.network.names import REPEAT
from simulator.results.allocation import shared_out
from simulator.scenario.contingency.answer import Contingency
from simulator.scenario.contingency.orders import orders

BY = ("project", "wbs", "task")

NO_WBS = "no WBS"

REST = "the rest"
"""What of a project is paid for no task, risk, overhead or penalty of it."""

MOST = 50_000_000
"""Tasks times iterations that memory has room for: 400 MB."""


def shared_by(found: Contingency, by: str) -> Contingency:
    """`found` with its money shared out by "project", "wbs" (its first level) or "task".

    What is paid for no task is a part of its own: each risk, overhead and penalty, and the rest.
    The run is played again on the same draws. Raises SettingsError for another word, and where
    there are too many tasks for so many iterations.
    """
    if by not in BY:
        raise SettingsError(f'shares by "{by}": give one of {", ".join(BY)}')
    if by == "project" or found.money is None:
        return found
    own, program = found.own, found.own.given
    number = len(program.tasks)
    if number * own.run.iterations > MOST:
        raise SettingsError(
            f"{number:,} tasks of {own.run.iterations:,} iterations do not fit in memory: run at "
            f"most {MOST // number:,} iterations"
        )
    samples, planned = costs_by(own, lambda account: part_of(account, program, by))
    moving = {one: some for one, some in samples.items() if some.any() or planned[one]}
    shares = shared_out(moving, planned, found.level, partial(orders, own.run.seed))
    return replace(found, by=by, shares=tuple(shares))


def part_of(account: Account, program: Program, by: str) -> str:
    """The name of the part that pays. A repeat of a loop belongs to the task that is done again."""
    if account.cause:
        return f"{account.project}, {account.cause}"
    if not account.task:
        return f"{account.project}, {REST}"
    # Repeats are in the program that is simulated, not in the one that was given.
    id = account.task
    task = program.task.get(id) or program.task[id.split(REPEAT)[0]]
    if by == "task":
        return task.id
    branch = task.wbs.split("/", 1)[0].strip() or NO_WBS
    return f"{task.project}/{branch}"
