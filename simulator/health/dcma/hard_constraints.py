"""Point 5: dates that hold whatever the logic says."""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan
from simulator.health.words import HARD, constraint_text
from simulator.model.task import PINS, Task


def judge(plan: Plan) -> Outcome:
    """Open activities with a hard constraint, those that pin a date first."""
    if not plan.open:
        return not_judged("no open activities")
    held = [(task, text) for task in plan.open if (text := _text(task))]
    held.sort(key=lambda one: not _is_pinned(one[0]))
    pinned = sum(_is_pinned(task) for task, _ in held)
    rest = "the others keep work from being earlier, or show as negative float"
    note = f"{pinned:,} pin their date in every iteration; {rest}." if held else ""
    concerns = tuple(Concern(task.id, task.name, text) for task, text in held)
    return Outcome(len(held), len(plan.open), concerns=concerns, note=note)


def _text(task: Task) -> str:
    """The hard constraints that still bind a task, in words."""
    return " and ".join(constraint_text(one) for one in task.constraints if one.type in HARD)


def _is_pinned(task: Task) -> bool:
    return any(one.type in PINS for one in task.constraints)


CHECK = Check(
    key="hard_constraints",
    name="Hard constraints",
    definition="open activities, milestones included, that must start or finish on a date, or no "
    "later than a date (MSO, MFO, SNLT, FNLT; in P6 also mandatory; manually scheduled in MS "
    "Project), of all open activities",
    effect="Hard constraints cap the distribution: a mandatory date is kept in every iteration "
    "however late the work before it is, so delay disappears there. 'No later than' dates do not "
    "hold work back, but spoil float and the critical path.",
    mend="Replace them by logic; keep promises as deadlines or targets, which measure and do not "
    "bind.",
    source="DCMA point 5",
    judge=judge,
    family=Family.DCMA,
    weight=9,
)
