"""Rows of the raw document as tasks of the model."""

from __future__ import annotations

from dataclasses import replace

from simulator.files.mpxj.calendars import Calendars
from simulator.files.mpxj.constraints import constraints_of
from simulator.files.mpxj.progress import planned_minutes, progress_of
from simulator.files.mpxj.raw import RawProject, RawRow
from simulator.files.mpxj.resources import Resources, expenses_of
from simulator.files.mpxj.stored import baseline_of, shows_longest_path, stored_of
from simulator.files.mpxj.values import moment, money
from simulator.model.task import MILESTONES, Cost, Kind, Progress, Task

KINDS = {
    "START_MILESTONE": Kind.START_MILESTONE,
    "START_FLAG": Kind.START_MILESTONE,
    "FINISH_MILESTONE": Kind.FINISH_MILESTONE,
    "FINISH_FLAG": Kind.FINISH_MILESTONE,
    "LEVEL_OF_EFFORT": Kind.LEVEL_OF_EFFORT,
    "HAMMOCK": Kind.LEVEL_OF_EFFORT,
    "WBS_SUMMARY": Kind.LEVEL_OF_EFFORT,
}


def kind_of(project: RawProject, row: RawRow) -> Kind:
    """What a row is. A milestone of MS Project that lasts is a task with a mark."""
    if row["summary"] == "true":
        return Kind.SUMMARY
    if project.is_p6:
        return KINDS.get(row["type"] or "", Kind.TASK)
    if row["type"] == "HAMMOCK":
        return Kind.LEVEL_OF_EFFORT
    return Kind.TASK if project.units.minutes(row["duration"]) else Kind.MILESTONE


def tasks_of(project: RawProject, calendars: Calendars, resources: Resources) -> list[Task]:
    """All tasks of `project` in the order of the file, without their dependencies."""
    paths, shows_longest = _paths(project), shows_longest_path(project)
    return [
        resources.priced(
            project,
            replace(
                _task(project, calendars, row),
                wbs=paths.get(row["parent"] or "", ""),
                fields=fields,
                assignments=resources.assignments_of(project, row),
                expenses=expenses_of(project, row),
                baseline=baseline_of(project, row),
                note=(row["notes"] or "").strip(),
                stored=stored_of(project, row, shows_longest),
            ),
            row,
        )
        for row, fields in zip(project.rows, project.fields, strict=True)
    ]


def _task(project: RawProject, calendars: Calendars, row: RawRow) -> Task:
    kind = kind_of(project, row)
    summary = kind is Kind.SUMMARY
    key = _calendar(project, calendars, row, kind)
    calendar = calendars.by_key[key]
    works = not summary and kind not in MILESTONES
    duration = planned_minutes(project, row, calendar) if works else 0.0
    progress = Progress() if summary else progress_of(project, row, kind, calendar)
    return Task(
        id=project.ids[str(row["uid"])],
        name=row["name"] or "",
        kind=kind,
        calendar=key,
        duration=duration,
        constraints=constraints_of(project, row, calendar, duration),
        deadline=moment(row["deadline"]),
        progress=progress,
        cost=_cost(project, row, kind, progress),
        parent=project.ids.get(row["parent"] or ""),
    )


def _cost(project: RawProject, row: RawRow, kind: Kind, progress: Progress) -> Cost:
    """What the tool says that a row costs at completion, and what of that is spent where it is
    open; of a summary what MS Project lets one give it beside its tasks. A WBS of P6 has none: its
    fixed cost is the sum of the expenses of its activities."""
    if kind is Kind.SUMMARY:
        return Cost(0.0 if project.is_p6 else money(row["fixed_cost"]) or 0.0)
    fixed = money(row["cost"]) or 0.0
    if progress.actual_finish:
        return Cost(fixed)
    actual = money(row["actual_cost"])
    spent = actual if actual or (fixed and progress.actual_start) else None
    return Cost(fixed, actual=spent)


def _calendar(project: RawProject, calendars: Calendars, row: RawRow, kind: Kind) -> str:
    amount = project.units.amount(row["duration"])
    if kind is Kind.TASK and amount is not None and amount.elapsed and not project.is_p6:
        return calendars.elapsed()
    return calendars.of_task(project, row)


def _paths(project: RawProject) -> dict[str, str]:
    """Path of names from the top down to each summary, by unique id; "/" in a name becomes "-"."""
    rows = {str(row["uid"]): row for row in project.rows}
    paths: dict[str, str] = {}

    def path(uid: str, depth: int = 0) -> str:
        if uid not in paths:
            row = rows[uid]
            own = (row["name"] or "").replace("/", "-").strip()
            parent = row["parent"]
            above = path(parent, depth + 1) if parent in rows and depth < len(rows) else ""
            paths[uid] = f"{above}/{own}" if above else own
        return paths[uid]

    for uid, row in rows.items():
        if row["summary"] == "true":
            path(uid)
    return paths
