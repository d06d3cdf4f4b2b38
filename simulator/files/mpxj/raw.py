"""A raw project seen by rows instead of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.files.mpxj.values import Units
from simulator.model.program import MS_PROJECT, P6

RawRow = Mapping[str, str | None]


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
    assignments: dict[str, list[RawRow]]
    """Assignments of resources by the unique id of their task."""
    rates: Mapping[str, list[list[str | None]]]
    """From, price, price per use: by the unique id of the resource."""
    expenses: dict[str, list[RawRow]]
    """Expenses by the unique id of their task."""
    idle: Mapping[str, int]
    """What else the file holds, by kind: nothing that p80 uses."""
    units: Units
    titles: Mapping[str, str]
    """What users call the built-in fields of MS Project."""
    ids: dict[str, str] = field(default_factory=dict)
    """Full task id by unique id."""
    priced: int = 0
    """How many tasks got the cost of their resources from rates and work."""
    below_zero: int = 0
    """How many assignments have work below 0, as tools leave it by rounding: it counts as 0."""
    cut: set[str] = field(default_factory=set)
    """Unique ids of the tasks with a link to a task that is not used."""

    def assigned(self, row: RawRow) -> list[str]:
        """Unique ids of the resources of a task."""
        return [str(one["resource"]) for one in self.assignments.get(str(row["uid"]), ())]

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
        names = {"Primavera": P6, "Microsoft": MS_PROJECT, "GanttProject": "GanttProject"}
        return names.get(self.properties["application"], str(self.properties["application"] or ""))


def rows_of(table: Mapping[str, list[str | None]]) -> list[dict[str, str | None]]:
    """A table of columns as a list of rows."""
    keys = list(table)
    return [dict(zip(keys, values, strict=True)) for values in zip(*table.values(), strict=True)]


def raw_project(document: Mapping[str, Any], project_id: str) -> RawProject:
    """A `RawProject` from its part of the raw document."""
    rows = rows_of(document["tasks"])
    units = Units.of(document["properties"])
    fields: list[dict[str, str]] = [{} for _ in rows]
    for name, values in document["fields"].items():
        for place, value in values.items():
            lasts = name in document["durations"]
            fields[int(place)][name] = units.text(value) if lasts else value
    for place, row in enumerate(rows):
        row["work_parts"] = str(document["splits"].get(str(place), 0))
    resources: dict[str, RawRow] = {str(row["uid"]): row for row in rows_of(document["resources"])}
    assignments: dict[str, list[RawRow]] = {}
    for row in rows_of(document["assignments"]):
        if row["task"] and row["resource"] in resources:
            assignments.setdefault(row["task"], []).append(row)
    return RawProject(
        id=project_id,
        properties=document["properties"],
        rows=rows,
        fields=fields,
        relations=list(rows_of(document["relations"])),
        calendars=document["calendars"],
        resources=resources,
        assignments=assignments,
        rates=document["rates"],
        expenses={
            str(rows[int(place)]["uid"]): list(rows_of(table))
            for place, table in document["expenses"].items()
        },
        idle=document["idle"],
        units=units,
        titles=document["titles"],
    )
