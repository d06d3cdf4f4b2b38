"""Rules that a whole program must keep, whatever file it came from. Each is a function from the
program to what it finds; the place in the file is looked up by the id of the task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from simulator.files.building.cycle import cycle_of
from simulator.model.program import Program
from simulator.model.task import ConstraintType, Kind, Task


class Finding(NamedTuple):
    """One breach. subject : full id of a task, or ""; key : the key of the plan file at fault."""

    subject: str
    key: str
    rule: str
    message: str
    mend: str


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


def finish_before_start(program: Program) -> Iterator[Finding]:
    """Actual dates run forward."""
    for task in program.tasks:
        began, ended = task.progress.actual_start, task.progress.actual_finish
        if began and ended and ended < began:
            message = f"the actual finish {_date(ended)} is before the actual start {_date(began)}"
            yield Finding(task.id, "actual_finish", "finish-before-start", message, "Swap them?")


def finished_without_start(program: Program) -> Iterator[Finding]:
    """A finished task says when it began."""
    for task in program.activities:
        if task.progress.actual_finish and not task.progress.actual_start:
            message = "there is an actual finish without an actual start"
            yield Finding(task.id, "actual_finish", "actual-dates", message, "Add actual_start.")


def actuals_after_data_date(program: Program) -> Iterator[Finding]:
    """History lies before the data date."""
    for task in program.activities:
        project = program.project[task.project]
        for key in ("actual_start", "actual_finish"):
            actual = getattr(task.progress, key)
            if actual is None or project.source:
                continue
            if project.data_date is None:
                message = f"{key.replace('_', ' ')} {_date(actual)}, but the plan has no data date"
                mend = "Add data_date: the day up to which progress is reported."
                yield Finding(task.id, key, "no-data-date", message, mend)
            elif actual > project.data_date:
                message = (
                    f"{key.replace('_', ' ')} {_date(actual)} is after the data date"
                    f" {_date(project.data_date)}"
                )
                mend = (
                    "Correct the date, or move the data date; what is to come has no actual dates."
                )
                yield Finding(task.id, key, "actual-after-data-date", message, mend)


_LOW = {
    ConstraintType.START_NO_EARLIER: "start",
    ConstraintType.START_ON: "start",
    ConstraintType.MANDATORY_START: "start",
    ConstraintType.FINISH_NO_EARLIER: "finish",
    ConstraintType.FINISH_ON: "finish",
    ConstraintType.MANDATORY_FINISH: "finish",
}
_HIGH = {
    ConstraintType.START_NO_LATER: "start",
    ConstraintType.START_ON: "start",
    ConstraintType.MANDATORY_START: "start",
    ConstraintType.FINISH_NO_LATER: "finish",
    ConstraintType.FINISH_ON: "finish",
    ConstraintType.MANDATORY_FINISH: "finish",
}


def contradicting_dates(program: Program) -> Iterator[Finding]:
    """Constraints of one task can be met together."""
    for task in program.activities:
        if program.project[task.project].source:
            continue
        for low in task.constraints:
            for high in task.constraints:
                if not low.date or not high.date or low is high:
                    continue
                if low.type not in _LOW or high.type not in _HIGH or low.date <= high.date:
                    continue
                if (_LOW[low.type], _HIGH[high.type]) == ("finish", "start"):
                    continue
                message = (
                    f"'{low.type.value} {_date(low.date)}' and '{high.type.value}"
                    f" {_date(high.date)}' cannot both hold"
                )
                mend = "Remove one of the two, or correct its date."
                yield Finding(task.id, "constraint", "contradicting-dates", message, mend)


RULES: tuple[Callable[[Program], Iterator[Finding]], ...] = (
    empty_plan,
    cycle,
    finish_before_start,
    finished_without_start,
    actuals_after_data_date,
    contradicting_dates,
)


def findings(program: Program) -> list[Finding]:
    """All breaches of all rules."""
    return [finding for rule in RULES for finding in rule(program)]


def risks_on_finished(program: Program) -> Iterator[str]:
    """Notes, not errors: risks and drivers whose tasks are all done change nothing any more."""
    for risk in program.risks:
        hit = [program.task[key] for impact in risk.impacts for key in impact.tasks]
        if hit and all(task.is_finished for task in hit):
            yield f"risk {risk.id} hits finished tasks only: its delay has no effect"
    for driver in program.drivers:
        if driver.tasks and all(program.task[key].is_finished for key in driver.tasks):
            yield f"driver {driver.id} acts on finished tasks only: it has no effect"


def cost_per_day_without_days(program: Program) -> Iterator[str]:
    """A note: a daily cost of a row without a duration is never spent."""
    for task in program.activities:
        if task.cost.per_day and _has_no_days(task):
            yield f"{task.id} has a cost per day but takes no time: nothing is spent on it"


def _has_no_days(task: Task) -> bool:
    return task.kind is not Kind.LEVEL_OF_EFFORT and task.duration == 0


def plan_outside_range(program: Program) -> Iterator[str]:
    """A note: a range in working time that leaves out the plan's own value."""
    for task in program.activities:
        if task.spread is None or task.spread.relative or not task.remaining:
            continue
        low, high = task.spread.distribution.support
        if not low - 1 <= task.remaining <= high + 1:
            day = program.calendars[task.calendar].minutes_per_day
            what = "remaining" if task.is_started else "planned"
            yield (
                f"{task.id}: the {what} {task.remaining / day:g} d lie outside of its range"
                f" {low / day:g} to {high / day:g} d"
            )


NOTES: tuple[Callable[[Program], Iterator[str]], ...] = (
    plan_outside_range,
    risks_on_finished,
    cost_per_day_without_days,
)


def notes(program: Program) -> list[str]:
    """What is odd but not wrong."""
    return [note for rule in NOTES for note in rule(program)]


def _date(moment: object) -> str:
    return str(moment).removesuffix(":00").removesuffix(" 00:00")
