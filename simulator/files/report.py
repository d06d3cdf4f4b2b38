"""The import report: what came in, what was dropped, and why."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing: how many the file held, how many are used, why the rest is not.

    why : also says what was assumed, where nothing was dropped. quiet : it changes no date and no
    cost, so that a word of it is enough.
    """

    kind: str
    read: int
    used: int
    why: str = ""
    quiet: bool = False

    @property
    def dropped(self) -> int:
        """How many are not used."""
        return self.read - self.used

    def number(self) -> str:
        """``3 expenses``."""
        return f"{self.read:,} {singular(self.kind) if self.read == 1 else self.kind}"

    def line(self) -> str:
        """The row in plain words."""
        because = f": {self.why}" if self.why else ""
        if not self.dropped:
            return f"{self.number()}{because}"
        if not self.used:
            return f"{self.number()} not used{because}"
        return f"{self.number()}, {self.dropped:,} of them not used{because}"


def singular(kind: str) -> str:
    """``stubs of projects`` as ``stub of projects``: the first plural becomes a singular."""
    words = kind.split(" ")
    for place, word in enumerate(words):
        if word.endswith("s"):
            single = word.removesuffix("ies") + "y" if word.endswith("ies") else word[:-1]
            single = word.removesuffix("es") if word.endswith("ches") else single
            return " ".join((*words[:place], single, *words[place + 1 :]))
    return kind


@dataclass
class ImportReport:
    """What was read from `path`: rows counted, and remarks in whole sentences."""

    path: str
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def quiet(self, kind: str, read: int, used: int) -> None:
        """Count what changes no date and no cost."""
        self._add(Row(kind, read, used, quiet=True))

    def count(self, kind: str, read: int, used: int, why: str = "") -> None:
        """Add to the row of `kind`; nothing is added for things that the file does not hold."""
        self._add(Row(kind, read, used, why))

    def _add(self, more: Row) -> None:
        if not more.read:
            return
        for place, row in enumerate(self.rows):
            if row.kind == more.kind:
                reasons = dict.fromkeys(reason for reason in (row.why, more.why) if reason)
                total = (row.read + more.read, row.used + more.used)
                self.rows[place] = Row(row.kind, *total, "; ".join(reasons), row.quiet)
                return
        self.rows.append(more)

    def remark(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def lines(self) -> list[str]:
        """The whole report in plain words, counts first."""
        return [*(row.line() for row in self.rows), *self.remarks]

    def notes(self) -> tuple[str, ...]:
        """What a reader of the results must know: all that was dropped or assumed, one by one;
        what changes no date and no cost in a line of its own."""
        loud = [row.line() for row in self.rows if not row.quiet and (row.dropped or row.why)]
        quiet = [row for row in self.rows if row.quiet]
        along = ", ".join(row.number() for row in quiet if row.used)
        idle = ", ".join(row.number() for row in quiet if not row.used)
        return (
            *loud,
            *self.remarks,
            *([f"also kept: {along}"] if along else []),
            *([f"without effect on dates and cost, not used: {idle}"] if idle else []),
        )
