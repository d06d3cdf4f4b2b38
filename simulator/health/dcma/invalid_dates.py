"""Point 9: a future that has passed, or a past to come."""

from __future__ import annotations

from datetime import datetime

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan
from simulator.model.task import Task


def judge(plan: Plan) -> Outcome:
    """Forecast dates before the data date, actual dates after it, in the file's own words."""
    rows = [task for task in plan.activities if plan.project(task).data_date]
    if not rows:
        return not_judged("the plan has no data date")
    concerns = []
    for task in rows:
        history = plan.project(task).data_date
        wrong = _wrong(task, history) if history else []
        if wrong:
            concerns.append(Concern(task.id, task.name, ", ".join(wrong)))
    return Outcome(len(concerns), len(rows), concerns=tuple(concerns))


def _wrong(task: Task, history: datetime) -> list[str]:
    """What is on the wrong side of the data date; forecasts are those stored in the file, since
    p80's own never lie in the past."""
    done, found = task.progress, []
    for which, actual in (("start", done.actual_start), ("finish", done.actual_finish)):
        forecast = getattr(task.stored, which, None)
        if actual is None and forecast and forecast < history:
            found.append(f"{which} planned for {forecast:%Y-%m-%d}, before the data date")
        if actual and actual > history:
            found.append(f"actual {which} {actual:%Y-%m-%d}, after the data date")
    return found


CHECK = Check(
    key="invalid_dates",
    name="Invalid dates",
    definition="activities whose forecast start or finish, as stored in the file, lies before the "
    "data date, or whose actual dates lie after it, of all activities",
    effect="Work that should be over and is not reported as done is planned anew from the data "
    "date by p80, or skipped where it is reported too early: the forecast starts from a wrong "
    "today.",
    mend="Record what has happened up to the data date, and schedule the rest anew.",
    source="DCMA point 9",
    judge=judge,
    family=Family.DCMA,
    weight=7,
)
