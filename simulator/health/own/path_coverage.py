"""How much of the critical path is work."""

from __future__ import annotations

from datetime import datetime

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Plan
from simulator.health.words import in_days, until
from simulator.model.task import Task

WORTH_SAYING = 1.0
"""Working days of waiting from which a gap is listed."""


def judge(plan: Plan) -> Outcome:
    """Working time on the critical path in which an activity runs, by all of it."""
    path = [task for task in plan.path if plan.finish(task) > plan.start(task)]
    if not path:
        return not_judged("no work is on the critical path")
    project = plan.project(path[-1])
    calendar = plan.program.calendars[project.calendar]
    now = min(plan.now(plan.project(task)) for task in path)
    whole = calendar.worked(now, plan.finish_of_program)
    if whole <= 0:
        return not_judged("the finish is now")
    idle, reached = 0.0, now
    gaps: list[tuple[float, Task, datetime]] = []
    for task in path:
        wait = calendar.worked(reached, plan.start(task))
        idle += wait
        if wait >= WORTH_SAYING * calendar.minutes_per_day:
            gaps.append((wait / calendar.minutes_per_day, task, reached))
        reached = max(reached, plan.finish(task))
    idle += calendar.worked(reached, plan.finish_of_program)
    gaps.sort(key=lambda gap: -gap[0])
    concerns = tuple(
        Concern(
            task.id, task.name, f"{in_days(wait)} without work before it, from {since:%Y-%m-%d}"
        )
        for wait, task, since in gaps
    )
    many = "activity" if len(path) == 1 else "activities"
    note = f"{len(path):,} {many} from {now:%Y-%m-%d} to {until(plan.finish_of_program)}."
    return Outcome(value=1 - idle / whole, concerns=concerns, note=note)


CHECK = Check(
    key="path_coverage",
    name="Critical path without gaps",
    definition="working time between now and the program's finish in which an activity of the "
    "critical path runs, by all working time between them; the rest is lags and waiting for dates; "
    "the calendar is that of the project which ends last",
    effect="Waiting has no range: where lags and dates fill the critical path, the finish hardly "
    "varies, and mending the activities around them gains nothing.",
    mend="Give the waiting a name, an owner and a range, or remove the date that causes it.",
    source="GAO-16-89G practice 6",
    judge=judge,
    weight=7,
    worst=Verdict.WARN,
)
