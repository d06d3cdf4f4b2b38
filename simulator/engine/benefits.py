"""Draws of benefits, which no schedule depends on."""

from __future__ import annotations

import numpy as np

from simulator.kernels.correlate import luck
from simulator.kernels.lean import lean
from simulator.kernels.workspace import PAGE
from simulator.model.benefit import Benefit
from simulator.network import names
from simulator.network.quantiles import Quantity, pack
from simulator.results.raw import Floats, RunInfo


def drawn(benefits: tuple[Benefit, ...], run: RunInfo) -> dict[str, Floats]:
    """The amount of each benefit in every iteration of `run`, float64[iteration] by name.

    A draw belongs to the benefit's name, as everywhere, so that the same run always has the same.
    """
    found = {one.name: np.full(run.iterations, one.amount) for one in benefits}
    uncertain = [one for one in benefits if one.spread is not None]
    for one in uncertain:
        assert one.spread is not None
        u = _luck(names.benefit(one.name), one, run)
        found[one.name] = np.asarray(one.spread.distribution.quantile(u), dtype=np.float64)
    return found


def _luck(name: str, benefit: Benefit, run: RunInfo) -> Floats:
    """Probabilities that one benefit is drawn from, float64[iteration]."""
    assert benefit.spread is not None
    draws = lean(pack([Quantity(name, benefit.spread.distribution)]))
    row, out = np.zeros(1, dtype=np.int64), np.empty((1, run.iterations))
    latin, shared = int(run.sampling == "latin"), np.empty((0, PAGE))
    for first in range(0, run.iterations, PAGE):
        lanes = min(PAGE, run.iterations - first)
        page, scratch = np.empty((1, lanes)), np.empty(lanes)
        luck(draws, row, np.uint64(run.seed), first, latin, shared[:, :lanes], scratch, page)
        out[:, first : first + lanes] = page
    return np.asarray(out[0], dtype=np.float64)
