"""The import report: what came in, what was dropped, and why."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing: how many the file held, how many are used, why the rest is not.

    why : also says what was assumed, where nothing was dropped.
    """

    kind: str
    read: int
    used: int
    why: str = ""

    @property
    def dropped(self) -> int:
        """How many are not used."""
        return self.read - self.used

    def line(self) -> str:
        """The row in plain words."""
        because = f": {self.why}" if self.why else ""
        if not self.dropped:
            return f"{self.read:,} {self.kind}{because}"
        if not self.used:
            return f"{self.read:,} {self.kind} not used{because}"
        return f"{self.read:,} {self.kind}, {self.dropped:,} of them not used{because}"


@dataclass
class ImportReport:
    """What was read from `path`: rows counted, and remarks in whole sentences."""

    path: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def count(self, kind: str, read: int, used: int, why: str = "") -> None:
        """Add a row; nothing is added for things that the file does not hold."""
        if read:
            self.rows.append(Row(kind, read, used, why))

    def remark(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def lines(self) -> list[str]:
        """The whole report in plain words, counts first."""
        return [*(row.line() for row in self.rows), *self.remarks]

    def notes(self) -> tuple[str, ...]:
        """What a reader of the results must know: all that was dropped or assumed."""
        return (*(row.line() for row in self.rows if row.dropped or row.why), *self.remarks)
