"""Which tasks follow which, through links and through the summaries that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
        self._bound: dict[str, set[str]] = {}

    def _predecessors(self, task: Task) -> frozenset[str]:
        """What a task waits for: its own links, and those of the summaries it is in."""
        found: set[str] = set()
        here: Task | None = task
        seen: set[str] = set()
        while here is not None and here.id not in seen:
            seen.add(here.id)
            for link in here.after:
                found.update(self.leaves(link.predecessor))
            here = self._tasks.get(here.parent or "")
        return frozenset(found)

    def leaves(self, id_: str) -> set[str]:
        """The task itself, or the tasks in a summary."""
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
        return _reached(id_, lambda one: self.after.get(one, ()))

    def bind(self, id_: str, tasks: Iterable[str]) -> str:
        """Let `tasks` be dated after `id_`, though no link says so. Returns the first of them that
        `id_` itself waits for, where there is one, else ""."""
        before = _reached(id_, lambda one: (*self.before.get(one, ()), *self._bound.get(one, ())))
        for task in sorted(tasks):
            if task in before or task == id_:
                return task
            self._bound.setdefault(task, set()).add(id_)
        return ""

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


def between(tasks: Mapping[str, Task], first: str, last: str) -> set[str]:
    """Tasks on the ways of direct links from `first` to `last`, both included; empty where there
    is none."""
    before = {id_: [link.predecessor for link in task.after] for id_, task in tasks.items()}
    after: dict[str, list[str]] = {}
    for id_, many in before.items():
        for one in many:
            after.setdefault(one, []).append(id_)
    ahead = {first, *_reached(first, lambda one: after.get(one, ()))}
    behind = {last, *_reached(last, lambda one: before.get(one, ()))}
    return ahead & behind if last in ahead else set()


def _reached(id_: str, steps: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    stack = [id_]
    while stack:
        new = {one for one in steps(stack.pop()) if one not in found}
        found |= new
        stack.extend(new)
    return found


def _works(task: Task) -> bool:
    return task.kind not in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT)
