"""Rows of texts to an Excel workbook: formats, lists to choose from, notes, and the legend."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from simulator.errors import Issue, PlanError
from simulator.files.workbook.cells import cell_of
from simulator.files.workbook.column import DATES, FIELD, IDS, Column, Form, Sheet
from simulator.files.workbook.flatten import MAX_CELL, Flat, Matrix, Table
from simulator.files.workbook.legend import write_legend
from simulator.files.workbook.looks import Looks
from simulator.files.workbook.sheets import IGNORED, MATRIX, MEANING, SETTING, SHEETS, VALUE

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_SPARE = 2_000
"""Rows below the last one in which the lists to choose from work too."""

_NAMES = {
    "Projects": "id",
    "Tasks": "id",
    "Calendars": "name",
    "Resources": "id",
    "Currencies": "currency",
    "Escalation": "name",
}
"""Column of each sheet that others refer to."""


def workbook_of(flat: Flat, notes: Sequence[str] = ()) -> bytes:
    """The workbook of a document. notes : sentences for a sheet that is not read back.

    Raises `PlanError` where a spreadsheet cannot hold it.
    """
    import xlsxwriter

    _check(flat)
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        looks = Looks(book)
        pages = {sheet.name: book.add_worksheet(sheet.name) for sheet in SHEETS}
        for sheet in SHEETS:
            page = _Page(pages[sheet.name], flat.tables[sheet.name], looks)
            page.settings() if sheet.vertical else page.table()
        for number, matrix in enumerate(flat.matrices, start=1):
            _write_matrix(book.add_worksheet(f"{MATRIX} {number}"), matrix, looks)
        write_legend(book.add_worksheet("Legend"), looks)
        if notes:
            _write_notes(book.add_worksheet(f"{IGNORED} notes"), notes, looks)
        pages["Tasks"].activate()
    return out.getvalue()


def _write_notes(page: Any, notes: Sequence[str], looks: Looks) -> None:
    """What a reader of the plan should know."""
    page.write_string(
        0, 0, "What was assumed or left out when this plan was read", looks.named("title")
    )
    page.set_column(0, 0, 140)
    for line, note in enumerate(notes, start=1):
        page.write_string(line, 0, note[:MAX_CELL], looks.named("says"))


def _write_matrix(page: Any, matrix: Matrix, looks: Looks) -> None:
    """Names in the first row and the first column, coefficients up to the diagonal."""
    for at, name in enumerate(matrix.names, start=1):
        page.write_string(0, at, name, looks.header(needed=False))
        page.write_string(at, 0, name, looks.header(needed=False))
    for line, row in enumerate(matrix.rows, start=1):
        for at, text in enumerate(row, start=1):
            if text:
                page.write_number(line, at, float(text), looks.named("number"))
    page.set_column(0, len(matrix.names), 18)
    page.freeze_panes(1, 1)


def _check(flat: Flat) -> None:
    """Raise for what has no place in a spreadsheet."""
    issues = []
    for name, table in flat.tables.items():
        if len(table.rows) >= MAX_ROWS:
            message = f"{len(table.rows):,} rows, and a sheet holds {MAX_ROWS - 1:,}"
            issues.append(Issue(f"sheet {name}", "too-many-rows", message, _MEND))
        columns = len(table.sheet.columns) + len(table.fields)
        if columns > MAX_COLUMNS:
            message = f"{columns:,} columns, and a sheet holds {MAX_COLUMNS:,}"
            issues.append(Issue(f"sheet {name}", "too-many-columns", message, _MEND))
        for row in table.rows:
            for header, text in row.items():
                if len(text) > MAX_CELL:
                    who = row.get("id", row.get("name", ""))[:40]
                    where = f"sheet {name}, {who}, column {header[:40]}"
                    message = f"{len(text):,} characters, and a cell holds {MAX_CELL:,}"
                    issues.append(Issue(where, "cell-too-long", message, _MEND))
    if issues:
        raise PlanError(issues)


_MEND = "Write a plan file instead: p80 convert PLAN -o plan.yaml."


class _Page:
    """One sheet being written."""

    def __init__(self, page: Any, table: Table, looks: Looks) -> None:
        self._page, self._table, self._looks = page, table, looks

    def settings(self) -> None:
        """A vertical sheet: name, value and meaning of each setting below each other."""
        page, looks, sheet = self._page, self._looks, self._table.sheet
        values = self._table.rows[0] if self._table.rows else {}
        for at, header in enumerate((SETTING, VALUE, MEANING)):
            page.write_string(0, at, header, looks.header(needed=False))
        for line, column in enumerate(sheet.columns, start=1):
            page.write_string(line, 0, column.header, looks.named("name"))
            self._cell(line, 1, values.get(column.header, ""), column)
            page.write_string(
                line, 2, f"{column.says} (e.g. {column.example})", looks.named("says")
            )
            self._choices(column, line, 1, line)
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 34)
        page.set_column(2, 2, 90)
        page.freeze_panes(1, 1)

    def table(self) -> None:
        """Headers with notes, rows below them, lists to choose from."""
        page, looks, sheet = self._page, self._looks, self._table.sheet
        columns = [*sheet.columns, *map(_field, self._table.fields)]
        rows = self._table.rows
        used = {header for row in rows for header in row}
        for at, column in enumerate(columns):
            page.write_string(0, at, column.header, looks.header(needed=column.needed))
            page.write_comment(0, at, _note(column), {"x_scale": 2.2, "y_scale": 1.3})
            folded = column.rare and column.header not in used
            options = {"level": 1, "hidden": True} if folded else {}
            page.set_column(at, at, column.width, looks.named(_look(column)), options)
            self._choices(column, 1, at, len(rows) + _SPARE)
        by_header = {column.header: (at, column) for at, column in enumerate(columns)}
        for line, row in enumerate(rows, start=1):
            for header, text in row.items():
                at, column = by_header[header]
                self._cell(line, at, text, column)
        page.set_row(0, 30)
        page.freeze_panes(1, _frozen(sheet))
        page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)

    def _cell(self, line: int, at: int, text: str, column: Column) -> None:
        cell = cell_of(text, column.form) if text else None
        if cell is None:
            self._page.write_blank(line, at, None, self._looks.named(_look(column)))
        elif isinstance(cell.value, bool):
            self._page.write_boolean(line, at, cell.value, self._looks.named("flag"))
        elif isinstance(cell.value, str):
            self._page.write_string(line, at, cell.value, self._looks.text(cell.value))
        elif isinstance(cell.value, float):
            look = self._looks.number(cell.look, cell.value)
            self._page.write_number(line, at, cell.value, look)
        else:
            self._page.write_datetime(line, at, cell.value, self._looks.named(cell.look))

    def _choices(self, column: Column, first: int, at: int, last: int) -> None:
        """What may be chosen in the cells of a column, or how they are checked."""
        options: dict[str, Any] = {}
        if isinstance(column.choices, str):
            sheet = next(one for one in SHEETS if one.name == column.choices)
            options = {"validate": "list", "source": _range(sheet), "error_type": "information"}
        elif column.choices:
            options = {"validate": "list", "source": list(column.choices), "error_type": "stop"}
            if column.form is Form.TEXT:
                options["error_type"] = "information"
        elif column.key.endswith(("probability", "coefficient")):
            least = -1 if column.key == "coefficient" else 0
            options = {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": 1}
            if column.key != "coefficient":
                options["error_type"] = "information"  # a range or a word of a scale does as well
        elif column.form in DATES:
            low, high = _YEARS
            options = {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
            options["error_type"] = "warning"
        if options:
            options |= {"error_title": column.header[:32], "error_message": _message(column)}
            self._page.data_validation(first, at, last, at, options)


def _range(sheet: Sheet) -> str:
    """``=Tasks!$B$2:$B$5000``: the ids of a sheet."""
    at = [column.header for column in sheet.columns].index(_NAMES[sheet.name])
    letter = chr(ord("A") + at)
    return f"={sheet.name}!${letter}$2:${letter}$20000"


_YEARS = (date(1900, 1, 1), date(2199, 12, 31))


def _field(name: str) -> Column:
    """The column of a code."""
    return Column(
        f"{FIELD} {name}", "", Form.TEXT, "a code, by which tasks can be chosen", width=16
    )


def _look(column: Column) -> str:
    """The format of cells that are still empty: ids stay text, dates look like dates."""
    if column.form in IDS:
        return "key"
    if column.form in DATES:
        return "date"
    return {Form.MONEY: "money", Form.SHARE: "share"}.get(column.form, "text")


def _note(column: Column) -> str:
    example = f"\nExample: {column.example}" if column.example else ""
    needed = "Needed in every row. " if column.needed else ""
    return f"{needed}{column.says}{example}"


def _message(column: Column) -> str:
    """Said when something else is entered; Excel shows 255 characters."""
    return f"{column.says}. Example: {column.example}"[:255]


def _frozen(sheet: Sheet) -> int:
    """Columns that stay in view: up to the name."""
    headers = [column.header for column in sheet.columns]
    return headers.index("name") + 1 if "name" in headers else 1
