"""Ranges for tasks that have none: by rule of the plan file, or one for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.errors import PlanError
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import spread_of, spread_of_money, with_lag_range
from simulator.files.document.base import present
from simulator.files.document.risk import RuleDoc
from simulator.files.place import At, Problems
from simulator.model.calendar import Calendar
from simulator.model.dependency import Dependency
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
    left = {
        "duration": {key for key, task in tasks.items() if not task.spread and takes_range(task)},
        "cost": {key for key, t in tasks.items() if t.cost.fixed and not t.cost.spread},
        "rate": {key for key, t in tasks.items() if t.cost.per_day and not t.cost.rate_spread},
        "lag": {key for key, task in tasks.items() if any(map(_takes_range, task.after))},
    }
    for index, rule in present(rules):
        here = at.down(index)
        given = [key for key in left if getattr(rule, key) is not None]
        if not given:
            mend = 'Add duration: "triangular(90%, 100%, 125%)".'
            problems.add(here, "missing-key", "the rule gives no range", mend)
        chosen = selector.choose(rule.tasks, rule.wbs, here)
        for key in given:
            change = _Change(key, getattr(rule, key), calendars, here.down(key), problems)
            change.check()
            for id_ in (one for one in chosen if one in left[key]):
                found[id_] = change(found[id_])
            left[key].difference_update(chosen)
    return found


def _takes_range(link: Dependency) -> bool:
    """True for a link with a wait of a certain time."""
    return link.lag.minutes > 0 and not link.lag.share and link.lag.spread is None


@dataclass(frozen=True)
class _Change:
    """One range of a rule. key : what it is of."""

    key: str
    text: str
    calendars: Mapping[str, Calendar]
    at: At
    problems: Problems
    _read: dict[str, Spread | None] = field(default_factory=dict)

    def check(self) -> None:
        """Find the mistakes of a range of money, whatever it is for."""
        if self.key in ("cost", "rate"):
            self._spread("")

    def __call__(self, task: Task) -> Task:
        """`task` with this range."""
        if self.key == "lag":
            return replace(task, after=tuple(self._link(link) for link in task.after))
        if self.key == "duration":
            return replace(task, spread=self._spread(task.calendar))
        cost, spread = task.cost, self._spread("")
        if self.key == "cost":
            return replace(task, cost=replace(cost, spread=spread))
        return replace(task, cost=replace(cost, rate_spread=spread))

    def _spread(self, calendar: str) -> Spread | None:
        """The range, read once for each calendar; money is the same on all."""
        if calendar not in self._read:
            self._read[calendar] = (
                spread_of(self.text, calendar, self.calendars[calendar], self.at, self.problems)
                if calendar
                else spread_of_money(self.text, self.at, self.problems)
            )
        return self._read[calendar]

    def _link(self, link: Dependency) -> Dependency:
        if not _takes_range(link):
            return link
        if "%" not in self.text:
            message = f"{self.text} gives every lag the same number of days, long or short"
            mend = 'Write percent of each lag: "triangular(90%, 100%, 150%)".'
            self.problems.add(self.at, "absolute-range", message, mend)
            return link
        lag = with_lag_range(link.lag, self.text, 0.0, self.at, self.problems)
        return replace(link, lag=lag)


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
