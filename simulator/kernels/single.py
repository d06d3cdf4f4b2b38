"""Forward pass and driving path in working time, where one calendar serves every task.

The rules are those of `forward` and `critical`; on one calendar an instant and its working time
are the same thing but for the view (Friday 17:00 or Monday 08:00), which is put back at the end.
Lanes are the inner loop and contiguous, so that the compiler works on eight of them at a time.
Arrays are float64[row, lane] in working minutes since the origin.
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.jit import merged
from simulator.kernels.worktime import SAME


@merged
def raise_by_finish(i, finish, p, lag, lanes):
    """finish[i] = max(finish[i], finish[p] + lag), lane by lane."""
    for lane in range(lanes):
        t = finish[p, lane] + lag
        finish[i, lane] = t if t > finish[i, lane] else finish[i, lane]


@merged
def raise_by_start(i, finish, duration, p, lag, lanes):
    """finish[i] = max(finish[i], start[p] + lag), lane by lane."""
    for lane in range(lanes):
        t = finish[p, lane] - duration[p, lane] + lag
        finish[i, lane] = t if t > finish[i, lane] else finish[i, lane]


@merged
def forward_single(links, floor, i, lanes, duration, finish):
    """Early finish of row `i`. floor : float64[row], working minutes.

    A start is its finish less the duration, and is not kept: memory is what this loop waits for.
    Link lags that are a share of a duration do not come here: see `network.single`.
    """
    predecessor, relation, lag = links.predecessor, links.relation, links.lag
    first, last = links.first[i], links.first[i + 1]
    for lane in range(lanes):
        finish[i, lane] = floor[i]
    for k in range(first, last):
        if relation[k] == codes.FS:
            raise_by_finish(i, finish, predecessor[k], lag[k], lanes)
        elif relation[k] == codes.SS:
            raise_by_start(i, finish, duration, predecessor[k], lag[k], lanes)
    for lane in range(lanes):
        finish[i, lane] += duration[i, lane]
    for k in range(first, last):
        if relation[k] == codes.FF:
            raise_by_finish(i, finish, predecessor[k], lag[k], lanes)


@merged
def critical_single(tasks, links, lanes, duration, finish, end_of_all, on_path, mine, count):
    """`critical` in working time. end_of_all : float64[lane]; mine : scratch, uint8[lane]."""
    predecessor, relation, lag = links.predecessor, links.relation, links.lag
    on_path[:, :lanes] = 0
    for i in range(tasks.kind.shape[0] - 1, -1, -1):
        if tasks.counted[i]:
            for lane in range(lanes):
                on_path[i, lane] |= np.uint8(finish[i, lane] >= end_of_all[lane] - SAME)
        hits = 0
        for lane in range(lanes):
            mine[lane] = on_path[i, lane]
            hits += on_path[i, lane]
        if hits == 0:
            continue
        count[i] += hits
        for k in range(links.first[i], links.first[i + 1]):
            p = predecessor[k]
            to_start = 0.0 if relation[k] == codes.FF else 1.0
            of_start = 1.0 if relation[k] == codes.SS else 0.0
            for lane in range(lanes):
                instant = finish[p, lane] - of_start * duration[p, lane] + lag[k]
                date = finish[i, lane] - to_start * duration[i, lane]
                on_path[p, lane] |= mine[lane] & np.uint8(instant >= date - SAME)
