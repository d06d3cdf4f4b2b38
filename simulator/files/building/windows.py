"""When a risk is alive."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.files.building.ids import Ids
from simulator.files.building.ways import Ways
from simulator.files.document.risk import WindowDoc
from simulator.files.place import At, Problems
from simulator.model.risk import Window
from simulator.model.task import Kind, Task


class Windows:
    """Reads windows once all tasks are known."""

    def __init__(self, tasks: Mapping[str, Task], ways: Ways, problems: Problems) -> None:
        self._tasks, self._ways, self._problems = tasks, ways, problems
        self._ids = Ids(tasks)

    def of(self, doc: WindowDoc | None, hit: set[str], at: At) -> Window | None:
        """The window of a risk that hits the tasks `hit`, None where it is always alive."""
        if doc is None:
            return None
        if doc.from_ is None and doc.to is None and doc.during is None:
            if not self._problems.below(at):
                mend = "Write window: {from: 2026-11-01, to: 2027-03-31}, or {during: S110}."
                self._problems.add(at, "window", "the window has neither dates nor a task", mend)
            return None
        if doc.from_ is not None and doc.to is not None and doc.to <= doc.from_:
            message = "the window closes before it opens"
            mend = "Correct from or to; to is the end of its day."
            self._problems.add(at.down("to"), "window", message, mend)
        during = None
        if doc.during is not None:
            during = self._during(doc.during, hit, at.down("during"))
        return Window(doc.from_, doc.to, during)

    def _during(self, text: str, hit: set[str], at: At) -> str | None:
        """The task while which a risk is alive: what the risk hits is dated after it."""
        found = self._ids.one(text, None, at, self._problems)
        if found is not None and self._tasks[found].kind is Kind.SUMMARY:
            message = f"{found} is a summary, and a window stays open while one task runs"
            self._problems.add(at, "window", message, "Name a task, or the dates from and to.")
        elif found is not None and not self._tasks[found].is_finished:
            before = self._ways.bind(found, hit - {found})
            if before:
                message = f"{found} follows {before}, which the risk hits"
                mend = "Name a task that runs before or beside what the risk hits."
                self._problems.add(at, "window", message, mend)
        return found
