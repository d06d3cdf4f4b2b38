"""Where many paths meet."""

from __future__ import annotations

from datetime import timedelta

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Link, Plan
from simulator.model.calendar import DAY, Calendar
from simulator.model.dependency import Relation
from simulator.model.task import Task

NEAR = timedelta(days=14)
"""A predecessor that is ready within so much of the date matters there: two weeks."""

WEEK = 7.0 * DAY


def judge(plan: Plan) -> Outcome:
    """Open activities with many predecessors that are ready at about the same time."""
    if not plan.open:
        return not_judged("no open activities")
    size = plan.limits["merge_points"].size or 0.0
    merges = [(near, task) for task in plan.open if (near := _near(plan, task)) >= size]
    merges.sort(key=lambda one: -one[0])
    concerns = tuple(
        Concern(task.id, task.name, f"{near} predecessors within two weeks of its date")
        for near, task in merges
    )
    return Outcome(len(merges), len(plan.open), concerns=concerns)


def _near(plan: Plan, task: Task) -> int:
    """Open predecessors whose link is satisfied within `NEAR` of the task's date."""
    links = {
        link.predecessor.id: link
        for link in plan.into[task.id]
        if link.predecessor.id in plan.row and not link.predecessor.is_finished
    }
    return sum(_slack(plan, link) <= NEAR for link in links.values())


def _slack(plan: Plan, link: Link) -> timedelta:
    """Time by the clock between what a link asks for and the date it works on, lags turned into
    clock time by the week."""
    first, then = link.predecessor, link.successor
    left = plan.finish(first) if link.relation in (Relation.FS, Relation.FF) else plan.start(first)
    met = plan.start(then) if link.relation in (Relation.FS, Relation.SS) else plan.finish(then)
    wait = link.lag if link.dependency.lag.elapsed else link.lag * _stretch(plan.calendar(first))
    return met - left - timedelta(minutes=wait)


def _stretch(calendar: Calendar) -> float:
    worked = sum(end - begin for shifts in calendar.week for begin, end in shifts)
    return WEEK / worked if worked else 1.0


CHECK = Check(
    key="merge_points",
    name="Merge points",
    definition="open activities with as many open predecessors as the size of the limit (5), or "
    "more, that are ready within two weeks of the activity's own date, of all open activities",
    effect="The latest of many uncertain paths decides: at a merge the forecast is later than "
    "every single path says, and the plan's own date is unlikely. This is real, and the reason why "
    "the simulation is right and the plan is not.",
    mend="Expect the gap between plan and P80 here; put buffers before such points, and finish "
    "some of the paths early.",
    source="GAO-16-89G practice 2, path convergence; MacCrimmon and Ryavec 1964",
    judge=judge,
    weight=2,
    worst=Verdict.WARN,
)
