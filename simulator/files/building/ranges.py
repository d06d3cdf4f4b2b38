"""Ranges for tasks that have none: by rule of the plan file, or one for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.errors import PlanError
from simulator.files.building.calendars import STANDARD
from simulator.files.building.lags import lag_shares, times
from simulator.files.building.selectors import Selector
from simulator.files.building.templates import Given, Templates
from simulator.files.building.texts import shares_of_money, spread_of, spread_of_money
from simulator.files.document.base import present
from simulator.files.document.plan import PlanDoc
from simulator.files.place import At, Problems
from simulator.model.calendar import DAY, Calendar
from simulator.model.dependency import Dependency
from simulator.model.expression import ExpressionError, Unit, parse_spread
from simulator.model.money import Element
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
        able = [task for task in chosen if ranged.could_take(task.id)]
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
        self._able = {key: _able(task) for key, task in tasks.items()}
        self._left = {
            "duration": {k for k, t in tasks.items() if not t.spread and takes_range(t)},
            "cost": {k for k, t in tasks.items() if t.cost.fixed and not t.cost.spread},
            "rate": {k for k, t in tasks.items() if t.cost.per_day and not t.cost.rate_spread},
            "costs": {k for k, t in tasks.items() if any(_is_open(t))},
            "lag": {k for k, t in tasks.items() if any(map(_waits, t.after))},
        }

    def could_take(self, task: str) -> bool:
        """True where a task has anything that can have a range."""
        return self._able[task]

    def give(self, given: Given) -> None:
        """The ranges of one rule, or of one template, to its tasks."""
        for key, text in given.texts.items():
            change = _Change(key, text, self._calendars, given.at.down(key), self._problems)
            change.check()
            for task in given.tasks:
                if task.id in self._left[key]:
                    self._left[key].remove(task.id)
                    self.tasks[task.id] = change(self.tasks[task.id])


def _able(task: Task) -> bool:
    paid = task.cost.fixed or task.cost.per_day or any(_is_open(task))
    return bool(takes_range(task) or paid) or any(map(_waits, task.after))


def _is_open(task: Task) -> tuple[bool, ...]:
    """For each cost with a name, whether it can take a range."""
    return tuple(bool(one.price) and not (one.spread or task.is_finished) for one in task.elements)


def _waits(link: Dependency) -> bool:
    """True for a link with a wait of a certain time."""
    return link.lag.minutes > 0 and not link.lag.share and link.lag.spread is None


@dataclass(frozen=True)
class _Change:
    """One range of a rule. key : what it is of. at : where it is written."""

    key: str
    text: str
    calendars: Mapping[str, Calendar]
    at: At
    problems: Problems
    _read: dict[str, Spread | None] = field(default_factory=dict)

    def check(self) -> None:
        """Find the mistakes of what is the same for all tasks, even where it is for none."""
        if self.key != "duration":
            self._spread("")

    def __call__(self, task: Task) -> Task:
        """`task` with this range."""
        if self.key == "duration":
            return replace(task, spread=self._spread(task.calendar))
        cost, spread = task.cost, self._spread("")
        if self.key == "lag":
            return replace(task, after=tuple(_with_range(link, spread) for link in task.after))
        if self.key == "costs":
            return replace(task, elements=_with_ranges(task, spread))
        if self.key == "cost":
            return replace(task, cost=replace(cost, spread=spread))
        return replace(task, cost=replace(cost, rate_spread=spread))

    def _spread(self, calendar: str) -> Spread | None:
        """The range, read once for each calendar; money and shares of lags are the same on all."""
        if calendar not in self._read:
            self._read[calendar] = self._parsed(calendar)
        return self._read[calendar]

    def _parsed(self, calendar: str) -> Spread | None:
        if self.key == "duration":
            days = self.calendars[calendar]
            return spread_of(self.text, calendar, days, self.at, self.problems)
        if self.key == "lag":
            return lag_shares(self.text, self.at, self.problems)
        if self.key == "costs":
            return shares_of_money(self.text, self.at, self.problems)
        return spread_of_money(self.text, self.at, self.problems)


def _with_ranges(task: Task, spread: Spread | None) -> tuple[Element, ...]:
    """The costs with a name, and a range for each that has none."""
    return tuple(
        replace(one, spread=spread) if takes else one
        for one, takes in zip(task.elements, _is_open(task), strict=True)
    )


def _with_range(link: Dependency, spread: Spread | None) -> Dependency:
    """The link with a range of shares around its lag."""
    if spread is None or not _waits(link):
        return link
    return replace(link, lag=replace(link.lag, spread=times(spread, link.lag.minutes)))


def with_range(program: Program, text: str) -> Program:
    """`program` with the range `text` for every open task that has none (``--range``), and a note
    where there is no such task: a range that is asked for and not used must not go unsaid.

    Raises `PlanError` where the text is no distribution, or not one of shares: the same number of
    days for a task of an hour and one of a year is always a percent sign forgotten.
    """
    spread = _share_for_all(text)
    tasks = tuple(
        replace(task, spread=spread) if task.spread is None and takes_range(task) else task
        for task in program.tasks
    )
    if tasks == program.tasks:
        why = "all that are open have one" if any(map(takes_range, tasks)) else "none has work left"
        note = f"the range of --range is for no task: {why}"
        return replace(program, notes=(*program.notes, note))
    return replace(program, tasks=tasks)


def _share_for_all(text: str) -> Spread:
    """A range of shares, which is the same on every calendar."""
    if "(" not in text:
        raise PlanError.one("--range", "distribution", f"'{text}' is not a range", _EXAMPLE)
    try:
        spread = parse_spread(text, Unit.duration(DAY))
    except ExpressionError as fault:
        raise PlanError.one("--range", "distribution", fault.message, fault.mend) from fault
    if not spread.relative:
        message = f"{text} gives every task the same number of days, long or short"
        raise PlanError.one("--range", "absolute-range", message, _EXAMPLE)
    return spread


_EXAMPLE = 'Write percent of each task\'s own duration: "triangular(90%, 100%, 130%)".'
