"""A raw project seen by rows instead of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.files.mpxj.values import Units

RawRow = Mapping[str, str | None]

EXTRAS = ("expenses", "steps", "notes")


@dataclass
class RawProject:
    """One project of the file. `id` is the id it gets in the program.

    rows : the tasks in the order of the file, by column name, with `fields` beside them;
    `work_parts` counts the pieces of a split task.
    """

    id: str
    properties: Mapping[str, Any]
    rows: list[dict[str, str | None]]
    fields: list[dict[str, str]]
    relations: list[RawRow]
    calendars: list[Mapping[str, Any]]
    resources: dict[str, RawRow]
    assigned: dict[str, list[str]]
    """Ids of the resources of a task, by its unique id."""
    assignments: int
    extras: Mapping[str, Mapping[str, int]]
    """Expenses, steps and notes: how many (or how long) by row number."""
    units: Units
    ids: dict[str, str] = field(default_factory=dict)
    """Full task id by unique id."""

    @property
    def is_p6(self) -> bool:
        """True for a file of Primavera P6."""
        return bool(self.properties["application"] == "Primavera")

    @property
    def is_stub(self) -> bool:
        """True for a project that stands in the file as the other end of links only."""
        return self.is_p6 and not self.properties["exported"]

    @property
    def is_gantt_project(self) -> bool:
        """True for a file of GanttProject."""
        return bool(self.properties["application"] == "GanttProject")

    @property
    def source(self) -> str:
        """Name of the tool that made the file."""
        names = {"Primavera": "P6", "Microsoft": "MS Project", "GanttProject": "GanttProject"}
        return names.get(self.properties["application"], str(self.properties["application"] or ""))


def rows_of(table: Mapping[str, list[str | None]]) -> list[dict[str, str | None]]:
    """A table of columns as a list of rows."""
    keys = list(table)
    return [dict(zip(keys, values, strict=True)) for values in zip(*table.values(), strict=True)]


def raw_project(document: Mapping[str, Any], project_id: str) -> RawProject:
    """A `RawProject` from its part of the raw document."""
    rows = rows_of(document["tasks"])
    fields: list[dict[str, str]] = [{} for _ in rows]
    for name, values in document["fields"].items():
        for place, value in values.items():
            fields[int(place)][name] = value
    for place, row in enumerate(rows):
        row["work_parts"] = str(document["splits"].get(str(place), 0))
    assigned: dict[str, list[str]] = {}
    pairs = document["assignments"]
    for task, resource in zip(pairs["task"], pairs["resource"], strict=True):
        if task and resource:
            assigned.setdefault(task, []).append(resource)
    return RawProject(
        id=project_id,
        properties=document["properties"],
        rows=rows,
        fields=fields,
        relations=list(rows_of(document["relations"])),
        calendars=document["calendars"],
        resources={str(row["uid"]): row for row in rows_of(document["resources"])},
        assigned=assigned,
        assignments=len(pairs["task"]),
        extras={key: document[key] for key in EXTRAS},
        units=Units.of(document["properties"]),
    )
