"""Activities that begin because a date says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.plan import Plan
from simulator.health.words import constraint_text
from simulator.model.task import PINS, Constraint, ConstraintType, Task

_START = {ConstraintType.START_NO_EARLIER, ConstraintType.START_ON}
_FINISH = {ConstraintType.FINISH_NO_EARLIER, ConstraintType.FINISH_ON}


def judge(plan: Plan) -> Outcome:
    """Activities not begun whose dates come from a constraint, and not from logic or from now."""
    waiting = [task for task in plan.open if not task.is_started]
    if not waiting:
        return not_judged("everything has begun")
    concerns = []
    for task in waiting:
        holder = next((one for one in _constraints(plan, task) if _holds(plan, task, one)), None)
        if holder is not None:
            concerns.append(Concern(task.id, task.name, constraint_text(holder)))
    return Outcome(len(concerns), len(waiting), concerns=tuple(concerns))


def _constraints(plan: Plan, task: Task) -> list[Constraint]:
    """Those of the task, and the start dates of the summaries around it."""
    above = [one for row in plan.above(task) for one in row.constraints]
    return [*task.constraints, *(one for one in above if one.type in _START)]


def _holds(plan: Plan, task: Task, constraint: Constraint) -> bool:
    """True where the constraint, and nothing else, sets the date of the task."""
    date = constraint.date
    if date is None:
        return False
    if constraint.type in PINS:
        return True
    if plan.drivers(task) or date <= plan.now(plan.project(task)):
        return False
    if constraint.type in _START:
        return _same(plan, task, date, plan.start(task))
    return constraint.type in _FINISH and _same(plan, task, date, plan.finish(task))


def _same(plan: Plan, task: Task, date: datetime, moment: datetime) -> bool:
    """True where no working time lies between two instants."""
    if abs(moment - date) > timedelta(days=60):
        return False
    return plan.calendar(task).worked(min(date, moment), max(date, moment)) == 0


CHECK = Check(
    key="set_by_date",
    name="Dates instead of logic",
    definition="open activities not begun whose start or finish is set by a date constraint and by "
    "no predecessor, of all open activities not begun",
    effect="A plan hung on dates can hardly spread: each iteration begins these activities on the "
    "same day, so neither delay nor gain before them reaches what follows.",
    mend="Keep dates for what truly comes from outside, such as a delivery or a permit; link the "
    "rest to what it waits for.",
    source="GAO-16-89G practice 2, date constraints",
    judge=judge,
    weight=9,
)
