"""How the cells of a plan workbook look."""

from __future__ import annotations

import re
from typing import Any

_FORMULA = re.compile(r"[=+\-@\t\r']")

_LOOKS: dict[str, dict[str, Any]] = {
    "text": {"valign": "top"},
    "key": {"num_format": "@", "valign": "top"},
    "number": {"valign": "top"},
    "money": {"num_format": "#,##0", "valign": "top"},
    "cents": {"num_format": "#,##0.00", "valign": "top"},
    "share": {"num_format": "0%", "valign": "top"},
    "fine share": {"num_format": "0.0###%", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"},
    "flag": {"align": "left", "valign": "top"},
    "name": {"bold": True, "valign": "top"},
    "says": {"font_color": "#595959", "text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14, "font_color": "#1F3864"},
    "quoted": {"quote_prefix": True, "valign": "top"},
}

_HEADER = {
    "bold": True,
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": "#FFFFFF",
}
_NEEDED, _OPTIONAL = "#1F3864", "#5B7DB1"
"""Fill of headers: dark where a row cannot do without the column."""


class Looks:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self._headers = {
            needed: book.add_format({**_HEADER, "bg_color": _NEEDED if needed else _OPTIONAL})
            for needed in (True, False)
        }

    def named(self, name: str) -> Any:
        """The format of this name."""
        return self._formats[name]

    def header(self, *, needed: bool) -> Any:
        """What stands above a column."""
        return self._headers[needed]

    def number(self, name: str, value: float) -> Any:
        """The format of a number: digits after the point only where there are some."""
        if name == "money" and not value.is_integer():
            return self._formats["cents"]
        if name == "share" and value != round(value, 2):
            return self._formats["fine share"]
        return self._formats[name]

    def text(self, text: str) -> Any:
        """The format of a text: one that looks like a formula is marked as text for good, as if
        an apostrophe had been typed before it, so that editing it does not run it."""
        return self._formats["quoted" if _FORMULA.match(text) else "text"]
