"""One column of numbers from a CSV file: history for an empirical distribution."""

from __future__ import annotations

import csv
from difflib import get_close_matches
from pathlib import Path

from simulator.model.units import ExpressionError

GREATEST_BYTES = 20_000_000
GREATEST_ROWS = 100_000


def read_column(path: Path, column: str) -> list[tuple[int, str]]:
    """(line, text) of every filled cell of `column`, by the name in the first row.

    UTF-8, with commas or semicolons. Raises `ExpressionError`.
    """
    header, *rows = _rows(path)
    names = [name.strip() for name in header]
    if column not in names:
        near = get_close_matches(column, names, n=1)
        mend = f"Did you mean {near[0]}?" if near else f"Columns are {', '.join(names[:12])}."
        raise ExpressionError(f"{path.name} has no column '{column}'", mend)
    place = names.index(column)
    cells = [(i, row[place].strip()) for i, row in enumerate(rows, 2) if len(row) > place]
    filled = [(line, text) for line, text in cells if text]
    if not filled:
        raise ExpressionError(f"column '{column}' of {path.name} is empty")
    return filled


def _rows(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > GREATEST_BYTES:
            limit = GREATEST_BYTES // 1_000_000
            raise ExpressionError(f"{path.name} is larger than {limit} MB")
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ExpressionError(
            f"there is no file {path}", "File names are relative to the plan file."
        ) from None
    except UnicodeDecodeError:
        raise ExpressionError(f"{path.name} is not UTF-8", "Save it as CSV in UTF-8.") from None
    except OSError as fault:
        raise ExpressionError(f"{path} cannot be read: {fault.strerror}") from None
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=";" if ";" in first else ","))
    except csv.Error as fault:
        raise ExpressionError(f"{path.name} is not a CSV file: {fault}") from None
    if not rows:
        raise ExpressionError(f"{path.name} is empty")
    if len(rows) > GREATEST_ROWS:
        raise ExpressionError(f"{path.name} has more than {GREATEST_ROWS:,} rows")
    return rows
