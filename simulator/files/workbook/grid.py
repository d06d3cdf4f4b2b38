"""One sheet of a workbook as texts below known headers; what is damaged or unknown is an issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from simulator.errors import Issue
from simulator.files.damage import ERROR_MEND, Damage, damage_of, mangled_date
from simulator.files.lists import MARK
from simulator.files.place import did_you_mean
from simulator.files.workbook.cells import serial_date, text_of
from simulator.files.workbook.column import DATES, FIELD, IDS, NUMBERS, Column, Form, Sheet
from simulator.files.workbook.packed import Marks
from simulator.files.workbook.sheets import IGNORED, SETTING, VALUE

_DECIMAL_COMMA = re.compile(r"-?\d+,\d+\s*[A-Za-z%]*")
_THOUSANDS = re.compile(r"-?\d{1,3},\d{3}\s*[A-Za-z%]*")

_LONG = 1e15
"""Numbers from here on have lost digits: an id that was typed with 16 or more."""

_SAME = {
    "predecessors": "after",
    "task name": "name",
    "activity name": "name",
    "activity id": "id",
    "min": "low",
    "optimistic": "low",
    "most likely": "likely",
    "max": "high",
    "pessimistic": "high",
}
"""What other tools call the columns."""


@dataclass
class Row:
    """One row. cells : text by header. fields : codes by their name."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)


class Grid:
    """The rows of one sheet. columns : number of the column by header, counted from 1.
    by_header : what the sheet may hold.

    values : rows of cells, as calamine gives them. book : name of the workbook, for issues.
    """

    def __init__(
        self, book: str, sheet: Sheet, values: Sequence[Sequence[object]], marks: Marks
    ) -> None:
        self.sheet, self._book, self._marks = sheet, book, marks
        self.by_header = sheet.by_header
        self.rows: list[Row] = []
        self.issues: list[Issue] = []
        self.columns: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._at: dict[int, Column] = {}
        self._fields: dict[int, str] = {}
        self._unread: set[int] = set()
        first = next((n for n, row in enumerate(values) if _filled(row)), len(values))
        if first < len(values):
            self._header(values[first], first + 1)
        if sheet.vertical:
            self._settings(values[first + 1 :], first + 2)
        else:
            self._table(values[first + 1 :], first + 2)

    def place(self, row: Row, header: str) -> tuple[int, int]:
        """Row and column of a cell; column 0 where the sheet has none of this header."""
        if self.sheet.vertical:
            return self._lines.get(header, 1), self.columns.get(VALUE, 2)
        return row.number, self.columns.get(header, 0)

    def words(self, row: int, header: str = "") -> str:
        """``plan.xlsx, sheet Tasks, row 12, column duration``."""
        column = f", column {header}" if header else ""
        return f"{self._book}, sheet {self.sheet.name}, row {row}{column}"

    def add(self, row: int, header: str, damage: Damage) -> None:
        """One more issue, in one cell."""
        self.issues.append(Issue(self.words(row, header), *damage))

    def _header(self, values: Sequence[object], line: int) -> None:
        """What stands above each column."""
        known = self._known()
        for number, value in enumerate(values, start=1):
            text = str(value).strip()
            header = known.get(_plain(text)) or known.get(_SAME.get(_plain(text), ""), "")
            if not header and self.sheet.fields and text.casefold().startswith(FIELD):
                self._fields[number] = text[len(FIELD) :].strip()
                header = f"{FIELD} {self._fields[number]}"
            if header and header in self.columns:
                message = f"two columns are called '{header}'"
                self.add(line, text, Damage("duplicate-column", message, "Rename one of them."))
            if text and (not header or header in self.columns):
                self._unread.add(number)
                self._fields.pop(number, None)
            if header and header not in self.columns:
                self.columns[header] = number
                if header in self.by_header and not self.sheet.vertical:
                    self._at[number] = self.by_header[header]
            elif text and not header:
                self._unknown(text, line)
        for column in () if self.sheet.vertical else self.sheet.columns:
            if column.needed and column.header not in self.columns:
                message = f"the first row names no column '{column.header}'"
                mend = "`p80 new --excel` writes a workbook with all columns."
                self.add(line, "", Damage("missing-column", message, mend))

    def _known(self) -> dict[str, str]:
        """Headers by the words that stand for them."""
        if self.sheet.vertical:
            return {SETTING: SETTING, VALUE: VALUE}
        keys = {_plain(one.key): one.header for one in self.sheet.columns if one.key}
        return keys | {_plain(one.header): one.header for one in self.sheet.columns}

    def _unknown(self, text: str, line: int) -> None:
        known = [column.header for column in self.sheet.columns]
        if text.startswith(IGNORED) or self.sheet.vertical:
            return
        own = f"A column whose name begins with {IGNORED} is not read."
        if self.sheet.fields:
            own = f"For a code of your own write '{FIELD} {text}'. {own}"
        mend = f"{did_you_mean(text, known, 'Known are: ' + ', '.join(known) + '.')} {own}"
        self.add(line, text, Damage("unknown-column", f"unknown column '{text}'", mend))

    def _table(self, values: Sequence[Sequence[object]], first: int) -> None:
        for number, cells in enumerate(values, start=first):
            row = Row(number)
            for place, value in enumerate(cells, start=1):
                if value != "":
                    self._cell(row, place, value)
            self._marked(row)
            if row.cells or row.fields:
                self._keep(row)
        for number, _ in sorted({*self._marks.error, *self._marks.uncounted}):
            if number >= first + len(values):
                self._marked(Row(number))

    def _cell(self, row: Row, place: int, value: object) -> None:
        column = self._at.get(place)
        if column is None:
            self._other(row, place, value)
            return
        percent = (row.number, place) in self._marks.percent
        text = text_of(value, percent, column.form)
        if not text.strip():
            return
        if column.form is not Form.TEXT:
            text = text.strip()
        if found := _damage(value, text, column.form):
            self.add(row.number, column.header, found)
            # So that the row is not also told to lack it.
            if column.form in DATES:
                row.cells[column.header] = serial_date(value)
            elif column.needed:
                row.cells[column.header] = f"{text[:20]} in row {row.number}"
            return
        if column.form in NUMBERS and _DECIMAL_COMMA.fullmatch(text):
            text = text.replace(",", ".")
        row.cells[column.header] = text

    def _other(self, row: Row, place: int, value: object) -> None:
        """A cell below the header of a field, below one that is not read, or below none."""
        text = text_of(value, (row.number, place) in self._marks.percent, Form.TEXT)
        if place in self._fields and text.strip():
            row.fields[self._fields[place]] = text
        elif text.strip() and place not in self._unread:
            message = f"'{text[:40]}' stands below no header"
            mend = "Name the column in the first row, or empty the cell."
            self.issues.append(
                Issue(f"{self.words(row.number)}, {_letters(place)}", "no-header", message, mend)
            )

    def _marked(self, row: Row) -> None:
        """Cells of `row` that show an error or were never calculated; calamine has them empty."""
        if not (self._marks.error or self._marks.uncounted):
            return
        for place, header in [(n, c.header) for n, c in self._at.items()] + [
            (n, f"{FIELD} {name}") for n, name in self._fields.items()
        ]:
            at = (row.number, place)
            if at in self._marks.error:
                message = f"the cell holds the spreadsheet error {self._marks.error[at]}"
                self.add(row.number, header, Damage("spreadsheet-error", message, ERROR_MEND))
            elif at in self._marks.uncounted:
                message = "the cell holds a formula whose value was never saved"
                mend = "Open the workbook in a spreadsheet, save it, and try again."
                self.add(row.number, header, Damage("uncounted-formula", message, mend))
            else:
                continue
            if place in self._at and self._at[place].needed:
                row.cells[header] = f"row {row.number}"

    def _keep(self, row: Row) -> None:
        """Add the row; one that only goes on with a list adds to the row above."""
        if len(row.cells) == 1 and not row.fields and self.rows:
            header, text = next(iter(row.cells.items()))
            form = self.by_header[header].form
            if form in (Form.LIST, Form.LINKS) and text.startswith(MARK):
                above = self.rows[-1].cells
                above[header] = f"{above.get(header, '')}; {text.removeprefix(MARK)}"
                return
        self.rows.append(row)

    def _settings(self, values: Sequence[Sequence[object]], first: int) -> None:
        """A vertical sheet is one row, whose cells stand below each other."""
        by_name = {_plain(column.header): column for column in self.sheet.columns}
        by_name |= {_plain(column.key): column for column in self.sheet.columns}
        row = Row(first)
        where = self.columns.get(SETTING, 1) - 1, self.columns.get(VALUE, 2) - 1
        for number, cells in enumerate(values, start=first):
            name, value = (cells[at] if at < len(cells) else "" for at in where)
            text = str(name).strip()
            column = by_name.get(_plain(text))
            if column is None or column.header in self._lines:
                self._odd_setting(text, number, column)
                continue
            self._lines[column.header] = number
            self._at = {where[1] + 1: column}
            here = Row(number)
            if value != "":
                self._cell(here, where[1] + 1, value)
            self._marked(here)
            row.cells.update(here.cells)
        self.rows = [row]

    def _odd_setting(self, text: str, number: int, column: Column | None) -> None:
        if column is not None:
            message = f"the setting '{text}' stands twice"
            self.add(number, "", Damage("duplicate-key", message, "Keep one of them."))
        elif text and not text.startswith(IGNORED):
            known = [one.header for one in self.sheet.columns]
            mend = did_you_mean(text, known, "Known are: " + ", ".join(known) + ".")
            self.add(number, "", Damage("unknown-key", f"unknown setting '{text}'", mend))


def _damage(value: object, text: str, form: Form) -> Damage | None:
    """What a spreadsheet has done to a cell of this form. A text is what was typed: only real
    dates and numbers are values that a spreadsheet took for something else."""
    if isinstance(value, date) and form in NUMBERS | IDS:
        return mangled_date(text)
    if form in DATES and (day := serial_date(value)):
        mend = "Format the cell as a date, if that is the day."
        return Damage("date", f"{text} is a number; as a date it would be {day}", mend)
    if form in IDS and isinstance(value, float) and abs(value) >= _LONG:
        return damage_of(f"{value:E}", numeric=False, key=True)
    if form in NUMBERS and _THOUSANDS.fullmatch(text):
        plain = text.replace(",", "")
        message = f"'{text}' is a text that may mean {plain} or {text.replace(',', '.')}"
        return Damage("ambiguous-number", message, f"Enter it as a number, or as {plain}.")
    return None


def _filled(row: Sequence[object]) -> bool:
    return any(str(value).strip() for value in row)


def _plain(name: str) -> str:
    """A header without case, and with one sign between its words."""
    return re.sub(r"[\s_.-]+", " ", name.strip().casefold())


def _letters(column: int) -> str:
    """``column AB`` for 28."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return f"column {found}"
