"""Point 14: how much of what was due is done."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan, is_milestone
from simulator.health.words import until


def judge(plan: Plan) -> Outcome:
    """The baseline execution index: tasks finished, by tasks due or without a baseline."""
    done = due = bare = 0
    late: list[Concern] = []
    for task in plan.activities:
        history = plan.project(task).data_date
        if is_milestone(task) or history is None:
            continue
        done += task.is_finished
        promised = task.baseline.finish if task.baseline else None
        bare += promised is None
        if promised is not None and promised <= history:
            due += 1
            if not task.is_finished:
                late.append(Concern(task.id, task.name, f"due {until(promised)}, not finished"))
    if not due:
        return not_judged("no baseline with a finish before the data date")
    missing = f"; without a baseline finish: {bare:,}" if bare else ""
    note = f"Finished: {done:,} tasks; due by the data date: {due:,}{missing}."
    return Outcome(value=done / (due + bare), concerns=tuple(late), note=note)


CHECK = Check(
    key="bei",
    name="Baseline execution index",
    definition="tasks finished / (tasks with a baseline finish on or before the data date + tasks "
    "without a baseline finish); no milestones",
    effect="Below 1 less was finished than promised. The same pace in what remains makes the plan "
    "late by as much, and ranges should hold that case.",
    mend="Compare the ranges of the remaining work with the pace so far.",
    source="DCMA point 14",
    judge=judge,
    family=Family.DCMA,
    is_index=True,
    weight=5,
)
