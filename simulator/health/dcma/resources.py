"""Point 10: work that nobody does and nothing pays for."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Family, Outcome, Verdict, not_judged
from simulator.health.plan import Plan
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Incomplete tasks of a day or more without people, machines or money."""
    long = [task for task in plan.work if task.remaining >= plan.day(task)]
    if not long:
        return not_judged("no open work of a day or more")
    bare = [task for task in long if not _is_loaded(task)]
    if not any(_is_loaded(task) for task in plan.activities):
        return not_judged("the plan holds neither resources nor costs")
    concerns = tuple(Concern(task.id, task.name, "neither resource nor cost") for task in bare)
    return Outcome(len(bare), len(long), concerns=concerns)


def _is_loaded(task: Task) -> bool:
    cost = task.cost
    money = cost.fixed or cost.per_day or cost.spread or task.elements or task.expenses
    return bool(money or task.assignments)


CHECK = Check(
    key="resources",
    name="Resources",
    definition="incomplete tasks with at least one working day left that have neither a resource "
    "nor a cost, of all such tasks; not judged where nothing in the plan has either",
    effect="Work without people or money looks certain and free: its cost is missing from the "
    "cost forecast, and nobody was asked whether the hands are there.",
    mend="Name who does it, or what it costs.",
    source="DCMA point 10",
    judge=judge,
    family=Family.DCMA,
    weight=2,
    worst=Verdict.WARN,
)
