"""Numbers as people write them: durations, money, shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

_NUMBER = re.compile(r"\s*([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\W\d_]*|%)\s*")
_MOST_DIGITS = 40
_MOST_PLACES = 16
_GREATEST_EXPONENT = 300

_DAY = 1440
_HOUR = 60

_MONEY = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000}


class ExpressionError(ValueError):
    """A text that cannot be read. message : what is wrong; mend : what to write instead."""

    def __init__(self, message: str, mend: str = "") -> None:
        self.message, self.mend = message, mend
        super().__init__(f"{message}. {mend}" if mend else message)


class Measure(Enum):
    """What a number measures; the values complete the sentence "... is not"."""

    DURATION = "a duration"
    DELAY = "a delay"
    MONEY = "an amount of money"
    FACTOR = "a factor"
    PRICE = "a price"
    GROWTH = "a change of prices"


@dataclass(frozen=True, slots=True)
class Unit:
    """How the numbers of a range read and are written.

    day_minutes : working minutes of a day, for durations and delays. Plain durations are days;
    shares of the plan are written with %, and a factor may be written either way. A delay may be
    negative: it saves time. A price is money, above 0, and never a share; a growth of prices is a
    share by itself and may be negative.
    """

    measure: Measure
    day_minutes: float = 480.0

    @classmethod
    def duration(cls, day_minutes: float) -> Unit:
        """Values in working minutes."""
        return cls(Measure.DURATION, day_minutes)

    @classmethod
    def delay(cls, day_minutes: float) -> Unit:
        """Values in working minutes, more or less than planned."""
        return cls(Measure.DELAY, day_minutes)

    @classmethod
    def money(cls) -> Unit:
        """Values in plain units of the currency."""
        return cls(Measure.MONEY)

    @classmethod
    def factor(cls) -> Unit:
        """Values as factors."""
        return cls(Measure.FACTOR)

    @classmethod
    def price(cls) -> Unit:
        """Values in money for one of something."""
        return cls(Measure.PRICE)

    @classmethod
    def growth(cls) -> Unit:
        """Values as shares by which prices rise."""
        return cls(Measure.GROWTH)

    @property
    def natural(self) -> float:
        """What a plain number stands for, in the unit of values."""
        return self.day_minutes if self.is_time else 1.0

    @property
    def is_time(self) -> bool:
        """True for durations and delays."""
        return self.measure in (Measure.DURATION, Measure.DELAY)

    def read(self, text: str) -> tuple[float, bool]:
        """(value, True for a percentage). Raises `ExpressionError`."""
        if text.strip().endswith("%"):
            if self.measure is Measure.PRICE:
                message = f"'{text.strip()}' is a share, and of what is not known"
                raise ExpressionError(message, "Write what one costs: 0.92.")
            return parse_share(text), self.measure not in (Measure.FACTOR, Measure.GROWTH)
        if self.is_time:
            minutes, elapsed = parse_duration(text, self.day_minutes)
            if elapsed:
                raise ExpressionError(
                    f"'{text.strip()}' is elapsed time within a range",
                    "Write the range in working days or hours.",
                )
            return minutes, False
        is_money = self.measure in (Measure.MONEY, Measure.PRICE)
        return (parse_money(text) if is_money else parse_share(text)), False

    def write(self, value: float) -> str:
        """Text that `read` turns into the very same value."""
        if not self.is_time:
            return plain(value)
        for suffix, minutes in (("d", self.day_minutes), ("h", float(_HOUR))):
            count = Decimal(f"{value / minutes:.6g}")
            if float(count * Decimal(minutes)) == value:
                return f"{plain(float(count))}{suffix}"
        return f"{plain(value)}min"


_WORDS = {
    **dict.fromkeys(("min", "minute"), "min"),
    **dict.fromkeys(("hr", "hour"), "h"),
    "day": "d",
    **dict.fromkeys(("wk", "week"), "w"),
    **dict.fromkeys(("mon", "month"), "mo"),
}
"""Units as MS Project spells them, without the plural s."""


def parse_duration(text: str | float, day_minutes: float) -> tuple[float, bool]:
    """(minutes, True for elapsed time) of ``5``, ``4h``, ``3d``, ``2w``, ``1mo``, ``5ed``.

    MS Project's words do as well: ``4 days``, ``2 wks``, ``3 mons``, ``5 edays``. A plain number is
    days of `day_minutes`. A week is 5 days and a month 20, as in MS Project;
    where a day has 24 hours, and in elapsed time, they are 7 and 30. Raises `ExpressionError`.
    """
    count, suffix = _split(text, "a duration", "Write days as 5 or 5d; hours 4h; weeks 2w.")
    suffix = suffix.lower()
    elapsed = len(suffix) > 1 and suffix.startswith("e")
    word = suffix[1:] if elapsed else suffix
    day = float(_DAY) if elapsed else day_minutes
    week, month = (7, 30) if day >= _DAY else (5, 20)
    minutes = {"m": 1, "min": 1, "h": _HOUR, "": day, "d": day, "w": week * day, "mo": month * day}
    found = minutes.get(_WORDS.get(word.removesuffix("s"), word))
    if found is None:
        raise ExpressionError(
            f"'{text}' is not a duration: '{suffix}' is no unit of time",
            "Units are min, h, d, w and mo; ed, eh, ew for elapsed time.",
        )
    return float(count * Decimal(found)), elapsed


def parse_money(text: str | float) -> float:
    """``1200``, ``80k``, ``4.2M``, ``1.1bn`` in plain units. Raises `ExpressionError`."""
    mend = "Write 1200, 80k, 4.2M or 1.1bn, without a currency."
    count, suffix = _split(text, "an amount of money", mend)
    if suffix.lower() not in _MONEY:
        raise ExpressionError(f"'{text}' is not an amount of money", mend)
    return float(count * _MONEY[suffix.lower()])


def parse_share(text: str | float) -> float:
    """``30%`` or ``0.3`` as 0.3, of any size. Raises `ExpressionError`."""
    count, suffix = _split(text, "a share", "Write 30% or 0.3.")
    if suffix not in ("", "%"):
        raise ExpressionError(f"'{text}' is not a share", "Write 30% or 0.3.")
    return float(count / 100 if suffix else count)


def plain(value: float) -> str:
    """Shortest text that reads back as the very same float: ``8``, ``0.1``."""
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def share_text(value: float) -> str:
    """Percentage that reads back as the very same float: ``30%``."""
    count = (Decimal(repr(float(value))) * 100).normalize()
    return f"{count:f}%" if abs(count.adjusted()) <= _MOST_PLACES else f"{count}%"


def _split(text: str | float, what: str, mend: str) -> tuple[Decimal, str]:
    """(number, letters after it). Decimal, so that 130% is exactly the float 1.3."""
    if isinstance(text, bool):
        raise ExpressionError(f"'{text}' is not {what}", mend)
    found = _NUMBER.fullmatch(text if isinstance(text, str) else repr(text))
    if found is None or len(found[1]) > _MOST_DIGITS:
        raise ExpressionError(f"'{_short(text)}' is not {what}", mend)
    count = Decimal(found[1].replace("_", ""))
    if count and abs(count.adjusted()) > _GREATEST_EXPONENT:
        raise ExpressionError(f"'{text}' is too large or too small for {what}", mend)
    return count, found[2]


def _short(text: object) -> str:
    words = str(text)
    return words if len(words) <= _MOST_DIGITS else words[: _MOST_DIGITS - 1] + "…"
