"""Point 12: does a delay on the critical path arrive at the finish?"""

from __future__ import annotations

from datetime import timedelta

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan, is_milestone
from simulator.health.what_if import longer

DELAY = 600
"""Working days that are put on a critical activity: the DCMA's own figure."""


def judge(plan: Plan) -> Outcome:
    """Lengthen the first critical activity, schedule anew, compare the two slips."""
    if not plan.work:
        return not_judged("no open work")
    task = next((one for one in plan.path if not is_milestone(one)), None)
    if task is None:
        note = "No work is on the critical path: the finish is set by a date."
        return Outcome(value=0.0, note=note)
    late = longer(plan, task, DELAY)
    own = late.finish(task) - plan.finish(task)
    whole = late.finish_of_program - plan.finish_of_program
    share = whole / own if own > timedelta() else 0.0
    note = (
        f"{DELAY} working days more on {task.id} move its finish by {own.days:,} days and the "
        f"program's by {whole.days:,}."
    )
    why = f"{share:.0%} of its delay arrives at the finish"
    return Outcome(value=share, concerns=(Concern(task.id, task.name, why),), note=note)


CHECK = Check(
    key="critical_path_test",
    name="Critical path test",
    definition="the first activity of the critical path is made 600 working days longer and the "
    "plan is scheduled anew: slip of the program's finish divided by the slip of that activity",
    effect="Where a delay on the critical path does not arrive at the finish, the simulation "
    "cannot show it either: something holds the finish, a date or a missing link.",
    mend="Follow the path from that activity: the constraint or the gap that stops the delay is "
    "on it.",
    source="DCMA point 12",
    judge=judge,
    family=Family.DCMA,
    weight=10,
)
