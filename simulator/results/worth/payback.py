"""When benefits have paid back what a program costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.results.raw import Floats

HALVINGS = 50
"""Enough for less than a second in a thousand years."""


@dataclass(frozen=True, slots=True)
class Inflow:
    """Money that comes: `once` at `begin`, and `per_day` from there until `end`; float64[n], days
    since the program's start."""

    begin: Floats
    end: Floats
    per_day: Floats
    once: Floats

    def until(self, when: Floats) -> Floats:
        """What has come by `when`."""
        flowing = np.clip(when, self.begin, np.maximum(self.end, self.begin)) - self.begin
        return np.asarray(np.where(when >= self.begin, self.once, 0.0) + self.per_day * flowing)


def payback(inflows: list[Inflow], cost: Floats) -> Floats:
    """The first moment at which what has come, not discounted, is as much as the whole cost; inf
    where that never is. Days since the program's start, found by halving."""
    low = np.zeros_like(cost)
    high = np.zeros_like(cost)
    for one in inflows:
        high = np.maximum(high, np.maximum(one.begin, one.end))
    never = _come(inflows, high) < cost
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = _come(inflows, middle) >= cost
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return np.where(never, np.inf, high)


def _come(inflows: list[Inflow], when: Floats) -> Floats:
    total = np.zeros_like(when)
    for one in inflows:
        total += one.until(when)
    return total
