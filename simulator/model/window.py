"""Windows: when work may be done that must not be interrupted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

Span = tuple[float, float]
"""When a window opens and closes, minutes since an origin."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Window:
    """From `open` to `close`; again and again where `every` is not 0, from `open` on.

    every : minutes from one opening to the next.
    """

    open: datetime
    close: datetime
    every: float = 0.0

    @property
    def recurs(self) -> bool:
        """True where there is always another one."""
        return self.every > 0

    def spans(self, origin: datetime, last: float) -> list[Span]:
        """Those that begin before `last` and are not over at the origin."""
        begin, end = (self.open - origin) / MINUTE, (self.close - origin) / MINUTE
        if not self.recurs:
            return [(begin, end)] if end > 0 and begin < last else []
        least = max(0, math.ceil(-end / self.every))
        most = math.ceil((last - begin) / self.every)
        steps = (k * self.every for k in range(least, most))
        return [(begin + step, end + step) for step in steps]


@dataclass(frozen=True, slots=True)
class Yearly:
    """Each year from one day to another, both included, perhaps over New Year.

    first, last : month and day. 29 February is 1 March as a first day in years without one, and
    the end of February as a last day.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def recurs(self) -> bool:
        """Always another one."""
        return True

    def spans(self, origin: datetime, last: float) -> list[Span]:
        """Those that begin before `last` and are not over at the origin."""
        found = []
        years = math.ceil(last / (365 * 1440)) + 1
        for year in range(max(origin.year - 1, 1), origin.year + years):
            begin = _midnight(year, *self.first)
            end = _midnight(year + (self.last < self.first), *self.last)
            if (end.month, end.day) == self.last:
                end += timedelta(days=1)
            found.append(((begin - origin) / MINUTE, (end - origin) / MINUTE))
        return [(begin, end) for begin, end in found if begin < end and end > 0 and begin < last]


AnyWindow = Window | Yearly


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that meet or overlap as one."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _midnight(year: int, month: int, day: int) -> datetime:
    """Where a day begins; 1 March for 29 February in a year without one."""
    try:
        return datetime(year, month, day)
    except ValueError:
        return datetime(year, 3, 1)
