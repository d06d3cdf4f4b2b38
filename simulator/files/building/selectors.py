"""Selectors: the same few words choose tasks everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from simulator.files.building.ids import Ids
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.task import Kind, Task


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """``*`` and ``?`` alone are wild: ids from P6 hold brackets."""
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in glob.casefold())
    return re.compile("".join(parts), re.DOTALL)


def matches(glob: str, text: str) -> bool:
    """True where `text` fits `glob`, upper and lower case alike."""
    return _pattern(glob).fullmatch(text.casefold()) is not None


def in_wbs(path: str, wanted: str) -> bool:
    """True where `wanted` is an element of the WBS path, or the path begins with it."""
    wanted = wanted.strip("/")
    if any(matches(wanted, element) for element in path.split("/")):
        return True
    steps = path.split("/")
    return any(matches(wanted, "/".join(steps[:end])) for end in range(1, len(steps) + 1))


class Selector:
    """Chooses among the tasks of a program; a summary stands for the tasks in it."""

    def __init__(self, tasks: Mapping[str, Task], problems: Problems) -> None:
        self._tasks, self._problems = tasks, problems
        self._ids = Ids(tasks)
        self._fields = sorted({name for task in tasks.values() for name in task.fields})
        self._children: dict[str, list[str]] = {}
        for task in tasks.values():
            if task.parent:
                self._children.setdefault(task.parent, []).append(task.id)

    def choose(
        self, texts: Iterable[str] | None, wbs: str | None, at: At, project: str | None = None
    ) -> tuple[str, ...]:
        """Full ids in the order of the plan; a text that chooses nothing is a problem."""
        chosen: dict[str, None] = {}
        for index, text in enumerate(("*",) if texts is None else texts):
            here = at.down("tasks", index) if texts is not None else at
            chosen.update(dict.fromkeys(self._one(text.strip(), here, project)))
        full = [key for key in self._tasks if key in chosen]
        if wbs is not None and full:
            full = [key for key in full if in_wbs(self._tasks[key].wbs, wbs)]
            if not full:
                self._nothing(f"wbs: {wbs}", at.down("wbs"), self._wbs_mend(wbs))
        return tuple(full)

    def named(self, text: str, at: At) -> list[str]:
        """Full ids of what one text chooses; none is a problem."""
        return self._one(text.strip(), at, None)

    def _one(self, text: str, at: At, project: str | None) -> list[str]:
        found = self._ids.find(text, project)
        if len(found) > 1:
            self._ids.ambiguous(text, found, at, self._problems)
            return []
        if found:
            return self._leaves(found[0])
        key, colon, value = (part.strip() for part in text.partition(":"))
        if colon:
            return self._by_field(key, value, at)
        if "*" in text or "?" in text:
            full = [
                t for t in self._tasks.values() if matches(text, t.id) or matches(text, t.short_id)
            ]
            if not full:
                self._nothing(text, at, "The pattern is held against PROJECT/ID and ID.")
            return [task.id for task in full if task.kind is not Kind.SUMMARY]
        known = [*self._tasks, *(task.short_id for task in self._tasks.values())]
        mend = did_you_mean(text, known, "Write an id, CIVIL/*, wbs:Earthworks or field:value.")
        self._nothing(text, at, mend)
        return []

    def _by_field(self, key: str, value: str, at: At) -> list[str]:
        open_tasks = [task for task in self._tasks.values() if task.kind is not Kind.SUMMARY]
        if key == "wbs":
            found = [task.id for task in open_tasks if in_wbs(task.wbs, value)]
            if not found:
                self._nothing(f"wbs:{value}", at, self._wbs_mend(value))
            return found
        if key not in self._fields:
            known = ", ".join(self._fields) or "none"
            mend = did_you_mean(key, self._fields, f"Fields of this plan: {known}.")
            self._nothing(f"{key}:{value}", at, mend)
            return []
        found = [t.id for t in open_tasks if key in t.fields and matches(value, t.fields[key])]
        if not found:
            values = sorted({t.fields[key] for t in open_tasks if key in t.fields})
            mend = did_you_mean(value, values, f"Values of {key}: {', '.join(values[:10])}.")
            self._nothing(f"{key}:{value}", at, mend)
        return found

    def _leaves(self, task_id: str) -> list[str]:
        found, stack, seen = [], [task_id], {task_id}
        while stack:
            here = stack.pop()
            if self._tasks[here].kind is not Kind.SUMMARY:
                found.append(here)
            below = [child for child in self._children.get(here, ()) if child not in seen]
            seen.update(below)
            stack.extend(below)
        return found

    def _wbs_mend(self, wanted: str) -> str:
        known = sorted(
            {part for task in self._tasks.values() for part in task.wbs.split("/") if part}
        )
        return did_you_mean(wanted, known, f"WBS elements: {', '.join(known[:10]) or 'none'}.")

    def _nothing(self, text: str, at: At, mend: str) -> None:
        self._problems.add(at, "empty-selector", f"'{text}' selects no task", mend)
