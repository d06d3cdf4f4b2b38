"""Point 6: more float than is believable."""

from __future__ import annotations

from simulator.health.concerns import of_floats
from simulator.health.finding import Check, Family, Outcome, not_judged
from simulator.health.plan import Plan


def judge(plan: Plan) -> Outcome:
    """Incomplete tasks with a total float above the size of the limit, the highest first."""
    if not plan.work:
        return not_judged("no open work")
    size = plan.limits["high_float"].size or 0.0
    floats = {task.id: plan.total_float(task) for task in plan.work}
    high = [task for task in plan.work if floats[task.id] > size]
    high.sort(key=lambda task: -floats[task.id])
    return Outcome(len(high), len(plan.work), concerns=of_floats(plan, high))


CHECK = Check(
    key="high_float",
    name="High float",
    definition="incomplete tasks with a total float above the size of the limit (44 working days), "
    "of all incomplete tasks; float as p80 computes it",
    effect="So much float mostly means a missing successor: such work can slip for months in the "
    "simulation and touches nothing, so its risks do not count.",
    mend="Look for the successor that really waits for it; link it there.",
    source="DCMA point 6",
    judge=judge,
    family=Family.DCMA,
    weight=5,
)
