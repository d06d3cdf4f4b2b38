"""The Shapley value of many players, from random orders in which they join.

Source: Castro, Gómez and Tejada, Polynomial calculation of the Shapley value based on sampling,
Computers & Operations Research 36 (2009); each order is taken backwards too (antithetic pairs:
Mitchell, Cooper, Frank and Holmes, Sampling permutations for Shapley value estimation, Journal of
Machine Learning Research 23, 2022).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from simulator.results.raw import Floats

Orders = NDArray[np.int64]
"""int64[order, player]: who joins first, second, and so on."""

TRIALS = 40_000
"""Groups whose worth is found, as far as `FEWEST` lets it."""

FEWEST, MOST_PAIRS = 8, 1_000
"""Orders that are drawn, each taken both ways."""


class Sampled(NamedTuple):
    """values : float64[player]; they add up exactly. errors : half of the 95 % interval of each,
    which holds what is due to the orders that were not tried and nothing else."""

    values: Floats
    errors: Floats


def pairs(players: int) -> int:
    """How many orders to draw."""
    return int(np.clip(TRIALS // (2 * players), FEWEST, MOST_PAIRS))


def sampled(orders: Orders, joins: Callable[[Orders], Floats]) -> Sampled:
    """What each player adds to those who joined before it, on average over `orders`.

    joins : from one order, the worth of its first 0, 1, 2, ... players, float64[players + 1].
    """
    added = np.empty(orders.shape)
    for row, order in enumerate(orders):
        added[row, order] = np.diff(joins(order)) / 2
        added[row, order[::-1]] += np.diff(joins(order[::-1])) / 2
    number = len(orders)
    spread = added.std(axis=0, ddof=1) / np.sqrt(number)
    return Sampled(added.mean(axis=0), np.asarray(spread * t.ppf(0.975, number - 1)))
