"""Cells that a spreadsheet has damaged, and texts that it would take for formulas."""

from __future__ import annotations

import re
from typing import NamedTuple

_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}.*"
    r"|\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,3}:\d{2}(?::\d{2})?(?: [ap]m)?",
    re.IGNORECASE,
)
"""A day or a time of day, as spreadsheets of several countries write them."""
_MANGLED_DATE = re.compile(
    r"\d{1,2}[-. ]+(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*"
    r"|(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*[-. ]\d{2}",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet runs, with the apostrophes that were put before it."""


class Damage(NamedTuple):
    """What became of a cell."""

    rule: str
    message: str
    mend: str


ERROR_MEND = "Repair the formula in the spreadsheet and save again."


def damage_of(value: str, *, numeric: bool, key: bool) -> Damage | None:
    """What is wrong with the text of a cell. numeric : a number is expected. key : an id is."""
    if value.upper() in _ERRORS:
        return Damage(
            "spreadsheet-error", f"the cell holds the spreadsheet error {value}", ERROR_MEND
        )
    if key and _EXPONENT.search(value):
        message = f"'{value}' is an id that a spreadsheet turned into a number"
        mend = "Format the column as text, enter the ids again and save."
        return Damage("mangled-id", message, mend)
    if numeric and _DATE.fullmatch(value):
        return mangled_date(value)
    if (numeric or key) and _MANGLED_DATE.fullmatch(value):
        return mangled_date(value)
    return None


def mangled_date(value: str) -> Damage:
    """A date where none belongs."""
    message = f"'{value}' is probably a value that a spreadsheet turned into a date"
    mend = "Format the column as text, enter the value again and save."
    return Damage("mangled-date", message, mend)


def neutral(text: str) -> str:
    """`text` with an apostrophe where a spreadsheet would else run it (OWASP, CSV injection)."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
