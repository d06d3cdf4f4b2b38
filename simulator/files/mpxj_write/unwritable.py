"""What no schedule file holds, whatever its tool: counted before writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.files.mpxj_write.formats import Format
from simulator.files.mpxj_write.losses import Losses
from simulator.files.mpxj_write.money import ACCRUAL, ElementCosts, named
from simulator.files.pricing import works
from simulator.model.labour import actual_of
from simulator.model.money import Basis, Element
from simulator.model.payment import EVENLY
from simulator.model.program import Program
from simulator.model.task import Kind, Task

ONLY_HERE = "only p80's own plan files hold them"


def count_unwritable(program: Program, projects: Sequence[str], losses: Losses) -> None:
    """Add to `losses` what of the program no schedule file can hold."""
    tasks = [task for task in program.tasks if task.project in projects]
    losses.add(sum(t.spread is not None for t in tasks), "ranges of durations", ONLY_HERE)
    losses.add(sum(t.cost.spread is not None for t in tasks), "ranges of costs", ONLY_HERE)
    rates = sum(t.cost.rate_spread is not None for t in tasks)
    losses.add(rates, "ranges of costs per day", ONLY_HERE)
    _terms(program, losses)
    lags = sum(link.lag.spread is not None for t in tasks for link in t.after)
    losses.add(lags, "ranges of lags", "written as the lags of the plan")
    prices = sum(one.rate_spread is not None for one in program.resources.values())
    losses.add(prices, "ranges of prices", ONLY_HERE)
    amounts = sum(one.spread is not None for task in tasks for one in task.assignments)
    losses.add(amounts, "ranges of quantities", ONLY_HERE)
    maybe = sum(t.exists < 1.0 for t in tasks)
    losses.add(maybe, "tasks that may not exist", "written as if they did")
    losses.add(len(program.branches), "branches", "written as if all their paths were taken")
    losses.add(len(program.loops), "loops", "written without repeats")
    rough = [one for one in program.calendars_in_use.values() if one.losses]
    losses.add(len(rough), "calendars with weather or downtime", "written without lost days")
    windows = sum(bool(one.windows) for one in program.calendars_in_use.values())
    losses.add(windows, "calendars with windows", "written without the windows")
    losses.add(int(program.whole_days), "roundings to whole days", ONLY_HERE)
    losses.add(len(program.risks), "risks", ONLY_HERE)
    losses.add(len(program.funding), "limits of funding", ONLY_HERE)
    losses.add(len(program.exclusive), "groups of risks that exclude each other", ONLY_HERE)
    work = {id for risk in program.risks if risk.response for id in risk.response.tasks}
    losses.add(
        sum(t.id in work for t in tasks), "tasks of responses", "written as if they were taken"
    )
    losses.add(len(program.drivers), "drivers", ONLY_HERE)
    losses.add(len(program.correlations), "correlations", ONLY_HERE)
    losses.add(len(program.benefits), "benefits", ONLY_HERE)
    targets = sum(
        project.target.cost is not None or project.target.finish != project.must_finish
        for project in program.projects
        if project.id in projects
    )
    losses.add(targets, "targets", ONLY_HERE)


def count_left_out(
    program: Program, projects: Sequence[str], costs: ElementCosts, losses: Losses
) -> None:
    """Add to `losses` the costs with a name that are not written: those that `costs` has not."""
    left = [
        one
        for task in program.tasks
        if task.project in projects
        for one in _with_a_name(task)
        if (task.id, one.name) not in costs
    ]
    losses.add(len(left), "costs with a name", f"left out of the costs: {ONLY_HERE}")


def count_written(
    program: Program,
    projects: Sequence[str],
    costs: ElementCosts,
    format: Format,
    losses: Losses,
) -> None:
    """Add to `losses` what is lost of the costs with a name that are written."""
    found = [
        one for task in program.tasks if task.project in projects for one, _ in named(task, costs)
    ]
    if not format.is_p6:
        losses.add(len(found), "costs with a name", "part of the fixed cost, without their names")
    timed = sum(one.basis is not Basis.AMOUNT for one in found)
    losses.add(timed, "costs by time", "written as what they come to in this plan")
    ranges = sum(one.spread is not None for one in found)
    losses.add(ranges, "ranges of costs with a name", ONLY_HERE)
    foreign = sum(bool(one.currency) for one in found)
    losses.add(foreign, "costs in other currencies", "written at the rates of the plan")
    rising = sum(bool(one.index) for one in found)
    losses.add(rising, "escalating costs", "written at the price level of the plan's dates")
    profiled = sum(one.paid not in ACCRUAL for one in found)
    losses.add(profiled, "payments of costs by a profile", "written as paid evenly")
    accounts = len({one.account for one in found if one.account})
    losses.add(accounts, "cost accounts", ONLY_HERE)


def _with_a_name(task: Task) -> list[Element]:
    """Without those that are the price of work, which is written as an assignment."""
    priced = {name for name, one in works(task.assignments) if one.cost is None}
    return [one for one in task.elements if one.name not in priced]


def _terms(program: Program, losses: Losses) -> None:
    """Add to `losses` the money that is no cost of a task."""
    terms = program.terms
    losses.add(len(terms.currencies), "other currencies", ONLY_HERE)
    losses.add(len(terms.indices), "escalations", ONLY_HERE)
    losses.add(int(terms.discount is not None), "discount rates", ONLY_HERE)
    losses.add(len(terms.overheads), "overheads", ONLY_HERE)
    losses.add(len(terms.penalties), "penalties and bonuses", ONLY_HERE)


def count_unknown(
    program: Program, projects: Sequence[str], format: Format, losses: Losses
) -> None:
    """Add to `losses` what of tasks and resources the tool has no word for."""
    tasks = [task for task in program.tasks if task.project in projects]
    per_day = sum(bool(task.cost.per_day) for task in tasks)
    losses.add(per_day, "costs per day", "written as what they come to in this plan")
    curves = sum(one.paid != EVENLY for task in tasks for one in task.assignments)
    losses.add(curves, "payments of assignments by a profile", "written as paid evenly")
    spent = sum(
        task.cost.actual is not None and task.cost.actual != actual_of(_unsaid(task))
        for task in tasks
    )
    losses.add(
        spent, "actual costs of tasks", "those of assignments and expenses alone are written"
    )
    if not format.is_p6:
        expected = sum(task.progress.expected_finish is not None for task in tasks)
        losses.add(expected, "expected finishes", "written as the durations that lead to them")
    if format.is_p6:
        deadlines = sum(task.deadline is not None for task in tasks)
        losses.add(deadlines, "deadlines", "P6 has none: written into the user field 'Deadline'")
        summaries = sum(bool(t.cost.fixed) and t.kind is Kind.SUMMARY for t in tasks)
        per_use = sum(any(r.per_use for r in one.rates) for one in program.resources.values())
        losses.add(per_use, "resources with a charge for each use", "P6 has no such charge")
        losses.add(summaries, "costs of summaries", "P6 has costs of activities only")


def _unsaid(task: Task) -> Task:
    """`task` that does not say itself what is spent on it."""
    return replace(task, cost=replace(task.cost, actual=None))
