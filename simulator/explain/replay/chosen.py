"""Which iterations are meant: those around a percentile, or the worst of all."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.errors import SettingsError
from simulator.results.percentile import rank
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Result

AROUND = 0.025
"""Share of all iterations on either side of a percentile that count as near it."""

Of = Literal["finish", "cost"]


@dataclass(frozen=True)
class Chosen:
    """Some iterations of a run. numbers : int64[n], in the order of what they are chosen by;
    middle : the one that stands for them. says : what they are, for people."""

    numbers: NDArray[np.int64]
    middle: int
    says: str


def near(result: Result, level: float, of: Of = "finish") -> Chosen:
    """The iteration that is the percentile `level` (0 to 100) of the finish or cost, and those next
    to it. Raises SettingsError."""
    if not 0 < level <= 100:
        raise SettingsError(f"percentile {level:g}: give one above 0 and up to 100, such as P80")
    order = np.argsort(_quantity(result, of).samples, kind="stable")
    place, reach = rank(level, len(order)) - 1, int(AROUND * len(order))
    numbers = order[max(0, place - reach) : place + reach + 1]
    says = f"the {len(numbers):,} iterations nearest to P{level:g} of the {of}"
    return Chosen(numbers, int(order[place]), says)


def worst(result: Result, share: float, of: Of = "finish") -> Chosen:
    """The share (0 to 1) of iterations that end last or cost most. Raises SettingsError."""
    if not 0 < share <= 1:
        raise SettingsError(f"{share:.0%} of the iterations: give more than 0 % and at most 100 %")
    order = np.argsort(_quantity(result, of).samples, kind="stable")
    numbers = order[len(order) - ceil(round(share * len(order), 9)) :]
    word = "latest" if of == "finish" else "dearest"
    says = f"the {len(numbers):,} {word} iterations, {share * 100:g} % of all"
    return Chosen(numbers, int(numbers[len(numbers) // 2]), says)


def _quantity(result: Result, of: Of) -> DateQuantity | MoneyQuantity:
    if of == "finish":
        return result.finish
    if result.cost is None:
        raise SettingsError("the plan has no cost: choose iterations by their finish")
    return result.cost
