"""Compile the kernels, or load them from the cache, before the clock of a run starts."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np

from simulator.engine.passes import make_run, run_no_pages
from simulator.engine.schedule import schedule_of
from simulator.engine.settings import Settings
from simulator.kernels.correlate import luck
from simulator.kernels.jit import cache_folder
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
    parts = (network.logic, network.lines, network.weather, network.sky, network.on_clock)
    kind = (*(part is None for part in parts), bool(compiled.program.correlations))
    if kind in _WARM:
        return 0.0
    nothing = make_run(network, settings, (), 0.0)
    with beside(partial(run_no_pages, network, nothing)):
        schedule_of(compiled)
    run_no_pages(network, nothing)
    if compiled.program.correlations:
        _warm_luck()
    _WARM.add(kind)
    return time.perf_counter() - begun


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Have `work` done in a process beside this one where nothing is compiled yet, so that two
    cores share the longest wait there is; this process then finds in the cache what that one made.
    Both are done at the end; where this one is interrupted, or fails, the other is ended too."""
    folder = cache_folder()
    alone = sys.platform != "linux" or threading.active_count() > 1 or os.cpu_count() == 1
    if alone or folder is None or any(folder.rglob("*.nbi")):
        yield
        return
    child = os.fork()
    if child == 0:
        # Whatever goes wrong here goes wrong again in the process that waits, and is told there.
        try:
            work()
        finally:
            os._exit(0)
    try:
        yield
        os.waitpid(child, 0)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


def _warm_luck() -> None:
    nothing, rows = np.zeros(1), np.zeros(0, dtype=np.int64)
    empty = np.zeros((0, 1))
    luck(lean(pack([])), rows, np.uint64(0), 0, 1, empty, nothing, empty)
