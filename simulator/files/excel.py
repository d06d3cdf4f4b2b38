"""Rows of a workbook, as text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from simulator.errors import PlanError
from simulator.files.read import data_of

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

SHEET = "tasks"
"""The sheet that is read; the first one where none has this name."""

MAX_UNPACKED = 512 * 1024 * 1024
"""Largest workbook once unpacked, bytes."""


def workbook_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(row, cells) of the sheet `tasks`, or else of the first one; formulas give their values.

    Raises `PlanError` where it is no workbook, asks for a password or unpacks to too much.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    data_of(path)
    _refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            names = {name.casefold(): name for name in reversed(book.sheet_names)}
            if not names:
                raise PlanError.one(str(path), "empty-file", "the workbook has no sheet")
            sheet = book.get_sheet_by_name(names.get(SHEET, book.sheet_names[0]))
            rows = sheet.to_python(skip_empty_area=False)
    except PasswordError as fault:
        mend = "Save it without a password, or the sheet as CSV UTF-8."
        raise PlanError.one(
            str(path), "password", "the workbook asks for a password", mend
        ) from fault
    except CalamineError as fault:
        mend = "Open it in a spreadsheet and save it again, or the sheet as CSV UTF-8."
        raise PlanError.one(
            str(path), "damaged-file", f"the workbook cannot be read: {fault}", mend
        ) from fault
    for number, row in enumerate(rows, start=1):
        yield number, [_text(cell) for cell in row]


def _refuse_bomb(path: Path) -> None:
    """Raise for a packed file that would fill the memory; damage is left to the reader."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except zipfile.BadZipFile:
        return
    if size > MAX_UNPACKED:
        message = f"the workbook unpacks to {size / 1e6:,.0f} MB"
        mend = "Save the one sheet that is needed, as CSV UTF-8."
        raise PlanError.one(str(path), "too-large", message, mend)


def _text(cell: object) -> str:
    """A cell as a plan file would hold it: ``5`` and not ``5.0``, dates in ISO 8601."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return f"{cell.total_seconds() / 3600:g}h"
    return str(cell)
