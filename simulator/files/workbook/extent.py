"""How far the sheets of an OpenDocument workbook reach: repeated cells are written once."""

from __future__ import annotations

import re

_SHEET = re.compile(rb"<table:table(?=[\s>])")
_ROW = re.compile(rb"<table:table-row(?=[\s>/])")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s>/])([^<>]*)>")
_TIMES = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")


def ods_extent(content: bytes) -> tuple[int, int]:
    """Last row and last column with anything in it, of the sheet that is the largest rectangle."""
    extents = [_extent(sheet) for sheet in _SHEET.split(content)[1:]]
    return max(extents, key=lambda extent: extent[0] * extent[1], default=(0, 0))


def _extent(sheet: bytes) -> tuple[int, int]:
    down = wide = row = 0
    for piece in _ROW.split(sheet)[1:]:
        head, _, cells = piece.partition(b">")
        column = filled = 0
        for tag in _CELL.findall(cells):
            column += _times(tag)
            if b"office:" in tag or not tag.endswith(b"/"):
                filled = column
        row += _times(head)
        if filled:
            down, wide = row, max(wide, filled)
    return down, wide


def _times(tag: bytes) -> int:
    found = _TIMES.search(tag)
    return int(found[1]) if found else 1
