"""Percentiles and rank correlations of every activity, from histograms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.engine.axis import Axis
from simulator.engine.merge import by_activity, places
from simulator.engine.passes import BINS, Sums
from simulator.kernels.workspace import Histograms
from simulator.network.compile import Compiled
from simulator.results.raw import LEVELS, Floats, Schedule, TaskTallies


def double_ranks(values: Floats) -> Floats:
    """Twice the mid-ranks of `values`, whole numbers; equal values share theirs."""
    order = np.sort(values)
    low = np.searchsorted(order, values, side="left")
    high = np.searchsorted(order, values, side="right")
    return (low + high + 1).astype(np.float64)


def with_detail(
    tallies: TaskTallies,
    compiled: Compiled,
    schedule: Schedule,
    sums: Sums,
    parts: list[Histograms],
) -> TaskTallies:
    """`tallies` with means and percentiles of dates and durations, and rank correlations.

    A percentile is read off 1,024 equal bins between the least and the greatest value, along the
    straight line within its bin.
    """
    place = places(compiled, schedule)
    n = len(schedule.ids)
    blank = np.full((n, len(LEVELS)), np.nan)
    measures = [_measure(compiled, sums, parts, m) for m in range(3)]
    rank = parts[0].rank if parts else np.zeros(0)
    spearman = np.concatenate([_spearman(part, rank) for part in parts] or [np.zeros(0)])
    certain = np.array([task.duration for task in compiled.program.activities])
    history = [schedule.start, schedule.finish, certain]
    started = np.array([task.is_started for task in compiled.program.activities], dtype=bool)
    means = [
        by_activity(place, mean, past) for (mean, _), past in zip(measures, history, strict=True)
    ]
    tables = [
        by_activity(place, table, blank + past[:, None] if m == 2 else _repeat(past))
        for m, ((_, table), past) in enumerate(zip(measures, history, strict=True))
    ]
    if compiled.network.single:
        _keep_plan(compiled, schedule, sums, place, means, tables)
    means[0][started] = schedule.start[started]
    tables[0][started] = _repeat(schedule.start)[started]
    return replace(
        tallies,
        spearman=by_activity(place, spearman, np.full(n, np.nan)),
        start_mean=means[0],
        finish_mean=means[1],
        start_percentiles=tables[0],
        finish_percentiles=tables[1],
        duration_percentiles=tables[2],
    )


def _keep_plan(
    compiled: Compiled,
    schedule: Schedule,
    sums: Sums,
    place: list[tuple[int, int]],
    means: list[Floats],
    tables: list[Floats],
) -> None:
    """Give dates that never move from the plan the plan's own view, which working time lost."""
    axis = Axis(compiled.network.clock, 0)
    for m, plan in enumerate((schedule.start, schedule.finish)):
        for activity, row in place:
            low, high = sums.low[row, m], sums.high[row, m]
            if low == high == axis.work(plan[activity : activity + 1])[0]:
                means[m][activity] = plan[activity]
                tables[m][activity] = plan[activity]


def _repeat(values: Floats) -> Floats:
    return np.repeat(values[:, None], len(LEVELS), axis=1)


def _measure(
    compiled: Compiled, sums: Sums, parts: list[Histograms], m: int
) -> tuple[Floats, Floats]:
    """(mean, percentiles) by row of start (0), finish (1) or duration (2)."""
    low, high = sums.low[:, m], sums.high[:, m]
    if not parts:
        return np.zeros(0), np.zeros((0, len(LEVELS)))
    counts = np.concatenate([part.counts[:, m] for part in parts])
    width = (high - low) / BINS
    middles = low[:, None] + width[:, None] * (np.arange(BINS) + 0.5)
    table = _percentiles(counts, low, width)
    if m < 2 and compiled.network.single:
        axis = Axis(compiled.network.clock, 0)
        view = axis.begin if m == 0 else axis.end
        middles, table = view(middles), view(table)
    total = counts.sum(axis=1)
    return (counts * middles).sum(axis=1) / np.maximum(total, 1), table


def _percentiles(counts: Floats, low: Floats, width: Floats) -> Floats:
    """Values below which each of `LEVELS` percent lie, float64[row, level]."""
    reached = np.cumsum(counts, axis=1, dtype=np.float64)
    total = reached[:, -1]
    found = np.empty((len(counts), len(LEVELS)))
    rows = np.arange(len(counts))
    for column, level in enumerate(LEVELS):
        wanted = total * level / 100.0
        k = np.argmax(reached >= wanted[:, None], axis=1)
        inside = counts[rows, k]
        before = reached[rows, k] - inside
        part = np.divide(wanted - before, inside, out=np.zeros(len(k)), where=inside > 0)
        found[:, column] = low + width * (k + part)
    return found


def _spearman(part: Histograms, rank: Floats) -> Floats:
    """Rank correlation of each row's duration with the finish; durations of one bin are ties."""
    count = part.counts[:, 2].astype(np.float64)
    n = len(rank)
    below = np.cumsum(count, axis=1) - count
    mid = below + (count + 1.0) / 2.0
    mean = (n + 1.0) / 2.0
    covariance = (mid * part.rank_sum / 2.0).sum(axis=1) / n - mean**2
    spread = (count * mid**2).sum(axis=1) / n - mean**2
    spread_of_rank = ((rank / 2.0) ** 2).mean() - mean**2
    scale: Floats = np.sqrt(np.maximum(spread * spread_of_rank, 0.0))
    defined = scale > 1e-9 * n * n
    found: Floats = np.full(len(scale), np.nan)
    np.divide(covariance, scale, out=found, where=defined)
    return found
