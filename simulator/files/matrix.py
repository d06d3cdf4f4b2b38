"""Correlation matrices as tables: the names in the first row and again in the first column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from simulator.errors import Issue, PlanError
from simulator.files.csv import CSV_SUFFIXES, csv_rows
from simulator.files.damage import Damage, damage_of, restored
from simulator.files.excel import WORKBOOK_SUFFIXES, Rows, texts_of, workbook_rows
from simulator.files.place import Loc, Mark
from simulator.files.read import decoded
from simulator.files.workbook.packed import Marks
from simulator.model.copula import MOST

SHEET = "matrix"
"""The sheet of a workbook that is read; the first one where none has this name."""

ENOUGH = 500
"""Problems after which no more are looked for."""

_DECIMAL_COMMA = re.compile(r"-?\d*,\d+\s*%?")


class MatrixTable:
    """One matrix in memory: `names` of its columns, and `cells`, the texts of its rows.

    where : in which words a line of it is said, such as ``corr.csv:3``. issues : what is wrong
    with its form; a value at (row, column) is known by its place, both counted from 0, and a name
    by its column alone.
    """

    def __init__(
        self, name: str, lines: Iterable[tuple[int, Sequence[str]]], where: str = "{name}:{line}"
    ) -> None:
        self.name, self._where = name, where
        self.names: list[str] = []
        self.cells: list[list[str]] = []
        self.issues: list[Issue] = []
        self._rows: list[str] = []
        self._lines: list[int] = []
        self._width = -1
        for line, values in lines:
            texts = [restored(value.strip()) for value in values]
            if any(texts) and self._width < 0:
                self._header(texts, line)
            elif any(texts):
                self._row(texts, line)
        self._square()

    def mark(self, loc: Loc, key: bool) -> Mark:
        """Line of the file and number of the column."""
        steps = [int(step) for step in loc]
        if len(steps) == 2:
            return self._lines[1 + steps[0]], steps[1] + 2
        return self._lines[0] if self._lines else 1, steps[0] + 2 if steps else 1

    def words(self, loc: Loc, key: bool = False) -> str:
        """``corr.csv:3, column task A110``."""
        line, column = self.mark(loc, key)
        header = f", column {self.names[column - 2]}" if column > 1 else ""
        return self._where.format(name=self.name, line=line) + header

    def _header(self, texts: list[str], line: int) -> None:
        self._width = max((place for place, text in enumerate(texts) if text), default=0) + 1
        self.names = texts[1 : self._width]
        self._lines.append(line)
        if len(self.names) > MOST:
            message = f"the matrix has {len(self.names):,} columns; at most {MOST:,} are read"
            raise PlanError.one(self.words(()), "too-large", message, "Name groups by selectors.")
        for place, name in enumerate(self.names):
            if not name:
                message, mend = f"column {place + 2} has no name", "Name it in the first row."
                self._complain((), Damage("matrix", message, mend))
            elif self.names.index(name) < place:
                message = f"two columns are called '{name}'"
                self._complain((place,), Damage("duplicate-column", message, "Keep one of them."))

    def _row(self, texts: list[str], line: int) -> None:
        if len(self.cells) == len(self.names):
            self._width = 0
            return
        self._lines.append(line)
        padded = [*texts, *[""] * (self._width - len(texts))]
        row = len(self.cells)
        self._rows.append(padded[0])
        self.cells.append([])
        for column, text in enumerate(padded[1 : self._width]):
            plain = text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text
            damage = damage_of(text, numeric=True, key=False)
            self.cells[row].append("" if damage else plain)
            if damage:
                self._complain((row, column), damage)
        if any(padded[self._width :]):
            message = f"the row has more cells than the {len(self.names)} columns with a name"
            self._complain((row, 0), Damage("too-many-cells", message, "Name the column above."))

    def _square(self) -> None:
        """Rows are those that the columns are, in the same order."""
        mend = "Name the same quantities, in the same order, in the first row and first column."
        if not self.names:
            message = "the first row names nothing that is correlated"
            self._complain((), Damage("matrix", message, mend))
        elif self._width == 0 or len(self.cells) != len(self.names):
            rows = f"{len(self.cells)}" if self._width else "more"
            message = f"the matrix has {len(self.names)} columns and {rows} rows"
            self._complain((), Damage("matrix", message, mend))
        for row, (found, wanted) in enumerate(zip(self._rows, self.names, strict=False)):
            if found != wanted:
                message = f"row {row + 1} of the matrix is '{found}', and its column '{wanted}'"
                self._complain((row, 0), Damage("matrix", message, mend))

    def _complain(self, loc: Loc, damage: Damage) -> None:
        if len(self.issues) < ENOUGH:
            self.issues.append(Issue(self.words(loc), *damage))


def matrix_of(name: str, values: Rows, marks: Marks) -> MatrixTable:
    """The matrix in a sheet of a plan workbook."""
    return MatrixTable(name, texts_of(values, marks), "{name}, row {line}")


def read_matrix(path: Path) -> MatrixTable:
    """The matrix at `path`, a CSV file or a workbook. Raises `PlanError` where it is neither."""
    suffix, name = path.suffix.casefold(), str(path)
    if suffix in CSV_SUFFIXES:
        return MatrixTable(name, csv_rows(name, decoded(path)))
    if suffix in WORKBOOK_SUFFIXES:
        return MatrixTable(name, workbook_rows(path, SHEET))
    readable = " ".join((*CSV_SUFFIXES, *WORKBOOK_SUFFIXES))
    message = f"files that end in '{path.suffix}' are not read as correlation matrices"
    raise PlanError.one(name, "wrong-suffix", message, f"Matrices: {readable}.")
