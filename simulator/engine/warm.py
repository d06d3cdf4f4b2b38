"""Compile the kernels before the clock of a run starts."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import numpy as np

from simulator.engine.passes import histograms, make_run, samples_and_sums
from simulator.engine.schedule import schedule_of
from simulator.engine.settings import Settings
from simulator.kernels.correlate import luck
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.program import Program, Project
from simulator.model.task import Kind, Task
from simulator.network.compile import compile_network
from simulator.network.quantiles import pack


@cache
def warm_luck() -> None:
    """The same for what measures correlations."""
    nothing, rows = np.zeros(1), np.zeros(0, dtype=np.int64)
    empty = np.zeros((0, 1))
    luck(pack([]), rows, np.uint64(0), 0, 1, empty, nothing, empty)


@cache
def warm_up(detail: bool) -> None:
    """Run one iteration of one task, once a process: what it compiles, or loads from the cache,
    is what every run needs. So `RunInfo.seconds` tells of the simulation alone."""
    start = datetime(2000, 1, 3)
    program = Program(
        title="",
        start=start,
        calendars={ELAPSED: elapsed_calendar()},
        projects=(Project("P", "", start, ELAPSED),),
        tasks=(Task("P/1", "", Kind.TASK, ELAPSED, 60.0),),
    )
    compiled = compile_network(program)
    schedule_of(compiled)
    run = make_run(compiled.network, Settings(iterations=1, detail=detail), (), 0.0)
    samples, sums = samples_and_sums(compiled.network, run, 1, False, None)
    if detail:
        next(histograms(compiled.network, run, 1, sums, np.zeros(samples.finish.shape[1])))
