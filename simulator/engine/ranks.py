"""Rank correlation of every task's duration with any quantity of the run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.engine.detail import double_ranks, rank_correlation
from simulator.engine.passes import histograms, make_run, samples_and_sums
from simulator.engine.settings import Settings
from simulator.network.compile import Compiled
from simulator.results.raw import Floats


def spearman_with(compiled: Compiled, settings: Settings, values: Floats) -> Floats:
    """Spearman's coefficient of each row's duration with `values`, float64[row]; NaN where either
    never moves. values : float64[iteration], of the same run."""
    network = compiled.network
    run = make_run(network, replace(settings, detail=True), (), 0.0)
    _, sums = samples_and_sums(network, run, settings.workers, False, None)
    found = np.full(len(compiled.rows), np.nan)
    for part in histograms(network, run, settings.workers, sums, double_ranks(values)):
        found[part.first : part.last] = rank_correlation(part)
    return found
