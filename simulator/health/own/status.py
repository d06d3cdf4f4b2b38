"""Is the plan kept up to date?"""

from __future__ import annotations

from simulator.health.finding import Check, Concern, Outcome, Verdict, not_judged
from simulator.health.plan import Plan


def judge(plan: Plan) -> Outcome:
    """Projects that have run for a while by their data date, and report nothing begun."""
    running = []
    for project in plan.program.projects:
        rows = [task for task in plan.activities if task.project == project.id]
        if project.data_date is None or not rows:
            continue
        calendar = plan.program.calendars[project.calendar]
        passed = calendar.worked(project.start, project.data_date) / calendar.minutes_per_day
        if passed > 1:
            running.append((project, passed, any(task.is_started for task in rows)))
    if not running:
        return not_judged("no project has run past its start by its data date")
    concerns = tuple(
        Concern(
            project.id, project.name, f"{passed:.0f} working days in, nothing reported", "project"
        )
        for project, passed, begun in running
        if not begun
    )
    return Outcome(len(concerns), len(running), "projects", concerns)


CHECK = Check(
    key="status",
    name="Progress reported",
    definition="projects whose data date is more than a working day after their start and in which "
    "no activity has begun, of all projects that have run so long",
    effect="Without progress the forecast begins with work that may be done, or late: the first "
    "weeks of the simulation are fiction.",
    mend="Record actual dates and remaining durations at the data date.",
    source="GAO-16-89G practice 9",
    judge=judge,
    weight=6,
    worst=Verdict.WARN,
)
