"""Point 11: what should be done by now and came, or will come, late."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan, is_milestone
from simulator.health.words import until


def judge(plan: Plan) -> Outcome:
    """Tasks due by the data date whose finish is later than their baseline's."""
    due, concerns = 0, []
    for task in plan.activities:
        promised = task.baseline.finish if task.baseline else None
        history = plan.project(task).data_date
        if is_milestone(task) or promised is None or history is None or promised > history:
            continue
        due += 1
        if plan.finish(task) > promised:
            done = "finished" if task.is_finished else "now planned for"
            why = f"due {until(promised)}, {done} {until(plan.finish(task))}"
            concerns.append(Concern(task.id, task.name, why))
    if not due:
        return not_judged("no baseline with a finish before the data date")
    return Outcome(len(concerns), due, concerns=tuple(concerns))


CHECK = Check(
    key="missed_tasks",
    name="Missed tasks",
    definition="tasks whose actual or forecast finish is later than their baseline finish, of all "
    "tasks with a baseline finish on or before the data date",
    effect="A team that missed its dates so far will not keep the next ones by itself: ranges "
    "around the plan that are narrower than the past are wishes.",
    mend="Widen the ranges to what the past shows, or say what has changed since.",
    source="DCMA point 11",
    judge=judge,
    family=Family.DCMA,
    weight=5,
)
