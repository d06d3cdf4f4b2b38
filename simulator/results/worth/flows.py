"""Flows of money, each at its own dates in each iteration, and their present value.

Times are days since the program's start, a year 365.25 of them; discounting is continuous at
ln(1 + rate), which is `rate` a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from simulator.results.raw import Floats

Mask = NDArray[np.bool_]

YEAR = 365.25
MONTH = YEAR / 12
WEEK = 7.0


@dataclass(frozen=True, slots=True)
class Flows:
    """Sums of money, float64[flow, iteration] each: `money` moves evenly from `begin` to `finish`,
    or at once where these are one."""

    money: Floats
    begin: Floats
    finish: Floats

    @classmethod
    def joined(cls, parts: list[Flows], n: int) -> Flows:
        """All flows of `parts`, of `n` iterations each."""
        none = np.empty((0, n))
        return cls(
            np.concatenate([none, *(one.money for one in parts)]),
            np.concatenate([none, *(one.begin for one in parts)]),
            np.concatenate([none, *(one.finish for one in parts)]),
        )

    def of(self, chosen: slice | Mask) -> Flows:
        """The same of some iterations, by slice or mask."""
        return Flows(self.money[:, chosen], self.begin[:, chosen], self.finish[:, chosen])

    @property
    def total(self) -> Floats:
        """All money of each iteration."""
        return np.asarray(self.money.sum(axis=0))

    @property
    def taken(self) -> Flows:
        """The same money, the other way."""
        return Flows(-self.money, self.begin, self.finish)

    def present(self, rate: float) -> Floats:
        """Present value of each iteration: Σ money · exp(−r begin) · (1 − exp(−r l)) / (r l), with
        r a day and l the length of the flow; the last factor is 1 for money at once."""
        r = log1p(rate) / YEAR
        if r == 0.0:
            return self.total
        length = r * (self.finish - self.begin)
        steady = length != 0.0
        mean = np.divide(-np.expm1(-length), length, out=np.ones_like(length), where=steady)
        return np.asarray((self.money * np.exp(-r * self.begin) * mean).sum(axis=0))
