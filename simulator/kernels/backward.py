"""Passes from the right: as late as possible, and late dates.

Rules: docs/reference/scheduling.md, "As late as possible" and "Backward pass".
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.jit import kernel
from simulator.kernels.worktime import begin, end, settle, shift, work


@kernel
def limits(network, i, lane, duration, start, finish):
    """(start limit, finish limit) that the successors of row `i` set, +inf where none does.

    start, finish : dates of the successors, early or late.
    """
    links = network.links
    successors = network.successors
    start_limit = np.inf
    finish_limit = np.inf
    for e in range(successors.first[i], successors.first[i + 1]):
        k = successors.link[e]
        s = successors.row[e]
        relation = links.relation[k]
        t = start[s, lane] if relation == codes.FS or relation == codes.SS else finish[s, lane]
        lag = links.lag[k] + links.share[k] * duration[i, lane]
        t = shift(network.clock, links.calendar[k], t, -lag)
        if relation == codes.FS or relation == codes.FF:
            finish_limit = min(finish_limit, t)
        else:
            start_limit = min(start_limit, t)
    return start_limit, finish_limit


@kernel
def late_view(network, i, t):
    """Limit `t` as a milestone or hub shows it, the mirror image of `forward.view`."""
    clock = network.clock
    c = network.tasks.calendar[i]
    kind = network.tasks.kind[i]
    if kind == codes.KIND_FINISH_MILESTONE:
        return end(clock, c, work(clock, c, t))
    if kind == codes.KIND_START_MILESTONE and settle(clock, c, t) != t:
        return end(clock, c, work(clock, c, t))
    return t


@kernel
def place_late(network, i, start_limit, finish_limit, d):
    """(start, finish) of row `i` with `d` minutes of work, as late as two finite limits allow."""
    clock = network.clock
    c = network.tasks.calendar[i]
    if network.tasks.kind[i] != codes.KIND_TASK or d <= 0.0:
        t = late_view(network, i, min(start_limit, finish_limit))
        return t, t
    w = work(clock, c, finish_limit) - d
    if start_limit < np.inf:
        w = min(w, work(clock, c, start_limit))
    return begin(clock, c, w), end(clock, c, w + d)


@kernel
def shift_right(network, lanes, duration, project_finish, start, finish):
    """Move the rows that are as late as possible within their free float, in place."""
    tasks = network.tasks
    for i in range(tasks.kind.shape[0] - 1, -1, -1):
        if not tasks.alap[i]:
            continue
        for lane in range(lanes):
            d = duration[i, lane]
            s_limit, f_limit = limits(network, i, lane, duration, start, finish)
            f_limit = min(f_limit, project_finish[tasks.project[i], lane])
            s, f = place_late(network, i, s_limit, f_limit, d)
            if s > start[i, lane] and f > finish[i, lane]:
                start[i, lane] = s
                finish[i, lane] = f


@kernel
def backward(network, late, duration, project_finish, late_start, late_finish):
    """Late dates of every row in lane 0, float64[row, 1], written in place."""
    tasks = network.tasks
    for i in range(tasks.kind.shape[0] - 1, -1, -1):
        s_limit, f_limit = limits(network, i, 0, duration, late_start, late_finish)
        if f_limit == np.inf:
            p = tasks.project[i]
            f_limit = late.project_finish[p]
            if f_limit == np.inf:
                f_limit = project_finish[p, 0]
        f_limit = min(f_limit, late.finish[i])
        s_limit = min(s_limit, late.start[i])
        late_start[i, 0], late_finish[i, 0] = place_late(
            network, i, s_limit, f_limit, duration[i, 0]
        )


@kernel
def floats(network, duration, project_finish, finish, start, late_finish, total, free):
    """Total and free float of every row in lane 0, float64[row], working minutes, in place."""
    tasks = network.tasks
    clock = network.clock
    for i in range(tasks.kind.shape[0]):
        c = tasks.calendar[i]
        done = work(clock, c, finish[i, 0])
        total[i] = work(clock, c, late_finish[i, 0]) - done
        s_limit, f_limit = limits(network, i, 0, duration, start, finish)
        if f_limit == np.inf:
            f_limit = project_finish[tasks.project[i], 0]
        slack = work(clock, c, f_limit) - done
        if s_limit < np.inf:
            slack = min(slack, work(clock, c, s_limit) - work(clock, c, start[i, 0]))
        free[i] = slack
