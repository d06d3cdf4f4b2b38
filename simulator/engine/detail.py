"""Percentiles and rank correlations of every activity, from histograms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from simulator.engine.merge import by_activity
from simulator.engine.passes import BINS, Sums
from simulator.kernels.workspace import Histograms
from simulator.network.axis import Axis
from simulator.network.compile import Compiled
from simulator.network.dtypes import I64
from simulator.results.raw import LEVELS, Floats, Schedule, TaskTallies


def double_ranks(values: Floats) -> Floats:
    """Twice the mid-ranks of `values`, whole numbers; equal values share theirs."""
    order = np.sort(values)
    low = np.searchsorted(order, values, side="left")
    high = np.searchsorted(order, values, side="right")
    return (low + high + 1).astype(np.float64)


@dataclass(frozen=True)
class Tables:
    """By row: mean and percentiles of start, finish and duration; rank correlation.

    mean : float64[3, row]; percentiles : float64[3, row, level]; spearman : float64[row].
    """

    mean: Floats
    percentiles: Floats
    spearman: Floats


def with_detail(
    tallies: TaskTallies,
    compiled: Compiled,
    schedule: Schedule,
    sums: Sums,
    parts: Iterable[Histograms],
) -> TaskTallies:
    """`tallies` with means and percentiles of dates and durations, and rank correlations.

    A percentile is read off 1,024 equal bins between the least and the greatest value, along the
    straight line within its bin. parts : taken one at a time, so that few are in memory.
    """
    place = compiled.places
    tables = _read(compiled, sums, parts)
    certain = np.array([task.duration for task in compiled.program.activities])
    history = (schedule.start, schedule.finish, certain)
    started = np.array([task.is_started for task in compiled.program.activities], dtype=bool)
    mean = [by_activity(place, tables.mean[m], past) for m, past in enumerate(history)]
    percentiles = [
        by_activity(place, tables.percentiles[m], _repeat(past)) for m, past in enumerate(history)
    ]
    if compiled.network.on_clock is None:
        _keep_plan(compiled, schedule, sums, place, mean, percentiles)
    mean[0][started] = schedule.start[started]
    percentiles[0][started] = _repeat(schedule.start)[started]
    return replace(
        tallies,
        spearman=by_activity(place, tables.spearman, np.full(len(schedule.ids), np.nan)),
        start_mean=mean[0],
        finish_mean=mean[1],
        start_percentiles=percentiles[0],
        finish_percentiles=percentiles[1],
        duration_percentiles=percentiles[2],
    )


def _read(compiled: Compiled, sums: Sums, parts: Iterable[Histograms]) -> Tables:
    """Everything that histograms tell, row by row."""
    rows = len(sums.low)
    found = Tables(np.zeros((3, rows)), np.zeros((3, rows, len(LEVELS))), np.zeros(rows))
    for part in parts:
        there = slice(part.first, part.last)
        for m in range(3):
            found.mean[m, there], found.percentiles[m, there] = _measure(compiled, sums, part, m)
        found.spearman[there] = rank_correlation(part)
    return found


def _keep_plan(
    compiled: Compiled,
    schedule: Schedule,
    sums: Sums,
    place: tuple[I64, I64],
    means: list[Floats],
    tables: list[Floats],
) -> None:
    """Give dates that never move from the plan the plan's own view, which working time lost."""
    axis = Axis(compiled.network.clock, 0)
    for m, plan in enumerate((schedule.start, schedule.finish)):
        for activity, row in zip(*place, strict=True):
            low, high = sums.low[row, m], sums.high[row, m]
            if low == high == axis.work(plan[activity : activity + 1])[0]:
                means[m][activity] = plan[activity]
                tables[m][activity] = plan[activity]


def _repeat(values: Floats) -> Floats:
    return np.repeat(values[:, None], len(LEVELS), axis=1)


def _measure(compiled: Compiled, sums: Sums, part: Histograms, m: int) -> tuple[Floats, Floats]:
    """(mean, percentiles) by row of start (0), finish (1) or duration (2)."""
    there = slice(part.first, part.last)
    low, high = sums.low[there, m], sums.high[there, m]
    counts = part.counts[:, m]
    width = (high - low) / BINS
    middles = low[:, None] + width[:, None] * (np.arange(BINS) + 0.5)
    table = _percentiles(counts, low, width)
    if m < 2 and compiled.network.on_clock is None:
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


def rank_correlation(part: Histograms) -> Floats:
    """Spearman of each row's duration with what was ranked; durations of one bin are ties."""
    count = part.counts[:, 2].astype(np.float64)
    rank = part.rank
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
