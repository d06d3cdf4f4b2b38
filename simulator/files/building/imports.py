"""Schedules from P6 and MS Project below a plan file: read once, renamed to the plan's ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.document.plan import ProjectKeys
from simulator.files.place import At, Problems, did_you_mean, missing_file
from simulator.model.calendar import ELAPSED, Calendar
from simulator.model.program import Program, Project
from simulator.model.resource import Resource
from simulator.model.task import Task


@dataclass
class Imports:
    """Everything that schedule files bring into one plan."""

    folder: Path
    problems: Problems
    projects: dict[str, Project] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _files: dict[Path, Program] = field(default_factory=dict)

    def bring(self, doc: ProjectKeys, project: str | None, at: At) -> tuple[str, ...]:
        """Read the `file` of `doc` for the overlay of `project`; returns the ids of the projects it
        overlays.

        A file of one project takes the id of its overlay; of several, the overlay names one.
        """
        file = doc.file or ""
        path = (self.folder / file).resolve()
        if path not in self._files:
            program = self._read(self.folder / file, doc, at)
            if program is None:
                return ()
            if project is not None and len(program.projects) == 1:
                program = renamed(program, program.projects[0].id, project)
            self._files[path] = program
            self._add(program, at)
        known = [one.id for one in self._files[path].projects]
        if project is None:
            return tuple(known)
        if project not in known:
            message = f"{file} has no project '{project}'"
            mend = did_you_mean(project, known, f"It has: {', '.join(known)}.")
            self.problems.add(at.down("id"), "unknown-project", message, mend)
            return ()
        return (project,)

    def _read(self, path: Path, doc: ProjectKeys, at: At) -> Program | None:
        from simulator.files.mpxj import read_schedule

        if missing_file(path, "schedule", at.down("file"), self.problems):
            return None
        try:
            return read_schedule(path, encoding=doc.encoding, three_point=doc.three_point)
        except PlanError as fault:
            self.problems.extend(fault.issues)
            return None

    def _add(self, program: Program, at: At) -> None:
        clash = [one.id for one in program.projects if one.id in self.projects]
        for id_ in clash:
            message = f"two schedules bring a project '{id_}'"
            self.problems.add(at, "duplicate-id", message, "Give one of them another id here.")
        keys = {key: self._free_key(key, cal, program) for key, cal in program.calendars.items()}
        self.calendars.update({keys[key]: cal for key, cal in program.calendars.items()})
        for project in program.projects:
            self.projects[project.id] = replace(project, calendar=keys[project.calendar])
        people = self._add_resources(program, keys)
        for task in program.tasks:
            self.tasks[task.id] = replace(
                task,
                calendar=keys[task.calendar],
                assignments=tuple(
                    replace(one, resource=people[one.resource]) for one in task.assignments
                ),
            )
        self.notes.extend(program.notes)

    def _add_resources(self, program: Program, calendars: Mapping[str, str]) -> dict[str, str]:
        """The new keys of the resources; those of two files may share a name and differ."""
        keys = {}
        for key, one in program.resources.items():
            one = replace(one, calendar=calendars[one.calendar] if one.calendar else None)
            free = key if self.resources.get(key, one) == one else f"{program.projects[0].id} {key}"
            self.resources[free] = replace(one, id=free)
            keys[key] = free
        return keys

    def _free_key(self, key: str, calendar: Calendar, program: Program) -> str:
        """Calendars of two files may share a name and differ."""
        if key == ELAPSED or self.calendars.get(key, calendar) == calendar:
            return key
        return f"{program.projects[0].id} {key}"


def renamed(program: Program, old: str, new: str) -> Program:
    """`program` with project `old` called `new`, in every id."""
    if old == new:
        return program

    def moved(full_id: str) -> str:
        return f"{new}/{full_id[len(old) + 1 :]}" if full_id.startswith(f"{old}/") else full_id

    tasks = tuple(
        replace(
            task,
            id=moved(task.id),
            parent=moved(task.parent) if task.parent else None,
            after=tuple(replace(link, predecessor=moved(link.predecessor)) for link in task.after),
        )
        for task in program.tasks
    )
    projects = tuple(
        replace(project, id=new) if project.id == old else project for project in program.projects
    )
    return replace(program, tasks=tasks, projects=projects)
