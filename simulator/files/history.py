"""Records of finished work, from CSV or a workbook: planned and actual, one piece of work a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.csv import CSV_SUFFIXES, csv_rows, delimiter
from simulator.files.damage import damage_of, restored
from simulator.files.excel import WORKBOOK_SUFFIXES, workbook_rows
from simulator.files.headings import Columns, Layout, laid_out
from simulator.files.read import decoded
from simulator.files.table import MAX_CELL, MAX_COLUMNS
from simulator.model.units import ExpressionError, parse_duration, parse_money, parse_share

MOST_ROWS = 50_000
"""Rows of a history; its ratios must still fit the text of one range."""

GREATEST_RATIO = 1000.0
"""Actual and planned that differ by more are in different units, or a slip of the keys."""

DAY = 480.0
"""Minutes of a day with which durations are read; it cancels out."""

_COMMA = re.compile(r"[^,]*\d,\d[^,]*")


@dataclass(frozen=True, slots=True)
class Case:
    """One finished piece of work. line : of the file. ratio : actual ÷ planned."""

    line: int
    category: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Unused:
    """A row that gives no ratio. shown : what stands in the cell, where that tells more."""

    line: int
    reason: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What the history says of one measure, ``duration`` or ``cost``."""

    measure: str
    cases: tuple[Case, ...]
    unused: tuple[Unused, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One file of finished work. heading : of the column of categories, "" where there is none.

    rows : pieces of work in the file, used or not.
    """

    name: str
    heading: str
    rows: int
    records: tuple[Record, ...]
    notes: tuple[str, ...]


class _Unfit(Exception):
    """A row that cannot be used."""

    def __init__(self, reason: str, shown: str = "") -> None:
        super().__init__(reason)
        self.reason, self.shown = reason, shown


def read_history(path: str | Path, columns: Columns | None = None) -> History:
    """All finished work in the file at `path`.

    A row without a ratio is kept as `Unused`, with its line and the reason. Raises `PlanError` for
    a file that is no table, and for columns that are missing or doubtful.
    """
    columns = columns or Columns()
    path = Path(path)
    rows, comma = _rows(path, columns.sheet)
    filled = ((line, row) for line, row in rows if any(cell.strip() for cell in row))
    line, header = next(filled, (1, []))
    where = f"{path}:{line}"
    if len(header) > MAX_COLUMNS:
        message = f"the table has {len(header)} columns; at most {MAX_COLUMNS} are read"
        raise PlanError.one(where, "too-large", message, "Remove what is not needed.")
    layout = laid_out(header, columns, where)
    reader = _Reader(layout, len(header), comma)
    for line, row in filled:
        if reader.rows == MOST_ROWS:
            message = f"the history has more than {MOST_ROWS:,} rows"
            raise PlanError.one(f"{path}:{line}", "too-large", message, "Split it by category.")
        reader.take(line, row)
    if not reader.rows:
        message = "there is no row below the headings"
        raise PlanError.one(str(path), "empty-history", message, "Add finished work, one a row.")
    heading = "" if layout.category is None else header[layout.category].strip()
    records = tuple(
        Record(measure, tuple(reader.cases[measure]), tuple(reader.unused[measure]))
        for measure in layout.pairs
    )
    return History(path.name, heading, reader.rows, records, layout.notes)


def _rows(path: Path, sheet: str | None) -> tuple[Iterator[tuple[int, list[str]]], bool]:
    """(line, cells) of every row, and whether a comma in a number is surely a decimal comma."""
    suffix, name = path.suffix.casefold(), str(path)
    if suffix in WORKBOOK_SUFFIXES:
        return workbook_rows(path, sheet), False
    if suffix not in CSV_SUFFIXES:
        readable = " ".join((*CSV_SUFFIXES, *WORKBOOK_SUFFIXES))
        message = f"files that end in '{path.suffix}' are not read as a history"
        raise PlanError.one(name, "wrong-suffix", message, f"Tables: {readable}.")
    if sheet is not None:
        message = f"{path.name} has no sheets, and --sheet asks for '{sheet}'"
        raise PlanError.one(name, "no-such-sheet", message, "Leave out --sheet.")
    text = decoded(path)
    return csv_rows(name, text), delimiter(text) != ","


class _Reader:
    """Turns rows into cases. cases, unused : by measure."""

    def __init__(self, layout: Layout, width: int, comma: bool) -> None:
        self.layout, self.width, self.comma = layout, width, comma
        self.rows = 0
        self.cases: dict[str, list[Case]] = {measure: [] for measure in layout.pairs}
        self.unused: dict[str, list[Unused]] = {measure: [] for measure in layout.pairs}

    def take(self, line: int, row: Sequence[str]) -> None:
        """One row of the table."""
        self.rows += 1
        at = self.layout.category
        category = "" if at is None else " ".join(_cell(row, at)[:MAX_CELL].split())
        for measure, places in self.layout.pairs.items():
            try:
                if any(cell.strip() for cell in row[self.width :]):
                    raise _Unfit("more cells than headings: a text with the separator needs quotes")
                ratio = self._ratio(measure, [_cell(row, place) for place in places])
                self.cases[measure].append(Case(line, category, ratio))
            except _Unfit as fault:
                self.unused[measure].append(Unused(line, fault.reason, fault.shown[:MAX_CELL]))

    def _ratio(self, measure: str, texts: list[str]) -> float:
        if len(texts) == 1:
            ratio = self._number(texts[0], "ratio", "share")[0]
        else:
            planned, planned_elapsed = self._number(texts[0], f"planned {measure}", measure)
            actual, actual_elapsed = self._number(texts[1], f"actual {measure}", measure)
            if planned_elapsed != actual_elapsed:
                raise _Unfit("one of planned and actual is elapsed time, the other working time")
            ratio = actual / planned
        if not 1 / GREATEST_RATIO <= ratio <= GREATEST_RATIO:
            times = f"{GREATEST_RATIO:,.0f}"
            raise _Unfit(f"actual and planned differ more than {times} times", f"{ratio:.4g}")
        return ratio

    def _number(self, text: str, what: str, kind: str) -> tuple[float, bool]:
        """(number above 0, True for elapsed time)."""
        if not text:
            raise _Unfit(f"no {what}")
        damage = damage_of(text, numeric=True, key=False)
        if damage is not None:
            raise _Unfit(f"the {what} is damaged by a spreadsheet", text)
        if _COMMA.fullmatch(text) and not self.comma:
            raise _Unfit(f"the {what} has a comma, decimal or of thousands: write it without", text)
        try:
            value, elapsed = _parsed(text.replace(",", "."), kind)
        except ExpressionError:
            raise _Unfit(f"the {what} is not {_KINDS[kind]}", text) from None
        if value <= 0:
            raise _Unfit(f"the {what} is {'0' if value == 0 else 'below 0'}", text if value else "")
        return value, elapsed


_KINDS = {"duration": "a duration", "cost": "an amount of money", "share": "a number"}


def _parsed(text: str, kind: str) -> tuple[float, bool]:
    if kind == "duration":
        return parse_duration(text, DAY)
    return (parse_money(text) if kind == "cost" else parse_share(text)), False


def _cell(row: Sequence[str], place: int) -> str:
    return restored(row[place].strip()) if place < len(row) else ""
