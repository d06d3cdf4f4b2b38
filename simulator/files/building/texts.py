"""Texts of the plan file to numbers and spreads; what cannot be read becomes a problem."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from simulator.files.place import At, Problems
from simulator.model.calendar import DAY, ELAPSED, Calendar
from simulator.model.distribution import Distribution
from simulator.model.expression import (
    ExpressionError,
    Unit,
    parse_duration,
    parse_money,
    parse_share,
    parse_spread,
    spread_text,
)
from simulator.model.payment import EVENLY, Payment
from simulator.model.payment_text import parse_payment
from simulator.model.spread import Spread
from simulator.model.units import Measure

T = TypeVar("T")

_HOUR = 60.0

ELAPSED_UNIT = re.compile(r"(?<=[\d\s.])e(?=(?:mo|min|m|h|d|w)\b)", re.IGNORECASE)


class Length(NamedTuple):
    """A duration as read. minutes : planned, None where only shares of it are given."""

    minutes: float | None
    elapsed: bool = False
    spread: Spread | None = None


def is_spread(text: str) -> bool:
    """True for ``triangular(1, 2, 3)``, false for ``5d``."""
    return "(" in text


def folder_of(at: At) -> Path:
    """Folder from which the files named in a text are looked for."""
    return Path(at.source.name).parent


def parsed(at: At, problems: Problems, rule: str, parse: Callable[[], T]) -> T | None:
    """What `parse` gives; None, with a problem of `rule`, where it raises `ExpressionError`."""
    key = next((step for step in reversed(at.loc) if isinstance(step, str)), "value")
    try:
        return parse()
    except ExpressionError as fault:
        problems.add(at, rule, f"{key}: {fault.message}", fault.mend)
        return None


def length(text: str, day_minutes: float, at: At, problems: Problems) -> Length | None:
    """A duration or its distribution, in minutes of a calendar with `day_minutes` a day."""
    if not is_spread(text):
        read = parsed(at, problems, "duration", lambda: parse_duration(text, day_minutes))
        if read is None:
            return None
        minutes, elapsed = read
        if not math.isfinite(minutes) or minutes < 0:
            _bad_number(at, problems, "negative-duration", "a duration", text)
            return None
        return Length(minutes, elapsed)
    plain, changes = ELAPSED_UNIT.subn("", text)
    unit = Unit.duration(float(DAY) if changes else day_minutes)
    spread = parsed(at, problems, "distribution", lambda: parse_spread(plain, unit, folder_of(at)))
    if spread is None:
        return None
    if spread.relative:
        return Length(None, False, spread)
    return Length(max(0.0, spread.distribution.planned), bool(changes), spread)


def range_of(text: str, key: str, calendar: Calendar, at: At, problems: Problems) -> Length | None:
    """A range of a task on the calendar with this `key`; elapsed units only where it runs by the
    clock."""
    read = length(text, calendar.minutes_per_day, at, problems)
    if read is not None and read.elapsed and key != ELAPSED:
        message = f"{text} is elapsed time, and the task works on calendar {key}"
        problems.add(at, "elapsed-range", message, "Write working time, or an elapsed duration.")
        return None
    return read


def spread_of(text: str, key: str, calendar: Calendar, at: At, problems: Problems) -> Spread | None:
    """The range of a task on the calendar with this `key`; a number alone is none."""
    read = range_of(text, key, calendar, at, problems)
    if read is not None and read.spread is None:
        mend = 'Write "triangular(4d, 5d, 8d)" or "triangular(90%, 100%, 130%)".'
        problems.add(at, "no-range", f"'{text}' is a number and no range", mend)
    return read.spread if read else None


@dataclass(frozen=True)
class _ShareOf(Unit):
    """Reads working time as shares of `planned` minutes."""

    planned: float = 1.0

    def read(self, text: str) -> tuple[float, bool]:
        value, percent = Unit.read(self, text)
        return (value if percent else value / self.planned), True


def delay_of(text: str, day_minutes: float, at: At, problems: Problems) -> Spread | None:
    """What a risk adds to a duration, or saves, in minutes of a calendar."""
    unit = Unit.delay(day_minutes)
    return parsed(at, problems, "distribution", lambda: parse_spread(text, unit, folder_of(at)))


def in_proportion(spread: Spread, planned: float) -> Spread:
    """`spread`, in minutes or money, as shares of what was `planned`; shares stay as they are."""
    if spread.relative or planned <= 0:
        return spread
    unit = _ShareOf(Measure.MONEY, planned=planned)
    return parse_spread(spread_text(spread, Unit.money()), unit)


def _bad_number(at: At, problems: Problems, rule: str, what: str, text: str) -> None:
    problems.add(at, rule, f"{what} of {text} is not possible", "Give a finite number, 0 or more.")


def money(text: str, at: At, problems: Problems) -> float | None:
    """``1200``, ``80k``, ``4.2M``."""
    value = parsed(at, problems, "money", lambda: parse_money(text))
    if value is not None and not math.isfinite(value):
        problems.add(at, "money", f"'{text}' is no amount of money", "Give a finite number.")
        return None
    return value


def price(text: str, day_minutes: float | None, at: At, problems: Problems) -> float | None:
    """``95/h`` or ``760/d`` as money an hour; without a unit of time it is one already.

    day_minutes : of a day; None for material, whose price is that of a unit of it.
    """
    amount, _, unit = text.partition("/")
    each = money(amount, at, problems)
    if each is None or day_minutes is None or not unit.strip():
        return each
    try:
        minutes, _ = parse_duration(f"1{unit.strip()}", day_minutes)
    except ExpressionError:
        message = f"rate: '{unit.strip()}' in '{text}' is no unit of time"
        problems.add(at, "rate", message, "Write 95/h or 760/d.")
        return None
    return each * _HOUR / minutes


def working(text: str, day_minutes: float, at: At, problems: Problems) -> float | None:
    """Minutes of ``80h`` or ``10d``, 0 or more; no range."""
    minutes, _ = parsed(at, problems, "duration", lambda: parse_duration(text, day_minutes)) or (
        None,
        False,
    )
    return _not_negative(minutes, text, "a duration", at, problems)


def number_of(text: str, at: At, problems: Problems) -> float | None:
    """``4`` or ``400%`` of a resource, 0 or more."""
    value = parsed(at, problems, "units", lambda: parse_share(text))
    return _not_negative(value, text, "a number of units", at, problems)


def amount(text: str, at: At, problems: Problems) -> float | None:
    """How much of a material: a number, 0 or more."""
    value = parsed(at, problems, "amount", lambda: parse_money(text))
    return _not_negative(value, text, "an amount", at, problems)


def _not_negative(
    value: float | None, text: str, what: str, at: At, problems: Problems
) -> float | None:
    if value is not None and not (math.isfinite(value) and value >= 0):
        _bad_number(at, problems, "negative-number", what, text)
        return None
    return value


def spread_of_money(text: str, at: At, problems: Problems) -> Spread | None:
    """A range of a cost, in money or in shares of the plan."""
    return parsed(
        at, problems, "distribution", lambda: parse_spread(text, Unit.money(), folder_of(at))
    )


def shares_of_money(text: str, at: At, problems: Problems) -> Spread | None:
    """``triangular(90%, 100%, 150%)``: a range for costs of any size."""
    spread = spread_of_money(text, at, problems)
    if spread is not None and not spread.relative:
        message = f"{text} gives every cost the same money, large or small"
        mend = 'Write percent of each cost: "triangular(90%, 100%, 150%)".'
        problems.add(at, "absolute-range", message, mend)
        return None
    return spread


def spread_of_factor(text: str, at: At, problems: Problems) -> Spread | None:
    """A factor and its range."""
    return parsed(
        at, problems, "distribution", lambda: parse_spread(text, Unit.factor(), folder_of(at))
    )


def factor_of(text: str, at: At, problems: Problems) -> Distribution | None:
    """The range of a factor on what is planned."""
    spread = spread_of_factor(text, at, problems)
    return None if spread is None else spread.distribution


def share(text: str, at: At, problems: Problems) -> float | None:
    """``30%`` or ``0.3`` as 0.3, of any size."""
    value = parsed(at, problems, "share", lambda: parse_share(text))
    if value is not None and not math.isfinite(value):
        problems.add(at, "share", f"'{text}' is no share", "Write 30% or 0.3.")
        return None
    return value


class Chance(NamedTuple):
    """How likely something is. spread : set where that is itself uncertain, around `planned`."""

    planned: float
    spread: Distribution | None = None

    @property
    def highest(self) -> float:
        """The greatest value that it can have."""
        return self.spread.support[1] if self.spread else self.planned


def chance(text: str, at: At, problems: Problems) -> Chance | None:
    """A chance from 0 % to 100 %, or a range of chances."""
    if not is_spread(text):
        value = probability(text, at, problems)
        return None if value is None else Chance(value)
    spread = spread_of_factor(text, at, problems)
    if spread is None:
        return None
    low, high = spread.distribution.support
    if low < 0.0 or high > 1.0:
        reach = "without end" if math.isinf(high) else f"to {high:.4g}"
        message = f"a probability of {text} reaches from {low:.4g} {reach}"
        mend = 'Write a range within 0% to 100%: "pert(5%, 10%, 30%)" or "uniform(20%, 40%)".'
        problems.add(at, "probability", message, mend)
        return None
    return Chance(spread.distribution.planned, spread.distribution)


def probability(text: str, at: At, problems: Problems) -> float | None:
    """A chance from 0 % to 100 %."""
    value = share(text, at, problems)
    if value is not None and not 0 <= value <= 1:
        mend = "Write a chance from 0% to 100%."
        if 1 < value <= 100 and "%" not in text:
            mend = f"Write a chance from 0% to 100%. Did you mean {value:g}%?"
        problems.add(at, "probability", f"a probability of {text} is not possible", mend)
        return None
    return value


def payment(text: str, at: At, problems: Problems) -> Payment:
    """When money leaves; evenly where the text, whose fault becomes a problem, does not say."""
    return parsed(at, problems, "payment", lambda: parse_payment(text)) or EVENLY
