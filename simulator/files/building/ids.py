"""Ids of tasks: full, or short where only one task of the program has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from simulator.files.place import At, Problems, did_you_mean

_HINTS = 100
"""Missing ids for which a near one is sought: in a table gone wrong all of them are missing."""


class Ids:
    """Finds tasks by the ids that people write."""

    def __init__(self, full_ids: Iterable[str]) -> None:
        self.full: dict[str, None] = dict.fromkeys(full_ids)
        self._hints = _HINTS
        self._short: dict[str, list[str]] = defaultdict(list)
        for full_id in self.full:
            self._short[full_id.split("/", 1)[1]].append(full_id)

    def find(self, text: str, project: str | None) -> list[str]:
        """Full ids that `text` may mean: in `project` first, then in the program."""
        if project is not None and f"{project}/{text}" in self.full:
            return [f"{project}/{text}"]
        if text in self.full:
            return [text]
        return self._short.get(text, [])

    def one(self, text: str, project: str | None, at: At, problems: Problems) -> str | None:
        """The full id that `text` means; none or several is a problem."""
        found = self.find(text, project)
        if len(found) == 1:
            return found[0]
        if found:
            self.ambiguous(text, found, at, problems)
        else:
            self.missing(text, project, at, problems)
        return None

    def ambiguous(self, text: str, found: list[str], at: At, problems: Problems) -> None:
        """Report an id that several projects have."""
        message = f"the id '{text}' stands for several tasks: {', '.join(found)}"
        problems.add(at, "ambiguous-id", message, "Write it with its project.")

    def missing(self, text: str, project: str | None, at: At, problems: Problems) -> None:
        """Report an id that no task has."""
        if self._hints == 0:
            problems.add(at, "dangling-dependency", f"there is no task '{text}'")
            return
        self._hints -= 1
        own = [i.split("/", 1)[1] for i in self.full if project and i.startswith(f"{project}/")]
        known = [*own, *self._short, *self.full]
        some = ", ".join(list(self.full)[:5])
        otherwise = f"Add it, or write the id of another task ({some}, ...)." if some else ""
        mend = did_you_mean(text, known, otherwise)
        problems.add(at, "dangling-dependency", f"there is no task '{text}'", mend)
