"""From a program to a result."""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import TypedDict, Unpack

import numpy as np

from simulator.engine.again import Again
from simulator.engine.detail import double_ranks, with_detail
from simulator.engine.levers import levers
from simulator.engine.merge import happenings, task_tallies
from simulator.engine.passes import Progress, Sums, histograms, make_run, samples_and_sums
from simulator.engine.receipt import receipts
from simulator.engine.schedule import longer, schedule_of
from simulator.engine.settings import Settings
from simulator.engine.warm import warm_up
from simulator.engine.windows import window_uses, with_windows
from simulator.kernels import codes
from simulator.kernels.workspace import Run, Samples
from simulator.model.program import Program
from simulator.network.axis import Axis
from simulator.network.compile import Compiled, compile_network
from simulator.results.raw import Floats, Outcome, RunInfo, Schedule
from simulator.results.result import Result

VERSION = version("p80")

MOST_WATCHED = 40
"""Milestones whose every finish is kept; in a plan with more, those that end a chain."""


class Options(TypedDict, total=False):
    """The rarer settings of `simulate`: see `Settings`."""

    sampling: str
    threads: int | None
    detail: bool
    levers: int | None


def simulate(
    program: Program,
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Result:
    """Simulate `program`; the same program, seed and iterations give the same numbers anywhere.

    progress : called with (pages done, pages in all); options : see `Settings`.
    Raises PlanError for a plan that cannot be scheduled, SettingsError.
    """
    settings = Settings(iterations, seed, **options)
    begun = time.perf_counter()
    compiled = compile_network(program)
    begun += warm_up(compiled, settings)
    compiled, schedule, run, samples, sums = _within_horizon(compiled, settings, progress)
    tallies = task_tallies(compiled, schedule, sums, samples.finish[0])
    if settings.detail:
        rank = double_ranks(samples.finish[0])
        parts = histograms(compiled.network, run, settings.workers, sums, rank)
        tallies = with_detail(tallies, compiled, schedule, sums, parts)
    found = levers(
        Again(program, settings, compiled), tallies, schedule.ids, samples, sums.happened
    )
    return Result(
        compiled.program,
        compiled.origin,
        _info(settings, begun),
        schedule,
        _outcome(samples, 0),
        {p.id: _outcome(samples, 1 + k) for k, p in enumerate(program.projects)},
        _milestones(compiled, run, samples, schedule),
        tallies,
        found,
        happenings(compiled, sums, settings.iterations),
        windows=window_uses(compiled, schedule, sums, settings.iterations),
        receipts=receipts(compiled, settings),
        given=program,
    )


def _info(settings: Settings, begun: float) -> RunInfo:
    return RunInfo(
        settings.seed,
        settings.iterations,
        settings.sampling,
        settings.workers,
        time.perf_counter() - begun,
        VERSION,
    )


def _within_horizon(
    compiled: Compiled, settings: Settings, progress: Progress | None
) -> tuple[Compiled, Schedule, Run, Samples, Sums]:
    """The first pass, with calendars that reach past its latest finish."""
    program = compiled.program
    while True:
        schedule = schedule_of(compiled)
        if schedule.program_finish >= compiled.horizon:
            compiled = compile_network(program, longer(compiled))
            continue
        compiled = with_windows(compiled, schedule)
        run = make_run(compiled.network, settings, _watched(compiled), schedule.program_finish)
        samples, sums = samples_and_sums(
            compiled.network, run, settings.workers, program.has_cost, progress
        )
        if samples.finish[0].max() < compiled.horizon:
            return compiled, schedule, run, samples, sums
        compiled = compile_network(program, longer(compiled))


def _watched(compiled: Compiled) -> list[int]:
    """Rows of milestones, and of tasks with a deadline or a benefit, whose finish is kept in
    full."""
    links = compiled.network.links
    has_after = np.zeros(len(compiled.rows), dtype=bool)
    has_after[links.predecessor] = True
    waits = np.diff(links.first) > 0
    milestones = [
        i
        for i, row in enumerate(compiled.rows)
        if row.task.is_milestone and row.kind != codes.KIND_PASS and waits[i]
    ]
    if len(milestones) > MOST_WATCHED:
        milestones = [i for i in milestones if not has_after[i]][:MOST_WATCHED]
    waited = {one.start for one in compiled.program.benefits}
    due = [
        i
        for i, row in enumerate(compiled.rows)
        if (row.task.deadline is not None or row.task.id in waited)
        and not row.is_hub
        and not row.task.is_finished
    ]
    return sorted({*milestones, *due})


def _outcome(samples: Samples, k: int) -> Outcome:
    cost = samples.cost[k] if samples.cost.shape[0] else None
    return Outcome(samples.finish[k], cost)


def _milestones(
    compiled: Compiled, run: Run, samples: Samples, schedule: Schedule
) -> dict[str, Floats]:
    """Finishes of the watched rows; what never moves from the plan shows the plan's own view."""
    first = 1 + len(compiled.program.projects)
    planned = dict(zip(schedule.ids, schedule.finish, strict=True))
    found = {}
    single = compiled.network.on_clock is None
    axis = Axis(compiled.network.clock, 0)
    for k, row in enumerate(run.watched):
        task = compiled.rows[row].task.id
        finish, plan = samples.finish[first + k], np.array([planned[task]])
        if single and (axis.work(finish) == axis.work(plan)).all():
            finish = np.full(len(finish), plan[0])
        found[task] = finish
    return found
