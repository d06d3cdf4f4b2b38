"""Ranges for tasks that have none: by rule of the plan file, or one for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.errors import PlanError
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import spread_of, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.risk import RuleDoc
from simulator.files.place import At, Problems
from simulator.model.calendar import Calendar
from simulator.model.expression import ExpressionError, Unit, parse_spread
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task


def takes_range(task: Task) -> bool:
    """True for work that is still to do and has a duration of its own."""
    return task.kind is Kind.TASK and not task.is_finished and task.remaining > 0


def by_rule(
    tasks: Mapping[str, Task],
    rules: tuple[RuleDoc, ...] | None,
    calendars: Mapping[str, Calendar],
    at: At,
    problems: Problems,
) -> dict[str, Task]:
    """Tasks with the range of the first rule that chooses them, where they have none."""
    selector = Selector(tasks, problems)
    found = dict(tasks)
    timed: set[str] = {key for key, task in tasks.items() if task.spread or not takes_range(task)}
    priced: set[str] = {
        key for key, task in tasks.items() if task.cost.spread or not task.cost.fixed
    }
    for index, rule in present(rules):
        here = at.down(index)
        if rule.duration is None and rule.cost is None:
            mend = 'Add duration: "triangular(90%, 100%, 125%)".'
            problems.add(here, "missing-key", "the rule gives no range", mend)
        cost = spread_of_money(rule.cost, here.down("cost"), problems) if rule.cost else None
        read: dict[str, Spread | None] = {}
        for key in selector.choose(rule.tasks, rule.wbs, here):
            if rule.duration is not None and key not in timed:
                timed.add(key)
                on = tasks[key].calendar
                if on not in read:
                    where = here.down("duration")
                    read[on] = spread_of(rule.duration, on, calendars[on], where, problems)
                found[key] = replace(found[key], spread=read[on])
            if cost is not None and key not in priced:
                priced.add(key)
                found[key] = replace(found[key], cost=replace(found[key].cost, spread=cost))
    return found


def with_range(program: Program, text: str) -> Program:
    """`program` with the range `text` for every open task that has none (``--range``).

    Raises `PlanError` where the text is no distribution, or not one of shares: the same number of
    days for a task of an hour and one of a year is always a percent sign forgotten.
    """
    tasks = []
    for task in program.tasks:
        if task.spread is None and takes_range(task):
            minutes = program.calendars[task.calendar].minutes_per_day
            task = replace(task, spread=_share_for_all(text, minutes))
        tasks.append(task)
    return replace(program, tasks=tuple(tasks))


def _share_for_all(text: str, day_minutes: float) -> Spread:
    if "(" not in text:
        raise PlanError.one("--range", "distribution", f"'{text}' is not a range", _EXAMPLE)
    try:
        spread = parse_spread(text, Unit.duration(day_minutes))
    except ExpressionError as fault:
        raise PlanError.one("--range", "distribution", fault.message, fault.mend) from fault
    if not spread.relative:
        message = f"{text} gives every task the same number of days, long or short"
        raise PlanError.one("--range", "absolute-range", message, _EXAMPLE)
    return spread


_EXAMPLE = 'Write percent of each task\'s own duration: "triangular(90%, 100%, 130%)".'
