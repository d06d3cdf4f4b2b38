"""Earned value of a run, and of its parts against the forecast of each."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from simulator.engine.accounts import money_pages
from simulator.engine.payers import reaching
from simulator.model.program import Program
from simulator.network.ledger import Account
from simulator.results.cash import CashFlow
from simulator.results.earned_entry import Entry, Planned, entries, has_payments
from simulator.results.earned_parts import DIVISIONS, Path, Tree, path_of
from simulator.results.earned_value import EarnedValue, Figures, Forecast, Part, figures_of
from simulator.results.percentile import share_at_or_below
from simulator.results.raw import Floats
from simulator.results.result import Result

TINY = 1e-9
"""Of an estimate: an iteration that costs as much as it, but for rounding, is within it."""


def earned_value(result: Result, flow: CashFlow) -> EarnedValue | None:
    """The figures of `result`, of its projects, WBS and cost accounts; None where no project with
    money has a data date. flow : of `result`; its plan is what is held against.

    For the percentiles of parts the run is played again on the same draws.
    """
    program, cost = result.program, result.cost
    found = entries(result, flow.planned_accounts)
    paid = has_payments(program)
    figures = figures_of(found, paid)
    spending = {program.task[one.task].project for one in found if one.budget}
    asked = (program.project[id].data_date for id in spending)
    dates = [one for one in asked if one is not None]
    if not dates or cost is None:
        return None

    def of_whole(eac: float | None) -> Forecast | None:
        if eac is None:
            return None
        return Forecast(eac, share_at_or_below(cost.ordered, _bound(eac)))

    return EarnedValue(
        at=max(dates),
        first=min(dates),
        figures=figures,
        by_rate=of_whole(figures.eac_by_rate),
        by_plan=of_whole(figures.eac_by_plan),
        outside=result.schedule.program_cost - _of_activities(program, flow.planned_accounts),
        parts=_parts(result, found, paid),
    )


class _Row(NamedTuple):
    """A part before its forecast is known."""

    by: str
    branch: Path
    level: int
    figures: Figures


def _parts(result: Result, found: list[Entry], paid: bool) -> dict[str, tuple[Part, ...]]:
    trees = {by: _tree(by, result, found) for by in DIVISIONS}
    trees = {by: tree for by, tree in trees.items() if not tree.is_plain}
    rows = [row for by, tree in trees.items() for row in _rows(by, tree, result, found, paid)]
    if not rows:
        return {}
    bounds = np.array(
        [(_bound(one.figures.eac_by_rate), _bound(one.figures.eac_by_plan)) for one in rows]
    )
    shares = _shares_within(result, trees, rows, bounds)
    parts: dict[str, list[Part]] = defaultdict(list)
    for row, (by_rate, by_plan) in zip(rows, shares.tolist(), strict=True):
        own = row.figures
        parts[row.by].append(
            Part(
                branch=row.branch,
                level=row.level,
                figures=own,
                by_rate=_forecast(own.eac_by_rate, by_rate),
                by_plan=_forecast(own.eac_by_plan, by_plan),
            )
        )
    return {by: tuple(some) for by, some in parts.items()}


def _tree(by: str, result: Result, found: list[Entry]) -> Tree:
    paths = (path_of(by, result.program, one.task, one.account) for one in found)
    return Tree(paths, skip=int(by == "wbs"))


def _rows(by: str, tree: Tree, result: Result, found: list[Entry], paid: bool) -> list[_Row]:
    own: dict[Path, list[Entry]] = defaultdict(list)
    for one in found:
        for branch in tree.above(path_of(by, result.program, one.task, one.account)):
            own[branch].append(one)
    return [
        _Row(by, branch, tree.level(branch), figures_of(own[branch], paid))
        for branch in tree.branches
    ]


def _shares_within(
    result: Result, trees: dict[str, Tree], rows: list[_Row], bounds: Floats
) -> Floats:
    """Share of iterations in which each part costs no more than its bounds, float64[part, 2]."""
    place = {(row.by, row.branch): k for k, row in enumerate(rows)}
    within = np.zeros(bounds.shape)
    compiled = reaching(result)
    pairs = [
        (place[by, branch], a)
        for a, account in enumerate(compiled.accounts)
        for by, tree in trees.items()
        for branch in tree.above(_path_of(by, account, compiled.program))
    ]
    into, out_of = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    adding = csr_array((np.ones(len(into)), (into, out_of)), (len(rows), len(compiled.accounts)))
    for page in money_pages(result, compiled):
        money = adding @ page.space.ledger[:, : page.lanes]
        within += (money[:, None, :] <= bounds[:, :, None]).sum(axis=2)
    return within / result.run.iterations


def _of_activities(program: Program, planned: Planned) -> float:
    activities = {task.id for task in program.activities}
    return sum(money for (task, _), money in planned.items() if task in activities)


def _path_of(by: str, account: Account, program: Program) -> Path | None:
    """Where an account stands; None where it is nobody's: money of risks is in no cost account, and
    overheads are in no WBS."""
    if by == "project":
        return (account.project,)
    if not account.task or (by == "account" and account.cause):
        return None
    return path_of(by, program, account.task, account.heading)


def _bound(eac: float | None) -> float:
    return np.nan if eac is None else eac + abs(eac) * TINY


def _forecast(eac: float | None, percentile: float) -> Forecast | None:
    return None if eac is None else Forecast(eac, percentile)
