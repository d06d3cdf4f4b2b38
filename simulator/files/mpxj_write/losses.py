"""What a format cannot hold, counted and said."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.files.report import singular


@dataclass
class Losses:
    """Lines such as ``3 percentage lags: written as minutes of the plan as it is``."""

    _rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, number: int, kind: str, what: str) -> None:
        """Count `number` things of a `kind` (plural); `what` became of them."""
        if number:
            self._rows[kind, what] = self._rows.get((kind, what), 0) + number

    def lines(self) -> list[str]:
        """A line for each kind, in the order in which they were found."""
        return [
            f"{number:,} {singular(kind) if number == 1 else kind}: {what}"
            for (kind, what), number in self._rows.items()
        ]
