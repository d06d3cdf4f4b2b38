"""What every family shares: how its parameters are written, and the checks on them."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

import numpy as np

from simulator.model.distribution import Distribution, Floats
from simulator.model.units import plain

Write = Callable[[float], str]
"""Turns a value, in the distribution's own unit, into text."""


class Kind(Enum):
    """What a parameter is measured in."""

    VALUE = "value"
    """In the unit of the quantity: a duration, money, or a factor."""
    NUMBER = "number"
    CHANCE = "chance"
    """A probability: ``30%``, ``0.3`` or ``P30``."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter in the text of a plan file.

    name : in the text. field : of the dataclass. aliases : other words for it.
    """

    name: str
    field: str
    kind: Kind = Kind.VALUE
    required: bool = True
    aliases: tuple[str, ...] = ()


class Family(Distribution):
    """A distribution that can be written as one line of text."""

    name: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    """In the order of positions."""

    @abstractmethod
    def text(self, write: Write) -> str:
        """The text of the plan file, each value written by `write`."""

    def __str__(self) -> str:
        return self.text(plain)


def place(x: Floats, low: float, high: float) -> Floats:
    """How far `x` lies on the way from `low` to `high`, 0 to 1; without a way, 1 from there on."""
    if high == low:
        return np.where(x >= low, 1.0, 0.0)
    found: Floats = np.clip((x - low) / (high - low), 0.0, 1.0)
    return found


def require_finite(**values: float | None) -> None:
    """Raise ValueError where a value is NaN or infinite."""
    for name, value in values.items():
        if value is not None and not math.isfinite(value):
            raise ValueError(f"{_words(name)} ({value:g}) is not a finite number")


def require_positive(**values: float | None) -> None:
    """Raise ValueError where a value is not finite and above 0."""
    require_finite(**values)
    for name, value in values.items():
        if value is not None and value <= 0:
            raise ValueError(f"{_words(name)} ({value:g}) must be above 0")


def require_rising(**values: float | None) -> None:
    """Raise ValueError where a value is below the one before it; None is passed over."""
    require_finite(**values)
    before, low = "", -math.inf
    for name, value in values.items():
        if value is not None:
            if value < low:
                raise ValueError(f"{_words(name)} ({value:g}) is below {_words(before)} ({low:g})")
            before, low = name, value


def require_chance(**values: float) -> None:
    """Raise ValueError where a value is not a probability."""
    for name, value in values.items():
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"{_words(name)} ({value:g}) is not between 0 % and 100 %")


def _words(name: str) -> str:
    return name.replace("_", " ")
