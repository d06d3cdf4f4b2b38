"""Projects of the plan file: their settings, and the rows that each of them has."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.errors import PlanError
from simulator.files.building.calendars import STANDARD
from simulator.files.building.drafts import Draft
from simulator.files.building.imports import Imports
from simulator.files.building.texts import money
from simulator.files.document.base import present
from simulator.files.document.plan import PlanDoc, ProjectDoc, ProjectKeys, TargetDoc
from simulator.files.document.task import TaskDoc
from simulator.files.document.validate import validated
from simulator.files.place import At, Problems, did_you_mean, missing_file
from simulator.files.table import TableSource, read_table
from simulator.model.dependency import LagCalendar
from simulator.model.program import ProgressLogic, Project, Target

ONLY = "P"
"""Id of the project of a plan that has no `projects`."""

_AS_GIVEN = (
    "start",
    "data_date",
    "must_finish",
    "calendar",
    "ss_lag_from_early_start",
    "source",
)
"""Settings of a project that need no reading."""

_MAKES_A_TASK = ("duration", "uncertainty", "remaining", "kind", "milestone", "summary")


def target_of(doc: TargetDoc | None, at: At, problems: Problems) -> Target:
    """What was promised."""
    if doc is None:
        return Target()
    cost = money(doc.cost, at.down("cost"), problems) if doc.cost is not None else None
    return Target(doc.finish, cost)


class Projects:
    """All projects of a plan, and a draft for every task in them."""

    def __init__(self, plan: PlanDoc, at: At, folder: Path, problems: Problems) -> None:
        self._plan, self._at, self._folder, self._problems = plan, at, folder, problems
        self.imports = Imports(folder, problems)
        self.projects: dict[str, Project] = {}
        self.home: dict[str, At] = {}
        self.place: dict[str, At] = {}
        self.drafts: dict[str, Draft] = {}
        self._fields: dict[tuple[str, ...], list[str]] = {}
        entries = self._entries()
        overlaid = [
            self.imports.bring(doc, id_, at) if doc.file else self._alone(doc, at)
            for doc, id_, at in entries
        ]
        for project in self.imports.projects.values():
            self.projects[project.id] = project
            self.place[project.id] = self.home[project.id] = at
        for task in self.imports.tasks.values():
            self.drafts[task.id] = Draft(task.project, task.short_id, at, task)
        for (doc, id_, here), ids in zip(entries, overlaid, strict=True):
            self._settings(doc, id_, ids, here)
            self._rows(doc, id_, ids, here)
        if not self.projects:
            self._settings(plan, None, (), at)
        for columns, names in self._fields.items():
            files, said = ", ".join(names), ", ".join(columns)
            self.imports.notes.append(f"{files}: taken as fields for selectors: {said}")
        self._strangers()

    def _alone(self, doc: ProjectKeys, at: At) -> tuple[str, ...]:
        """No schedule; keys that say how to read one have no meaning."""
        for key in ("encoding", "three_point"):
            if getattr(doc, key) is not None:
                message = f"'{key}' says how to read a schedule, and there is none"
                mend = "Write it beside `file:`, or remove it."
                self._problems.add(at.down(key), "misplaced-key", message, mend, key=True)
        return ()

    def _entries(self) -> list[tuple[ProjectKeys, str | None, At]]:
        """(settings, id or None for a plan without `projects`, place) of every project."""
        if not self._plan.projects:
            return [(self._plan, None, self._at)]
        for key in ("file", "tables", "tasks"):
            if getattr(self._plan, key) is not None:
                message = f"'{key}' stands at the top, but the plan has projects"
                mend = f"Move '{key}' below one of the projects."
                self._problems.add(self._at.down(key), "misplaced-key", message, mend, key=True)
        found: list[tuple[ProjectKeys, str | None, At]] = []
        seen: set[str] = set()
        for index, doc in present(self._plan.projects):
            at = self._at.down("projects", index).about(f"project {doc.id}")
            if doc.id in seen:
                message = f"two projects have the id '{doc.id}'"
                self._problems.add(at.down("id"), "duplicate-id", message, "Rename one.")
                continue
            if "/" in doc.id or not doc.id.strip():
                message = f"'{doc.id}' cannot be the id of a project"
                mend = "Use letters, digits and - without a slash: PROJECT/ID is a task."
                self._problems.add(at.down("id"), "project-id", message, mend)
                continue
            seen.add(doc.id)
            found.append((doc, doc.id, at))
        return found

    def _settings(
        self, doc: ProjectKeys, id_: str | None, overlaid: tuple[str, ...], at: At
    ) -> None:
        for key in overlaid:
            self.home[key] = at
            self.projects[key] = self._overlay(doc, self.projects[key], at)
        if overlaid:
            return
        plan = self._plan
        start = doc.start or plan.start
        told = any(self._problems.at(one.down("start")) for one in (at, self._at))
        if start is None and not doc.file and not told:
            message = "there is no start date" + (f" for project {id_}" if id_ else "")
            self._problems.add(at, "missing-start", message, "Add start: 2026-03-02.")
        start = start or doc.data_date or plan.data_date or datetime(2026, 1, 1)
        key = id_ or ONLY
        self.home[key] = at
        name = doc.name if isinstance(doc, ProjectDoc) else plan.program
        bare = Project(key, name or key, start, doc.calendar or plan.calendar or STANDARD)
        bare = replace(bare, data_date=doc.data_date or plan.data_date)
        self.projects[key] = self._overlay(doc, self._overlay(plan, bare, self._at), at)

    def _overlay(self, doc: ProjectKeys, project: Project, at: At) -> Project:
        """`project` with the settings that `doc` gives."""
        if doc.calendar is not None or project.id not in self.place:
            self.place[project.id] = at.down("calendar") if doc.calendar is not None else at
        given: dict[str, Any] = {}
        for key in _AS_GIVEN:
            if getattr(doc, key) is not None:
                given[key] = getattr(doc, key)
        if doc.lag_calendar is not None:
            given["lag_calendar"] = LagCalendar(doc.lag_calendar)
        if doc.progress_logic is not None:
            given["progress_logic"] = ProgressLogic(doc.progress_logic)
        of_project = isinstance(doc, ProjectDoc) or not self._plan.projects
        if doc.target is not None and of_project:
            given["target"] = target_of(doc.target, at.down("target"), self._problems)
        if isinstance(doc, ProjectDoc) and doc.name is not None:
            given["name"] = doc.name
        return replace(project, **given)

    def _rows(self, doc: ProjectKeys, id_: str | None, overlaid: tuple[str, ...], at: At) -> None:
        for index, name in enumerate(doc.tables or ()):
            table = self._table(name, at.down("tables", index))
            if table is None:
                continue
            rows: list[tuple[TaskDoc, At]] = []
            for number, values in enumerate(table.rows):
                here = At(table, (number,), f"task {values.get('id', '')}".rstrip())
                row = validated(TaskDoc, values, here, self._problems)
                if row is not None:
                    rows.append((row, here))
            self._lay(rows, id_, overlaid)
        own = [(row, at.down("tasks", index)) for index, row in present(doc.tasks)]
        self._lay(own, id_, overlaid)

    def _table(self, name: str, at: At) -> TableSource | None:
        path = self._folder / name
        if missing_file(path, "table", at, self._problems):
            return None
        try:
            table = read_table(path)
        except PlanError as fault:
            self._problems.extend(fault.issues)
            return None
        self._problems.extend(table.issues)
        if table.fields:
            self._fields.setdefault(table.fields, []).append(path.name)
        return table

    def _lay(
        self, rows: list[tuple[TaskDoc, At]], id_: str | None, overlaid: tuple[str, ...]
    ) -> None:
        """Lay the rows of one list or table; an id may stand only once in it."""
        seen: dict[str, At] = {}
        for row, at in rows:
            full_id = self._full_id(row.id.strip(), id_, overlaid, at)
            if full_id is None:
                continue
            project, short = full_id.split("/", 1)
            if full_id in seen:
                first = seen[full_id].source.words(seen[full_id].loc)
                message = f"two tasks have the id '{short}'; the first is at {first}"
                at = at.about(f"task {full_id}")
                self._problems.add(at.down("id"), "duplicate-id", message, "Rename one of them.")
                continue
            seen[full_id] = at
            self.drafts.setdefault(full_id, Draft(project, short, at)).lay(row, at)

    def _full_id(
        self, id_: str, project: str | None, overlaid: tuple[str, ...], at: At
    ) -> str | None:
        if not id_:
            message = "the id of the task is empty"
            self._problems.add(at.down("id"), "empty-id", message, "Give every task an id.")
            return None
        if project is None and overlaid:
            if id_ in self.drafts:
                return id_
            holders = [one for one in overlaid if f"{one}/{id_}" in self.drafts]
            if len(holders) > 1:
                found = ", ".join(f"{one}/{id_}" for one in holders)
                message = f"the id '{id_}' stands for several tasks: {found}"
                self._problems.add(at, "ambiguous-id", message, "Write it with its project.")
                return None
            return f"{(holders or overlaid)[0]}/{id_}"
        own = project or ONLY
        return id_ if id_.startswith(f"{own}/") and len(id_) > len(own) + 1 else f"{own}/{id_}"

    def _strangers(self) -> None:
        """Rows over a schedule that name none of its tasks and are too bare to be new ones."""
        imported = {one.split("/", 1)[0] for one in self.imports.tasks}
        known = [task.short_id for task in self.imports.tasks.values()]
        for draft in self.drafts.values():
            if draft.base or draft.project not in imported:
                continue
            if any(draft.get(key) is not None for key in _MAKES_A_TASK):
                continue
            message = f"the schedule has no task '{draft.id}' to lay this row over"
            mend = did_you_mean(draft.id, known, "A new task needs a duration, or milestone: true.")
            self._problems.add(draft.at.down("id"), "unknown-task", message, mend)
