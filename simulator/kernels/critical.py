"""The driving path: which rows set the finish, in each lane.

A row is critical where it finishes at the finish asked about or drives a critical row; ties all
count. Rules: docs/reference/scheduling.md, "Finish, driving, critical".
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.forward import link_instant
from simulator.kernels.jit import kernel
from simulator.kernels.worktime import SAME, work

@kernel
def drives(network, k, i, lane, duration, start, finish):
    """True where link `k` set a date of row `i`."""
    tasks = network.tasks
    relation = network.links.relation[k]
    t = link_instant(network, k, lane, duration, start, finish)
    to_start = relation == codes.FS or relation == codes.SS
    date = start[i, lane] if to_start else finish[i, lane]
    if t == -np.inf:
        return False
    kind = tasks.kind[i]
    if kind == codes.KIND_MILESTONE or kind == codes.KIND_PASS or kind == codes.KIND_EARLIEST:
        return abs(t - date) <= SAME
    c = tasks.calendar[i]
    return abs(work(network.clock, c, t) - work(network.clock, c, date)) <= SAME


@kernel
def driving_links(network, duration, start, finish, out):
    """Mark each link that set a date in lane 0. out : uint8[link], written in place."""
    links = network.links
    for i in range(network.tasks.kind.shape[0]):
        if network.tasks.kind[i] != codes.KIND_LEVEL_OF_EFFORT and not is_pinned(network, i):
            for k in range(links.first[i], links.first[i + 1]):
                out[k] = drives(network, k, i, 0, duration, start, finish)


@kernel
def is_pinned(network, i):
    """True for a row with a mandatory date: nothing drives it."""
    tasks = network.tasks
    return not (np.isnan(tasks.pinned_start[i]) and np.isnan(tasks.pinned_finish[i]))


@kernel
def is_shown(network, i, d):
    """True where a critical row counts as a critical task: it is there in this iteration."""
    kind = network.tasks.kind[i]
    if kind == codes.KIND_PASS or kind == codes.KIND_EARLIEST:
        return False
    return d > 0.0 or kind != codes.KIND_TASK


@kernel
def critical(network, lanes, duration, start, finish, end_of_all, on_path, count):
    """Trace the driving path back from the latest finish.

    end_of_all : float64[lane], instants. on_path : uint8[row, lane], written in place.
    count : int64[row], increased by the lanes in which the row is critical.
    """
    tasks = network.tasks
    links = network.links
    on_path[:, :lanes] = 0
    for i in range(tasks.kind.shape[0] - 1, -1, -1):
        pinned = is_pinned(network, i)
        if tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
            continue
        for lane in range(lanes):
            if tasks.counted[i] and finish[i, lane] >= end_of_all[lane] - SAME:
                on_path[i, lane] = 1
            if on_path[i, lane]:
                if is_shown(network, i, duration[i, lane]):
                    count[i] += 1
                if not pinned:
                    for k in range(links.first[i], links.first[i + 1]):
                        if drives(network, k, i, lane, duration, start, finish):
                            on_path[links.predecessor[k], lane] = 1
