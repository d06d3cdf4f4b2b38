"""Which tasks follow which, through links and through the summaries that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.model.task import Kind, Task


class Ways:
    """The links of a program as a graph of its activities. A link to a summary binds all tasks in
    it, a link from it waits for all of them; a level of effort drives nothing and is left out."""

    def __init__(self, tasks: Mapping[str, Task]) -> None:
        self._tasks = tasks
        self._below: dict[str, list[str]] = {}
        for task in tasks.values():
            if task.parent is not None:
                self._below.setdefault(task.parent, []).append(task.id)
        self.before = {id_: self._predecessors(task) for id_, task in tasks.items() if _works(task)}
        self.after: dict[str, list[str]] = {id_: [] for id_ in self.before}
        for id_, before in self.before.items():
            for one in before:
                self.after[one].append(id_)

    def _predecessors(self, task: Task) -> frozenset[str]:
        """What a task waits for: its own links, and those of the summaries it is in."""
        found: set[str] = set()
        here: Task | None = task
        seen: set[str] = set()
        while here is not None and here.id not in seen:
            seen.add(here.id)
            for link in here.after:
                found.update(self._leaves(link.predecessor))
            here = self._tasks.get(here.parent or "")
        return frozenset(found)

    def _leaves(self, id_: str) -> set[str]:
        found, stack, seen = set(), [id_], {id_}
        while stack:
            here = stack.pop()
            if here in self._tasks and _works(self._tasks[here]):
                found.add(here)
            below = [child for child in self._below.get(here, ()) if child not in seen]
            seen.update(below)
            stack.extend(below)
        return found

    def followers(self, id_: str) -> set[str]:
        """All that follows a task, directly or not."""
        return _reached(id_, self.after)

    def alone(self, heads: Iterable[str]) -> tuple[str, ...]:
        """`heads`, and all that follows nothing but them and each other, in the order of the
        plan."""
        held = set(heads)
        stack = list(held)
        while stack:
            for one in self.after.get(stack.pop(), ()):
                if one not in held and self.before[one] <= held:
                    held.add(one)
                    stack.append(one)
        return tuple(id_ for id_ in self._tasks if id_ in held)

    def between(self, first: str, last: str) -> set[str]:
        """Tasks on the ways from `first` to `last`, both included; empty where there is none."""
        ahead = {first, *self.followers(first)}
        return ahead & {last, *_reached(last, self.before)} if last in ahead else set()


def _reached(id_: str, steps: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    stack = [id_]
    while stack:
        new = [one for one in steps.get(stack.pop(), ()) if one not in found]
        found.update(new)
        stack.extend(new)
    return found


def _works(task: Task) -> bool:
    return task.kind not in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT)
