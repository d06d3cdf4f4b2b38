"""Values with their uncertainty: a date, a sum of money, a chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil, floor, isfinite, log10

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Spelt out because `strftime` follows the machine's language."""

MINUTES_A_DAY = 1440

UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))


def show_day(moment: date) -> str:
    """``22 Mar 2028``: the day on which the moment falls."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def show_money(value: float, figures: int = 3) -> str:
    """A few figures and a letter: ``48.9M``, ``450k``, ``1.25bn``; plain below ten thousand."""
    if abs(round(value)) < 10_000:
        # As a whole number: nothing has no sign.
        return f"{round(value):,}"
    # Rounded first, so that 999,600 is 1.00M and not 1000k.
    size = abs(float(f"{value:.{figures}g}"))
    unit, letter = next((unit, letter) for unit, letter in UNITS if size >= unit)
    digits = max(0, figures - len(str(int(size / unit))))
    return f"{value / unit:.{digits}f}{letter}"


def show_chance(chance: float) -> str:
    """Whole per cent; never ``0 %`` or ``100 %`` unless it is exactly that."""
    if 0 < chance < 0.01:
        return "<1 %"
    if 0.99 < chance < 1:
        return ">99 %"
    return f"{chance * 100:.0f} %"


def moment(origin: datetime, minutes: float) -> datetime:
    """The instant `minutes` after `origin`, rounded up to the minute."""
    # A millionth of a minute of slack: arithmetic noise must not push a date on by a minute.
    try:
        return origin + timedelta(minutes=ceil(minutes - 1e-6))
    except OverflowError:
        return datetime.max.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class DateEstimate:
    """A date with its 95 % interval.

    value : rounded up to the minute. days : elapsed days from the program's start, unrounded.
    low, high : None where the run is too short to tell, or where none applies.
    """

    value: datetime
    days: float
    low: DateEstimate | None = None
    high: DateEstimate | None = None

    @property
    def day(self) -> date:
        """The day by whose end it is reached: midnight ends the day before, but the very start
        of the program is its first day."""
        ends = self.value.time() == time.min and self.days > 0
        return self.value.date() - timedelta(days=1) if ends else self.value.date()

    @property
    def short(self) -> str:
        """The day alone: ``22 Mar 2028``."""
        return show_day(self.day)

    @property
    def margin(self) -> float | None:
        """The larger half of the interval, elapsed days."""
        if self.low is None or self.high is None:
            return None
        return max(self.high.days - self.days, self.days - self.low.days)

    @property
    def tolerance(self) -> str:
        """``± 2 d``, rounded up; empty where the interval is unknown or nil."""
        return f"± {ceil(self.margin - 1e-9)} d" if self.margin else ""

    def __str__(self) -> str:
        return f"{self.short} ({self.tolerance})" if self.tolerance else self.short

    def to_dict(self) -> dict[str, object]:
        """``value`` (ISO 8601), ``days``, and the interval where there is one."""
        own: dict[str, object] = {
            "value": self.value.isoformat(timespec="minutes"),
            "days": self.days,
        }
        if self.low is not None or self.high is not None:
            own["low"] = self.low.to_dict() if self.low else None
            own["high"] = self.high.to_dict() if self.high else None
        return own


@dataclass(frozen=True, slots=True)
class MoneyEstimate:
    """A sum of money with its 95 % interval, plain units of the currency."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def short(self) -> str:
        """The sum alone: ``48.9M``."""
        return show_money(self.value)

    @property
    def margin(self) -> float | None:
        """The larger half of the interval."""
        if self.low is None or self.high is None:
            return None
        return max(self.high - self.value, self.value - self.low)

    @property
    def tolerance(self) -> str:
        """``± 350k``, rounded up to two figures; empty where the interval is unknown or nil."""
        if not self.margin:
            return ""
        unit = 10.0 ** (floor(log10(self.margin)) - 1)
        return f"± {show_money(ceil(self.margin / unit - 1e-9) * unit, figures=2)}"

    def __str__(self) -> str:
        return f"{self.short} ({self.tolerance})" if self.tolerance else self.short

    def to_dict(self) -> dict[str, object]:
        """``value``, and the interval where there is one."""
        own: dict[str, object] = {"value": self.value}
        if self.low is not None or self.high is not None:
            own["low"] = None if self.low is None else {"value": self.low}
            own["high"] = None if self.high is None else {"value": self.high}
        return own


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability with its 95 % interval, and the iterations it was counted from."""

    value: float
    low: float
    high: float
    iterations: int

    def __str__(self) -> str:
        return show_chance(self.value)

    def to_dict(self) -> dict[str, float]:
        """``chance`` with ``low`` and ``high``."""
        return {"chance": self.value, "low": self.low, "high": self.high}


def finite(value: float) -> float | None:
    """The number, or None for NaN and infinity, which JSON has no word for."""
    return float(value) if isfinite(value) else None
