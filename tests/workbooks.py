"""Workbooks for tests, written cell by cell with XlsxWriter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter


class Percent(NamedTuple):
    """A number in a cell with the format 0%."""

    value: float


class Formula(NamedTuple):
    """A formula, and the value that was saved with it; none where nothing calculated it."""

    text: str
    value: object = ""


Rows = Sequence[Sequence[object]]

PROGRAM: Rows = [["setting", "value"], ["title", "Shed"], ["start", date(2027, 1, 4)]]
"""A sheet Program with a start."""

TASKS: Rows = [["id", "duration"], ["A", 5]]


def write_book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Rows by name of the sheet; texts are never taken for formulas or links."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        percent = book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, Percent):
                        sheet.write_number(r, c, value.value, percent)
                    elif isinstance(value, Formula):
                        sheet.write_formula(r, c, value.text, None, value.value)
                    elif isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif value != "":
                        sheet.write(r, c, value)
    return path
