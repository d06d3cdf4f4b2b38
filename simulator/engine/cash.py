"""The cash flow of a run: its first iterations played again, and their money laid out in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

import numpy as np

from simulator.engine.pages import played
from simulator.engine.passes import make_run
from simulator.engine.payers import as_planned, outlays_of, payers_of, reaching
from simulator.engine.settings import Settings
from simulator.errors import SettingsError
from simulator.kernels.spend import Payers, spend
from simulator.kernels.workspace import PAGE
from simulator.network.compile import Compiled
from simulator.network.ledger import Stage
from simulator.results.cash import CashFlow
from simulator.results.raw import Floats
from simulator.results.result import Result

MOST_ITERATIONS = 10 * PAGE
"""Iterations that are laid out in time; enough for percentiles by period."""

MOST_PERIODS = 600

_MOST_DAYS = (("week", 300.0), ("month", 2400.0), ("quarter", 7300.0))
"""Up to so many days a chart is drawn by the week, the month, the quarter."""

UNITS = ("week", "month", "quarter", "year")


def cash_flow(result: Result, unit: str = "month") -> CashFlow:
    """What the program of `result` spends by week, month, quarter or year, from the first
    iterations of the run, on the same draws.

    Money leaves over the time of its task by the clock, evenly or as its cost element says; what is
    spent by the data date before it, what is left of it after.
    Raises SettingsError for another unit, too many periods, or a program without costs.
    """
    if result.outcome.cost is None:
        raise SettingsError("the plan has no costs: there is no cash flow")
    compiled = reaching(result)
    run, iterations = result.run, min(result.run.iterations, MOST_ITERATIONS)
    settings = Settings(iterations, run.seed, run.sampling, detail=False, levers=0)
    network = compiled.network._replace(on_clock=1)
    first, last = _ends(compiled, result)
    last += timedelta(minutes=max(one.paid.lag for one in compiled.accounts))
    edges = periods(first, last, unit)
    marks = np.array([compiled.instant(edge) for edge in edges])
    payers = payers_of(compiled)
    parts, accounts, present = [], [], []
    discount = result.program.terms.discount
    whole_run = make_run(network, settings, (), result.schedule.program_finish)._replace(bare=1)
    for page in played(network, whole_run, True, range(-(-iterations // PAGE))):
        out = np.empty((len(marks) - 1, page.lanes))
        spend(payers, marks, page.lanes, page.space, out)
        parts.append(out)
        accounts.append(_by_heading(compiled, page.space.ledger[:, : page.lanes]))
        if discount is not None:
            present += [one.present(discount) for _, one in outlays_of(compiled, payers, page)]
    planned, actual, headings, by_account = _planned(compiled, payers, marks)
    return CashFlow(
        unit=unit,
        edges=edges,
        spent=np.concatenate(parts, axis=1),
        planned=planned,
        actual=actual,
        headings={name: np.concatenate([one[name] for one in accounts]) for name in accounts[0]},
        planned_headings={name: float(money[0]) for name, money in headings.items()},
        planned_accounts=by_account,
        present=np.concatenate(present) if present else None,
        discount=discount,
        currency=result.program.currency,
    )


def usual_unit(result: Result) -> str:
    """The period that gives a chart of `result` some ten to eighty of them."""
    begun = result.program.start - result.origin
    days = float(result.outcome.finish.max()) / 1440.0 - begun / timedelta(days=1)
    return next((unit for unit, most in _MOST_DAYS if days <= most), "year")


def _ends(compiled: Compiled, result: Result) -> tuple[datetime, datetime]:
    """When the first and the last money can be spent."""
    program = compiled.program
    moments = [program.start, *(project.start for project in program.projects)]
    moments += [t.progress.actual_start for t in program.tasks if t.progress.actual_start]
    latest = max(float(result.outcome.finish.max()), result.schedule.program_finish)
    return min(moments), result.origin + timedelta(minutes=latest)


def periods(first: datetime, last: datetime, unit: str) -> tuple[datetime, ...]:
    """Edges of calendar periods that hold `first` and `last`; weeks begin on Monday."""
    if unit not in UNITS:
        raise SettingsError(f"'{unit}' is no period: give one of {', '.join(UNITS)}")
    begin, step = _STEPS[unit]
    edges = [begin(datetime(first.year, first.month, first.day))]
    while edges[-1] <= max(first, last):
        if len(edges) > MOST_PERIODS:
            raise SettingsError(
                f"the program takes more than {MOST_PERIODS} {unit}s: take a longer period"
            )
        edges.append(step(edges[-1]))
    return tuple(edges)


def _months(count: int) -> Callable[[datetime], datetime]:
    def later(at: datetime) -> datetime:
        month = at.month - 1 + count
        return at.replace(year=at.year + month // 12, month=month % 12 + 1)

    return later


_STEPS: Mapping[str, tuple[Callable[[datetime], datetime], Callable[[datetime], datetime]]] = {
    "week": (lambda at: at - timedelta(days=at.weekday()), lambda at: at + timedelta(days=7)),
    "month": (lambda at: at.replace(day=1), _months(1)),
    "quarter": (lambda at: at.replace(day=1, month=(at.month - 1) // 3 * 3 + 1), _months(3)),
    "year": (lambda at: at.replace(day=1, month=1), _months(12)),
}


def _by_heading(compiled: Compiled, ledger: Floats) -> dict[str, Floats]:
    """Money by place in the cost breakdown, float64[lane] each."""
    lanes = ledger.shape[1]
    found: dict[str, Floats] = defaultdict(lambda: np.zeros(lanes))
    for heading, a in _headings(compiled):
        found[heading] = found[heading] + ledger[a]
    return found


def _headings(compiled: Compiled) -> Iterator[tuple[str, int]]:
    for a, account in enumerate(compiled.accounts):
        task = compiled.program.task.get(account.task)
        own = account.heading or account.cause or (task.wbs if task else "")
        yield own or account.project, a


def _planned(
    compiled: Compiled, payers: Payers, marks: Floats
) -> tuple[Floats, Floats, dict[str, Floats], dict[tuple[str, str], float]]:
    """(money by period as planned, what of it is spent, by heading, by task and heading)."""
    space = as_planned(compiled)
    out = np.empty((len(marks) - 1, 1))
    spend(payers, marks, 1, space, out)
    planned, headings = out[:, 0].copy(), _by_heading(compiled, space.ledger)
    own: dict[tuple[str, str], float] = defaultdict(float)
    for account, money in zip(compiled.accounts, space.ledger[:, 0].tolist(), strict=True):
        if account.task and not account.cause:
            own[account.task, account.heading] += money
    tasks = compiled.program.task
    done = [
        bool(one.task) and (tasks[one.task].is_finished or one.stage is Stage.SPENT)
        for one in compiled.accounts
    ]
    space.ledger[~np.array(done), 0] = 0.0
    spend(payers, marks, 1, space, out)
    return planned, out[:, 0], headings, dict(own)
