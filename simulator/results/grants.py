"""Money spent against money granted: when it may run out, and how likely that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.funding import Grant
from simulator.results.cash import CashFlow
from simulator.results.estimate import Chance
from simulator.results.precision import probability_interval
from simulator.results.raw import Floats


@dataclass(frozen=True)
class Granted:
    """A cash flow against its limits.

    limits : float64[period], what may be spent up to the end of each period. chances : that more
    is. ever : the chance that the limit of any period is passed. between : grants that end within a
    period, where only those at its end can be held against it.
    """

    grants: tuple[Grant, ...]
    limits: Floats
    chances: tuple[Chance, ...]
    ever: Chance
    between: tuple[Grant, ...]

    @property
    def first(self) -> int | None:
        """The first period at whose end more may be spent than the limit; None where none is."""
        return next((k for k, one in enumerate(self.chances) if one.value > 0), None)

    @property
    def worst(self) -> int:
        """The period at whose end the limit is passed most often."""
        return int(np.argmax([one.value for one in self.chances]))


def against(flow: CashFlow, grants: tuple[Grant, ...], sampling: str) -> Granted | None:
    """`flow` against `grants`; None without any. sampling : of the run.

    At the end of a period the first grant holds that ends then or later; after the last one nothing
    more is granted.
    """
    if not grants:
        return None
    ordered = tuple(sorted(grants, key=lambda grant: grant.until))
    ends = flow.edges[1:]
    limits = np.array(
        [
            next((one.amount for one in ordered if one.until >= end), ordered[-1].amount)
            for end in ends
        ]
    )
    # Sums of the same money in another order differ by a hair, which passes no limit.
    over = flow.cumulative > (limits + np.abs(limits) * 1e-9)[:, None]
    return Granted(
        grants=ordered,
        limits=limits,
        chances=tuple(_chance(row, sampling) for row in over),
        ever=_chance(over.any(axis=0), sampling),
        between=tuple(
            one for one in ordered if flow.edges[0] < one.until < ends[-1] and one.until not in ends
        ),
    )


def _chance(hits: NDArray[np.bool_], sampling: str) -> Chance:
    low, high = probability_interval(hits, sampling)
    return Chance(float(hits.mean()), low, high, len(hits))
