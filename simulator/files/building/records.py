"""Observed weather: a table with a row a day, and which of the days were lost."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from simulator.errors import PlanError
from simulator.files.csv import csv_rows
from simulator.files.dates import day_of
from simulator.files.place import At, Problems, did_you_mean, missing_file
from simulator.files.read import decoded

MOST_ROWS = 100_000
ENOUGH = 20
"""Wrong rows that are told one by one."""

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?")
_CONDITION = re.compile(
    r"\s*(?P<column>.+?)\s*(?P<sign>>=|<=|>|<)\s*(?P<limit>[+-]?\d+(?:[.,]\d+)?)\s*"
)
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_YES = ("yes", "y", "true", "1", "lost")
_NO = ("no", "n", "false", "0", "kept")


class Condition(NamedTuple):
    """What makes a day a lost one: a column above or below a limit; without a sign a column that
    says yes."""

    column: str
    sign: str = ""
    limit: float = 0.0

    def holds(self, cell: str) -> bool:
        """Whether this cell makes a lost day. Raises ValueError with the reason."""
        if self.sign:
            return _SIGNS[self.sign](_number(cell), self.limit)
        word = cell.casefold()
        if word not in _YES + _NO:
            raise ValueError(f"'{cell[:40]}' is neither yes nor no")
        return word in _YES


def _number(cell: str) -> float:
    """A finite number, with a point or a comma. Raises ValueError."""
    if not _NUMBER.fullmatch(cell):
        raise ValueError(f"'{cell[:40]}' is not a number")
    return float(cell.replace(",", "."))


def condition_of(text: str) -> Condition:
    """``wind > 12`` or ``stopped``."""
    match = _CONDITION.fullmatch(text)
    if match is None:
        return Condition(text.strip())
    return Condition(match["column"], match["sign"], float(match["limit"].replace(",", ".")))


def lost_days(
    path: Path, conditions: Sequence[Condition], at: At, problems: Problems
) -> dict[date, bool]:
    """Whether each day of the table at `path` was lost; wrong rows become problems."""
    if missing_file(path, "record", at, problems):
        return {}
    try:
        rows = list(csv_rows(str(path), decoded(path)))
    except PlanError as fault:
        problems.extend(tuple(fault.issues))
        return {}
    if len(rows) > MOST_ROWS:
        message = f"{path.name} has more than {MOST_ROWS:,} rows"
        problems.add(at, "too-large", message, "Keep one row a day.")
        return {}
    header = [name.strip() for name in rows[0][1]]
    places = _places(header, path.name, conditions, at, problems)
    if places is None:
        return {}
    found: dict[date, bool] = {}
    wrong: Counter[str] = Counter()
    for line, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            day, lost = _row(cells, places, conditions)
            if day in found:
                raise ValueError(f"{day} stands there twice")
            found[day] = lost
        except ValueError as fault:
            wrong["rows"] += 1
            if wrong["rows"] <= ENOUGH:
                message = f"{path.name} line {line}: {fault}"
                problems.add(at, "record", message, "Give each day one row, without empty cells.")
    if wrong["rows"] > ENOUGH:
        message = f"{path.name}: {wrong['rows'] - ENOUGH:,} more rows are wrong"
        problems.add(at, "record", message, "Mend the first ones.")
    return {} if wrong else found


def _places(
    header: list[str], name: str, conditions: Sequence[Condition], at: At, problems: Problems
) -> list[int] | None:
    """Places of the date and of the column of each condition."""
    found = []
    folded = [one.casefold() for one in header]
    for column in ("date", *(one.column for one in conditions)):
        if column.casefold() in folded:
            found.append(folded.index(column.casefold()))
            continue
        mend = did_you_mean(column, header, f"Its columns are: {', '.join(header[:12])}.")
        problems.add(at, "missing-column", f"{name} has no column '{column}'", mend)
    return found if len(found) == 1 + len(conditions) else None


def _row(
    cells: Sequence[str], places: Sequence[int], conditions: Sequence[Condition]
) -> tuple[date, bool]:
    """The day of a row, and whether it was lost. Raises ValueError with the reason."""
    texts = [cells[place].strip() if place < len(cells) else "" for place in places]
    if not all(texts):
        raise ValueError("a cell is empty")
    # Each cell is looked at, also where one of them makes the day a lost one already.
    said = [one.holds(text) for one, text in zip(conditions, texts[1:], strict=True)]
    return day_of(texts[0]), any(said)
