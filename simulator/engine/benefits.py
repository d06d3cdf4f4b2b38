"""Draws of benefits, which no schedule depends on."""

from __future__ import annotations

import numpy as np

from simulator.kernels.correlate import luck
from simulator.kernels.lean import lean
from simulator.kernels.workspace import PAGE
from simulator.model.copula import Copula
from simulator.model.program import Program
from simulator.network import names
from simulator.network.correlations import correlated, ties_of
from simulator.network.quantiles import ALONE, Quantity, pack
from simulator.results.raw import Floats, RunInfo


def quantities_of(program: Program, together: Copula) -> list[Quantity]:
    """The benefits that have a range, each with what it shares with other quantities."""
    ties = ties_of(together)
    return [
        Quantity(name, one.spread.distribution, tie=ties.get(name, ALONE))
        for one in program.benefits
        if one.spread is not None
        for name in (names.benefit(one.name),)
    ]


def drawn(program: Program, run: RunInfo) -> dict[str, Floats]:
    """The amount of each benefit in every iteration of `run`, float64[iteration] by name.

    A draw belongs to the benefit's name, as everywhere, so that the same run always has the same,
    and moves with what the program correlates it with. Raises PlanError where correlations cannot
    hold.
    """
    found = {one.name: np.full(run.iterations, one.amount) for one in program.benefits}
    quantities = quantities_of(program, correlated(program))
    if not quantities:
        return found
    luck_of = dict(zip((one.name for one in quantities), _luck(quantities, run), strict=True))
    for one in program.benefits:
        if one.spread is not None:
            u = luck_of[names.benefit(one.name)]
            found[one.name] = np.asarray(one.spread.distribution.quantile(u), dtype=np.float64)
    return found


def _luck(quantities: list[Quantity], run: RunInfo) -> Floats:
    """Probabilities that each is drawn from, float64[quantity, iteration]."""
    draws = pack(quantities)
    seen, rows = lean(draws), np.arange(len(quantities), dtype=np.int64)
    out = np.empty((len(rows), run.iterations))
    latin, most = int(run.sampling == "latin"), np.empty((len(draws.shared), PAGE))
    for first in range(0, run.iterations, PAGE):
        lanes = min(PAGE, run.iterations - first)
        page, scratch = np.empty((len(rows), lanes)), np.empty(lanes)
        shared = np.ascontiguousarray(most[:, :lanes])
        luck(seen, rows, np.uint64(run.seed), first, latin, shared, scratch, page)
        out[:, first : first + lanes] = page
    return out
