"""Point 1: work that nothing leads to, or that leads to nothing."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Link, Plan
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Incomplete tasks without a predecessor, a successor, or both, by links of their own."""
    if not plan.work:
        return not_judged("no open work")
    ends = (("predecessor", plan.into), ("successor", plan.out_of))
    allowed = {end: _only_one(plan, links) for end, links in ends}
    concerns, covered = [], 0
    for task in plan.work:
        missing = [end for end, links in ends if not links[task.id] and task.id not in allowed[end]]
        if missing:
            concerns.append(Concern(task.id, task.name, f"no {' and no '.join(missing)}"))
            covered += _is_covered(plan, task)
    note = ""
    if covered:
        note = (
            f"{covered:,} of them are in summaries that have links. p80 obeys those, the DCMA does "
            "not count them."
        )
    return Outcome(len(concerns), len(plan.work), concerns=tuple(concerns), note=note)


def _only_one(plan: Plan, links: Mapping[str, tuple[Link, ...]]) -> frozenset[str]:
    """Ids of the activities that alone begin, or alone end, their project: one has to."""
    bare: dict[str, list[str]] = {}
    for task in plan.activities:
        if not links[task.id]:
            bare.setdefault(task.project, []).append(task.id)
    return frozenset(ids[0] for ids in bare.values() if len(ids) == 1)


def _is_covered(plan: Plan, task: Task) -> bool:
    """True where the summaries around a task have every link that it lacks itself."""
    around = (task, *plan.above(task))
    return all(any(links[one.id] for one in around) for links in (plan.into, plan.out_of))


CHECK = Check(
    key="logic",
    name="Missing logic",
    definition="incomplete tasks without a predecessor, without a successor, or without both, of "
    "all incomplete tasks; links of their own count, not those of the summary they are in, nor "
    "links to levels of effort; the one activity that alone begins, or alone ends, a project is "
    "not counted",
    effect="Open ends hide delay: what has no successor may slip in every iteration and moves "
    "nothing; what has no predecessor starts on time whatever goes wrong before it. The forecast "
    "comes out too early and too narrow.",
    mend="Give every activity at least one predecessor that drives its start and one successor "
    "that waits for its finish, the first and the last milestone excepted.",
    source="DCMA point 1",
    judge=judge,
    family=Family.DCMA,
    weight=10,
)
