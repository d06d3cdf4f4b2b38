"""A schedule of P6, MS Project or another tool as a `Program`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.errors import PlanError
from simulator.files.mpxj import gantt_project, guard
from simulator.files.mpxj.cache import cached_document
from simulator.files.mpxj.calendars import Calendars
from simulator.files.mpxj.history import held_by_history
from simulator.files.mpxj.ids import is_task, name_tasks, project_ids
from simulator.files.mpxj.links import held_starts, links_of, wbs_summary_links
from simulator.files.mpxj.raw import RawProject, raw_project
from simulator.files.mpxj.remarks import remarks
from simulator.files.mpxj.settings import project_of
from simulator.files.mpxj.tasks import tasks_of
from simulator.files.mpxj.xer import is_xer, relations_in
from simulator.files.report import ImportReport
from simulator.model.program import Program
from simulator.model.task import Kind, Task


def read_schedule(path: str | Path, *, encoding: str | None = None) -> Program:
    """The program in the schedule file at `path`; all its projects.

    encoding : code page of an XER or MPX file, where it is not windows-1252.
    What was dropped or assumed stands in `Program.notes`. Raises PlanError.
    """
    return read_with_report(path, encoding=encoding)[0]


def read_with_report(
    path: str | Path, *, encoding: str | None = None
) -> tuple[Program, ImportReport]:
    """The same, with the whole import report."""
    path = Path(path)
    guard.check(path)
    document = cached_document(path, encoding)
    report = ImportReport(str(path))
    listed = relations_in(path) if is_xer(path) else 0
    return program_of(document, path, report, listed), report


def program_of(
    document: Mapping[str, Any], path: Path, report: ImportReport, listed: int = 0
) -> Program:
    """The program of a raw document. listed : relations that the text of the file lists."""
    ids = project_ids(document["projects"], path)
    raw = [raw_project(part, key) for part, key in zip(document["projects"], ids, strict=True)]
    projects = _with_activities(raw, report)
    if not projects:
        raise PlanError.one(
            str(path),
            "empty-plan",
            "the file holds no activities",
            "Export a project that has some.",
        )
    calendars = Calendars()
    for project in projects:
        if project.is_gantt_project:
            project.relations = gantt_project.relations(path)
        name_tasks(project, report)
        calendars.add(project)
    settings = tuple(project_of(project, calendars) for project in projects)
    tasks = _linked(projects, calendars, report)
    known = sum(len(project.relations) for project in raw)
    report.count("relations to projects that are not in the file", max(listed - known, 0), 0)
    unread = sum(part["ignored"] for part in document["projects"])
    report.count("parts of the file", unread, 0, "they could not be understood")
    for project in projects:
        remarks(project, report)
    names = [project.name for project in settings]
    return Program(
        title=names[0] if len(names) == 1 else " + ".join(names),
        start=min(project.start for project in settings),
        calendars=calendars.used(),
        projects=settings,
        tasks=tasks,
        currency=_currency(projects),
        notes=report.notes(),
    )


def _with_activities(raw: list[RawProject], report: ImportReport) -> list[RawProject]:
    """The projects that hold activities; stubs and empty ones are named in the report."""
    stubs = [project for project in raw if project.is_stub]
    real = [project for project in raw if not project.is_stub]
    full = [project for project in real if _activities(project)]
    empty = [project for project in real if not _activities(project)]
    report.count("projects", len(real), len(full), _named(empty, "without activities"))
    report.count("stubs of other projects", len(stubs), 0, _named(stubs, "only the ends of links"))
    return full


def _activities(project: RawProject) -> bool:
    return any(is_task(row) and row["summary"] != "true" for row in project.rows)


def _named(projects: list[RawProject], what: str) -> str:
    return f"{', '.join(project.id for project in projects)} ({what})" if projects else ""


def _linked(
    projects: list[RawProject], calendars: Calendars, report: ImportReport
) -> tuple[Task, ...]:
    """All tasks with their dependencies."""
    ids: dict[tuple[str | None, str | None], str] = {
        (project.properties["uid"], uid): full
        for project in projects
        for uid, full in project.ids.items()
    }
    tasks: list[Task] = []
    for project in projects:
        links = links_of(project, ids, report)
        own = tasks_of(project, calendars)
        activities = sum(task.kind is not Kind.SUMMARY for task in own)
        report.count("activities", activities, activities)
        spans = {project.ids[str(r["uid"])] for r in project.rows if r["type"] == "WBS_SUMMARY"}
        links.update(wbs_summary_links(own, spans))
        own = [replace(task, after=tuple(links[task.id])) for task in own]
        own = own if project.is_p6 else held_by_history(own)
        tasks += held_starts(own) if project.is_gantt_project else own
    return tuple(tasks)


def _currency(projects: list[RawProject]) -> str:
    """The currency of the first project that names one, by code or else by symbol."""
    for project in projects:
        of = project.properties
        if of["currency"] or of["symbol"]:
            return str(of["currency"] or of["symbol"])
    return ""
