"""Point 7: work that is late already."""

from __future__ import annotations

from simulator.health.concerns import of_floats
from simulator.health.finding import Check, Family, Outcome, not_judged
from simulator.health.plan import Plan

HAIR = 1e-6
"""Days: below it a float is zero."""


def judge(plan: Plan) -> Outcome:
    """Incomplete tasks with less than no float, the lowest first."""
    if not plan.work:
        return not_judged("no open work")
    floats = {task.id: plan.total_float(task) for task in plan.work}
    late = sorted(
        (task for task in plan.work if floats[task.id] < -HAIR), key=lambda task: floats[task.id]
    )
    return Outcome(len(late), len(plan.work), concerns=of_floats(plan, late))


CHECK = Check(
    key="negative_float",
    name="Negative float",
    definition="incomplete tasks with a total float below zero, of all incomplete tasks; float as "
    "p80 computes it",
    effect="The plan breaks a promised date before any risk has happened. The chance of that date "
    "will be near nothing, and criticality by float says 'critical' of everything late.",
    mend="Find the date that is broken and agree a plan that keeps it, or another date.",
    source="DCMA point 7",
    judge=judge,
    family=Family.DCMA,
    weight=7,
)
