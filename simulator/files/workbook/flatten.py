"""The document of a plan file to rows of texts, sheet by sheet: what `gather` does, backwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from simulator.files import dates
from simulator.files.lists import chunks, item_text, link_text
from simulator.files.workbook.column import FIELD, SHAPES, Form, Points, Sheet
from simulator.files.workbook.flatten_logic import (
    branch_rows,
    group_of,
    raises_text,
    scale_rows,
)
from simulator.files.workbook.flatten_money import currency_rows, index_rows
from simulator.files.workbook.sheet_risks import GROUP
from simulator.files.workbook.sheets import SHEETS

RECORD_KEYS = frozenset({"persistence", "series", "years", "lost"})
"""Keys of weather that are no months."""

MAX_CELL = 32_767
"""Characters that a spreadsheet keeps in one cell."""

Cells = dict[str, str]

_THREE = re.compile(rf"({'|'.join(SHAPES)})\(([^(),:=]+(?:, *[^(),:=]+){{1,2}})\)")
_DATED = re.compile(r"\s*(.*?)\s*(\d{4}-.*)")


@dataclass
class Table:
    """Rows of one sheet, texts by header. fields : names of the codes, in the order met."""

    sheet: Sheet
    rows: list[Cells] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """A correlation matrix: names of its columns, and the texts of its rows."""

    names: list[str]
    rows: list[list[str]]


class Flat:
    """A document in sheets. left : keys that no sheet has, with how often they were met."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.tables = {sheet.name: Table(sheet) for sheet in SHEETS}
        self.left: Counter[str] = Counter()
        self.matrices: list[Matrix] = []
        plan = dict(document)
        parts = {key: plan.pop(key, None) for key in _PARTS}
        self._projects(parts["projects"] or (), plan.pop("tasks", None) or ())
        groups = group_of(parts["exclusive"])
        for risk in parts["risks"] or ():
            self._risk(dict(risk), groups)
        self.tables["Scales"].rows.extend(scale_rows(parts["scales"] or {}))
        for branch in parts["branches"] or ():
            self.tables["Branches"].rows.extend(branch_rows(branch))
        for name in ("Drivers", "Correlations", "Uncertainty", "Loops", "Benefits", "Overheads"):
            for item in parts[self.tables[name].sheet.key] or ():
                if isinstance(item.get("matrix"), list):
                    self.matrices.append(Matrix(item["of"], item["matrix"]))
                else:
                    self._add(name, dict(item))
        for name, calendar in (parts["calendars"] or {}).items():
            self._calendar(name, calendar)
        for key, resource in (parts["resources"] or {}).items():
            self._resource(key, dict(resource))
        for until, amount in (parts["funding"] or {}).items():
            self.tables["Funding"].rows.append({"until": until, "amount": str(amount)})
        self._money(parts)
        for check, limits in (parts["health"] or {}).items():
            texts = "; ".join(item_text(str(one)) for one in _many(limits))
            self.tables["Health"].rows.append({"check": check, "limit": texts})
        self._add("Program", plan)

    def _add(self, name: str, values: dict[str, Any], own: Cells | None = None) -> Cells:
        """A row, and further ones where a list is too long for a cell. own : cells that are no
        values of the document. What no column takes is counted. Returns the row."""
        table = self.tables[name]
        row: Cells = {**(own or {})}
        further: list[Cells] = []
        for points in table.sheet.points:
            row.update(_points(values, points))
        for column in table.sheet.columns:
            value = _taken(values, column.key) if column.key else None
            if value is None:
                continue
            first, *rest = _texts(value, column.form) or [""]
            row[column.header] = first
            further.extend({column.header: text} for text in rest)
        for key in values:
            self.left[f"{name}: {key}"] += 1
        table.rows.extend((row, *further))
        return row

    def _projects(self, projects: Iterable[Mapping[str, Any]], tasks: Iterable[Any]) -> None:
        for task in tasks:
            self._task(dict(task), {})
        for one in projects:
            project = dict(one)
            rows = project.pop("tasks", None) or ()
            id_ = project["id"]
            self._add("Projects", project)
            for task in rows:
                self._task(dict(task), {"project": id_})

    def _task(self, task: dict[str, Any], own: Cells) -> None:
        own = {**own, **_constraint(task)}
        fields = task.pop("fields", None) or {}
        self.tables["Tasks"].fields.update(dict.fromkeys(fields))
        self._work(
            task, {"task": task["id"], **({"project": own["project"]} if "project" in own else {})}
        )
        row = self._add("Tasks", task, own)
        row.update({f"{FIELD} {name}": text for name, text in fields.items()})

    def _work(self, task: dict[str, Any], own: Cells) -> None:
        """Assignments, expenses and costs of a task, in sheets of their own."""
        if isinstance(task.get("resources"), dict):
            for name, rows in task.pop("resources").items():
                for one in _many(rows):
                    values = dict(one) if isinstance(one, dict) else {"units": one}
                    self._add("Assignments", values, {**own, "resource": name})
        for one in _many(task.pop("expenses", None)):
            self._add("Expenses", dict(one), dict(own))
        for one in _many(task.pop("costs", None)):
            self._add("Costs", dict(one), dict(own))

    def _money(self, parts: Mapping[str, Any]) -> None:
        self.tables["Currencies"].rows.extend(currency_rows(parts["currencies"] or {}))
        for values, own in index_rows(parts["escalation"] or {}):
            self._add("Escalation", values, own)
        for one in (*(parts["penalties"] or ()), *(parts["bonuses"] or ())):
            self._add("Penalties", dict(one))

    def _resource(self, key: str, values: dict[str, Any]) -> None:
        first, *further = _many(values.pop("rates", None)) or [{}]
        self._add("Resources", {**values, **first}, {"id": key})
        for rate in further:
            self._add("Resources", dict(rate), {"id": key})

    def _risk(self, risk: dict[str, Any], groups: Mapping[str, str]) -> None:
        """One row for the risk with its first impact, further ones for what else it does."""
        mitigated = dict(risk.get("mitigated") or {})
        after = mitigated.pop("impacts", None)
        if mitigated:
            risk["mitigated"] = mitigated
        else:
            risk.pop("mitigated", None)
        now = [dict(impact) for impact in _many(risk.pop("impacts", None))]
        first = now.pop(0) if now else {}
        again = {"id": risk["id"]}
        if isinstance(risk.get("raises"), dict):
            risk["raises"] = raises_text(risk["raises"])
        group = groups.get(str(risk["id"]))
        self._add("Risks", {**risk, **first}, {} if group is None else {GROUP: group})
        for impact in now:
            self._add("Risks", impact, again)
        state = {**again, "state": "mitigated"}
        for impact in [{}] if after == [] else _many(after):
            self._add("Risks", dict(impact), state)

    def _calendar(self, name: str, calendar: Any) -> None:
        values: dict[str, Any] = {"work": calendar} if isinstance(calendar, str) else dict(calendar)
        if isinstance(values.get("work"), list):
            values["work"] = "; ".join(values["work"])
        for key, shifts in (values.pop("exceptions", None) or {}).items():
            first, _, last = str(key).partition("..")
            row = {"calendar": name, "from": first, "work": shifts or "off"}
            self.tables["Exceptions"].rows.append({**row, "to": last} if last else row)
        weather = dict(values.pop("weather", None) or {})
        for months in [key for key in weather if key not in RECORD_KEYS]:
            row = {"calendar": name, "months": months, "chance lost": str(weather.pop(months))}
            self.tables["Weather"].rows.append(row)
        if weather:
            values["weather"] = weather
        self._add("Calendars", values, {"name": name})


_PARTS = (
    "projects",
    "risks",
    "drivers",
    "correlations",
    "uncertainty",
    "exclusive",
    "scales",
    "branches",
    "loops",
    "benefits",
    "calendars",
    "resources",
    "funding",
    "currencies",
    "escalation",
    "overheads",
    "penalties",
    "bonuses",
    "health",
)


def _taken(values: dict[str, Any], key: str) -> Any:
    """The value at a key whose steps are joined by points, taken out; None where there is none."""
    first, _, rest = key.partition(".")
    if not rest:
        return values.pop(first, None)
    inner = values.get(first)
    if not isinstance(inner, dict) or rest not in inner:
        return None
    inner = dict(inner)
    value = inner.pop(rest)
    if inner:
        values[first] = inner
    else:
        del values[first]
    return value


def _texts(value: Any, form: Form) -> list[str]:
    """The text of a value, cut into cells where it is a list."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if form is Form.LINKS:
        if isinstance(value, str):
            return [value]
        return chunks(map(link_text, _many(value)), MAX_CELL)
    if form is Form.LIST:
        return chunks((item_text(str(item)) for item in _many(value)), MAX_CELL)
    if isinstance(value, list):
        return ["; ".join(map(str, value))]
    return [str(value)]


def _many(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _points(values: dict[str, Any], points: Points) -> Cells:
    """Three cells for a range that has three points; it is taken out of `values`."""
    found = _range(values, points.spread)
    if found or points.plan == points.spread:
        return dict(zip(points.headers, found, strict=False)) if found else {}
    found = _range(values, points.plan)
    if not found:
        return {}
    # The plan of a range is its most likely value: shown, and read as the same.
    if found[1] and not found[1].endswith("%") and "actual_start" not in values:
        values[points.plan] = found[1]
    return dict(zip(points.headers, found, strict=True))


def _range(values: dict[str, Any], key: str) -> list[str]:
    match = _THREE.fullmatch(str(values.get(key, "")))
    if match is None:
        return []
    texts = [text.strip() for text in match[2].split(",")]
    if (len(texts) == 2) != (match[1] == "uniform"):
        return []
    del values[key]
    middle = texts[1] if len(texts) == 3 else ""
    return [texts[0], middle, texts[-1], match[1]]


def _constraint(task: dict[str, Any]) -> Cells:
    """Word and date of one constraint in two cells; several in one, each with its date."""
    texts = list(_constraints(task.pop("constraint", None)))
    if len(texts) != 1 or not (match := _DATED.fullmatch(texts[0])):
        return {"constraint": "; ".join(texts)} if texts else {}
    return {"constraint": match[1], "constraint date": _day(match[1], match[2])}


def _constraints(value: Any) -> Iterator[str]:
    for one in _many(value):
        yield f"{one['type']} {one.get('date', '')}".strip() if isinstance(one, dict) else one


def _day(word: str, text: str) -> str:
    """The date of a finish that is midnight as the day that it ends, as people read a date."""
    finishes = "finish" in word.casefold() or word.upper() in ("FNET", "FNLT", "FO", "MFO")
    if not finishes:
        return text
    at = dates.until(text)
    return (at - timedelta(days=1)).date().isoformat() if at.time() == time() else text
