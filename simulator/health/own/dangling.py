"""Activities tied at one end only."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.plan import ENDS, STARTS, Link, Plan
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Incomplete tasks that have links, but none that drives their start, or none that waits for
    their finish. Links of the summaries around a task hold it too."""
    if not plan.work:
        return not_judged("no open work")
    concerns = []
    for task in plan.work:
        around = (task, *plan.above(task))
        before = [link for one in around for link in plan.into[one.id]]
        after = [link for one in around for link in plan.out_of[one.id]]
        ends = _open_ends(task, before, after)
        if ends:
            concerns.append(Concern(task.id, task.name, " and ".join(ends)))
    return Outcome(len(concerns), len(plan.work), concerns=tuple(concerns))


def _open_ends(task: Task, before: list[Link], after: list[Link]) -> list[str]:
    ends = []
    if before and not task.is_started and not any(link.relation in STARTS for link in before):
        ends.append("open start: only FF or SF predecessors")
    if after and not any(link.relation in ENDS for link in after):
        ends.append("open finish: only SS or SF successors")
    return ends


CHECK = Check(
    key="dangling",
    name="Dangling activities",
    definition="incomplete tasks with predecessors of which none (FS or SS) drives the start, or "
    "with successors of which none (FS or FF) waits for the finish, of all incomplete tasks",
    effect="Such work may take longer in the simulation and nobody waits for it: a range or risk "
    "on it moves nothing. With an open start, a longer duration makes it begin earlier.",
    mend="Add the missing half: an FS or SS predecessor, an FS or FF successor.",
    source="GAO-16-89G practice 2; Winter 2011 on DCMA point 1",
    judge=judge,
    weight=8,
)
