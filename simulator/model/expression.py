"""Ranges as one line of text: ``triangular(8, 10, 15)`` to a `Spread`, and back.

Nothing is evaluated: a name, and parameters by position or by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from simulator.model.column import read_column
from simulator.model.distributions import (
    Constant,
    Cumulative,
    Discrete,
    Empirical,
    Experts,
    Family,
    Kind,
    Normal,
    Parameter,
)
from simulator.model.spread import Spread
from simulator.model.syntax import (
    MOST_VALUES,
    Argument,
    mend,
    opinions,
    shown,
    signature,
    take_apart,
)
from simulator.model.units import (
    ExpressionError,
    Measure,
    Unit,
    parse_duration,
    parse_money,
    parse_share,
    share_text,
)

__all__ = [
    "ExpressionError",
    "Unit",
    "parse_duration",
    "parse_money",
    "parse_share",
    "parse_spread",
    "spread_text",
    "written",
]


def parse_spread(text: str, unit: Unit, base: Path | None = None) -> Spread:
    """The spread that `text` stands for; a number alone is certain.

    Values become minutes, money or factors as `unit` says; where all are percentages the spread
    is relative to the plan. A duration, price or factor below 0 is refused, and a growth below -1;
    a normal distribution is conditioned on what is not; a delay may be negative. base : folder that
    file names of ``empirical`` are relative to. Raises `ExpressionError`.
    """
    numbers = _Numbers(unit)
    distribution = _distribution(text, numbers, base)
    return Spread(_never_below_zero(distribution, numbers), numbers.relative)


def spread_text(spread: Spread, unit: Unit) -> str:
    """Text that `parse_spread` turns into the very same spread."""
    return written(spread, share_text if spread.relative else unit.write)


def written(spread: Spread, write: Callable[[float], str]) -> str:
    """Text of a spread whose values are written by `write`."""
    distribution = spread.distribution
    if not isinstance(distribution, Family):
        raise TypeError(f"{type(distribution).__name__} has no text")
    return distribution.text(write)


class _Numbers:
    """Reads the values of one expression, and sees to it that they are of one kind."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._percent = ""
        self._absolute = ""

    @property
    def relative(self) -> bool:
        """True where the values were percentages of the plan."""
        return bool(self._percent)

    @property
    def natural(self) -> float:
        """What a plain number of the user's stands for, in the unit of values."""
        return 0.01 if self.relative else self.unit.natural

    def value(self, name: str, text: str) -> float:
        """One value, in the unit of the spread."""
        try:
            value, percent = self.unit.read(text)
        except ExpressionError as fault:
            raise ExpressionError(f"{name}: {fault.message}", fault.mend) from None
        if percent:
            self._percent = text.strip()
        elif value:
            self._absolute = text.strip()
        if self._percent and self._absolute:
            raise ExpressionError(
                f"{name}: {self._percent} is a share of the plan and {self._absolute} is not",
                "Write all values as percentages, or none.",
            )
        return value

    def read(self, parameter: Parameter, text: str) -> float:
        """One parameter by its kind."""
        if parameter.kind is Kind.VALUE:
            return self.value(parameter.name, text)
        percentile = parameter.kind is Kind.CHANCE and text.strip()[:1] in ("P", "p")
        try:
            return parse_share(f"{text.strip()[1:]}%" if percentile else text)
        except ExpressionError:
            chance = parameter.kind is Kind.CHANCE
            what, how = ("a chance", "30%, 0.3 or P30") if chance else ("a number", "2 or 0.5")
            message = f"{parameter.name}: '{shown(text.strip())}' is not {what}"
            raise ExpressionError(message, f"Write {how}.") from None


def _distribution(text: str, numbers: _Numbers, base: Path | None, within: bool = False) -> Family:
    """The distribution that `text` stands for; within : as what one of several experts says."""
    family, arguments = take_apart(text)
    if family is None:
        return _made(Constant, {"value": numbers.value("value", text)}, numbers)
    if issubclass(family, Experts):
        if within:
            mend = "Name all experts in one list, each with its weight."
            raise ExpressionError("experts stand within experts", mend)
        return _of_experts(arguments, numbers, base)
    if issubclass(family, Discrete | Cumulative):
        return _of_pairs(family, arguments, numbers)
    if issubclass(family, Empirical):
        return _of_values(arguments, numbers, base)
    return _made(family, _parameters(family, arguments, numbers), numbers)


def _parameters(
    family: type[Family], arguments: list[Argument], numbers: _Numbers
) -> dict[str, float]:
    """Values by field of the dataclass."""
    found: dict[str, float] = {}
    for place, argument in enumerate(arguments):
        parameter = _parameter(family, place, argument)
        if parameter.field in found:
            raise ExpressionError(f"{family.name} has {parameter.name} twice", mend(family))
        found[parameter.field] = numbers.read(parameter, argument.text)
    for parameter in family.parameters:
        if parameter.required and parameter.field not in found:
            raise ExpressionError(f"{family.name} has no {parameter.name}", mend(family))
    return found


def _parameter(family: type[Family], place: int, argument: Argument) -> Parameter:
    if not argument.name:
        if place >= len(family.parameters):
            raise ExpressionError(f"{family.name} has too many parameters", mend(family))
        return family.parameters[place]
    for parameter in family.parameters:
        if argument.name in (parameter.name, *parameter.aliases):
            return parameter
    near = get_close_matches(argument.name, [p.name for p in family.parameters], n=1)
    hint = f"Did you mean {near[0]}?" if near else mend(family)
    raise ExpressionError(f"{family.name} has no parameter '{shown(argument.name)}'", hint)


def _of_pairs(
    family: type[Discrete] | type[Cumulative], arguments: list[Argument], numbers: _Numbers
) -> Family:
    values, chances = [], []
    for argument in arguments:
        value, colon, chance = argument.text.partition(":")
        if not colon or argument.name:
            text = shown(argument.text)
            message = f"{family.name}: '{text}' is not a value and its chance"
            raise ExpressionError(message, mend(family))
        values.append(numbers.value("value", value))
        of = Parameter(f"chance of {value.strip()}", "", Kind.CHANCE)
        chances.append(numbers.read(of, chance))
    return _checked(
        family, lambda scale: family(tuple(v / scale for v in values), tuple(chances)), numbers
    )


def _of_experts(arguments: list[Argument], numbers: _Numbers, base: Path | None) -> Family:
    said = opinions(arguments)
    members = tuple(_distribution(one.text, numbers, base, within=True) for one in said)
    values = sum(len(one.values) for one in members if isinstance(one, Empirical))
    if values > MOST_VALUES:
        message = f"the experts name {values:,} values; at most {MOST_VALUES:,} are read"
        raise ExpressionError(message, "Shorten the records, or take a range from each.")
    return Experts(members, tuple(one.weight for one in said))


def _of_values(arguments: list[Argument], numbers: _Numbers, base: Path | None) -> Family:
    """Values in the text, or in the column of a file."""
    texts = [argument.text.strip("\"' ") for argument in arguments]
    if len(texts) == 2 and not texts[1][:1].isdigit():
        path = (base or Path()) / texts[0]
        cells = read_column(path, texts[1])
        named = [(f"{path.name} line {line}", text) for line, text in cells]
    else:
        named = [("value", text) for text in texts]
    values = [numbers.value(name, text) for name, text in named]
    return _checked(Empirical, lambda scale: Empirical(tuple(v / scale for v in values)), numbers)


def _made(family: type[Family], found: dict[str, float], numbers: _Numbers) -> Family:
    measured = {p.field for p in family.parameters if p.kind is Kind.VALUE}

    def make(scale: float) -> Family:
        scaled = {name: v / scale if name in measured else v for name, v in found.items()}
        return family(**scaled)

    return _checked(family, make, numbers)


def _checked(family: type[Family], make: Callable[[float], Family], numbers: _Numbers) -> Family:
    """`make(1)`; where that fails the message speaks in the numbers that the user wrote."""
    try:
        return make(1.0)
    except ValueError as fault:
        message = str(fault)
    try:
        make(numbers.natural)
    except ValueError as fault:
        message = str(fault)
    raise ExpressionError(f"{family.name}: {message}", mend(family))


def _never_below_zero(distribution: Family, numbers: _Numbers) -> Family:
    if isinstance(distribution, Experts):
        each = (_never_below_zero(member, numbers) for member in distribution.members)
        return replace(distribution, members=tuple(each))
    measure = numbers.unit.measure
    if measure is Measure.DELAY or (measure is Measure.MONEY and not numbers.relative):
        return distribution
    floor = -1.0 if measure is Measure.GROWTH else 0.0
    if isinstance(distribution, Normal) and distribution.lower is None:
        family, conditioned = type(distribution), partial(replace, distribution, lower=floor)
        return _checked(family, lambda _: conditioned(), numbers)
    low = distribution.support[0]
    if low < floor:
        what = "a factor" if measure is Measure.MONEY else measure.value
        unit = " days" if measure is Measure.DURATION and not numbers.relative else ""
        in_percent = numbers.relative or measure is Measure.GROWTH
        lowest = share_text(round(low, 4)) if in_percent else f"{low / numbers.natural:.4g}"
        least = share_text(floor) if floor else "0"
        raise ExpressionError(
            f"{distribution.name} reaches down to {lowest}{unit},"
            f" and {what} is never below {least}",
            f"Raise its low end to {least} or more: {signature(type(distribution))}.",
        )
    return distribution
