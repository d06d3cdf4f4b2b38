"""Over which time each account of a run is paid, in each iteration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from simulator.engine.pages import Page, compiled_again, played
from simulator.engine.passes import make_run
from simulator.engine.planned_cost import planned_accounts, planned_growth
from simulator.engine.schedule import planned_pass
from simulator.engine.settings import Settings
from simulator.engine.windows import with_windows
from simulator.kernels.spend import Payers, pieces
from simulator.kernels.workspace import PAGE, Workspace
from simulator.model.calendar import DAY
from simulator.model.labour import spent_by
from simulator.model.task import Kind
from simulator.network.arrays_money import Prices
from simulator.network.compile import Compiled
from simulator.network.ledger import Account, Stage
from simulator.network.profiles import profiles_of
from simulator.results.result import Result
from simulator.results.worth.flows import Flows

AT_A_TIME = 250_000
"""Flows of iterations that are held together: 2 MB for each of their numbers."""


NO_PRICES = Prices(
    planned=np.zeros(0),
    draw=np.zeros(0, np.int64),
    grows=np.zeros(0, np.int8),
    since=np.zeros(0),
    step_first=np.zeros(0, np.int64),
    step_at=np.zeros(0),
    step_level=np.zeros(0),
)
"""In place of those of a plan without indices, so that nothing is compiled anew."""


def reaching(result: Result) -> Compiled:
    """The network with money by account, and calendars that reach as far as the run did."""
    return with_windows(compiled_again(result, apart=True), result.schedule)


def payers_of(compiled: Compiled) -> Payers:
    """Over which time each account is paid."""
    program = compiled.program
    row = {one.task.id: i for i, one in enumerate(compiled.rows) if not one.is_hub}
    place = {project.id: k for k, project in enumerate(program.projects)}
    spans = [_known(compiled, account) for account in compiled.accounts]
    profiles, paid = profiles_of([one.paid for one in compiled.accounts])
    lines, terms = compiled.network.lines, program.terms
    index = {one.id: len(terms.currencies) + k for k, one in enumerate(terms.indices)}
    rows = [
        row.get(one.task, -1) if one.task and not program.task[one.task].is_finished else -1
        for one in compiled.accounts
    ]
    return Payers(
        row=np.array(rows, dtype=np.int64),
        project=np.array([place[one.project] for one in compiled.accounts], dtype=np.int64),
        begin=np.array([begin for begin, _ in spans], dtype=np.float64),
        finish=np.array([finish for _, finish in spans], dtype=np.float64),
        paid=paid,
        escalation=np.array(
            [index.get(one.escalation, -1) for one in compiled.accounts], dtype=np.int64
        ),
        profiles=profiles,
        prices=NO_PRICES if lines is None else lines.prices,
    )


def _known(compiled: Compiled, account: Account) -> tuple[float, float]:
    """(begin, finish) as far as they are certain, instants; NaN where they are not."""
    program = compiled.program

    def instant(moment: datetime | None) -> float:
        return np.nan if moment is None else compiled.instant(moment)

    if not account.task:
        project = program.project[account.project]
        return instant(max(project.start, project.data_date or project.start)), np.nan
    task, project = program.task[account.task], program.project[account.project]
    if account.stage is Stage.SPENT:
        begin, now = spent_by(task, project)
        return instant(begin), instant(now)
    if task.kind is Kind.SUMMARY:
        # It has no row of its own: its money goes with the project.
        return instant(project.start), np.nan
    progress = task.progress
    if account.stage is Stage.LEFT:
        begun = task.is_started and task.kind is Kind.LEVEL_OF_EFFORT
        return instant(spent_by(task, project)[1] if begun else None), np.nan
    return instant(progress.actual_start), instant(progress.actual_finish)


def as_planned(compiled: Compiled) -> Workspace:
    """The plan's own dates, price levels and money by account, in lane 0."""
    space, found = planned_pass(compiled)
    space.project_finish[:] = found.project_finish
    space.ledger[:, 0] = planned_accounts(compiled.network, space)
    if compiled.network.lines is not None:
        space.price[:, 0] = planned_growth(compiled.network.lines.prices)
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
    network = compiled.network._replace(on_clock=1)
    settings = Settings(run.iterations, run.seed, run.sampling, detail=False, levers=0)
    whole = make_run(network, settings, (), result.schedule.program_finish)._replace(bare=1)
    for page in played(network, whole, True, range(-(-run.iterations // PAGE))):
        yield from outlays_of(compiled, payers, page)


def outlays_of(compiled: Compiled, payers: Payers, page: Page) -> Iterator[tuple[slice, Flows]]:
    """The same of one page."""
    width = max(1, AT_A_TIME // _count(compiled))
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


def _count(compiled: Compiled) -> int:
    """Flows of one iteration: of each account as many as its profile has pieces."""
    return sum(len(one.paid.points) - 1 for one in compiled.accounts)


def _flows(compiled: Compiled, payers: Payers, space: Workspace, lanes: slice) -> Flows:
    """What some lanes of a workspace spend, account by account and piece by piece."""
    found = np.empty((3, _count(compiled), lanes.stop - lanes.start))
    pieces(payers, lanes.start, space, found)
    first = compiled.instant(compiled.program.start)
    money, begin, finish = found[0], (found[1] - first) / DAY, (found[2] - first) / DAY
    # What costs nothing may have no dates.
    there = money != 0.0
    return Flows(money, np.where(there, begin, 0.0), np.where(there, finish, 0.0))
