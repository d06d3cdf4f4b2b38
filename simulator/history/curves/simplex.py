"""The greatest value of many functions of two numbers at once, without derivatives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simulator.history.curves.curve import Floats

Rows = NDArray[np.int64]
Function = Callable[[Floats, Rows], Floats]

_STEP = -0.7
_ENOUGH = 1e-6
"""Values within a simplex that differ by less are equal."""
_MOST = 300


def climbed(function: Function, start: Floats, least: Floats, most: Floats) -> Floats:
    """Where each function is greatest, float64[2, function], by Nelder and Mead, "A simplex method
    for function minimization", Computer Journal 7 (1965), with points kept within the box.

    function : of points float64[2, k] and the numbers int64[k] of the functions, float64[k].
    start, least, most : float64[2, function], where to begin and the box.
    """
    everyone = np.arange(start.shape[1])
    steps = (np.zeros(2), np.array([_STEP, 0.0]), np.array([0.0, _STEP]))
    corners = np.stack([np.clip(start + step[:, None], least, most) for step in steps])
    values = np.stack([function(corner, everyone) for corner in corners])
    for _ in range(_MOST):
        order = np.argsort(-values, axis=0, kind="stable")
        values = np.take_along_axis(values, order, 0)
        corners = np.take_along_axis(corners, order[:, None, :], 0)
        live = np.flatnonzero(values[0] - values[2] > _ENOUGH)
        if not live.size:
            break
        box = least[:, live], most[:, live]
        moved = _moved(function, corners[:, :, live], values[:, live], live, box)
        corners[:, :, live], values[:, live] = moved
    best = values.argmax(axis=0)
    found: Floats = corners[best, :, everyone].T
    return found


def _moved(
    function: Function, corners: Floats, values: Floats, rows: Rows, box: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """One step of each simplex; its corners come best first."""
    middle, worst = (corners[0] + corners[1]) / 2, corners[2]
    point = np.clip(2 * middle - worst, *box)
    value = function(point, rows)

    def attempt(chosen: Rows, goal: Floats, at_least: Floats) -> Rows:
        """Take the points `goal` that reach their value; the others of `chosen` are handed back."""
        reached = function(goal, rows[chosen])
        good = reached > at_least
        point[:, chosen[good]], value[chosen[good]] = goal[:, good], reached[good]
        return chosen[~good]

    far = np.flatnonzero(value > values[0])
    if far.size:
        goal = 3 * middle[:, far] - 2 * worst[:, far]
        attempt(far, np.clip(goal, box[0][:, far], box[1][:, far]), value[far])
    near = np.flatnonzero(value <= values[1])
    if near.size:
        outside = value[near] > values[2, near]
        side = np.where(outside, point[:, near], worst[:, near])
        bar = np.where(outside, value[near], values[2, near])
        stuck = attempt(near, (middle[:, near] + side) / 2, bar)
        for corner in (1, 2):
            if stuck.size:
                corners[corner][:, stuck] = (corners[0] + corners[corner])[:, stuck] / 2
                values[corner, stuck] = function(corners[corner][:, stuck], rows[stuck])
        point[:, stuck], value[stuck] = corners[2][:, stuck], values[2, stuck]
    corners[2], values[2] = point, value
    return corners, values
