"""Tables of tasks, from CSV or a workbook: one task a row, columns by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from simulator.errors import Issue, PlanError
from simulator.files.csv import CSV_SUFFIXES, csv_rows
from simulator.files.damage import damage_of, restored
from simulator.files.document.task import TaskDoc
from simulator.files.excel import WORKBOOK_SUFFIXES, workbook_rows
from simulator.files.lists import items_of, links_of
from simulator.files.place import Loc, Mark
from simulator.files.read import decoded
from simulator.files.workbook.column import FIELD, SHAPES

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELL = 10_000
ENOUGH = 500
"""Damaged cells after which the rest of a table is not read."""

KEYS = frozenset(TaskDoc.model_fields) - {"fields", "costs", "expenses", "baseline"}
"""Keys of a task that a cell can hold."""
POINTS = ("low", "likely", "high", "shape")

NUMERIC = frozenset(
    {
        "duration",
        "remaining",
        "low",
        "likely",
        "high",
        "cost",
        "cost_per_day",
        "actual_cost",
        "remaining_cost",
    }
)
"""Keys whose cells are numbers or times."""

REFERENCES = frozenset({"id", "after", "parent"})
"""Keys whose cells are ids."""

_DECIMAL_COMMA = re.compile(r"-?\d+,\d+\s*[A-Za-z%]*")


class TableSource:
    """One table in memory: `rows` as mappings of the plan file's keys, and the place of any cell.

    issues : cells that a spreadsheet has damaged. fields : columns that no task has a
    key for, and that are taken as its fields though no ``field:`` says so.
    """

    def __init__(self, name: str, lines: Iterable[tuple[int, Sequence[str]]]) -> None:
        self.name = name
        self.rows: list[dict[str, object]] = []
        self.fields: tuple[str, ...] = ()
        self._lines: list[int] = []
        self._found: list[Issue] = []
        self._header: list[str] = []
        for line, values in lines:
            if not any(value.strip() for value in values):
                continue
            if self._header:
                self._row(values, line)
            else:
                self._start(values, line)
        self.issues = tuple(self._found)

    def mark(self, loc: Loc, key: bool) -> Mark:
        """Line of the file and number of the column."""
        line = self._lines[loc[0]] if loc and isinstance(loc[0], int) else 1
        column = self._column(loc)
        return line, self._header.index(column) + 1 if column else 1

    def words(self, loc: Loc, key: bool = False) -> str:
        """``tasks.csv:12, column duration``."""
        column = self._column(loc)
        return f"{self.name}:{self.mark(loc, key)[0]}" + (f", column {column}" if column else "")

    def _column(self, loc: Loc) -> str:
        """Header of the cell at `loc`; ranges made of three columns point at the first."""
        wanted = [str(step) for step in loc[1:2]]
        if wanted and wanted[0] in ("duration", "uncertainty"):
            wanted += POINTS
        by_key = {_key_of(name): name for name in self._header}
        return next((by_key[one] for one in wanted if one in by_key), "")

    def _start(self, values: Sequence[str], line: int) -> None:
        self._header = [value.strip() for value in values]
        where = f"{self.name}:{line}"
        if len(values) > MAX_COLUMNS:
            message = f"the table has {len(values)} columns; at most {MAX_COLUMNS} are read"
            raise PlanError.one(where, "too-large", message, "Remove what is not needed.")
        keys = [_key_of(name) for name in self._header]
        if "id" not in keys:
            found = ", ".join(name for name in self._header[:10] if name)
            raise PlanError.one(
                where,
                "missing-column",
                f"the first row names no column 'id'; it has: {found}",
                "Write the names of the columns in the first row: id, name, duration, after, ...",
            )
        for key in {key for key in keys if key and keys.count(key) > 1}:
            message = f"two columns are called '{key}'"
            self._complain(Issue(where, "duplicate-column", message, "Rename one of them."))
        self.fields = tuple(
            name
            for name, key in zip(self._header, keys, strict=True)
            if _is_field(key) and not key.startswith(FIELD)
        )
        for name in self.fields:
            if meant := _meant(name):
                message = f"there is no column '{name}'"
                mend = f"Did you mean '{meant}'? A field of your own is called 'field: {name}'."
                self._complain(Issue(f"{where}, column {name}", "unknown-column", message, mend))

    def _complain(self, issue: Issue) -> None:
        """Keep a problem; with `ENOUGH` of them, stop: a hostile table must fill no memory."""
        self._found.append(issue)
        if len(self._found) == ENOUGH:
            more = "the table has more problems; no more were looked for"
            raise PlanError([*self._found, Issue("", "more-problems", more, "Mend these first.")])

    def _row(self, values: Sequence[str], line: int) -> None:
        if len(self.rows) >= MAX_ROWS:
            message = f"the table has more than {MAX_ROWS:,} rows"
            raise PlanError.one(f"{self.name}:{line}", "too-large", message, "Split it.")
        if any(value.strip() for value in values[len(self._header) :]):
            message = f"the row has {len(values)} cells under {len(self._header)} columns"
            mend = "A text with the separator in it needs quotes."
            self._complain(Issue(f"{self.name}:{line}", "too-many-cells", message, mend))
        cells: dict[str, str] = {}
        fields: dict[str, str] = {}
        for name, value in zip(self._header, values, strict=False):
            key, value = _key_of(name), restored(value.strip())
            if not key or not value:
                continue
            if not self._sound(key, name, value, line):
                if key == "id":  # so that the row is not also told to lack one
                    cells[key] = f"{value[:20]} in line {line}"
                continue
            if _is_field(key):
                fields[key.removeprefix(FIELD).strip()] = value
            else:
                cells[key] = _plain(key, value)
        row = self._with_range(cells, line)
        if fields:
            row["fields"] = fields
        self._lines.append(line)
        self.rows.append(row)

    def _sound(self, key: str, name: str, value: str, line: int) -> bool:
        """False, with an issue, for a cell that a spreadsheet has damaged."""
        where = f"{self.name}:{line}, column {name}"
        if len(value) > MAX_CELL:
            message = f"the cell holds {len(value):,} characters"
            self._complain(Issue(where, "too-large", message, "Look for an unclosed quote."))
        elif found := damage_of(value, numeric=key in NUMERIC, key=key in REFERENCES):
            self._complain(Issue(where, *found))
        else:
            return True
        return False

    def _with_range(self, cells: dict[str, str], line: int) -> dict[str, object]:
        """low, likely, high (and shape) as one distribution: of the duration where none is
        planned, else as its uncertainty."""
        points = [cells.pop(key, "") for key in ("low", "likely", "high")]
        shape = cells.pop("shape", "").casefold()
        row: dict[str, object] = dict(cells)
        if "after" in cells:
            row["after"] = links_of(cells["after"])
        if "constraint" in cells:
            row["constraint"] = items_of(cells["constraint"])
        if not any(points):
            return row
        where = f"{self.name}:{line}, column {'low' if not points[0] else 'high'}"
        if shape and shape not in SHAPES:
            message = f"'{shape}' is not a shape of three points"
            mend = f"Known are: {', '.join(SHAPES)}; others go into a column uncertainty."
            self._complain(Issue(where, "unknown-word", message, mend))
            return row
        if shape == "uniform" or (not shape and not points[1]):
            shape, points = "uniform", [points[0], points[2]]
        if not all(points):
            message = "a range needs low and high, and likely unless it is uniform"
            self._complain(Issue(where, "missing-cell", message, "Fill all three cells."))
            return row
        shares = all(point.endswith("%") for point in points)
        row["uncertainty" if shares or cells.get("duration") else "duration"] = (
            f"{shape or 'triangular'}({', '.join(points)})"
        )
        return row


def _key_of(name: str) -> str:
    """The plan file's key for a header: ``Cost per day`` is cost_per_day."""
    key = re.sub(r"[\s_-]+", "_", name.strip().casefold())
    if key.startswith(FIELD):
        return FIELD + name.strip()[len(FIELD) :]
    return _SAME.get(key, key) if key in KEYS or key in POINTS or key in _SAME else name.strip()


_SAME = {
    "predecessors": "after",
    "resource_names": "resources",
    "notes": "note",
    "task_name": "name",
    "activity_name": "name",
    "min": "low",
    "optimistic": "low",
    "most_likely": "likely",
    "max": "high",
    "pessimistic": "high",
}


_ALIKE = 0.84
"""From here on two words are one, and a slip of the keys: after and aftr, not cost and cost 1."""


def _is_field(key: str) -> bool:
    return bool(key) and key not in KEYS and key not in POINTS


def _meant(name: str) -> str:
    """The column that a name such as ``aftr`` or ``Duration (days)`` stands for; empty where it is
    a field of its own. Taken as a field, the plan would run without these links or durations."""
    word = _key_of(re.sub(r"[(\[].*", "", name)).casefold()
    known = (*KEYS, *POINTS, *_SAME)
    near = [word] if word in known else get_close_matches(word, sorted(known), 1, _ALIKE)
    return near[0].replace("_", " ") if near else ""


def _plain(key: str, value: str) -> str:
    """A decimal comma becomes a point where one number is expected."""
    if key in NUMERIC and _DECIMAL_COMMA.fullmatch(value):
        return value.replace(",", ".")
    return value


def read_table(path: Path) -> TableSource:
    """The table at `path`. Raises `PlanError` where it is no table of tasks."""
    suffix, name = path.suffix.casefold(), str(path)
    if suffix in CSV_SUFFIXES:
        return TableSource(name, csv_rows(name, decoded(path)))
    if suffix in WORKBOOK_SUFFIXES:
        return TableSource(name, workbook_rows(path))
    readable = " ".join((*CSV_SUFFIXES, *WORKBOOK_SUFFIXES))
    message = f"files that end in '{path.suffix}' are not read as tables of tasks"
    raise PlanError.one(name, "wrong-suffix", message, f"Tables: {readable}.")
