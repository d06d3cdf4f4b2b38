"""What one of date and budget does to the other: the cost of iterations by their date, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

import numpy as np

from simulator.results.estimate import DateEstimate, MoneyEstimate
from simulator.results.joint.chance import Bools
from simulator.results.quantity import DateQuantity, Estimate, MoneyQuantity, Quantity, Value
from simulator.results.raw import Floats

LEVELS = (50, 80)
"""Percentiles that are given."""

NEAR = 0.05
"""Share of the iterations that count as near a value: those that come nearest to it."""

WORDS = {"met": "meets it", "missed": "misses it", "near": "ends near it"}


@dataclass(frozen=True, slots=True)
class Given(Generic[Estimate]):
    """Percentiles of one quantity in the iterations that another one picks.

    which : "met" (at or below the value), "missed" (above) or "near" (the 5 % of the iterations
    that come nearest). iterations : how many; estimates : by percentile, empty where there is none.
    """

    which: str
    iterations: int
    estimates: dict[int, Estimate]


def cost_given(finish: DateQuantity, cost: MoneyQuantity, by: float) -> list[Given[MoneyEstimate]]:
    """The cost in the iterations that finish by `by` (minutes since the origin), that do not, and
    that finish near it."""
    return [
        _given(which, MoneyQuantity(cost.samples[mask], cost.planned, None, "random"))
        for which, mask in _masks(finish, by).items()
    ]


def finish_given(
    finish: DateQuantity, cost: MoneyQuantity, within: float
) -> list[Given[DateEstimate]]:
    """The finish in the iterations that cost at most `within`, that cost more, and about as
    much."""
    found = []
    for which, mask in _masks(cost, within).items():
        part = DateQuantity(
            finish.samples[mask], finish.planned, None, "random",
            origin=finish.origin, start=finish.start,
        )  # fmt: skip
        found.append(_given(which, part))
    return found


def _masks(quantity: Quantity[Value, Estimate], value: float) -> dict[str, Bools]:
    met = quantity.meets(value)
    return {"met": met, "missed": ~met, "near": _near(quantity.samples, value)}


def _near(samples: Floats, value: float) -> Bools:
    """The share `NEAR` of the iterations that come nearest, and those as near as the last."""
    distance = np.abs(samples - value)
    number = max(1, round(NEAR * len(samples)))
    return distance <= float(np.partition(distance, number - 1)[number - 1])


def _given(which: str, part: Quantity[Value, Estimate]) -> Given[Estimate]:
    number = len(part.samples)
    # What is left is no longer stratified: its intervals are those of a random sample.
    estimates = {p: part.percentile(p) for p in LEVELS} if number else {}
    return Given(which, number, estimates)
