"""Forward pass and driving path in working time, where one calendar serves every task.

The rules are those of `forward` and `critical`; on one calendar an instant and its working time
are the same thing but for the view (Friday 17:00 or Monday 08:00), which is put back at the end.
Lanes are the inner loop and contiguous, so that the compiler works on eight of them at a time.
Arrays are float64[row, lane] in working minutes since the origin.
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.jit import merged
from simulator.kernels.workspace import COUNT
from simulator.kernels.worktime import SAME


@merged
def after_two(earliest, p, p_lag, q, q_lag, duration, finish):
    """finish = max(earliest, p + p_lag, q + q_lag) + duration; float64[lane] each."""
    for lane in range(finish.size):
        t = p[lane] + p_lag
        u = q[lane] + q_lag
        t = t if t > earliest else earliest
        t = t if t > u else u
        finish[lane] = t + duration[lane]


@merged
def raise_after(p, lag, duration, finish):
    """finish = max(finish, p + lag + duration); float64[lane] each."""
    for lane in range(finish.size):
        t = p[lane] + lag + duration[lane]
        finish[lane] = t if t > finish[lane] else finish[lane]


@merged
def raise_after_start(p, p_duration, lag, duration, finish):
    """finish = max(finish, p - p_duration + lag + duration); float64[lane] each."""
    for lane in range(finish.size):
        t = p[lane] - p_duration[lane] + lag + duration[lane]
        finish[lane] = t if t > finish[lane] else finish[lane]


@merged
def raise_with(p, lag, finish):
    """finish = max(finish, p + lag); float64[lane] each."""
    for lane in range(finish.size):
        t = p[lane] + lag
        finish[lane] = t if t > finish[lane] else finish[lane]


@merged
def forward_single(links, floor, i, lanes, durations, finishes):
    """Early finish of row `i`. floor : float64[row], working minutes.

    A start is its finish less the duration, and is not kept: memory is what this loop waits for.
    Most tasks follow the finish of one or two others, and are done in one loop. Link lags that are
    a share of a duration do not come here: see `network.single.is_single`.
    """
    predecessor, relation, lag = links.predecessor, links.relation, links.lag
    k, last, earliest = links.first[i], links.first[i + 1], floor[i]
    duration, finish = durations[i, :lanes], finishes[i, :lanes]
    if k < last and relation[k] == codes.FS:
        other = k + 1 if k + 1 < last and relation[k + 1] == codes.FS else k
        p, q = finishes[predecessor[k], :lanes], finishes[predecessor[other], :lanes]
        after_two(earliest, p, lag[k], q, lag[other], duration, finish)
        k = other + 1
    else:
        for lane in range(lanes):
            finish[lane] = earliest + duration[lane]
    for link in range(k, last):
        p = finishes[predecessor[link], :lanes]
        if relation[link] == codes.FS:
            raise_after(p, lag[link], duration, finish)
        elif relation[link] == codes.SS:
            p_duration = durations[predecessor[link], :lanes]
            raise_after_start(p, p_duration, lag[link], duration, finish)
        elif relation[link] == codes.FF:
            raise_with(p, lag[link], finish)


@merged
def trace_after(p, lag, duration, finish, path, p_path):
    """Mark the predecessor where it drives the start through an FS link, uint8[lane]."""
    for lane in range(finish.size):
        drives = p[lane] + lag >= finish[lane] - duration[lane] - SAME
        p_path[lane] |= path[lane] & np.uint8(drives)


@merged
def trace_other(of_start, lag, to_start, pair, path, p_path):
    """The same through an SS link (of_start 1, to_start 1) or FF link (0, 0).

    pair : (finish, duration) of the predecessor and of the row, float64[lane] each.
    """
    p, p_duration, finish, duration = pair
    for lane in range(finish.size):
        instant = p[lane] - of_start * p_duration[lane] + lag
        drives = instant >= finish[lane] - to_start * duration[lane] - SAME
        p_path[lane] |= path[lane] & np.uint8(drives)


@merged
def critical_single(tasks, links, lanes, durations, finishes, end_of_all, on_path, count):
    """`critical` in working time. end_of_all : float64[lane]."""
    predecessor, relation, lag = links.predecessor, links.relation, links.lag
    on_path[:, :lanes] = 0
    for i in range(tasks.kind.size - 1, -1, -1):
        finish, path = finishes[i, :lanes], on_path[i, :lanes]
        if tasks.counted[i]:
            for lane in range(lanes):
                path[lane] |= np.uint8(finish[lane] >= end_of_all[lane] - SAME)
        hits = COUNT(0)
        for lane in range(lanes):
            hits = COUNT(hits + path[lane])
        if hits == 0:
            continue
        count[i] += hits
        duration = durations[i, :lanes]
        for k in range(links.first[i], links.first[i + 1]):
            p = predecessor[k]
            p_finish, p_path = finishes[p, :lanes], on_path[p, :lanes]
            if relation[k] == codes.FS:
                trace_after(p_finish, lag[k], duration, finish, path, p_path)
            else:
                ends = 0.0 if relation[k] == codes.FF else 1.0
                pair = (p_finish, durations[p, :lanes], finish, duration)
                trace_other(ends, lag[k], ends, pair, path, p_path)
