"""Point 12: does a delay on the critical path arrive at the finish?"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import ENDS, Plan, is_milestone
from simulator.health.what_if import longer
from simulator.health.words import brief
from simulator.model.task import Task

DELAY = 600
"""Working days that are put on a critical activity: the DCMA's own figure."""


def judge(plan: Plan) -> Outcome:
    """Lengthen the first critical activity, schedule anew, compare its slip with that of the
    last."""
    if not plan.work:
        return not_judged("no open work")
    task = _first(plan)
    if task is None:
        note = "No work is on the critical path: the finish is set by a date."
        return Outcome(value=0.0, note=note)
    last, late = plan.path[-1], longer(plan, task, DELAY)
    own = late.finish(task) - plan.finish(task)
    whole = late.finish(last) - plan.finish(last)
    share = whole / own if own > timedelta() else 0.0
    first, end = (brief(plan.label(one.id)) for one in (task, last))
    note = (
        f"{DELAY} working days more on {first} move its finish by {own.days:,} days, and that of "
        f"{end}, which ends the program, by {whole.days:,}."
    )
    why = f"{share:.0%} of its delay arrives at the finish"
    return Outcome(value=share, concerns=(Concern(task.id, task.name, why),), note=note)


def _first(plan: Plan) -> Task | None:
    """The first activity of the path whose end something on the path waits for: a longer one that
    only its start ties to the path would prove nothing. Else the first that takes time."""
    work = [(task, then) for task, then in pairwise(plan.chain) if not is_milestone(task)]
    for task, then in work:
        links = [link for link in plan.into[then.id] if link.predecessor.id == task.id]
        if not links or any(link.relation in ENDS for link in links):
            return task
    return next((task for task in plan.chain if not is_milestone(task)), None)


CHECK = Check(
    key="critical_path_test",
    name="Critical path test",
    definition="the first activity of the critical path that is tied to it by its finish is made "
    "600 working days longer and the plan is scheduled anew: slip of the activity that ends the "
    "program, divided by the slip of the one made longer; where the path begins at a mandatory "
    "date, the test begins with what leads to it",
    effect="Where a delay on the critical path does not arrive at the finish, the simulation "
    "cannot show it either: something holds the finish, a date or a missing link.",
    mend="Follow the path from that activity: the constraint or the gap that stops the delay is "
    "on it.",
    source="DCMA point 12",
    judge=judge,
    family=Family.DCMA,
    weight=10,
)
