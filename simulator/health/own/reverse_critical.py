"""Activities whose delay brings the finish forward."""

from __future__ import annotations

from datetime import timedelta

from simulator.health.finding import Check, Concern, Outcome, not_judged
from simulator.health.plan import ENDS, STARTS, Plan
from simulator.health.what_if import longer
from simulator.model.task import Task

MOST_TRIED = 3
"""Candidates that are made longer to see what happens; each costs a scheduling run."""


def judge(plan: Plan) -> Outcome:
    """Critical activities that the critical path enters by the finish and leaves by the start."""
    if not plan.work:
        return not_judged("no open work")
    concerns = []
    for tried, task in enumerate(_candidates(plan)):
        why = "the critical path enters by its finish and leaves by its start"
        if tried < MOST_TRIED:
            late = longer(plan, task, 1)
            gained = plan.finish_of_program - late.finish_of_program
            if gained <= timedelta():
                continue
            why = f"one day longer, and the finish comes {gained / timedelta(days=1):.3g} d earlier"
        concerns.append(Concern(task.id, task.name, why))
    return Outcome(len(concerns), len(plan.work), concerns=tuple(concerns))


def _candidates(plan: Plan) -> list[Task]:
    return [
        task
        for task in plan.work
        if plan.is_critical(task)
        and not task.is_started
        and _pushed_by_finish(plan, task)
        and _needed_for_start(plan, task)
    ]


def _pushed_by_finish(plan: Plan, task: Task) -> bool:
    """True where what drives the task does so by its finish, and nothing by its start."""
    drivers = set(plan.drivers(task))
    driving = [link for link in plan.into[task.id] if link.predecessor.id in drivers]
    return bool(driving) and not any(link.relation in STARTS for link in driving)


def _needed_for_start(plan: Plan, task: Task) -> bool:
    """True where something critical waits for the start of the task."""
    return any(
        link.relation not in ENDS
        and link.successor.id in plan.row
        and plan.is_critical(link.successor)
        and task.id in plan.drivers(link.successor)
        for link in plan.out_of[task.id]
    )


CHECK = Check(
    key="reverse_critical",
    name="Reverse-critical activities",
    definition="critical activities whose date is pushed by an FF or SF link and whose start a "
    "critical successor waits for: one day more makes the program end earlier (tried by scheduling "
    "anew for the first three)",
    effect="In the simulation a bad draw of such an activity improves the finish, and its risks "
    "read as opportunities.",
    mend="Tie its start to what it waits for, by FS or SS, so that it is not pulled by its finish.",
    source="Wiest, Precedence diagramming method: some unusual characteristics, 1981",
    judge=judge,
    weight=6,
)
