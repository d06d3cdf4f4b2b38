"""Random orders in which parts of a cost become uncertain, by the seed of the run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.kernels.random import uniforms
from simulator.network.names import name_key
from simulator.results.allocation.sampled import Orders


def orders(seed: int, names: Sequence[str], number: int) -> Orders:
    """int64[number, name]: places in `names`; every order is as likely as any other.

    Each name has a number drawn by (seed, name, order) and the lowest comes first, so that two
    parts come in the same order whatever others there are.
    """
    drawn, scratch = np.empty((len(names), number)), np.empty(number)
    for row, name in zip(drawn, names, strict=True):
        key = np.uint64(name_key(f"order of part {name}"))
        uniforms(np.uint64(seed), key, 0, 0, row, scratch)
    return np.argsort(drawn.T, axis=1, kind="stable")
