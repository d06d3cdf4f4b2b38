"""Any program as tables: CSV files of tasks, and a small plan file that names them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.errors import PlanError
from simulator.files.damage import damage_of, neutral
from simulator.files.document.task import TaskDoc
from simulator.files.lists import item_text, link_text
from simulator.files.table import KEYS, MAX_CELL, MAX_COLUMNS, NUMERIC, REFERENCES
from simulator.files.workbook.column import FIELD
from simulator.files.write_yaml import document_of
from simulator.files.writing.style import Row, dumped
from simulator.model.program import Program

PLAN = "plan.yaml"
"""The file of a folder that is the plan."""

_MOST_FIELDS = MAX_COLUMNS - len(TaskDoc.model_fields)


def to_csv(program: Program) -> bytes:
    """The tasks of a program of one project as a table that ``tables:`` of a plan file reads.

    UTF-8 with a mark, so that spreadsheets see it. Raises `PlanError` for several projects.
    """
    if len(program.projects) != 1:
        message = f"one table holds one project, and this program has {len(program.projects)}"
        mend = "Write a folder (-o tables/) or a workbook (-o plan.xlsx)."
        raise PlanError.one(program.title, "several-projects", message, mend)
    return _table(_split(document_of(program)["projects"][0]["tasks"])[0])


def lost_in_csv(program: Program) -> list[str]:
    """What one table of tasks leaves out, in words; a folder of tables leaves out nothing."""
    document = document_of(program)
    projects = document.pop("projects")
    rest = _split(task for project in projects for task in project["tasks"])[1]
    keys = Counter(key for row in rest for key in row if key != "id")
    lost = [f"{key} of {_count(number, 'task')}" for key, number in keys.items()]
    settings = [key for key in projects[0] if key not in ("id", "name", "tasks")]
    lost.append(f"settings of the project: {', '.join(settings)}")
    parts = [key for key in document if key != "program"]
    lost += [_count(len(document[key]), key[:-1]) for key in parts if key in _COUNTED]
    lost += [key for key in parts if key not in _COUNTED]
    return [phrase.replace("_", " ") for phrase in lost]


_COUNTED = ("calendars", "resources", "risks", "drivers", "correlations")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def to_csv_folder(program: Program) -> dict[str, bytes]:
    """Files by name: ``plan.yaml``, and one table of tasks for each project that has any.

    The plan file holds what is no task, and whatever of a task no cell of a table can hold.
    """
    document = document_of(program)
    files: dict[str, bytes] = {}
    for project in document["projects"]:
        rows, rest = _split(project.pop("tasks"))
        if rows:
            name = _free(str(project["id"]), files)
            files[name] = _table(rows)
            project["tables"] = name
        if rest:
            project["tasks"] = rest
    notes = "".join(f"# {' '.join(note.split())}\n" for note in program.notes)
    return {PLAN: (notes + dumped(document)).encode(), **files}


def _split(tasks: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, str]], list[Row]]:
    """Rows of texts for the table, and rows of the plan file for what does not go into cells."""
    rows: list[dict[str, str]] = []
    rest: list[Row] = []
    named: set[str] = set()
    for task in tasks:
        if _damaged("id", str(task["id"])):
            rest.append(Row(task))
            continue
        cells: dict[str, str] = {}
        left = Row(id=task["id"])
        for key, value in task.items():
            text = _text(key, value)
            if key == "fields":
                own = Row(value)
                for name in [name for name, one in value.items() if _fits(name, one)]:
                    if name in named or len(named) < _MOST_FIELDS:
                        named.add(name)
                        cells[f"{FIELD} {name}"] = own.pop(name)
                if own:
                    left["fields"] = own
            elif text is None or _damaged(key, text):
                left[key] = value
            else:
                cells[key] = text
        rows.append(cells)
        if len(left) > 1:
            rest.append(left)
    return rows, rest


def _text(key: str, value: Any) -> str | None:
    """The value as one cell; None where it has no such form."""
    if isinstance(value, dict) or key not in KEYS:
        return None
    if key == "after":
        return "; ".join(map(link_text, value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        texts = [item_text(str(one)) for one in value]
        return "; ".join(texts) if key == "constraint" else None
    return str(value)


def _damaged(key: str, text: str) -> bool:
    """True for a text that would not be read back as it is."""
    if len(text) >= MAX_CELL or text != text.strip() or not text:
        return True
    return damage_of(text, numeric=key in NUMERIC, key=key in REFERENCES) is not None


def _fits(name: str, text: str) -> bool:
    """Whether a code can be a column: its name the header, its value a cell."""
    return (
        not _damaged("", text) and bool(re.fullmatch(r"\S[^\r\n]*", name)) and name == name.strip()
    )


def _table(rows: list[dict[str, str]]) -> bytes:
    """CSV with the columns that any row fills, in the order of the plan file's keys."""
    used = dict.fromkeys(key for row in rows for key in row)
    columns = [key for key in TaskDoc.model_fields if key in used]
    columns += [key for key in used if key.startswith(FIELD)]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(map(neutral, columns))
    lines = csv.writer(out, lineterminator="\n")
    lines.writerows([neutral(row.get(key, "")) for key in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _free(project: str, taken: Mapping[str, bytes]) -> str:
    """A name for the table of a project that any file system takes."""
    stem = re.sub(r"[^\w.-]+", "-", project).strip("-.")[:60].lower() or "tasks"
    number = 1
    while (name := f"{stem}{'' if number == 1 else f'-{number}'}.csv") in taken:
        number += 1
    return name
