"""Is there something agreed to measure against?"""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Plan


def judge(plan: Plan) -> Outcome:
    """Activities without a baseline finish, where others have one."""
    if not plan.activities:
        return not_judged("no activities")
    bare = [
        task for task in plan.activities if task.baseline is None or task.baseline.finish is None
    ]
    if len(bare) == len(plan.activities):
        return not_judged("the plan holds no baseline")
    concerns = tuple(Concern(task.id, task.name, "no baseline finish") for task in bare)
    return Outcome(len(bare), len(plan.activities), concerns=concerns)


CHECK = Check(
    key="baseline",
    name="Without a baseline",
    definition="activities without a baseline finish, of all activities; not judged where none has "
    "one",
    effect="The forecast itself needs no baseline; but without one nobody can tell whether the "
    "ranges are as wide as the misses of the past.",
    mend="Set a baseline when the plan is agreed, and for work added since.",
    source="GAO-16-89G practice 10",
    judge=judge,
    weight=2,
    worst=Verdict.WARN,
)
