"""The driving path: which rows set the finish, in each lane.

A row is critical where it finishes at the finish asked about or drives a critical row; ties all
count. Rules: docs/reference/scheduling.md, "Finish, driving, critical".
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.clock import at, clock_of, nothing_between
from simulator.kernels.forward import link_instants
from simulator.kernels.jit import inner, kernel, merged
from simulator.kernels.logic import is_absent, may_be_absent, put_off
from simulator.kernels.workspace import COUNT
from simulator.kernels.worktime import SAME


@merged
def same_instant(clock, c, kind, t, date):
    """True where an instant is the date of a row: in working time for work, else on the clock."""
    if t == -np.inf:
        return False
    if kind == codes.KIND_MILESTONE or kind == codes.KIND_PASS or kind == codes.KIND_EARLIEST:
        return abs(t - date) <= SAME
    return nothing_between(clock, c, t, date)


@merged
def is_pinned(tasks, i):
    """True for a row with a mandatory date: nothing drives it."""
    return not (np.isnan(tasks.pinned_start[i]) and np.isnan(tasks.pinned_finish[i]))


@kernel
def driving_links(network, space, out):
    """Mark each link that set a date in lane 0. out : uint8[link], written in place."""
    tasks, links, clock = network.tasks, network.links, clock_of(network, space)
    instant = space.value
    for i in range(tasks.kind.size):
        kind, c = tasks.kind[i], tasks.calendar[i]
        if kind == codes.KIND_LEVEL_OF_EFFORT or is_pinned(tasks, i):
            continue
        for k in range(links.first[i], links.first[i + 1]):
            relation = links.relation[k]
            link_instants(network, space, k, instant.size, instant)
            to_start = relation == codes.FS or relation == codes.SS
            date = space.start[i, 0] if to_start else space.finish[i, 0]
            t = instant[0]
            if to_start:
                t = put_off(network.logic, clock, i, c, 0, space, t)
            out[k] = same_instant(clock, c, kind, t, date)


@inner
def critical(network, lanes, space, count):
    """Trace the driving path back from the latest finish, `space.instant`, in `space.on_path`.

    count : int64[row], increased by the lanes where the row is critical: there, and not merely
    passed through. `space.value` is overwritten.
    """
    tasks, links, clock = network.tasks, network.links, clock_of(network, space)
    duration, start, finish = space.duration, space.start, space.finish
    on_path, instant, end_of_all = space.on_path, space.value, space.instant
    on_path[:, :lanes] = 0
    for i in range(tasks.kind.size - 1, -1, -1):
        kind, c = tasks.kind[i], tasks.calendar[i]
        if kind == codes.KIND_LEVEL_OF_EFFORT:
            continue
        passes = kind == codes.KIND_PASS or kind == codes.KIND_EARLIEST
        path = on_path[i, :lanes]
        if tasks.counted[i]:
            for lane in range(lanes):
                path[lane] |= np.uint8(finish[i, lane] >= end_of_all[lane] - SAME)
        hits = COUNT(0)
        for lane in range(lanes):
            hits = COUNT(hits + path[lane])
        if hits > 0 and not passes:
            for lane in range(lanes):
                there = duration[i, lane] > 0.0 or kind != codes.KIND_TASK
                if path[lane] and there:
                    count[i] += not is_absent(network.logic, i, lane, space)
        pinned = is_pinned(tasks, i)
        if hits == 0 or (pinned and not may_be_absent(network.logic, i)):
            continue
        for k in range(links.first[i], links.first[i + 1]):
            p, relation = links.predecessor[k], links.relation[k]
            to_start = relation == codes.FS or relation == codes.SS
            link_instants(network, space, k, lanes, instant)
            for lane in range(lanes):
                traced = not pinned or is_absent(network.logic, i, lane, space)
                if on_path[i, lane] and traced and not on_path[p, lane]:
                    date = start[i, lane] if to_start else finish[i, lane]
                    here, t = at(clock, lane), instant[lane]
                    if to_start:
                        t = put_off(network.logic, here, i, c, lane, space, t)
                    on_path[p, lane] = same_instant(here, c, kind, t, date)
