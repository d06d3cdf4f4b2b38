"""Point 8: work too long to steer."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan
from simulator.health.words import in_days
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Incomplete tasks that last longer than the size of the limit, the longest first."""
    if not plan.work:
        return not_judged("no open work")
    size = plan.limits["high_duration"].size or 0.0

    def length(task: Task) -> float:
        base = task.baseline.duration if task.baseline else None
        return (task.duration if base is None else base) / plan.day(task)

    long = sorted((task for task in plan.work if length(task) > size), key=lambda t: -length(t))
    concerns = tuple(Concern(task.id, task.name, in_days(length(task))) for task in long)
    return Outcome(len(long), len(plan.work), concerns=concerns)


CHECK = Check(
    key="high_duration",
    name="High duration",
    definition="incomplete tasks whose baseline duration (their planned one, where there is no "
    "baseline) is above the size of the limit (44 working days), of all incomplete tasks",
    effect="One range over many months mixes several risks and cannot be checked against progress "
    "until it is too late. Near-term work should be in pieces of a month or two.",
    mend="Split near-term work at results that can be seen; far work may stay coarse.",
    source="DCMA point 8",
    judge=judge,
    family=Family.DCMA,
    weight=3,
)
