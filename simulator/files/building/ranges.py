"""Ranges for tasks that have none: by rule of the plan file, or one for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.errors import PlanError
from simulator.files.building.calendars import STANDARD
from simulator.files.building.selectors import Selector
from simulator.files.building.templates import Given, Templates
from simulator.files.building.texts import spread_of, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.plan import PlanDoc
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
    plan: PlanDoc,
    calendars: Mapping[str, Calendar],
    at: At,
    problems: Problems,
) -> dict[str, Task]:
    """Tasks with the range of the first rule that chooses them, where they have none."""
    selector = Selector(tasks, problems)
    templates = Templates(plan.templates, calendars[STANDARD], at.down("templates"), problems)
    ranged = _Ranged(tasks, calendars, problems)
    for index, rule in present(plan.uncertainty):
        here = at.down("uncertainty", index)
        chosen = (tasks[key] for key in selector.choose(rule.tasks, rule.wbs, here))
        able = [task for task in chosen if takes_range(task) or task.cost.fixed]
        for given in templates.of(rule, able, here):
            ranged.give(given)
    return ranged.tasks


class _Ranged:
    """Tasks as rule after rule gives ranges to those that have none yet."""

    def __init__(
        self, tasks: Mapping[str, Task], calendars: Mapping[str, Calendar], problems: Problems
    ) -> None:
        self.tasks = dict(tasks)
        self._calendars, self._problems = calendars, problems
        self._timed = {key for key, one in tasks.items() if one.spread or not takes_range(one)}
        self._priced = {key for key, one in tasks.items() if one.cost.spread or not one.cost.fixed}

    def give(self, given: Given) -> None:
        """The ranges of one rule, or of one template, to its tasks."""
        cost = None
        if given.cost is not None:
            cost = spread_of_money(given.cost, given.at.down("cost"), self._problems)
        read: dict[str, Spread | None] = {}
        for key in (task.id for task in given.tasks):
            if given.duration is not None and key not in self._timed:
                self._timed.add(key)
                on = self.tasks[key].calendar
                if on not in read:
                    where = given.at.down("duration")
                    read[on] = spread_of(
                        given.duration, on, self._calendars[on], where, self._problems
                    )
                self.tasks[key] = replace(self.tasks[key], spread=read[on])
            if cost is not None and key not in self._priced:
                self._priced.add(key)
                task = self.tasks[key]
                self.tasks[key] = replace(task, cost=replace(task.cost, spread=cost))


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
