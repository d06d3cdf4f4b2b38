"""Working days that are lost by chance: to weather, by month or as observed, and to downtime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""Names; the first three letters do as well."""

SLOTS = 366
"""Days of a year, 29 February included."""


def slot_of(month: int, day: int) -> int:
    """Place of a day among the `SLOTS` of a leap year, from 0."""
    return (date(2000, month, day) - date(2000, 1, 1)).days


@dataclass(frozen=True, slots=True)
class Chances:
    """Weather by month.

    owner : key of the calendar that it was given for; calendars that share it name the same.
    month : chance that a day is lost, from January on. persistence : correlation of one day with
    the next, 0 <= persistence < 1.
    """

    owner: str
    month: tuple[float, ...]
    persistence: float = 0.0

    word: ClassVar[str] = "weather"

    def share(self, slot: int) -> float:
        """Chance that a day of the year is lost."""
        return self.month[(date(2000, 1, 1) + timedelta(days=slot)).month - 1]

    def chain(self, slot: int) -> tuple[float, float]:
        """Chance that a day is lost after one that was not, and after one that was.

        With the chance of `persistence` a day is as the one before, measured against the chance of
        its own month; else it is drawn anew. So each day has the chance of its month, and within a
        month the correlation of neighbours is the persistence.
        """
        p, q, r = self.share((slot - 1) % SLOTS), self.share(slot), self.persistence
        anew = (1.0 - r) * q
        fresh = anew + r * max(0.0, q - p) / (1.0 - p) if p < 1.0 else q
        again = anew + r * min(1.0, q / p) if p > 0.0 else q
        return fresh, again


@dataclass(frozen=True, slots=True)
class Observed:
    """Weather as it was: each year is like one of the observed ones, each as likely.

    years : those observed, whole. lost : the days that were lost in them, in order.
    """

    owner: str
    years: tuple[int, ...]
    lost: tuple[date, ...]

    word: ClassVar[str] = "weather"

    def record(self) -> dict[int, set[int]]:
        """Slots that were lost, by observed year; 29 February of a year without one is as 28."""
        found: dict[int, set[int]] = {year: set() for year in self.years}
        for day in self.lost:
            found[day.year].add(slot_of(day.month, day.day))
        for year, slots in found.items():
            if not _is_leap(year) and _FEBRUARY_28 in slots:
                slots.add(_FEBRUARY_28 + 1)
        return found


@dataclass(frozen=True, slots=True)
class Downtime:
    """A machine that fails and is repaired, by days: up for `every` days on average, then down for
    `lasts` days on average, each of 1 day or more, however long it has been so."""

    owner: str
    every: float
    lasts: float

    word: ClassVar[str] = "downtime"

    def share(self, slot: int) -> float:
        """Chance that a day is lost: what is down of a cycle."""
        return self.lasts / (self.every + self.lasts)

    def chain(self, slot: int) -> tuple[float, float]:
        """Chance that a day is lost after one that was not, and after one that was."""
        return 1.0 / self.every, 1.0 - 1.0 / self.lasts


Weather = Chances | Observed
Loss = Chances | Observed | Downtime


def name_of(loss: Loss) -> str:
    """The stable name of what is drawn: of all days of a chain, of all years of a record."""
    return f"calendar {loss.owner} {loss.word}"


def daily(loss: Loss) -> tuple[float, ...]:
    """Chance that each day of the year is lost, by slot."""
    if not isinstance(loss, Observed):
        return tuple(loss.share(slot) for slot in range(SLOTS))
    record = loss.record()
    return tuple(
        sum(slot in slots for slots in record.values()) / len(record) for slot in range(SLOTS)
    )


def lost(losses: Iterable[Loss]) -> tuple[float, ...]:
    """Chance that any of these takes each day of the year, by slot."""
    kept = [1.0] * SLOTS
    for loss in losses:
        kept = [k * (1.0 - chance) for k, chance in zip(kept, daily(loss), strict=True)]
    return tuple(1.0 - k for k in kept)


def can_happen(loss: Loss) -> bool:
    """False where no day can ever be lost."""
    return any(daily(loss))


_FEBRUARY_28 = slot_of(2, 28)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
