"""Rules that a whole program must keep, whatever file it came from. Each is a function from the
program to what it finds; the place in the file is looked up by the id of the task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from simulator.files.building.cycle import cycle_of
from simulator.model.program import Program
from simulator.model.task import Constraint, ConstraintType, Task

DEEPEST = 200
"""Summaries in each other: many more than anyone reads."""


MOST_YEARS = 150
"""Of one task."""


class Finding(NamedTuple):
    """One breach. subject : full id of a task, id of a project, or ""; key : the key at fault."""

    subject: str
    key: str
    rule: str
    message: str
    mend: str


def _own(program: Program) -> Iterator[Task]:
    """Activities of the plan's own projects: what a scheduling tool has accepted is left alone."""
    own = {project.id for project in program.projects if not project.source}
    return (task for task in program.activities if task.project in own)


def promise_before_start(program: Program) -> Iterator[Finding]:
    """A project is not promised before it starts."""
    for project in program.projects:
        promises = (("must_finish", project.must_finish), ("target", project.target.finish))
        for key, promised in promises:
            if promised is not None and promised <= project.start:
                what = key.replace("_", " ")
                day, start = _until(promised), _date(project.start)
                message = f"the {what} {day} is not after the start {start}"
                yield Finding(project.id, key, "promise-before-start", message, "Correct one.")


def empty_plan(program: Program) -> Iterator[Finding]:
    """There is something to schedule."""
    if not program.activities:
        yield Finding(
            "",
            "tasks",
            "empty-plan",
            "the plan has no tasks",
            "Add tasks: [{id: A, name: First task, duration: 5d}], or `p80 new` for a start.",
        )


def cycle(program: Program) -> Iterator[Finding]:
    """No task waits for itself."""
    found = cycle_of(program)
    if found:
        arrows = " → ".join((*found, found[0]))
        message = f"these {len(found)} tasks wait for each other: {arrows}"
        yield Finding(found[0], "after", "cycle", message, "Remove one of the links of this ring.")


def too_deep(program: Program) -> Iterator[Finding]:
    """Summaries are nested as people nest them; a ring of them is the concern of `cycle`."""
    depth: dict[str | None, int] = {None: 0}
    parents = {task.id: task.parent for task in program.tasks}
    for start in parents:
        chain: dict[str | None, None] = {}
        here: str | None = start
        while here not in depth and here not in chain:
            chain[here] = None
            here = parents.get(here or "")
        for step, one in enumerate(reversed(chain), start=depth.get(here, 0) + 1):
            depth[one] = step
            if step > DEEPEST:
                message = f"summaries are nested more than {DEEPEST} deep"
                yield Finding(str(one), "parent", "too-deep", message, "Flatten the outline.")
                return


def finish_before_start(program: Program) -> Iterator[Finding]:
    """Actual dates run forward."""
    for task in _own(program):
        began, ended = task.progress.actual_start, task.progress.actual_finish
        if began and ended and ended < began:
            message = f"the actual finish {_until(ended)} is before the actual start {_date(began)}"
            yield Finding(task.id, "actual_finish", "finish-before-start", message, "Swap them?")


def finished_without_start(program: Program) -> Iterator[Finding]:
    """A finished task says when it began."""
    for task in _own(program):
        if task.progress.actual_finish and not task.progress.actual_start:
            message = "there is an actual finish without an actual start"
            yield Finding(task.id, "actual_finish", "actual-dates", message, "Add actual_start.")


def actuals_after_data_date(program: Program) -> Iterator[Finding]:
    """History lies before the data date."""
    for task in _own(program):
        project = program.project[task.project]
        dates = (
            ("actual_start", task.progress.actual_start, _date),
            ("actual_finish", task.progress.actual_finish, _until),
        )
        for key, actual, said in dates:
            if actual is None:
                continue
            what = f"{key.replace('_', ' ')} {said(actual)}"
            if project.data_date is None:
                message = f"{what}, but the plan has no data date"
                mend = "Add data_date: the day up to which progress is reported."
                yield Finding(task.id, key, "no-data-date", message, mend)
            elif actual > project.data_date:
                message = f"{what} is after the data date {_date(project.data_date)}"
                mend = "Correct the date, or move the data date (without a time it is 00:00)."
                yield Finding(task.id, key, "actual-after-data-date", message, mend)


def longer_than_any_plan(program: Program) -> Iterator[Finding]:
    """No task takes a century and a half: the engine lays out no calendars so far."""
    for task in _own(program):
        calendar = program.calendars[task.calendar]
        year = calendar.minutes_per_day * calendar.days_a_year(())[0]
        if 0 < MOST_YEARS * year < task.remaining:
            days, years = task.remaining / calendar.minutes_per_day, task.remaining / year
            message = f"{days:,.0f} working days are {years:,.0f} years of its calendar"
            mend = "Look at the number and its unit; spreadsheets keep a date as such a number."
            yield Finding(task.id, "duration", "too-long", message, mend)


def range_of_nothing(program: Program) -> Iterator[Finding]:
    """A range in shares is that of a cost which is given, by the row or by its resources."""
    for task in program.activities:
        cost = task.cost
        for key, value, spread, example in (
            ("cost", cost.fixed, cost.spread, "100k"),
            ("cost_per_day", cost.per_day, cost.rate_spread, "900"),
        ):
            if spread is not None and spread.relative and not value:
                message = "this range is a share of a cost that is not given"
                yield Finding(task.id, key, "cost", message, f"Write {key}: {example}.")


_LOW = {
    ConstraintType.START_NO_EARLIER: "start",
    ConstraintType.START_ON: "start",
    ConstraintType.MANDATORY_START: "start",
    ConstraintType.MANUAL_START: "start",
    ConstraintType.FINISH_NO_EARLIER: "finish",
    ConstraintType.FINISH_ON: "finish",
    ConstraintType.MANDATORY_FINISH: "finish",
    ConstraintType.MANUAL_FINISH: "finish",
}
_HIGH = {
    ConstraintType.START_NO_LATER: "start",
    ConstraintType.START_ON: "start",
    ConstraintType.MANDATORY_START: "start",
    ConstraintType.MANUAL_START: "start",
    ConstraintType.FINISH_NO_LATER: "finish",
    ConstraintType.FINISH_ON: "finish",
    ConstraintType.MANDATORY_FINISH: "finish",
    ConstraintType.MANUAL_FINISH: "finish",
}


def contradicting_dates(program: Program) -> Iterator[Finding]:
    """Constraints of one task can be met together."""
    for task in _own(program):
        for low in task.constraints:
            for high in task.constraints:
                if not low.date or not high.date or low is high:
                    continue
                if low.type not in _LOW or high.type not in _HIGH or low.date <= high.date:
                    continue
                if (_LOW[low.type], _HIGH[high.type]) == ("finish", "start"):
                    continue
                message = f"{_said(low)} and {_said(high)} cannot both hold"
                mend = "Remove one of the two, or correct its date."
                yield Finding(task.id, "constraint", "contradicting-dates", message, mend)


RULES: tuple[Callable[[Program], Iterator[Finding]], ...] = (
    empty_plan,
    cycle,
    too_deep,
    finish_before_start,
    finished_without_start,
    actuals_after_data_date,
    contradicting_dates,
    promise_before_start,
    longer_than_any_plan,
    range_of_nothing,
)


def findings(program: Program) -> list[Finding]:
    """All breaches of all rules."""
    return [finding for rule in RULES for finding in rule(program)]


def _said(constraint: Constraint) -> str:
    moment = constraint.date
    if moment is None:
        return f"'{constraint.type.value}'"
    finishes = "finish" in constraint.type.value
    return f"'{constraint.type.value} {_until(moment) if finishes else _date(moment)}'"


def _until(moment: datetime) -> str:
    """A finish as people write it: midnight is the end of the day before."""
    at_midnight = moment == datetime(moment.year, moment.month, moment.day)
    return _date(moment - timedelta(days=1) if at_midnight else moment)


def _date(moment: datetime) -> str:
    return str(moment).removesuffix(":00").removesuffix(" 00:00")
