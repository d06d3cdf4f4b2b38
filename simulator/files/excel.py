"""Workbooks as rows of cells: one sheet as a table of tasks, or all sheets as a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import PlanError
from simulator.files.place import did_you_mean
from simulator.files.read import data_of
from simulator.files.workbook.cells import text_of
from simulator.files.workbook.column import Form
from simulator.files.workbook.packed import Marks, Packed

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

PLAN_WORKBOOKS = (".xlsx", ".xlsm")
"""Workbooks that may be plans: those whose formats and errors can be seen."""

SHEET = "tasks"
"""The sheet of a table of tasks; the first one where none has this name."""

Rows = Sequence[Sequence[object]]


def workbook_rows(path: Path, sheet: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """(row, cells) of `sheet`; where none is asked for, of the sheet `tasks`, or else of the first
    one. Formulas give their values.

    Raises `PlanError` where it is no workbook, asks for a password, unpacks to too much or has no
    such sheet.
    """
    with _opened(path) as (book, packed):
        titles = {title.casefold(): at for at, title in reversed([*enumerate(book.sheet_names)])}
        if not titles:
            raise PlanError.one(str(path), "empty-file", "the workbook has no sheet", _MEND)
        if sheet is not None and sheet.casefold() not in titles:
            mend = did_you_mean(sheet, book.sheet_names, f"It has: {', '.join(book.sheet_names)}.")
            raise PlanError.one(str(path), "no-such-sheet", f"there is no sheet '{sheet}'", mend)
        index = titles.get((sheet or SHEET).casefold(), 0)
        values: Rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
        marks = packed.marks(index) if packed else Marks()
    yield from texts_of(values, marks)


def texts_of(values: Rows, marks: Marks) -> Iterator[tuple[int, list[str]]]:
    """(row, texts) of cells as calamine gives them."""
    for number, row in enumerate(values, start=1):
        yield number, [_text(cell, (number, at), marks) for at, cell in enumerate(row, start=1)]


def sheets_of(path: Path) -> list[tuple[str, Rows, Marks]]:
    """(name, rows of cells, marks) of every sheet.

    Raises `PlanError` where it is no workbook, asks for a password or unpacks to too much.
    """
    with _opened(path) as (book, packed):
        return [
            (
                title,
                book.get_sheet_by_index(index).to_python(skip_empty_area=False),
                packed.marks(index) if packed else Marks(),
            )
            for index, title in enumerate(book.sheet_names)
        ]


_MEND = "Open it in a spreadsheet and save it again, or the sheet as CSV UTF-8."


@contextmanager
def _opened(path: Path) -> Iterator[tuple[CalamineWorkbook, Packed | None]]:
    """The workbook, and its parts where it is a packed one."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    packed = Packed(path) if data_of(path).startswith(b"PK") else None
    try:
        if packed is None:
            opened = CalamineWorkbook.from_path(str(path))
        else:
            opened = CalamineWorkbook.from_filelike(packed.packed_again())
        with opened as book:
            yield book, packed
    except PasswordError as fault:
        mend = "Save it without a password, or the sheet as CSV UTF-8."
        raise PlanError.one(
            str(path), "password", "the workbook asks for a password", mend
        ) from fault
    except CalamineError as fault:
        message = f"the workbook cannot be read: {fault}"
        raise PlanError.one(str(path), "damaged-file", message, _MEND) from fault


def _text(cell: object, place: tuple[int, int], marks: Marks) -> str:
    """A cell as a plan file would hold it; what calamine leaves out of it is said as an error."""
    if cell == "" and place in marks.error:
        return marks.error[place]
    if cell == "" and place in marks.uncounted:
        return "#CALC!"
    return text_of(cell, place in marks.percent, Form.TEXT)
