"""Money of one iteration in which luck decides who works: fixed, by the day, for delays."""

from __future__ import annotations

from datetime import timedelta

from naive_events import part_of
from naive_labour import (
    is_settled,
    labour,
    left,
    minutes_left,
    overrun,
    settled_per_day,
    spent_all,
    stretch,
)
from naive_logic import LuckyPass
from naive_sample import active, owner, worked

from simulator.model.money import Basis
from simulator.model.program import Program
from simulator.model.task import Kind, Task


def lucky_costs(program: Program, done: LuckyPass) -> dict[str, float]:
    """Money by project in the iteration of `done`."""
    spent = {project.id: 0.0 for project in program.projects}
    for task in done.plan.program.tasks:
        row = done.plan.rows.get(task.id)
        if row is not None and done.is_absent(row):
            # What is spent is spent, whether or not the work is still to be done.
            spent[task.project] += spent_all(task) or 0.0
            continue
        spent[task.project] += fixed(program, done, task)
        spent[task.project] += resources(program, done, task)
        spent[task.project] += by_day(program, done, task)
    for risk in program.risks:
        now = active(risk)
        response = risk.response.cost if risk.mitigated and risk.response else 0.0
        spent[owner(program, now.impacts)] += response
        for number, impact in enumerate(now.impacts):
            if impact.cost and done.happened.risk(risk):
                assert done.luck is not None
                name = f"risk {risk.id} impact {number} cost"
                drawn = done.luck.value(impact.cost.distribution, name)
                spent[owner(program, (impact,))] += drawn
            for task_id in impact.tasks:
                task = program.task[task_id]
                day = program.calendars[task.calendar].minutes_per_day
                minutes = done.delays.get((risk.id, number, task_id), 0.0)
                spent[task.project] += impact.cost_per_day * minutes / day
    return spent


def by_day(program: Program, done: LuckyPass, task: Task) -> float:
    """What a task costs by the day; days up to now are left out where what is spent is known."""
    if task.kind is Kind.SUMMARY or not task.cost.per_day:
        return 0.0
    day = program.calendars[task.calendar].minutes_per_day
    days = worked(task, done) / day
    if not task.is_finished:
        later = settled_per_day(task) / task.cost.per_day
        days += later * (minutes_left(program, done, task) / day - days)
    return rate(program, done, task) * days


def drawn_fixed(program: Program, done: LuckyPass, task: Task, driven: float = 1.0) -> float:
    """Fixed cost of a task: what is spent, and what is left, drawn where it has a range, of which
    labour follows the time that is left. driven : by the drivers that act on it."""
    spread = task.cost.spread
    rest, spent = task.cost.fixed + overrun(task), 0.0
    if task.is_finished and spread is None:
        return rest
    works, longer = 0.0, 1.0
    if not task.is_finished:
        rest, spent = left(task), spent_all(task) or 0.0
        works = sum(labour(program, task, k) for k in range(len(task.assignments)))
        longer = stretch(program, done, task) if works else 1.0
    drawn = rest
    if done.luck is not None and spread is not None:
        drawn = done.luck.value(spread.distribution, f"task {task.id} cost")
        drawn *= rest if spread.relative else part_of(program, task.id)
        if not spread.relative and not task.is_finished and spent_all(task) is not None:
            drawn *= rest / task.cost.fixed if task.cost.fixed else 1.0
    share = works / rest if rest else 0.0
    return spent + drawn * driven * (1.0 - share + share * longer)


def fixed(program: Program, done: LuckyPass, task: Task) -> float:
    """Fixed cost of a task with the drivers that act on costs."""
    return drawn_fixed(program, done, task, factors(program, done, task, "on_cost"))


def rate(program: Program, done: LuckyPass, task: Task) -> float:
    """Cost of a day's work, drawn where it has a range, with the drivers that act on rates."""
    per_day, spread = task.cost.per_day, task.cost.rate_spread
    if done.luck is None or task.is_finished:
        return per_day
    if spread is not None:
        drawn = done.luck.value(spread.distribution, f"task {task.id} cost per day")
        per_day = drawn * (per_day if spread.relative else 1.0)
    return per_day * factors(program, done, task, "on_rate")


def factors(program: Program, done: LuckyPass, task: Task, what: str) -> float:
    """Product of the factors of the drivers that act on one kind of money of an open task."""
    product = 1.0
    for driver in program.drivers:
        if done.luck is None or task.is_finished or task.id not in driver.tasks:
            continue
        name = f"driver {driver.id}"
        acts = done.luck.happens(f"{name} occurs", driver.probability)
        if getattr(driver, what) and acts:
            product *= done.luck.value(driver.factor, f"{name} factor")
    return product


def resources(program: Program, done: LuckyPass, task: Task) -> float:
    """What uncertain rates and quantities of its resources make an open task cost more."""
    if done.luck is None or task.is_finished:
        return 0.0
    more, day = 0.0, program.calendars[task.calendar].minutes_per_day
    for number, one in enumerate(task.assignments):
        known, factor = program.resources.get(one.resource), 1.0
        if known and known.rate_spread:
            factor *= done.luck.value(known.rate_spread, f"resource {known.id} rate")
        if one.spread:
            name = f"task {task.id} quantity of {one.resource} {number}"
            factor *= done.luck.value(one.spread, name)
        hours = labour(program, task, number) * stretch(program, done, task)
        days = minutes_left(program, done, task) if is_settled(task, one) else worked(task, done)
        by_time = one.per_day * days / day
        fixed = (one.cost or 0.0) - one.per_day * task.duration / day
        if not one.per_day:
            paid = one.actual_cost or 0.0 if spent_all(task) is not None else 0.0
            fixed = max(0.0, fixed - paid) - labour(program, task, number)
        more += (factor - 1) * (fixed + hours) * factors(program, done, task, "on_cost")
        more += (factor - 1) * by_time * factors(program, done, task, "on_rate")
    return more


def cost_so_far(done: LuckyPass, task: Task) -> float:
    """What a condition takes for the cost of a task: as drawn, without drivers, risks and what
    resources cost more."""
    from naive_elements import element_cost

    program = done.program
    own = drawn_fixed(program, done, task)
    if task.cost.per_day:
        own += by_day(program, done, task) / rate_factor(program, done, task)
    return own + sum(element_cost(program, done, task, one, False) for one in task.elements)


def rate_factor(program: Program, done: LuckyPass, task: Task) -> float:
    """What drivers multiply the cost of a day by."""
    return factors(program, done, task, "on_rate")


def history_cost(program: Program, task: Task) -> float:
    """What a finished task cost."""
    day, progress = program.calendars[task.calendar].minutes_per_day, task.progress
    lasted = 0.0
    if progress.actual_start and progress.actual_finish:
        lasted = (progress.actual_finish - progress.actual_start) / timedelta(days=1)
    days = {Basis.AMOUNT: 1.0, Basis.DAY: task.duration / day, Basis.ELAPSED_DAY: lasted}
    rates = {one.id: one.rate for one in program.terms.currencies}
    return (
        task.cost.fixed
        + overrun(task)
        + task.cost.per_day * days[Basis.DAY]
        + sum(one.price * days[one.basis] * rates.get(one.currency, 1.0) for one in task.elements)
    )
