"""Money of one iteration in which luck decides who works: fixed, by the day, for delays."""

from __future__ import annotations

from naive_events import part_of
from naive_logic import LuckyPass
from naive_sample import active, owner, worked

from simulator.model.program import Program
from simulator.model.task import Kind, Task


def lucky_costs(program: Program, done: LuckyPass) -> dict[str, float]:
    """Money by project in the iteration of `done`."""
    spent = {project.id: 0.0 for project in program.projects}
    for task in done.plan.program.tasks:
        row = done.plan.rows.get(task.id)
        if row is not None and done.is_absent(row):
            continue
        spent[task.project] += fixed(program, done, task)
        spent[task.project] += resources(program, done, task)
        if task.kind is not Kind.SUMMARY and task.cost.per_day:
            day = program.calendars[task.calendar].minutes_per_day
            spent[task.project] += rate(program, done, task) * worked(task, done) / day
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


def drawn_fixed(program: Program, done: LuckyPass, task: Task) -> float:
    """Fixed cost of a task, drawn where it has a range; drivers left out."""
    spread = task.cost.spread
    if done.luck is None or spread is None:
        return task.cost.fixed
    drawn = done.luck.value(spread.distribution, f"task {task.id} cost")
    return drawn * (task.cost.fixed if spread.relative else part_of(program, task.id))


def fixed(program: Program, done: LuckyPass, task: Task) -> float:
    """Fixed cost of a task with the drivers that act on costs."""
    return drawn_fixed(program, done, task) * factors(program, done, task, "on_cost")


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
        fixed = (one.cost or 0.0) - one.per_day * task.duration / day
        by_time = one.per_day * worked(task, done) / day
        more += (factor - 1) * fixed * factors(program, done, task, "on_cost")
        more += (factor - 1) * by_time * factors(program, done, task, "on_rate")
    return more


def cost_so_far(done: LuckyPass, task: Task) -> float:
    """What a condition takes for the cost of a task: fixed as drawn, by the day as planned."""
    day = done.program.calendars[task.calendar].minutes_per_day
    own = drawn_fixed(done.program, done, task)
    return own + task.cost.per_day / day * worked(task, done)
