"""Forward pass and driving path in working time, where one calendar serves every task.

The rules are those of `forward` and `critical`; on one calendar an instant and its working time
are the same thing but for the view (Friday 17:00 or Monday 08:00), which is put back at the end.
Lanes are the inner loop and contiguous, so that the compiler works on eight of them at a time.
Arrays are float64[row, lane] in working minutes since the origin.
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.jit import kernel
from simulator.kernels.worktime import SAME


@kernel
def raise_to(out, base, lag, lanes):
    """out = max(out, base + lag), lane by lane."""
    for lane in range(lanes):
        t = base[lane] + lag
        out[lane] = t if t > out[lane] else out[lane]


@kernel
def raise_to_share(out, base, lag, share, length, lanes):
    """out = max(out, base + lag + share * length), lane by lane."""
    for lane in range(lanes):
        t = base[lane] + (lag + share * length[lane])
        out[lane] = t if t > out[lane] else out[lane]


@kernel
def follow(network, k, lanes, duration, start, finish, out):
    """out = max(out, what link `k` says)."""
    links = network.links
    p = links.predecessor[k]
    relation = links.relation[k]
    of_finish = relation == codes.FS or relation == codes.FF
    base = finish[p] if of_finish else start[p]
    if links.share[k] == 0.0:
        raise_to(out, base, links.lag[k], lanes)
    else:
        raise_to_share(out, base, links.lag[k], links.share[k], duration[p], lanes)


@kernel
def push_finish(push, duration, start, finish, lanes):
    """Where `push` is later than the finish, move the task as a whole."""
    for lane in range(lanes):
        f = push[lane] if push[lane] > finish[lane] else finish[lane]
        moved = f > finish[lane]
        start[lane] = f - duration[lane] if moved else start[lane]
        finish[lane] = f


@kernel
def forward_single(network, floor, finish_floor, lanes, duration, start, finish, push):
    """Early dates of every row. floor, finish_floor : float64[row], working minutes.

    push : scratch, float64[lane].
    """
    links = network.links
    for i in range(floor.shape[0]):
        if network.tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
            continue
        first = links.first[i]
        last = links.first[i + 1]
        s = start[i]
        f = finish[i]
        d = duration[i]
        s[:lanes] = floor[i]
        pushed = finish_floor[i] > -np.inf
        for k in range(first, last):
            relation = links.relation[k]
            if relation == codes.FS or relation == codes.SS:
                follow(network, k, lanes, duration, start, finish, s)
            else:
                pushed = True
        for lane in range(lanes):
            f[lane] = s[lane] + d[lane]
        if pushed:
            push[:lanes] = finish_floor[i]
            for k in range(first, last):
                relation = links.relation[k]
                if relation == codes.FF or relation == codes.SF:
                    follow(network, k, lanes, duration, start, finish, push)
            push_finish(push, d, s, f, lanes)


@kernel
def mark(on_path, base, lag, date, out, lanes):
    """Set `out` where the row is on the path and base + lag is its date."""
    for lane in range(lanes):
        hit = (base[lane] + lag >= date[lane] - SAME) & (on_path[lane] != 0)
        out[lane] = np.uint8(1) if hit else out[lane]


@kernel
def mark_share(on_path, base, lag, date, out, lanes):
    """`mark` with a lag of its own in each lane."""
    for lane in range(lanes):
        hit = (base[lane] + lag[lane] >= date[lane] - SAME) & (on_path[lane] != 0)
        out[lane] = np.uint8(1) if hit else out[lane]


@kernel
def trace_link(network, k, i, lanes, duration, start, finish, on_path, lag):
    """Put the predecessor of link `k` on the path where it drives row `i`."""
    links = network.links
    p = links.predecessor[k]
    relation = links.relation[k]
    base = finish[p] if relation == codes.FS or relation == codes.FF else start[p]
    date = start[i] if relation == codes.FS or relation == codes.SS else finish[i]
    if links.share[k] == 0.0:
        mark(on_path[i], base, links.lag[k], date, on_path[p], lanes)
    else:
        for lane in range(lanes):
            lag[lane] = links.lag[k] + links.share[k] * duration[p, lane]
        mark_share(on_path[i], base, lag, date, on_path[p], lanes)


@kernel
def critical_single(network, lanes, duration, start, finish, end_of_all, on_path, scratch, count):
    """`critical` in working time. end_of_all : float64[lane], working minutes."""
    tasks = network.tasks
    links = network.links
    on_path[:, :lanes] = 0
    for i in range(tasks.kind.shape[0] - 1, -1, -1):
        mine = on_path[i]
        if tasks.counted[i]:
            for lane in range(lanes):
                at_end = finish[i, lane] >= end_of_all[lane] - SAME
                mine[lane] = np.uint8(1) if at_end else mine[lane]
        hits = 0
        for lane in range(lanes):
            hits += mine[lane]
        if hits == 0:
            continue
        if tasks.kind[i] != codes.KIND_PASS:
            count[i] += hits
        for k in range(links.first[i], links.first[i + 1]):
            trace_link(network, k, i, lanes, duration, start, finish, on_path, scratch)
