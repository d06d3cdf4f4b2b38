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
from simulator.files.mpxj.letters import is_utf8, likelier
from simulator.files.mpxj.links import held_starts, links_of, wbs_summary_links
from simulator.files.mpxj.raw import RawProject, raw_project
from simulator.files.mpxj.remarks import idle, remarks
from simulator.files.mpxj.resources import Resources
from simulator.files.mpxj.settings import project_of
from simulator.files.mpxj.sound import make_sound
from simulator.files.mpxj.stored import stored_project
from simulator.files.mpxj.tasks import tasks_of
from simulator.files.mpxj.xer import Listed, is_xer, listed_in
from simulator.files.report import ImportReport
from simulator.files.three_point import applied as three_point_ranges
from simulator.model.program import Program, Project
from simulator.model.task import Kind, Task


def read_schedule(
    path: str | Path, *, encoding: str | None = None, three_point: str | None = None
) -> Program:
    """The program in the schedule file at `path`; all its projects.

    encoding : code page of an XER or MPX file, where it is not windows-1252.
    three_point : the fields that hold optimistic, likely and pessimistic durations, or "none".
    What was dropped or assumed stands in `Program.notes`. Raises PlanError.
    """
    return read_with_report(path, encoding=encoding, three_point=three_point)[0]


def read_with_report(
    path: str | Path, *, encoding: str | None = None, three_point: str | None = None
) -> tuple[Program, ImportReport]:
    """The same, with the whole import report."""
    path = Path(path)
    guard.check(path)
    report = ImportReport(str(path))
    document = cached_document(path, encoding or _encoding(path, report))
    program = program_of(document, path, report, listed_in(path))
    titles = {own: name for part in document["projects"] for own, name in part["titles"].items()}
    ranged, told = three_point_ranges(program, three_point, titles, str(path))
    return replace(ranged, notes=(*told, *ranged.notes)), report


def _encoding(path: Path, report: ImportReport) -> str | None:
    """UTF-8 where an XER file is that; a word where its letters look like those of another page."""
    data = path.read_bytes() if is_xer(path) else b""
    if is_utf8(data):
        report.remark("The file is UTF-8 and was read so.")
        return "UTF-8"
    if guess := likelier(data):
        report.remark(
            f'Letters look mangled, as in "{guess.before}": the file is probably {guess.encoding} '
            f'("{guess.after}"). Read it with --encoding {guess.encoding}.'
        )
    return None


def program_of(
    document: Mapping[str, Any], path: Path, report: ImportReport, listed: Listed | None = None
) -> Program:
    """The program of a raw document. listed : what the text of an XER file lists."""
    listed = listed or Listed()
    make_sound(document, path, report)
    ids = project_ids(document["projects"], path)
    raw = [raw_project(part, key) for part, key in zip(document["projects"], ids, strict=True)]
    projects = _with_activities(raw, report)
    if not projects:
        mend = "Export a project that has some."
        raise PlanError.one(str(path), "empty-plan", "the file holds no activities", mend)
    calendars = Calendars()
    for project in projects:
        if project.is_gantt_project:
            gantt_project.complete(project, path)
        name_tasks(project, report)
        calendars.add(project)
    resources = Resources(calendars)
    for project in projects:
        resources.add(project)
        project.cut = set(listed.cut)
    tasks = _linked(projects, calendars, resources, report)
    settings = tuple(_settled(project, calendars, tasks, listed) for project in projects)
    _unread(document, raw, listed, report)
    for project in projects:
        remarks(project, report)
    idle(projects, report)
    return Program(
        title=" + ".join(project.name for project in settings),
        start=min(project.start for project in settings),
        calendars=calendars.used(),
        projects=settings,
        tasks=tasks,
        resources=resources.by_key,
        currency=_currency(projects),
        notes=report.notes(),
    )


def _unread(
    document: Mapping[str, Any], raw: list[RawProject], listed: Listed, report: ImportReport
) -> None:
    """Count what never reached the raw document."""
    if not listed.ends:
        report.remark("The file lacks the line %E that P6 writes last: rows may be missing.")
    known = sum(len(project.relations) for project in raw)
    strange = max(listed.relations - known, 0)
    report.count("relations to projects that are not in the file", strange, 0)
    ignored = sum(part["ignored"] for part in document["projects"])
    report.count("parts of the file", ignored, 0, "they could not be understood")


def _with_activities(raw: list[RawProject], report: ImportReport) -> list[RawProject]:
    """The projects that hold activities; the report names baselines, stubs and empty ones."""
    compared = {uid for project in raw for uid in project.properties["baselines"]}
    old = [project for project in raw if project.properties["uid"] in compared]
    raw = [project for project in raw if project not in old]
    report.count("baseline projects", len(old), len(old), _named(old, "compared with"))
    real = [project for project in raw if not project.is_stub] or raw
    stubs = [project for project in raw if project not in real]
    full = [project for project in real if _activities(project)]
    empty = [project for project in real if not _activities(project)]
    report.count("projects", len(real), len(full), _named(empty, "without activities"))
    report.count("stubs of other projects", len(stubs), 0, _named(stubs, "only the ends of links"))
    return full


def _activities(project: RawProject) -> bool:
    return any(is_task(row) and row["summary"] != "true" for row in project.rows)


def _named(projects: list[RawProject], what: str) -> str:
    return f"{', '.join(project.id for project in projects)} ({what})" if projects else ""


def _settled(
    project: RawProject, calendars: Calendars, tasks: tuple[Task, ...], listed: Listed
) -> Project:
    """The project with its settings and what is stored of it."""
    own = [task for task in tasks if task.project == project.id]
    changed = listed.changed.get(str(project.properties["uid"]))
    return replace(project_of(project, calendars), stored=stored_project(project, own, changed))


def _linked(
    projects: list[RawProject], calendars: Calendars, resources: Resources, report: ImportReport
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
        own = tasks_of(project, calendars, resources)
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
