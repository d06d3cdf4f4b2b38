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
        kind = singular(self.kind) if self.read == 1 else self.kind
        if not self.dropped:
            return f"{self.read:,} {kind}{because}"
        if not self.used:
            return f"{self.read:,} {kind} not used{because}"
        return f"{self.read:,} {kind}, {self.dropped:,} of them not used{because}"


def singular(kind: str) -> str:
    """``stubs of projects`` as ``stub of projects``: the first plural becomes a singular."""
    words = kind.split(" ")
    for place, word in enumerate(words):
        if word.endswith("s"):
            single = word.removesuffix("ies") + "y" if word.endswith("ies") else word[:-1]
            return " ".join((*words[:place], single, *words[place + 1 :]))
    return kind


@dataclass
class ImportReport:
    """What was read from `path`: rows counted, and remarks in whole sentences."""

    path: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def count(self, kind: str, read: int, used: int, why: str = "") -> None:
        """Add to the row of `kind`; nothing is added for things that the file does not hold."""
        if not read:
            return
        for place, row in enumerate(self.rows):
            if row.kind == kind:
                reasons = dict.fromkeys(reason for reason in (row.why, why) if reason)
                total = (row.read + read, row.used + used)
                self.rows[place] = Row(kind, *total, "; ".join(reasons))
                return
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
