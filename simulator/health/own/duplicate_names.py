"""Names that do not tell activities apart."""

from __future__ import annotations

from collections import Counter

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Plan
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Activities that share their name with another of the same project."""
    if not plan.activities:
        return not_judged("no activities")

    def name_of(task: Task) -> tuple[str, str]:
        return task.project, " ".join(task.name.split()).casefold()

    times = Counter(name_of(task) for task in plan.activities)
    double = [task for task in plan.activities if times[name_of(task)] > 1]
    double.sort(key=lambda task: (-times[name_of(task)], name_of(task)))
    concerns = tuple(
        Concern(task.id, task.name, f"{times[name_of(task)]} of this name") for task in double
    )
    return Outcome(len(double), len(plan.activities), concerns=concerns)


CHECK = Check(
    key="duplicate_names",
    name="Duplicate names",
    definition="activities whose name another activity of the same project has, letter case and "
    "spaces aside, of all activities",
    effect="A ranking of what decides the date that says 'Install pipes' six times helps nobody, "
    "and risks are easily put on the wrong one.",
    mend="Say what and where in the name: 'Install pipes, level 2 east'.",
    source="GAO-16-89G practice 1, activity names",
    judge=judge,
    weight=1,
    worst=Verdict.WARN,
)
