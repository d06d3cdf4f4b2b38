"""Loops of rework of the plan file to the model."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.files.building.ids import Ids
from simulator.files.building.texts import probability, share
from simulator.files.building.ways import between
from simulator.files.document.base import present
from simulator.files.document.branch import LoopDoc
from simulator.files.place import At, Problems
from simulator.model.branch import Loop
from simulator.model.task import Kind, Task

MOST = 100
"""Repeats of one loop."""


class Loops:
    """Builds loops once all tasks are known."""

    def __init__(self, tasks: Mapping[str, Task], problems: Problems) -> None:
        self._tasks, self._problems = tasks, problems
        self._ids = Ids(tasks)

    def of(
        self, docs: tuple[LoopDoc, ...] | None, at: At, known: tuple[Loop, ...] = ()
    ) -> tuple[Loop, ...]:
        """All loops; ids once each. known : loops that the program has already."""
        found: dict[str, Loop] = {}
        taken = {id_: one.id for one in known for id_ in between(self._tasks, one.first, one.last)}
        for index, doc in present(docs):
            here = at.down(index).about(f"loop {doc.id}")
            if doc.id in found:
                message = f"two loops have the id '{doc.id}'"
                mend = "Give each an id of its own."
                self._problems.add(here.down("id"), "duplicate-id", message, mend)
            loop = self._loop(doc, here)
            if loop is not None:
                found[doc.id] = loop
                self._check_overlap(loop, taken, here)
        return tuple(found.values())

    def _loop(self, doc: LoopDoc, at: At) -> Loop | None:
        chance = probability(doc.chance, at.down("chance"), self._problems)
        at_most = self._at_most(doc.at_most, at.down("at_most"))
        work = self._work(doc.work, at.down("work"))
        ends = self._ends(doc, at)
        if ends is None:
            return None
        return Loop(doc.id, doc.name or doc.id, *ends, chance or 0.0, at_most, work)

    def _ends(self, doc: LoopDoc, at: At) -> tuple[str, str] | None:
        """First and last task of a loop."""
        whole = doc.from_ is not None and doc.to is not None
        if (doc.task is not None) == whole or (doc.task and (doc.from_ or doc.to)):
            message = "the loop does not say which work is done again"
            mend = "Write from: S100 and to: S120, or task: S110 for one task alone."
            self._problems.add(at, "loop", message, mend)
            return None
        keys = ("task", "task") if doc.task is not None else ("from", "to")
        texts = (doc.task or doc.from_ or "", doc.task or doc.to or "")
        first, last = (
            self._task(text, at.down(key)) for text, key in zip(texts, keys, strict=True)
        )
        if first is None or last is None:
            return None
        inside = between(self._tasks, first, last)
        if not inside:
            message = f"no dependencies lead from {first} to {last}"
            mend = "Name the first and the last task of the work that is done again."
            self._problems.add(at.down("to"), "loop-path", message, mend)
        self._check_inside(inside, at)
        return first, last

    def _check_inside(self, inside: set[str], at: At) -> None:
        """All that is done again has work or dates of its own."""
        for id_ in sorted(inside):
            kind = self._tasks[id_].kind
            if kind in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT):
                message = f"the way from first to last leads through {id_}, a {kind.value}"
                mend = "Link the tasks themselves."
                self._problems.add(at, "loop-path", message, mend)

    def _task(self, text: str, at: At) -> str | None:
        found = self._ids.one(text, None, at, self._problems)
        if found is not None and self._tasks[found].kind in (Kind.SUMMARY, Kind.LEVEL_OF_EFFORT):
            message = f"{found} is a {self._tasks[found].kind.value}, which has no work of its own"
            self._problems.add(at, "loop", message, "Name a task or a milestone.")
            return None
        return found

    def _at_most(self, text: str | None, at: At) -> int:
        if text is None:
            return 1
        if not text.strip().isdecimal() or not 1 <= int(text) <= MOST:
            message = f"at_most: '{text}' is no number of repeats"
            self._problems.add(at, "loop", message, f"Write a whole number from 1 to {MOST}.")
            return 1
        return int(text)

    def _work(self, text: str | None, at: At) -> float:
        if text is None:
            return 1.0
        value = share(text, at, self._problems)
        if value is not None and value <= 0:
            message = f"work: {text} of the first time's is no work"
            self._problems.add(at, "loop", message, "Write a share such as 50% or 120%.")
        return 1.0 if value is None else value

    def _check_overlap(self, loop: Loop, taken: dict[str, str], at: At) -> None:
        """Loops share no task: how often a task in two of them is done has no plain meaning."""
        inside = between(self._tasks, loop.first, loop.last)
        for id_ in (one for one in self._tasks if one in inside):
            if id_ in taken:
                message = f"{id_} is in two loops: {taken[id_]} and {loop.id}"
                self._problems.add(at, "loop", message, "Let each task be in one loop at most.")
                break
            taken[id_] = loop.id
