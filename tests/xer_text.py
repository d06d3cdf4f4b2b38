"""The text of an XER file as tables that a test can change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

ENCODING = "cp1252"


class XerText:
    """Lines of an XER file; `data` is the file as it stands."""

    def __init__(self, path: Path) -> None:
        self.lines = path.read_bytes().decode(ENCODING).splitlines()

    @property
    def data(self) -> bytes:
        return "\r\n".join([*self.lines, ""]).encode(ENCODING, "replace")

    def rows(self, table: str) -> list[int]:
        """Numbers of the lines that hold the rows of a table."""
        first = self.lines.index(f"%T\t{table}") + 2
        last = first
        while self.lines[last].startswith("%R"):
            last += 1
        return list(range(first, last))

    def values(self, table: str, column: str) -> list[str]:
        place = self._place(table, column)
        return [self.lines[line].split("\t")[place] for line in self.rows(table)]

    def change(
        self,
        table: str,
        column: str,
        value: str | Callable[[str], str],
        only: Collection[int] | None = None,
    ) -> XerText:
        """Give rows of a table, all or those counted in `only`, another value."""
        place = self._place(table, column)
        for number, line in enumerate(self.rows(table)):
            if only is None or number in only:
                cells = self.lines[line].split("\t")
                cells[place] = value(cells[place]) if callable(value) else value
                self.lines[line] = "\t".join(cells)
        return self

    def repeat(self, table: str, row: int, times: int = 1) -> XerText:
        """A row of a table once more, at its end."""
        rows = self.rows(table)
        self.lines[rows[-1] + 1 : rows[-1] + 1] = [self.lines[rows[row]]] * times
        return self

    def _place(self, table: str, column: str) -> int:
        return self.lines[self.lines.index(f"%T\t{table}") + 1].split("\t").index(column)
