"""A spread: a distribution, and whether it is read as a share of the planned value."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.distribution import Distribution


@dataclass(frozen=True, slots=True)
class Spread:
    """Range of a duration or a cost.

    distribution : in minutes (duration, delay), money (cost), or as a factor if `relative`.
    relative : True for ``triangular(90%, 100%, 130%)``: a draw multiplies the planned value.
    """

    distribution: Distribution
    relative: bool = False
