"""Work that the simulation takes as certain."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.own.spreads import factor_sd, ranged
from simulator.health.plan import Plan
from simulator.model.risk import active


def judge(plan: Plan) -> Outcome:
    """Open work that no range, driver or risk can change."""
    program = plan.program
    if not plan.work:
        return not_judged("no open work")
    moved = {task.id for task in ranged(plan)}
    for driver in program.drivers:
        if driver.on_duration and factor_sd(driver) > 0:
            moved.update(driver.tasks)
    raised = {rise.risk for risk in program.risks for rise in risk.raises}
    for risk in program.risks:
        now = active(risk)
        if now.probability > 0 or risk.id in raised:
            moved.update(
                id
                for impact in now.impacts
                if impact.delay and impact.chance > 0 and not impact.to_start
                for id in impact.tasks
            )
    if not moved & {task.id for task in plan.work}:
        return not_judged("the plan holds no ranges yet: `p80 run --range` gives one to all")
    sure = [task for task in plan.work if task.id not in moved]
    sure.sort(key=lambda task: not plan.is_critical(task))
    concerns = tuple(
        Concern(task.id, task.name, "on the critical path" if plan.is_critical(task) else "")
        for task in sure
    )
    return Outcome(len(sure), len(plan.work), concerns=concerns)


CHECK = Check(
    key="no_range",
    name="Work without a range",
    definition="incomplete tasks that no range, driver or risk can make longer or shorter, of all "
    "incomplete tasks; the critical ones are listed first",
    effect="What has no range takes exactly its planned time in every iteration: the forecast is "
    "surer than anybody is.",
    mend="Give every open task a range; a rule in `uncertainty` gives one to all that have none.",
    source="GAO-16-89G practice 8",
    judge=judge,
    weight=8,
)
