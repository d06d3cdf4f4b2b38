"""Texts of the raw document read as dates, minutes and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.model.units import plain

DURATION = re.compile(r"(-?[\d.]+(?:E-?\d+)?)(e?(?:mo|[mhdwy%]))")
WEEKS_A_YEAR = 52
ELAPSED_MINUTES = {
    "m": 1.0,
    "h": 60.0,
    "d": 1440.0,
    "w": 10080.0,
    "mo": 43200.0,
    "y": 524160.0,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A duration as the file gives it: minutes (working or elapsed), or a share."""

    minutes: float = 0.0
    elapsed: bool = False
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Units:
    """What a day, week, month and year of working time mean in a project, in minutes."""

    day: float = 480.0
    week: float = 2400.0
    month: float = 9600.0

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> Units:
        """From the properties of a raw project."""
        day = float(properties["minutes_per_day"] or 480)
        week = float(properties["minutes_per_week"] or 5 * day)
        return cls(day, week, day * float(properties["days_per_month"] or 20))

    def amount(self, text: str | None) -> Amount | None:
        """Amount of ``16.0h``, ``2.0ed`` or ``-50.0%``; None for nothing."""
        found = DURATION.fullmatch(text or "")
        if not found:
            return None
        number, unit = float(found[1]), found[2]
        elapsed = unit.startswith("e")
        unit = unit.removeprefix("e")
        if unit == "%":
            return Amount(elapsed=elapsed, share=number / 100.0)
        working = {
            "m": 1.0,
            "h": 60.0,
            "d": self.day,
            "w": self.week,
            "mo": self.month,
            "y": WEEKS_A_YEAR * self.week,
        }
        return Amount(tidy(number * (ELAPSED_MINUTES if elapsed else working)[unit]), elapsed)

    def text(self, text: str) -> str:
        """A duration that means the same on every calendar: ``16h``, ``2ed``."""
        amount = self.amount(text)
        if amount is None or amount.share:
            return text
        unit, minutes = ("ed", 1440.0) if amount.elapsed else ("h", 60.0)
        return f"{plain(tidy(amount.minutes / minutes))}{unit}"

    def minutes(self, text: str | None) -> float | None:
        """Minutes of a duration, whatever its kind; None for nothing or a share."""
        amount = self.amount(text)
        return None if amount is None or amount.share else amount.minutes


def tidy(minutes: float) -> float:
    """Minutes rid of the noise of fractions: P6 writes 20 minutes as 0.333333 h."""
    return round(minutes, 3)


def money(text: str | None) -> float | None:
    """An amount of the raw document, rid of the same noise."""
    return round(float(text), 6) if text else None


def moment(text: str | None) -> datetime | None:
    """A date of the raw document, to the second."""
    return datetime.fromisoformat(text[:19]) if text else None


def number(text: str | None) -> float | None:
    """A number of the raw document."""
    return float(text) if text else None
