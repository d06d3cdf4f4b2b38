"""The passes over all iterations: one for samples and sums, one more for percentiles of tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.engine.local import in_order
from simulator.engine.settings import Settings
from simulator.kernels.block import run_pages
from simulator.kernels.lean import lean
from simulator.kernels.workspace import (
    LANES,
    PAGE,
    Histograms,
    Run,
    Samples,
    Tallies,
    Workspace,
    allocate,
    allocate_extra,
    lanes_of,
)
from simulator.kernels.worktime import SAME
from simulator.network.arrays import Network
from simulator.network.axis import Axis

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
"""(pages done, pages in all)."""

BINS = 1024
ROWS_AT_ONCE = 1024
"""Rows whose histograms are held at one time: what bounds the memory of the second pass."""

WORK_OF_A_JOB = 2_000_000
"""Task-iterations a thread does between two looks at the queue: some milliseconds."""


def no_tallies(size: tuple[int, int], windowed: int, events: int, gates: int) -> Tallies:
    """Nothing summed yet. size : pages and rows."""
    rows = size[1]
    return Tallies(
        moments=np.zeros((*size, 3)),
        critical=np.zeros(rows, dtype=np.int64),
        low=np.full((rows, 3), np.inf),
        high=np.full((rows, 3), -np.inf),
        happened=np.zeros(events, dtype=np.int64),
        present=np.zeros(gates, dtype=np.int64),
        missed=np.zeros((windowed, 2), dtype=np.int64),
    )


NO_SAMPLES = Samples(np.empty((0, 0)), np.empty((0, 0)))
NO_TALLIES = no_tallies((0, 0), 0, 0, 0)
NO_HISTOGRAMS = Histograms(
    0,
    0,
    np.empty((0, 3)),
    np.empty((0, 3)),
    np.empty(0),
    np.empty((0, 3, 0), dtype=np.int32),
    np.empty((0, 0)),
)


@dataclass(frozen=True)
class Sums:
    """Tallies of all pages. moments : float64[row, 3]; low, high : float64[row, 3]; happened :
    int64[event]; present : int64[gate]; missed : int64[row, 2], without rows where there are no
    windows."""

    moments: Floats
    critical: NDArray[np.int64]
    low: Floats
    high: Floats
    happened: NDArray[np.int64]
    present: NDArray[np.int64]
    missed: NDArray[np.int64]


@dataclass(frozen=True)
class Job:
    """Pages first .. first + pages."""

    first: int
    pages: int


def make_run(network: Network, settings: Settings, watched: Sequence[int], pivot: float) -> Run:
    """Settings in the form that kernels read."""
    on_clock, floor = network.on_clock, network.tasks.floor
    return Run(
        seed=np.uint64(settings.seed),
        latin=int(settings.sampling == "latin"),
        iterations=settings.iterations,
        watched=np.array(watched, dtype=np.int64),
        pivot=pivot,
        floor=None if on_clock else Axis(network.clock, 0).work(floor),
        ranges=int(settings.detail),
        counts=0,
        kept=np.zeros(len(network.tasks.kind), dtype=np.uint8),
        bare=0,
    )


def jobs_of(network: Network, iterations: int) -> list[Job]:
    """The pages of a run, cut into jobs."""
    pages = -(-iterations // PAGE)
    rows = max(1, len(network.tasks.kind))
    step = min(max(1, WORK_OF_A_JOB // (rows * PAGE)), 64)
    return [Job(first, min(step, pages - first)) for first in range(0, pages, step)]


def seen_by_kernels(network: Network) -> Network:
    """`network` as kernels take it; its sky comes to them in the workspace."""
    seen: Network = lean(network._replace(sky=None))
    return seen


def gates_of(network: Network) -> int:
    """How many gates decide whether rows are there."""
    return 0 if network.logic is None else len(network.logic.gates.first) - 1


def space_of(network: Network, lanes: int) -> Workspace:
    """A workspace for so many iterations at a time."""
    logic, extra, rows = network.logic, None, len(network.tasks.kind)
    events, drivers = len(network.effects.event_chance), len(network.effects.driver_draw)
    if logic is not None:
        gates, kept = gates_of(network), len(logic.bills.kept_rate)
        extra = allocate_extra(rows, events, gates, len(logic.lag_draw), kept, lanes)
    projects = len(network.projects.history)
    prices = 0 if network.lines is None else len(network.lines.prices.planned)
    accounts = len(network.money.account_project)
    counts = (events, drivers, len(network.draws.shared), accounts, prices)
    return allocate(rows, projects, counts, extra, network.sky, lanes)


def spaces_of(network: Network, workers: int, jobs: int) -> list[Workspace]:
    """One workspace a thread."""
    lanes = lanes_of(len(network.tasks.kind)) if network.sky is None else LANES
    return [space_of(network, lanes) for _ in range(min(workers, jobs))]


def run_no_pages(network: Network, run: Run) -> None:
    """Both passes over no iterations, for their kernels to be compiled."""
    outputs = (NO_SAMPLES, NO_TALLIES, NO_HISTOGRAMS)
    run_pages(seen_by_kernels(network), run, 0, 0, space_of(network, 1), outputs)


def samples_and_sums(
    network: Network, run: Run, workers: int, with_cost: bool, progress: Progress | None
) -> tuple[Samples, Sums]:
    """First pass: every iteration's finish and cost, and the sums of every row."""
    rows, projects = len(network.tasks.kind), len(network.projects.history)
    events, gates = len(network.effects.event_chance), gates_of(network)
    windowed = 0 if network.sky is None else rows
    samples = Samples(
        finish=np.empty((1 + projects + len(run.watched), run.iterations)),
        cost=np.empty((1 + projects if with_cost else 0, run.iterations)),
    )
    jobs, seen = jobs_of(network, run.iterations), seen_by_kernels(network)

    def work(job: Job, space: Workspace) -> Tallies:
        tallies = no_tallies((job.pages, rows), windowed, events, gates)
        outputs = (samples, tallies, NO_HISTOGRAMS)
        run_pages(seen, run, job.first, job.pages, space, outputs)
        return tallies

    sums = Sums(
        np.zeros((rows, 3)),
        np.zeros(rows, dtype=np.int64),
        np.full((rows, 3), np.inf),
        np.full((rows, 3), -np.inf),
        np.zeros(events, dtype=np.int64),
        np.zeros(gates, dtype=np.int64),
        np.zeros((windowed, 2), dtype=np.int64),
    )
    spaces = spaces_of(network, workers, len(jobs))
    for job, tallies in zip(jobs, in_order(jobs, work, spaces), strict=True):
        for page in range(job.pages):
            np.add(sums.moments, tallies.moments[page], out=sums.moments)
        for name in ("critical", "happened", "present", "missed"):
            np.add(getattr(sums, name), getattr(tallies, name), out=getattr(sums, name))
        np.minimum(sums.low, tallies.low, out=sums.low)
        np.maximum(sums.high, tallies.high, out=sums.high)
        if progress is not None:
            progress(job.first + job.pages, -(-run.iterations // PAGE))
    return samples, sums


def histograms(
    network: Network, run: Run, workers: int, sums: Sums, rank: Floats
) -> Iterator[Histograms]:
    """Second pass: counts of start, finish and duration of every row, some rows at a time."""
    width = sums.high - sums.low
    per_bin = np.divide(BINS, width, out=np.zeros_like(width), where=width > SAME)
    scales = (sums.low, per_bin)
    rows = len(network.tasks.kind)
    jobs = jobs_of(network, run.iterations)
    for first in range(0, rows, ROWS_AT_ONCE):
        part = (first, min(first + ROWS_AT_ONCE, rows))
        yield _count(network, run, _empty(part, scales, rank, workers, jobs), jobs)


def _empty(
    part: tuple[int, int],
    scales: tuple[Floats, Floats],
    rank: Floats,
    workers: int,
    jobs: Sequence[Job],
) -> list[Histograms]:
    """Empty histograms of some rows, one a thread."""
    first, last = part
    return [
        Histograms(
            first=first,
            last=last,
            low=scales[0],
            per_bin=scales[1],
            rank=rank,
            counts=np.zeros((last - first, 3, BINS), dtype=np.int32),
            rank_sum=np.zeros((last - first, BINS)),
        )
        for _ in range(min(workers, len(jobs)))
    ]


def _count(network: Network, run: Run, parts: list[Histograms], jobs: Sequence[Job]) -> Histograms:
    """Counts over all pages; whole numbers, so that the order of adding does not matter."""
    seen, second = seen_by_kernels(network), run._replace(counts=1)
    pairs = list(zip(spaces_of(network, len(parts), len(jobs)), parts, strict=True))

    def work(job: Job, pair: tuple[Workspace, Histograms]) -> None:
        space, part = pair
        outputs = (NO_SAMPLES, NO_TALLIES, part)
        run_pages(seen, second, job.first, job.pages, space, outputs)

    for _ in in_order(jobs, work, pairs):
        pass
    for other in parts[1:]:
        np.add(parts[0].counts, other.counts, out=parts[0].counts)
        np.add(parts[0].rank_sum, other.rank_sum, out=parts[0].rank_sum)
    return parts[0]
