"""Over which time each account of a run is paid, in each iteration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from simulator.engine.pages import Page, compiled_again, played
from simulator.engine.passes import make_run
from simulator.engine.planned_cost import planned_accounts
from simulator.engine.schedule import planned_pass
from simulator.engine.settings import Settings
from simulator.engine.windows import with_windows
from simulator.kernels import codes
from simulator.kernels.spend import Payers
from simulator.kernels.workspace import PAGE, Workspace
from simulator.model.calendar import DAY
from simulator.model.task import Kind
from simulator.network.compile import Compiled
from simulator.network.ledger import Account
from simulator.network.lines import PAID
from simulator.results.result import Result
from simulator.results.worth.flows import Flows

AT_A_TIME = 250_000
"""Flows of iterations that are held together: 2 MB for each of their numbers."""


def reaching(result: Result) -> Compiled:
    """The network with money by account, and calendars that reach as far as the run did."""
    return with_windows(compiled_again(result, apart=True), result.schedule)


def payers_of(compiled: Compiled) -> Payers:
    """Over which time each account is paid."""
    program = compiled.program
    row = {one.task.id: i for i, one in enumerate(compiled.rows) if not one.is_hub}
    place = {project.id: k for k, project in enumerate(program.projects)}
    spans = [_known(compiled, account) for account in compiled.accounts]
    rows = [
        row.get(one.task, -1) if one.task and not program.task[one.task].is_finished else -1
        for one in compiled.accounts
    ]
    return Payers(
        row=np.array(rows, dtype=np.int64),
        project=np.array([place[one.project] for one in compiled.accounts], dtype=np.int64),
        begin=np.array([begin for begin, _ in spans], dtype=np.float64),
        finish=np.array([finish for _, finish in spans], dtype=np.float64),
        paid=np.array([PAID[one.paid] for one in compiled.accounts], dtype=np.int8),
    )


def _known(compiled: Compiled, account: Account) -> tuple[float, float]:
    """(begin, finish) as far as they are certain, instants; NaN where they are not."""
    program = compiled.program

    def instant(moment: datetime | None) -> float:
        return np.nan if moment is None else compiled.instant(moment)

    if not account.task:
        project = program.project[account.project]
        return instant(max(project.start, project.data_date or project.start)), np.nan
    task = program.task[account.task]
    if task.kind is Kind.SUMMARY:
        # It has no row of its own: its money goes with the project.
        return instant(program.project[account.project].start), np.nan
    progress = task.progress
    return instant(progress.actual_start), instant(progress.actual_finish)


def as_planned(compiled: Compiled) -> Workspace:
    """The plan's own dates and money by account, in lane 0."""
    space, found = planned_pass(compiled)
    space.project_finish[:] = found.project_finish
    space.ledger[:, 0] = planned_accounts(compiled.network, space)
    return space


def outlays(result: Result) -> Iterator[tuple[slice, Flows]]:
    """What every iteration of a run spends, part after part: its iterations, and their flows.

    Each account is paid as in the cash flow, over its own dates in the iteration. Memory does not
    grow with accounts × iterations.
    """
    run = result.run
    if result.outcome.cost is None:
        yield slice(0, run.iterations), Flows.joined([], run.iterations)
        return
    compiled = reaching(result)
    payers = payers_of(compiled)
    network = compiled.network._replace(single=0)
    settings = Settings(run.iterations, run.seed, run.sampling, detail=False, levers=0)
    whole = make_run(network, settings, (), result.schedule.program_finish)._replace(bare=1)
    for page in played(network, whole, True, range(-(-run.iterations // PAGE))):
        yield from outlays_of(compiled, payers, page)


def outlays_of(compiled: Compiled, payers: Payers, page: Page) -> Iterator[tuple[slice, Flows]]:
    """The same of one page."""
    width = max(1, AT_A_TIME // len(compiled.accounts))
    for begin in range(0, page.lanes, width):
        end = min(begin + width, page.lanes)
        flows = _flows(compiled, payers, page.space, slice(begin, end))
        yield slice(page.first + begin, page.first + end), flows


def planned_outlays(result: Result) -> Flows:
    """What the plan itself spends: one iteration."""
    if result.outcome.cost is None:
        return Flows.joined([], 1)
    compiled = reaching(result)
    return _flows(compiled, payers_of(compiled), as_planned(compiled), slice(0, 1))


def _flows(compiled: Compiled, payers: Payers, space: Workspace, lanes: slice) -> Flows:
    """What some lanes of a workspace spend, account by account."""
    money = space.ledger[:, lanes]
    row, by_row = np.maximum(payers.row, 0), payers.row[:, None] >= 0
    begin, finish = (np.broadcast_to(one[:, None], money.shape) for one in payers[2:4])
    begin = np.where(np.isnan(begin), space.start[row, lanes], begin)
    ends = space.project_finish[payers.project, lanes]
    ends = np.where(by_row, space.finish[row, lanes], ends)
    finish = np.where(np.isnan(finish), ends, finish)
    paid = payers.paid[:, None]
    spread = (paid == codes.PAID_EVENLY) & (finish > begin)
    at = np.where(paid == codes.PAID_START, begin, finish)
    first = compiled.instant(compiled.program.start)
    begin, finish = ((np.where(spread, one, at) - first) / DAY for one in (begin, finish))
    # What costs nothing may have no dates.
    there = money != 0.0
    return Flows(money, np.where(there, begin, 0.0), np.where(there, finish, 0.0))
