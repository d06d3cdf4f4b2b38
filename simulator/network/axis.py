"""Working time and clock time of one calendar, for whole arrays.

The kernels' tables read with NumPy; the rules are those of `kernels.worktime`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.kernels.worktime import ALWAYS, FIRST, HALF_AT, HEADER, PERIOD, SAME

Floats = NDArray[np.float64]


class Axis:
    """Calendar `c` of `clock`."""

    def __init__(self, clock: Floats, c: int) -> None:
        header = clock[c * HEADER : (c + 1) * HEADER]
        periods = clock[int(header[FIRST]) : int(header[HALF_AT])].reshape(-1, PERIOD)
        self._begin, self._end, self._before = periods.T
        self._done = self._before + (self._end - self._begin)
        self._always = bool(header[ALWAYS])

    def work(self, t: Floats) -> Floats:
        """Working minutes before instants `t`."""
        if self._always:
            return t
        p = np.searchsorted(self._end, t, side="right")
        return self._before[p] + np.maximum(0.0, t - self._begin[p])

    def begin(self, w: Floats) -> Floats:
        """Latest instants with `w` working minutes before them."""
        if self._always:
            return w
        p = np.searchsorted(self._done, w + SAME, side="right")
        return self._begin[p] + np.maximum(0.0, w - self._before[p])

    def end(self, w: Floats) -> Floats:
        """Earliest instants with `w` working minutes before them."""
        if self._always:
            return w
        p = np.searchsorted(self._done, w - SAME, side="left")
        return np.minimum(self._begin[p] + np.maximum(0.0, w - self._before[p]), self._end[p])
