"""Rows of CSV text, whatever separator the spreadsheet chose."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from simulator.errors import PlanError

CSV_SUFFIXES = (".csv", ".tsv", ".txt")


def csv_rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row of `text`. Raises `PlanError` where it is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        for values in reader:
            yield reader.line_num, values
    except csv.Error as fault:
        raise PlanError.one(
            f"{name}:{reader.line_num}",
            "csv-syntax",
            f"this is not CSV: {fault}",
            "Look for a quote that is not closed, or save the sheet again as CSV UTF-8.",
        ) from fault


def delimiter(text: str) -> str:
    """The sign of ; , tab that stands most often outside quotes in the first row."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(";,\t", key=lambda sign: (bare.count(sign), -";,\t".index(sign)))
