"""The chance of meeting a date and a budget together, and the three ways of missing them.

JCL(c, t) is the share of iterations with cost <= c and finish <= t. It is neither the product nor
the lesser of the two chances, because time and money move together.

Source: NASA Cost Estimating Handbook 4.0 (2015), appendix J: the joint confidence level (JCL).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.results import precision
from simulator.results.estimate import Chance

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Quadrants:
    """Shares of iterations by date and budget; they add up to 1.

    both : in time and within the budget. late : too late, within the budget. dear : in time, over
    the budget. neither : too late and over the budget.
    """

    both: Chance
    late: Chance
    dear: Chance
    neither: Chance

    @property
    def in_order(self) -> tuple[tuple[str, str, Chance], ...]:
        """(key, words, share) of each, the best first."""
        return (
            ("both", "in time and within the budget", self.both),
            ("dear", "in time, over the budget", self.dear),
            ("late", "late, within the budget", self.late),
            ("neither", "late and over the budget", self.neither),
        )


def share_of(hits: Bools, sampling: str) -> Chance:
    """Share of iterations with its interval. hits : bool[n], in the order of iterations."""
    low, high = precision.probability_interval(hits, sampling)
    return Chance(float(hits.mean()), low, high, len(hits))


def quadrants(in_time: Bools, within: Bools, sampling: str) -> Quadrants:
    """The four shares. in_time, within : bool[n], whether each iteration meets date and budget."""
    return Quadrants(
        both=share_of(in_time & within, sampling),
        late=share_of(~in_time & within, sampling),
        dear=share_of(in_time & ~within, sampling),
        neither=share_of(~in_time & ~within, sampling),
    )
