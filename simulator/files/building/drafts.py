"""Rows about one task, laid over each other: schedule, then tables, then the plan file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.files.document.base import present
from simulator.files.document.task import LinkDoc, TaskDoc
from simulator.files.place import At
from simulator.model.task import Task

_ADDED = frozenset({"after", "fields"})


@dataclass
class Draft:
    """A task on its way. base : the task of the imported schedule, None for own ones.

    values : key of the plan file to its last value and the place of its row.
    links, fields : gathered over all rows, since they add up.
    """

    project: str
    id: str
    at: At
    base: Task | None = None
    values: dict[str, tuple[Any, At]] = field(default_factory=dict)
    links: list[tuple[LinkDoc, At]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def full_id(self) -> str:
        """``PROJECT/ID``."""
        return f"{self.project}/{self.id}"

    def lay(self, doc: TaskDoc, at: At) -> None:
        """Lay one more row over this draft: what it says wins, links and fields are added."""
        at = at.about(f"task {self.full_id}")
        self.at = at
        for key in doc.model_fields_set - _ADDED:
            value = getattr(doc, key)
            if value is not None:
                self.values[key] = (value, at)
        if doc.after:
            self.links.extend((link, at.down("after", i)) for i, link in present(doc.after))
        if doc.fields:
            self.fields.update(doc.fields)

    def get(self, key: str) -> Any:
        """Value of `key`, or None."""
        return self.values[key][0] if key in self.values else None

    def where(self, key: str) -> At:
        """Place of `key`, or of the task where it is not given."""
        return (self.values[key][1] if key in self.values else self.at).down(key)
