"""Any program as a plan file that gives the same dates."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from simulator.files.writing.benefits import benefits_of
from simulator.files.writing.branches import branches_of, loops_of
from simulator.files.writing.calendars import calendars_of
from simulator.files.writing.correlations import correlations_of
from simulator.files.writing.limits import limits_text
from simulator.files.writing.money import terms_of
from simulator.files.writing.resources import resources_of
from simulator.files.writing.risks import drivers_of, risks_of
from simulator.files.writing.style import Items, Row, dumped, moment
from simulator.files.writing.tasks import row_of
from simulator.files.writing.weather import owners
from simulator.model.program import Program, Project, Target
from simulator.model.task import Task
from simulator.model.units import plain


def to_yaml(program: Program) -> str:
    """The plan file of `program`: what `p80 convert` writes.

    Calendars, kinds, links, lags, constraints, progress, money, settings, resources, baselines and
    notes are kept, times to the minute, and the name of the tool that made the plan. Not kept: the
    dates that it stored, and calendars that nothing runs on. Notes of the reader stand as comments
    at the top.
    """
    notes = "".join(f"# {' '.join(note.split())}\n" for note in program.notes)
    return notes + dumped(document_of(program))


def document_of(program: Program) -> dict[str, Any]:
    """The plan file of `program` as plain mappings, lists and texts: what every writer of p80's
    own formats starts from."""
    plan: dict[str, Any] = {"program": program.title}
    if program.currency:
        plan["currency"] = program.currency
    plan.update({key: part for key, part in terms_of(program.terms).items() if part})
    if program.whole_days:
        plan["whole_days"] = True
    if target := _target(program.target):
        plan["target"] = target
    used = {task.calendar for task in program.tasks}
    used.update(project.calendar for project in program.projects)
    used.update(one.calendar for one in program.resources.values() if one.calendar)
    used |= owners(program.calendars[key] for key in used)
    calendars = {key: value for key, value in program.calendars.items() if key in used}
    if written := calendars_of(calendars):
        plan["calendars"] = written
    if program.resources:
        plan["resources"] = resources_of(program.resources)
    rows: dict[str, list[Task]] = defaultdict(list)
    for task in program.tasks:
        rows[task.project].append(task)
    plan["projects"] = [
        _project(project, rows[project.id], program) for project in program.projects
    ]
    parts = {
        "risks": risks_of(program),
        "exclusive": [Items(group) for group in program.exclusive],
        "drivers": drivers_of(program),
        "correlations": correlations_of(program),
        "branches": branches_of(program),
        "loops": loops_of(program),
        "repair_correlations": "nearest" if program.repair_correlations else "",
        "funding": Row({moment(one.until): plain(one.amount) for one in program.funding}),
        "benefits": benefits_of(program),
        "health": limits_text(program.health),
    }
    return {**plan, **{key: part for key, part in parts.items() if part}}


def _project(project: Project, tasks: list[Task], program: Program) -> dict[str, Any]:
    """One project with all its settings, those included that are as usual."""
    found: dict[str, Any] = {
        "id": project.id,
        "name": project.name,
        "start": moment(project.start),
        "calendar": project.calendar,
    }
    if project.source:
        found["source"] = project.source
    if history := _data_date(project, tasks):
        found["data_date"] = moment(history)
    if target := _target(project.target):
        found["target"] = target
    if project.must_finish:
        found["must_finish"] = moment(project.must_finish)
    found["lag_calendar"] = project.lag_calendar.value
    found["progress_logic"] = project.progress_logic.value
    found["ss_lag_from_early_start"] = project.ss_lag_from_early_start
    found["tasks"] = [row_of(task, program) for task in tasks]
    return found


def _data_date(project: Project, tasks: list[Task]) -> datetime | None:
    """The data date; of a plan of p80's own the latest actual date where that is later or there is
    none, since such a plan has its history before the data date."""
    if project.source:
        return project.data_date
    actual = (at for t in tasks for at in (t.progress.actual_start, t.progress.actual_finish) if at)
    return max((at for at in (project.data_date, *actual) if at), default=None)


def _target(target: Target) -> Row:
    row = Row()
    if target.finish:
        row["finish"] = moment(target.finish)
    if target.cost is not None:
        row["cost"] = plain(target.cost)
    return row
