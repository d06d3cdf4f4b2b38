"""Point 13: is the promised date within reach?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from simulator.health.finding import Check, Concern, Family, Outcome, not_judged
from simulator.health.plan import Plan
from simulator.health.words import in_days, until
from simulator.model.program import Project


def judge(plan: Plan) -> Outcome:
    """The critical path length index of every promise; the worst counts."""
    found: list[tuple[float, Concern]] = []
    for (kind, of, name), project, promised, finish in _promises(plan):
        calendar = plan.program.calendars[project.calendar]
        day, now = calendar.minutes_per_day, plan.now(project)
        length = calendar.worked(now, finish) / day
        spare = (calendar.worked(finish, promised) - calendar.worked(promised, finish)) / day
        if length > 0:
            index = (length + spare) / length
            late = f"{in_days(abs(spare))} {'before' if spare >= 0 else 'after'} the promised"
            why = f"{index:.2f}: {in_days(length)} to go, {late} {until(promised)}"
            found.append((index, Concern(of, name, why, kind)))
    if not found:
        return not_judged("no finish is promised: no target, must-finish date or baseline")
    found.sort(key=lambda one: one[0])
    return Outcome(value=found[0][0], concerns=tuple(concern for _, concern in found))


def _promises(plan: Plan) -> Iterator[tuple[tuple[str, str, str], Project, datetime, datetime]]:
    """((kind, id, name), project, promised finish, finish of the plan), for all that is not
    finished yet; the program's counts on the calendar of the project that ends last."""
    program = plan.program
    unfinished = {task.project for task in plan.open}
    for project in program.projects:
        promised = project.target.finish or project.must_finish or _baseline(plan, project)
        if promised and project.id in unfinished:
            finish = plan.at(plan.schedule.project_finish[project.id])
            yield ("project", project.id, project.name), project, promised, finish
    if program.target.finish and unfinished:
        last = max(
            (project for project in program.projects if project.id in unfinished),
            key=lambda project: plan.schedule.project_finish[project.id],
        )
        who = ("program", "", program.title)
        yield who, last, program.target.finish, plan.finish_of_program


def _baseline(plan: Plan, project: Project) -> datetime | None:
    """The latest baseline finish, where the activity that ends the project now has one."""
    rows = [task for task in plan.activities if task.project == project.id]
    last = max(rows, key=plan.finish, default=None)
    if last is None or last.baseline is None or last.baseline.finish is None:
        return None
    return max(task.baseline.finish for task in rows if task.baseline and task.baseline.finish)


CHECK = Check(
    key="cpli",
    name="Critical path length index",
    definition="(working days from now to the planned finish + working days from there to the "
    "promised finish) / working days from now to the planned finish, on the project's calendar; "
    "promised is the target, else the must-finish date, else the latest baseline finish; the "
    "worst of all projects and the program",
    effect="Below 1 the plan itself misses the promise, before any risk: work would have to go "
    "faster than planned just to be on time.",
    mend="Shorten the critical path, or agree another date.",
    source="DCMA point 13",
    judge=judge,
    family=Family.DCMA,
    is_index=True,
    weight=6,
)
