"""How much each task matters: the published indices, from its durations, its float and the finish.

Formulas stand in docs/reference/measures.md. Undefined is NaN, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.engine.views import blocks
from simulator.results.raw import Floats
from simulator.results.sensitivity import NO_SPREAD


@dataclass(frozen=True)
class Indices:
    """Arrays by row; NaN where undefined.

    significance : mean of d / (d + float) x T / mean(T) (Williams 1992, Journal of the
    Operational Research Society 43(4)). driving : mean of d where the row is on the driving path
    and 0 where not, working minutes. pearson_finish, pearson_cost : correlation of d with finish
    and cost. slack : mean total float where it is there, working minutes; near : share of
    iterations in which it is there with at most the float that was asked for.
    """

    significance: Floats
    driving: Floats
    pearson_finish: Floats
    pearson_cost: Floats
    slack: Floats
    near: Floats


class IndexSums:
    """Sums over pages of iterations.

    near : float up to which a row is near the driving path, working minutes, float64[row].
    """

    def __init__(self, near: Floats) -> None:
        rows = len(near)
        self._limit = near
        self._n = 0
        self._driving, self._slack, self._near, self._present = np.zeros((4, rows))
        self._significance, self._idle = np.zeros(rows), np.zeros(rows, dtype=bool)
        self._lasted = 0.0
        self._finish, self._cost = _Correlation(rows), _Correlation(rows)

    def add(
        self,
        duration: Floats,
        critical: NDArray[np.bool_],
        slack: Floats,
        present: NDArray[np.bool_],
        lasted: Floats,
        cost: Floats | None,
    ) -> None:
        """One page. duration, slack : working minutes, float64[row, lane]; critical : on the
        driving path; present : there at all; lasted : from the program's start to its finish, any
        unit, float64[lane]; cost : of the program."""
        self._n += len(lasted)
        self._lasted += float(lasted.sum())
        for own in blocks(len(duration)):
            there, within = present[own], slack[own] <= self._limit[own, None]
            self._driving[own] += np.where(critical[own], duration[own], 0.0).sum(axis=1)
            self._present[own] += there.sum(axis=1)
            self._slack[own] += np.where(there, slack[own], 0.0).sum(axis=1)
            self._near[own] += (there & within).sum(axis=1)
            self._signify(own, duration[own], slack[own], lasted)
            self._finish.add(own, duration[own], lasted)
            if cost is not None:
                self._cost.add(own, duration[own], cost)

    def _signify(self, own: slice, duration: Floats, slack: Floats, lasted: Floats) -> None:
        """Add d / (d + float) x T of some rows."""
        whole = duration + np.maximum(slack, 0.0)
        self._idle[own] |= (whole <= NO_SPREAD).any(axis=1)
        ratio = np.divide(duration, whole, out=np.zeros_like(whole), where=whole > NO_SPREAD)
        self._significance[own] += ratio @ lasted

    def indices(self) -> Indices:
        """What the pages say together."""
        n, nothing = self._n, np.full(len(self._slack), np.nan)
        lasted = self._lasted if self._lasted > 0.0 else np.nan
        significance = np.where(self._idle, np.nan, self._significance / lasted)
        return Indices(
            significance,
            self._driving / n,
            self._finish.pearson(),
            self._cost.pearson(),
            np.divide(self._slack, self._present, out=nothing, where=self._present > 0),
            self._near / n,
        )


class _Correlation:
    """Pearson's coefficient of many rows with one quantity; sums are taken around the first
    iteration, so that they do not cancel."""

    def __init__(self, rows: int) -> None:
        self._n, self._x, self._xx, self._xy, self._y, self._yy = np.zeros((6, rows))
        self._from, self._around = np.zeros(rows), 0.0

    def add(self, own: slice, x: Floats, y: Floats) -> None:
        """One page of some rows, float64[row, lane] and float64[lane]."""
        if not self._n[:1].any():
            self._around = float(y[0])
        if not self._n[own][:1].any():
            self._from[own] = x[:, 0]
        dx, dy = x - self._from[own, None], y - self._around
        self._n[own] += len(y)
        self._x[own] += dx.sum(axis=1)
        self._xx[own] += np.einsum("ij,ij->i", dx, dx)
        self._xy[own] += dx @ dy
        self._y[own] += float(dy.sum())
        self._yy[own] += float(dy @ dy)

    def pearson(self) -> Floats:
        """By row; NaN where either never moved."""
        n = np.where(self._n > 0, self._n, np.nan)
        varies = np.maximum(self._xx / n - (self._x / n) ** 2, 0.0)
        other = np.maximum(self._yy / n - (self._y / n) ** 2, 0.0)
        covariance = self._xy / n - self._x / n * self._y / n
        scale = np.sqrt(varies * other)
        defined = (varies > NO_SPREAD**2) & (other > NO_SPREAD**2)
        found = np.full(len(scale), np.nan)
        np.divide(covariance, scale, out=found, where=defined)
        clipped: Floats = np.clip(found, -1.0, 1.0)
        return clipped
