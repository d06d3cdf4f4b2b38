"""Compile the kernels, or load them from the cache, before the clock of a run starts."""

from __future__ import annotations

import time

import numpy as np

from simulator.engine.passes import make_run, run_no_pages
from simulator.engine.schedule import schedule_of
from simulator.engine.settings import Settings
from simulator.kernels.correlate import luck
from simulator.kernels.lean import lean
from simulator.network.compile import Compiled
from simulator.network.quantiles import pack

_WARM: set[tuple[bool, ...]] = set()
"""The kinds of networks for which this process has its kernels."""


def warm_up(compiled: Compiled, settings: Settings) -> float:
    """Seconds spent on having the kernels that a network of this kind needs: there are others for
    plans with branches, weather and windows than for those without. Not part of
    `RunInfo.seconds`, which tells of the simulation alone."""
    network, begun = compiled.network, time.perf_counter()
    parts = (network.logic, network.weather, network.sky)
    kind = (*(part is None for part in parts), bool(compiled.program.correlations))
    if kind in _WARM:
        return 0.0
    schedule_of(compiled)
    run_no_pages(network, make_run(network, settings, (), 0.0))
    if compiled.program.correlations:
        _warm_luck()
    _WARM.add(kind)
    return time.perf_counter() - begun


def _warm_luck() -> None:
    nothing, rows = np.zeros(1), np.zeros(0, dtype=np.int64)
    empty = np.zeros((0, 1))
    luck(lean(pack([])), rows, np.uint64(0), 0, 1, empty, nothing, empty)
