"""Earned value at the data date: what was planned, done and paid, and where that leads.

Sources: ANSI/EIA-748; PMI, Practice Standard for Earned Value Management, 2nd edition (2011).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.model.labour import actual_of, beyond
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.results.estimate import moment
from simulator.results.percentile import share_at_or_below
from simulator.results.result import Result


@dataclass(frozen=True, slots=True)
class Forecast:
    """An estimate at completion. percentile : share of the forecast's iterations that cost no
    more, 0 to 1."""

    eac: float
    percentile: float


@dataclass(frozen=True, slots=True)
class EarnedValue:
    """The figures of a program, money in plain units of its currency.

    at : the latest data date of its projects. bac : budget at completion, of all tasks. bcws :
    planned, bcwp : earned, acwp : paid up to the data date. by_rate, by_plan : at completion, if
    the rest costs as much per unit earned as the work so far, and if it costs what was planned.
    from_baseline : tasks with money whose budget or dates are those of a baseline, of `tasks`.
    unpaid : tasks with work done for which the plan holds no actual cost. outside : of the plan's
    cost, what belongs to no task: overheads, responses, penalties, summaries. None where
    undefined; of `acwp` where the plan holds no actual cost at all.
    """

    at: datetime
    bac: float
    bcws: float
    bcwp: float
    acwp: float | None
    by_rate: Forecast | None
    by_plan: Forecast | None
    tasks: int
    from_baseline: int
    unpaid: int
    outside: float

    @property
    def has_begun(self) -> bool:
        """Whether anything was planned, earned or paid up to the data date."""
        return bool(self.bcws or self.bcwp or self.acwp)

    @property
    def sv(self) -> float:
        """Schedule variance BCWP - BCWS."""
        return self.bcwp - self.bcws

    @property
    def spi(self) -> float | None:
        """Schedule performance index BCWP / BCWS."""
        return _ratio(self.bcwp, self.bcws)

    @property
    def cv(self) -> float | None:
        """Cost variance BCWP - ACWP."""
        return None if self.acwp is None else self.bcwp - self.acwp

    @property
    def cpi(self) -> float | None:
        """Cost performance index BCWP / ACWP."""
        return None if self.acwp is None else _ratio(self.bcwp, self.acwp)

    @property
    def tcpi(self) -> float | None:
        """To-complete performance index (BAC - BCWP) / (BAC - ACWP); None where the money that is
        left is none."""
        if self.acwp is None or self.acwp >= self.bac:
            return None
        return (self.bac - self.bcwp) / (self.bac - self.acwp)

    def to_dict(self) -> dict[str, Any]:
        """The part `earned_value` of docs/reference/json.md."""
        return {
            "data_date": self.at.isoformat(timespec="minutes"),
            "BAC": self.bac,
            "BCWS": self.bcws,
            "BCWP": self.bcwp,
            "ACWP": self.acwp,
            "SV": self.sv,
            "CV": self.cv,
            "SPI": self.spi,
            "CPI": self.cpi,
            "TCPI": self.tcpi,
            "EAC_rate": _forecast(self.by_rate),
            "EAC_plan": _forecast(self.by_plan),
            "tasks": self.tasks,
            "from_baseline": self.from_baseline,
            "unpaid": self.unpaid,
            "outside": self.outside,
        }


def earned_value(result: Result, planned: Mapping[str, float]) -> EarnedValue | None:
    """The figures of `result`; None where no project has a data date, or no task has money.

    planned : money of each task as planned, by full id: `CashFlow.planned_tasks`.
    """
    program = result.program
    dates = {one.id: one.data_date for one in program.projects if one.data_date is not None}
    budgets = {task.id: _budget(task, planned) for task in program.activities}
    budgeted = [task for task in program.activities if budgets[task.id]]
    if not dates or not budgeted:
        return None
    bcws = bcwp = 0.0
    for task in budgeted:
        at, budget = dates.get(task.project), budgets[task.id]
        if at is None:
            continue
        share = _share_planned(result, task, at)
        bcws += budget * share
        bcwp += budget * (share if task.kind is Kind.LEVEL_OF_EFFORT else progress(task))
    bac, acwp = sum(budgets.values()), actual_cost(program)
    done = [task for task in budgeted if progress(task) > 0]
    by_rate = by_plan = None
    if acwp is not None:
        by_plan = _at_completion(result, acwp + bac - bcwp)
        by_rate = _at_completion(result, bac * acwp / bcwp) if bcwp > 0 else None
    return EarnedValue(
        at=max(dates.values()),
        bac=bac,
        bcws=bcws,
        bcwp=bcwp,
        acwp=acwp,
        by_rate=by_rate,
        by_plan=by_plan,
        tasks=len(budgeted),
        from_baseline=sum(task.baseline is not None for task in budgeted),
        unpaid=sum(actual_of(task) is None for task in done),
        outside=result.schedule.program_cost
        - sum(planned.get(task.id, 0.0) for task in program.activities),
    )


def progress(task: Task) -> float:
    """Share of the work that is done: 1 - remaining / planned duration; 0 or 1 where a task takes
    no time."""
    if task.is_finished:
        return 1.0
    if not task.is_started or not task.duration:
        return 0.0
    return min(max(1.0 - task.remaining / task.duration, 0.0), 1.0)


def actual_cost(program: Program) -> float | None:
    """All that the plan says was paid; None where it says nothing of it."""
    paid = [one for one in map(actual_of, program.activities) if one is not None]
    return sum(paid) if paid else None


def _budget(task: Task, planned: Mapping[str, float]) -> float:
    agreed = None if task.baseline is None else task.baseline.cost
    # What it turned out to cost more than it should have is no part of its budget.
    return planned.get(task.id, 0.0) - beyond(task) if agreed is None else agreed


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


def _at_completion(result: Result, eac: float) -> Forecast | None:
    if result.cost is None:
        return None
    return Forecast(eac, share_at_or_below(result.cost.ordered, eac + abs(eac) * 1e-9))


def _forecast(forecast: Forecast | None) -> dict[str, float] | None:
    if forecast is None:
        return None
    return {"value": forecast.eac, "percentile": forecast.percentile}


def _ratio(above: float, below: float) -> float | None:
    return above / below if below else None
