"""One quantity, the finish or the cost, under all assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple

import numpy as np

from simulator.results.estimate import Chance, DateEstimate
from simulator.results.paired import block_percentiles
from simulator.results.quantity import Estimate, Quantity, Value
from simulator.results.raw import Floats
from simulator.scenario.envelope.levers import Lever, levers

LEVELS = (50, 80)
"""Percentiles that are shown."""


class Case(NamedTuple):
    """One combination of assumptions: a family, and a coefficient between durations."""

    shape: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Answer(Generic[Estimate]):
    """What one case says of one quantity.

    estimates : by percentile. blocks : by percentile its value within each block of 1,024
    iterations, elapsed days or money. chance : of the target; None without one.
    """

    estimates: Mapping[int, Estimate]
    blocks: Mapping[int, Floats]
    chance: Chance | None

    def number(self, p: int) -> float:
        """The percentile as a bare number: elapsed days since the start, or money."""
        return number(self.estimates[p])


@dataclass(frozen=True, slots=True)
class Band(Generic[Estimate]):
    """From the lowest to the highest answer. width : elapsed days, or money."""

    low: Estimate
    high: Estimate
    width: float


@dataclass(frozen=True)
class Across(Generic[Estimate]):
    """One quantity in the plan as it is, and in every case."""

    own: Answer[Estimate]
    cases: Mapping[Case, Answer[Estimate]]

    @property
    def every(self) -> tuple[Answer[Estimate], ...]:
        """The plan as it is, then the cases."""
        own: tuple[Answer[Estimate], ...] = (self.own,)
        return own + tuple(self.cases.values())

    def band(self, p: int) -> Band[Estimate]:
        """The percentile from its lowest to its highest value over all cases and the plan."""
        every = sorted((answer.estimates[p] for answer in self.every), key=number)
        return Band(every[0], every[-1], number(every[-1]) - number(every[0]))

    @property
    def chances(self) -> tuple[Chance, Chance] | None:
        """The chance of the target, lowest and highest; None without a target."""
        found = [answer.chance for answer in self.every if answer.chance is not None]
        if not found:
            return None
        by_value = sorted(found, key=lambda chance: chance.value)
        return by_value[0], by_value[-1]

    def levers(self, p: int = 80) -> tuple[Lever, ...]:
        """What each assumption moves the percentile by, the largest first."""
        numbers = {case: answer.number(p) for case, answer in self.cases.items()}
        blocks = {case: answer.blocks[p] for case, answer in self.cases.items()}
        return levers(numbers, blocks)


def answer_of(quantity: Quantity[Value, Estimate]) -> Answer[Estimate]:
    """What is kept of a simulated quantity: no sample, so that thirteen runs fit in memory."""
    return Answer(
        {p: quantity.percentile(p) for p in LEVELS},
        {p: _in_blocks(quantity, p) for p in LEVELS},
        quantity.target_chance,
    )


def _in_blocks(quantity: Quantity[Value, Estimate], p: int) -> Floats:
    within = block_percentiles(quantity.samples, p)
    return np.array([quantity.spread(x) for x in within.tolist()], dtype=np.float64)


def number(estimate: Any) -> float:
    """An estimate as a bare number: elapsed days since the start, or money."""
    return float(estimate.days if isinstance(estimate, DateEstimate) else estimate.value)
