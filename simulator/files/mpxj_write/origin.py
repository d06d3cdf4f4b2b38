"""Where the projects of a plan come from: the schedule files that it reads, task by task."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from simulator.files.building.imports import renamed
from simulator.files.load import SCHEDULES, source_of
from simulator.files.mpxj import gantt_project, read_schedule
from simulator.files.mpxj.cache import cached_document
from simulator.files.mpxj.ids import name_tasks, project_ids
from simulator.files.mpxj.letters import is_utf8
from simulator.files.mpxj.progress import lacks_duration
from simulator.files.mpxj.raw import RawRow, raw_project
from simulator.files.mpxj.xer import is_xer
from simulator.files.report import ImportReport
from simulator.model.program import Program, Project
from simulator.model.task import Task


@dataclass(frozen=True)
class Origin:
    """One schedule file of a plan.

    program : as the file alone gives it, with the plan's ids. place : of a project in the file.
    names : the file's own ids of projects. uids : MPXJ's unique ids of tasks by full id.
    count : projects in the file, stubs included. broken : projects of which MPXJ cannot read all
    durations (files with decimal commas), which p80 takes from the dates.
    """

    path: Path
    encoding: str | None
    program: Program
    place: dict[str, int]
    names: dict[str, str]
    uids: dict[str, int]
    count: int
    broken: frozenset[str]

    def tool(self, project: str) -> str:
        """The tool that made a project of the file."""
        return self.program.project[project].source

    def same(self, project: str, plan: Program) -> bool:
        """True where the plan leaves all of a project as the file has it, ranges apart."""
        ours, theirs = plan.project[project], self.program.project[project]
        if _settings(ours) != _settings(theirs):
            return False
        if plan.calendars[ours.calendar] != self.program.calendars[theirs.calendar]:
            return False
        tasks = [task for task in plan.tasks if task.project == project]
        known = [task for task in self.program.tasks if task.project == project]
        return len(tasks) == len(known) and all(
            _certain(task) == _certain(replace(other, calendar=task.calendar))
            and plan.calendars[task.calendar] == self.program.calendars[other.calendar]
            for task, other in zip(tasks, known, strict=True)
        )


def origins(plan: Path, encoding: str | None) -> list[Origin]:
    """The schedule files behind the plan file `plan`: itself, or those that it names."""
    if plan.suffix.lower() in SCHEDULES:
        return [_origin(plan, encoding, None)]
    root = source_of(plan).root
    if not isinstance(root, dict):
        return []
    entries = [root, *(one for one in root.get("projects") or () if isinstance(one, dict))]
    found: dict[Path, Origin] = {}
    for entry in entries:
        file = entry.get("file")
        path = plan.parent / str(file) if file else None
        if path is not None and path.resolve() not in found:
            own = entry.get("id") if entry is not root else None
            found[path.resolve()] = _origin(path, None, own and str(own))
    return list(found.values())


def _origin(path: Path, encoding: str | None, renaming: str | None) -> Origin:
    if encoding is None and is_xer(path) and is_utf8(path.read_bytes()):
        encoding = "UTF-8"
    document = cached_document(path, encoding)
    uids: dict[str, int] = {}
    place: dict[str, int] = {}
    broken: set[str] = set()
    names: dict[str, str] = {}
    read = read_schedule(path, encoding=encoding)
    new = renaming if renaming and len(read.projects) == 1 else None
    old = read.projects[0].id
    for k, key in enumerate(project_ids(document["projects"], path)):
        raw = raw_project(document["projects"][k], key)
        if key not in read.project:
            continue
        if raw.is_gantt_project:
            raw.relations = gantt_project.relations(path)
        name_tasks(raw, ImportReport(str(path)))
        ours = new if new and key == old else key
        place[ours], names[ours] = k, key
        if raw.is_p6 and any(map(_lacks, raw.rows)):
            broken.add(ours)
        uids.update({f"{ours}/{full.split('/', 1)[1]}": int(uid) for uid, full in raw.ids.items()})
    program = renamed(read, old, new) if new else read
    return Origin(
        path, encoding, program, place, names, uids, len(document["projects"]), frozenset(broken)
    )


def _lacks(row: RawRow) -> bool:
    """True for an activity that should last and of which no duration can be read."""
    is_point = (row["type"] or "").endswith("MILESTONE")
    return row["summary"] != "true" and not is_point and lacks_duration(row)


def _settings(project: Project) -> Project:
    """What of a project a schedule file says: its target and its name are the plan's own."""
    return replace(project, calendar="", name="", target=Project("", "", project.start, "").target)


def _certain(task: Task) -> Task:
    """The task without its ranges and without what the tool stored."""
    cost = replace(task.cost, spread=None, rate_spread=None)
    after = tuple(replace(link, lag=replace(link.lag, spread=None)) for link in task.after)
    bare = replace(task, spread=None, cost=cost, after=after, exists=1.0)
    return replace(bare, stored=None, fields={})
