"""When a risk is alive."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.files.building.ids import Ids
from simulator.files.document.risk import WindowDoc
from simulator.files.place import At, Problems
from simulator.model.risk import Window
from simulator.model.task import Kind, Task


class Windows:
    """Reads windows once all tasks are known."""

    def __init__(self, tasks: Mapping[str, Task], problems: Problems) -> None:
        self._tasks, self._problems = tasks, problems
        self._ids = Ids(tasks)

    def of(self, doc: WindowDoc | None, at: At) -> Window | None:
        """The window of a risk, None where it is always alive."""
        if doc is None:
            return None
        if doc.from_ is None and doc.to is None and doc.during is None:
            mend = "Write window: {from: 2026-11-01, to: 2027-03-31}, or {during: S110}."
            self._problems.add(at, "window", "the window has neither dates nor a task", mend)
            return None
        if doc.from_ is not None and doc.to is not None and doc.to <= doc.from_:
            message = "the window closes before it opens"
            mend = "Correct from or to; to is the end of its day."
            self._problems.add(at.down("to"), "window", message, mend)
        during = None
        if doc.during is not None:
            during = self._during(doc.during, at.down("during"))
        return Window(doc.from_, doc.to, during)

    def _during(self, text: str, at: At) -> str | None:
        found = self._ids.one(text, None, at, self._problems)
        if found is not None and self._tasks[found].kind is Kind.SUMMARY:
            message = f"{found} is a summary, and a window stays open while one task runs"
            self._problems.add(at, "window", message, "Name a task, or the dates from and to.")
        return found
