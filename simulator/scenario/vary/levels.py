"""The values of one factor: ``80%..120% by 10%``, or ``8d, 10d, 15d``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from simulator.errors import PlanError

MOST = 200
"""Values of one factor."""

MEND = 'Write "S110.duration=80%..120% by 10%", or "S110.duration=8d, 10d, 15d".'
_VALUE = re.compile(r"([+-]?\d+(?:\.\d+)?|\.\d+)\s*([A-Za-z%]*)")
_RANGE = re.compile(r"(.+?)\s*\.\.\s*(.+?)\s+by\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """One value. number : as written; unit : "%", "d", "k", or nothing."""

    number: Decimal
    unit: str

    @property
    def text(self) -> str:
        """As it is written in a plan: ``80%``."""
        return f"{self.number:f}{self.unit}"

    @property
    def is_share(self) -> bool:
        """True for percentages."""
        return self.unit == "%"

    @property
    def value(self) -> float:
        """A share for percentages, else the number in its unit."""
        return float(self.number / 100 if self.is_share else self.number)


def levels(text: str, where: str) -> tuple[Level, ...]:
    """The values of a factor, in their order. Raises `PlanError`."""
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        found = tuple(_level(part, where) for part in text.split(","))
    else:
        first, last, step = (_level(part, where) for part in match.groups())
        found = _between(first, last, step, where)
    if len({one.unit for one in found}) > 1:
        raise _wrong(where, f"'{text}' has values of different units")
    if len({one.number for one in found}) < len(found):
        raise _wrong(where, f"'{text}' has a value twice")
    return found


def _between(first: Level, last: Level, step: Level, where: str) -> tuple[Level, ...]:
    if len({first.unit, last.unit, step.unit}) > 1:
        raise _wrong(where, f"{first.text}, {last.text} and {step.text} are of different units")
    if step.number <= 0 or last.number < first.number:
        said = f"from {first.text} to {last.text} by {step.text}"
        raise _wrong(where, f"{said} there are no values")
    number = int((last.number - first.number) / step.number) + 1
    if number > MOST:
        raise _wrong(where, f"{number:,} values are too many: at most {MOST}")
    return tuple(Level(first.number + k * step.number, first.unit) for k in range(number))


def _level(text: str, where: str) -> Level:
    match = _VALUE.fullmatch(text.strip())
    if match is None:
        raise _wrong(where, f"'{text.strip()}' is no value")
    return Level(Decimal(match[1]), match[2])


def _wrong(where: str, message: str) -> PlanError:
    return PlanError.one(where, "bad-factor", message, MEND)
