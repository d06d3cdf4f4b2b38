"""Texts of a plan file to cells of a workbook and back, by the form of the column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from simulator.files import dates
from simulator.files.workbook.column import DATES, Form
from simulator.model.units import ExpressionError, parse_money, parse_share, plain, share_text

Value = str | float | bool | datetime

_DAYS = re.compile(r"(\d+(?:\.\d+)?)\s*d?")
_MINUTES = {"h": 60.0, "min": 1.0}
_HOURS = re.compile(r"(\d+(?:\.\d+)?)(h|min)")
_FIRST = datetime(1900, 3, 1)
"""Before it a spreadsheet counts a day that never was."""

_EPOCH = datetime(1899, 12, 30)
_SERIALS = (20_000, 110_000)
"""Numbers that are dates of 1954 to 2201 once formatted as such."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is written. look : the name of a format."""

    value: Value
    look: str


def cell_of(text: str, form: Form) -> Cell:
    """The cell of a text of the plan file; a text that is no number or date stays one."""
    if form in DATES:
        return _date(text, form)
    if form is Form.FLAG:
        return Cell(text == "true", "flag")
    try:
        number, look = _number(text, form)
    except (ExpressionError, ValueError):
        return Cell(text, "text")
    # XlsxWriter writes 16 digits: where they are not enough the text keeps them all.
    return Cell(number, look) if float(f"{number:.16G}") == number else Cell(text, "text")


def _number(text: str, form: Form) -> tuple[float, str]:
    """(number, look). Raises ValueError for what stays a text."""
    if form in (Form.LENGTH, Form.MONEY, Form.FACTOR, Form.SHARE) and text.endswith("%"):
        return parse_share(text), "share"
    if form in (Form.SHARE, Form.FACTOR):
        return parse_share(text), "share" if form is Form.SHARE else "number"
    if form is Form.MONEY:
        return parse_money(text), "money"
    if form is Form.LENGTH and (days := _DAYS.fullmatch(text)):
        return float(days[1]), "number"
    if form is Form.HOURS and (hours := _HOURS.fullmatch(text)):
        count = float(hours[1]) * _MINUTES[hours[2]] / 60
        if count * 60 == float(hours[1]) * _MINUTES[hours[2]]:
            return count, "number"
    raise ValueError(text)


def _date(text: str, form: Form) -> Cell:
    """A date as spreadsheets have it; where midnight ends a day, the day that it ends."""
    try:
        at = dates.until(text) if form is Form.FINISH else dates.moment(text)
    except ValueError:
        return Cell(text, "text")
    if at < _FIRST or at.second:
        return Cell(text, "text")
    if at.time() != time():
        return Cell(at, "moment")
    return Cell(at - timedelta(days=1) if form is Form.FINISH else at, "date")


def text_of(value: object, percent: bool, form: Form) -> str:
    """A cell as a plan file would hold it: ``5`` and not ``5.0``, ``90%``, dates in ISO 8601."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if percent:
            return share_text(float(value))
        return f"{plain(value)}h" if form is Form.HOURS else plain(value)
    if isinstance(value, datetime):
        at = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return at.isoformat(timespec="seconds" if at.second else "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{plain(value.total_seconds() / 3600)}h"
    return str(value)


def serial_date(value: object) -> str:
    """The date that a plain number would be if its cell had the format of one, or nothing."""
    if isinstance(value, float) and _SERIALS[0] <= value <= _SERIALS[1]:
        return (_EPOCH + timedelta(days=int(value))).date().isoformat()
    return ""
