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
def raise_start(i, of, p, lag, lanes, out):
    """out[i] = max(out[i], of[p] + lag), lane by lane."""
    for lane in range(lanes):
        t = of[p, lane] + lag
        out[i, lane] = t if t > out[i, lane] else out[i, lane]


@merged
def raise_push(of, p, lag, lanes, push):
    """push = max(push, of[p] + lag), lane by lane."""
    for lane in range(lanes):
        t = of[p, lane] + lag
        push[lane] = t if t > push[lane] else push[lane]


@merged
def push_finish(i, push, duration, start, finish, lanes):
    """Where `push` is later than the finish, move the task as a whole."""
    for lane in range(lanes):
        f = push[lane] if push[lane] > finish[i, lane] else finish[i, lane]
        start[i, lane] = f - duration[i, lane] if f > finish[i, lane] else start[i, lane]
        finish[i, lane] = f


@merged
def forward_single(links, floor, lanes, duration, start, finish, push):
    """Early dates of every row. floor : float64[row], working minutes. push : scratch[lane].

    Link lags that are a share of a duration do not come here: see `network.single`.
    """
    predecessor, relation, lag = links.predecessor, links.relation, links.lag
    for i in range(floor.shape[0]):
        first, last = links.first[i], links.first[i + 1]
        for lane in range(lanes):
            start[i, lane] = floor[i]
        pushed = False
        for k in range(first, last):
            if relation[k] == codes.FS:
                raise_start(i, finish, predecessor[k], lag[k], lanes, start)
            elif relation[k] == codes.SS:
                raise_start(i, start, predecessor[k], lag[k], lanes, start)
            else:
                pushed = True
        for lane in range(lanes):
            finish[i, lane] = start[i, lane] + duration[i, lane]
        if pushed:
            push[:lanes] = -np.inf
            for k in range(first, last):
                if relation[k] == codes.FF:
                    raise_push(finish, predecessor[k], lag[k], lanes, push)
            push_finish(i, push, duration, start, finish, lanes)


@merged
def mark(i, mine, of, p, lag, date, on_path, lanes):
    """Put row `p` on the path where `i` is (`mine`) and of[p] + lag is its date."""
    for lane in range(lanes):
        hit = of[p, lane] + lag >= date[i, lane] - SAME
        on_path[p, lane] |= mine[lane] & np.uint8(hit)


@merged
def critical_single(tasks, links, lanes, start, finish, end_of_all, on_path, mine, count):
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
            if relation[k] == codes.FS:
                mark(i, mine, finish, p, lag[k], start, on_path, lanes)
            elif relation[k] == codes.SS:
                mark(i, mine, start, p, lag[k], start, on_path, lanes)
            else:
                mark(i, mine, finish, p, lag[k], finish, on_path, lanes)
