"""Which task of one update is which of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from simulator.model.program import Program

ALIKE = 0.5
"""Share of the ids of the smaller project that must be in the other, for two projects of different
ids to be one."""


@dataclass(frozen=True)
class Match:
    """Two updates, with the projects of the old one under the ids that the new one gives them.

    removed, added : full ids of tasks that only one has. renamed : pairs of them, old and new,
    that alone have a name in common: a change of id would look so. projects : what the old ids of
    projects have become.
    """

    old: Program
    new: Program
    removed: tuple[str, ...]
    added: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    projects: Mapping[str, str]

    @property
    def matched(self) -> int:
        """Tasks that both have."""
        return len(self.new.task.keys() & self.old.task.keys())


def match(old: Program, new: Program) -> Match:
    """Tasks are matched by their ids; projects by their ids, or by the ids of their tasks."""
    projects = _projects(old, new)
    if projects:
        old = _under(old, projects)
    removed = tuple(task.id for task in old.tasks if task.id not in new.task)
    added = tuple(task.id for task in new.tasks if task.id not in old.task)
    before = {old.task[id].name: id for id in removed}
    after = {new.task[id].name: id for id in added}
    names = Counter([old.task[id].name for id in removed])
    names.update(new.task[id].name for id in added)
    pairs = [(before[name], after[name]) for name in before if name in after and names[name] == 2]
    return Match(old, new, removed, added, tuple(pairs), projects)


def _projects(old: Program, new: Program) -> dict[str, str]:
    """Old ids of projects that the new plan lacks, with the ids under which it has most of their
    tasks."""
    mine, theirs = _short_ids(old), _short_ids(new)
    free = [id for id in theirs if id not in mine]
    found: dict[str, str] = {}
    for id in (id for id in mine if id not in theirs):
        shared = {other: len(mine[id] & theirs[other]) for other in free}
        best = max(shared, key=lambda other: (shared[other], other), default=None)
        if best is not None:
            least = min(len(mine[id]), len(theirs[best]))
            if shared[best] and shared[best] >= ALIKE * least:
                found[id] = best
                free.remove(best)
    return found


def _short_ids(program: Program) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set, {p.id: set() for p in program.projects})
    for task in program.tasks:
        found[task.project].add(task.short_id)
    return dict(found)


def _under(program: Program, projects: Mapping[str, str]) -> Program:
    """`program` with other ids of projects, wherever they or their tasks are named."""
    ids = {
        task.id: f"{projects[task.project]}/{task.short_id}"
        for task in program.tasks
        if task.project in projects
    }
    own = tuple(replace(p, id=projects.get(p.id, p.id)) for p in program.projects)
    return replace(
        program,
        projects=own,
        **{
            part: _renamed(getattr(program, part), ids)
            for part in ("tasks", "risks", "drivers", "correlations", "branches", "loops", "terms")
        },
    )


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """`value` with every text that is an id of a task replaced, however deep it lies; names and
    notes stay as they are."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(item, ids) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for one in fields(value):
            if one.init and one.name not in ("name", "note", "wbs"):
                part = getattr(value, one.name)
                again = _renamed(part, ids)
                if again is not part:
                    changed[one.name] = again
        return replace(value, **changed) if changed else value
    return value
