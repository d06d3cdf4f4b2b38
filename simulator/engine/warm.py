"""Compile the kernels before the clock of a run starts."""

from __future__ import annotations

from dataclasses import replace
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
from simulator.model.weather import Downtime
from simulator.model.window import Yearly
from simulator.network.compile import compile_network
from simulator.network.quantiles import pack


@cache
def warm_luck() -> None:
    """The same for what measures correlations."""
    nothing, rows = np.zeros(1), np.zeros(0, dtype=np.int64)
    empty = np.zeros((0, 1))
    luck(pack([]), rows, np.uint64(0), 0, 1, empty, nothing, empty)


def warm_up(detail: bool, program: Program) -> None:
    """Run one iteration of one task, once a process: what it compiles, or loads from the cache,
    is what a run of `program` needs. So `RunInfo.seconds` tells of the simulation alone."""
    calendars = program.calendars_in_use.values()
    _warm(detail, any(one.losses for one in calendars), any(one.windows for one in calendars))
    if program.correlations:
        warm_luck()


@cache
def _warm(detail: bool, loses: bool, opens: bool) -> None:
    """loses, opens : with a calendar that loses days, that has windows; kernels for plans without
    are others."""
    start = datetime(2000, 1, 3)
    calendar = replace(
        elapsed_calendar(),
        downtime=Downtime(ELAPSED, 2.0, 2.0) if loses else None,
        windows=(Yearly((1, 1), (12, 31)),) if opens else (),
    )
    program = Program(
        title="",
        start=start,
        calendars={ELAPSED: calendar},
        projects=(Project("P", "", start, ELAPSED),),
        tasks=(Task("P/1", "", Kind.TASK, ELAPSED, 60.0),),
    )
    compiled = compile_network(program)
    schedule_of(compiled)
    run = make_run(compiled.network, Settings(iterations=1, detail=detail), (), 0.0)
    samples, sums = samples_and_sums(compiled.network, run, 1, False, None)
    if detail:
        next(histograms(compiled.network, run, 1, sums, np.zeros(samples.finish.shape[1])))
