"""What each of several causes adds to a joint effect, whatever the order in which they come.

Source: Shapley, A value for n-person games (1953); for the variables of a simulation Song, Nelson
and Staum, SIAM/ASA Journal on Uncertainty Quantification 4 (2016).
"""

from __future__ import annotations

from math import factorial

import numpy as np

from simulator.results.raw import Floats

MOST = 10
"""Players whose 1,024 groups are tried one by one."""


def shapley(worth: Floats) -> Floats:
    """The Shapley value of each of n players, float64[n, ...]; they add up to the worth of all
    less that of none.

    worth : float64[2**n, ...]; entry k is that of the group of players whose bits are set in k.
    A player's value is what it adds to a group, averaged over all orders in which all could join.
    """
    groups = len(worth)
    n = groups.bit_length() - 1
    if n < 1 or groups != 1 << n:
        raise ValueError(f"{groups} groups are not all groups of any number of players")
    values = np.zeros((n, *worth.shape[1:]))
    for player in range(n):
        bit = 1 << player
        for group in range(groups):
            if not group & bit:
                before = group.bit_count()
                weight = factorial(before) * factorial(n - before - 1) / factorial(n)
                values[player] += weight * (worth[group | bit] - worth[group])
    return values
