"""Who is tied to whom, through summaries and finished work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from simulator.model.dependency import Dependency
from simulator.model.program import Program
from simulator.model.task import ConstraintType, Kind, Task

ALAP = ConstraintType.AS_LATE_AS_POSSIBLE


class Neighbours:
    """Unfinished activities before and after each activity."""

    def __init__(self, program: Program) -> None:
        self._program = program

    @cached_property
    def _children(self) -> dict[str, list[Task]]:
        found: dict[str, list[Task]] = defaultdict(list)
        for task in self._program.tasks:
            if task.parent is not None:
                found[task.parent].append(task)
        return found

    @cached_property
    def _next(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for task in self._program.tasks:
            for link in task.after:
                found[link.predecessor].append(task.id)
        return found

    def before(self, id: str) -> Iterator[str]:
        """Unfinished activities whose dates bind this one's, each once."""
        return self._walk(id, forwards=False)

    def after(self, id: str) -> Iterator[str]:
        """Unfinished activities that this one binds, each once."""
        return self._walk(id, forwards=True)

    def _walk(self, id: str, forwards: bool) -> Iterator[str]:
        seen = {id}
        todo = self._tied(id, forwards)
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            task = self._program.task[one]
            if task.kind is Kind.SUMMARY:
                todo += [child.id for child in self._children[one]]
            elif task.is_finished:
                todo += self._tied(one, forwards)
            else:
                yield one

    def _tied(self, id: str, forwards: bool) -> list[str]:
        """What the links of a row and of the summaries above it name."""
        found: list[str] = []
        row: Task | None = self._program.task[id]
        while row is not None:
            if forwards:
                found += self._next[row.id]
            else:
                found += [link.predecessor for link in row.after]
            row = self._program.task.get(row.parent or "")
        return found[::-1]

    def is_plain(self, task: Task, late: bool) -> bool:
        """True where rules that are the same in every tool say where `task` belongs: not started,
        not as late as possible, and no lag to or from work that has begun."""
        if task.is_started or any(c.type is ALAP for c in task.constraints):
            return False
        return all(
            link.lag.is_zero or not (predecessor.is_started or successor.is_started)
            for predecessor, link, successor in self._links(task.id, late)
        )

    def _links(self, id: str, late: bool) -> Iterator[tuple[Task, Dependency, Task]]:
        """The links of a row and of the summaries above it, on the side that is asked about."""
        of = self._program.task
        row: Task | None = of[id]
        while row is not None:
            if late:
                for successor in map(of.__getitem__, self._next[row.id]):
                    for link in successor.after:
                        if link.predecessor == row.id:
                            yield row, link, successor
            else:
                for link in row.after:
                    yield of[link.predecessor], link, row
            row = of.get(row.parent or "")
