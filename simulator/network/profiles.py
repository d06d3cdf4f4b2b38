"""Profiles of payment as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.model.payment import Payment
from simulator.network.arrays_money import Profiles
from simulator.network.dtypes import I64


def profiles_of(payments: Sequence[Payment]) -> tuple[Profiles, I64]:
    """The arrays of what is different among `payments`, and the place of each."""
    place = {one: k for k, one in enumerate(dict.fromkeys(payments))}
    points = [point for one in place for point in one.points]
    found = Profiles(
        first=np.cumsum([0, *(len(one.points) for one in place)]).astype(np.int64),
        time=np.array([time for time, _ in points], dtype=np.float64),
        paid=np.array([share for _, share in points], dtype=np.float64),
        lag=np.array([one.lag for one in place], dtype=np.float64),
    )
    return found, np.array([place[one] for one in payments], dtype=np.int64)
