"""Passes from the right: as late as possible, and late dates.

Rules: docs/reference/scheduling.md, "As late as possible" and "Backward pass".
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.clock import (
    Clock,
    at,
    begin,
    clock_of,
    end,
    settle,
    shift,
    shift_back,
    work,
)
from simulator.kernels.jit import inlined, inner, merged
from simulator.kernels.logic import lag_of
from simulator.kernels.windows import is_free, last_fit
from simulator.kernels.worktime import SAME


@inner
def move(tables, c, t, lag):
    """`clock.shift` without lost days, to be called from Python."""
    return shift(Clock(tables, None, 0), c, t, lag, 1)


@inner
def move_back(tables, c, t, lag):
    """`clock.shift_back` without lost days, to be called from Python."""
    return shift_back(Clock(tables, None, 0), c, t, lag)


@inner
def limits(network, i, lane, space, dates, own):
    """(start limit, finish limit) that the successors of row `i` set, +inf where none does.

    dates : (duration, start, finish), the dates early or late. own : 1 where successors of the
    summaries above do not count; they follow a row of kind PASS.
    """
    links, successors, clock = network.links, network.successors, clock_of(network, space)
    duration, start, finish = dates
    start_limit = np.inf
    finish_limit = np.inf
    for e in range(successors.first[i], successors.first[i + 1]):
        k, s = successors.link[e], successors.row[e]
        if own and network.tasks.kind[s] == codes.KIND_PASS:
            continue
        relation = links.relation[k]
        t = start[s, lane] if relation == codes.FS or relation == codes.SS else finish[s, lane]
        lag = lag_of(network.logic, links, k, lane, space) + links.share[k] * duration[i, lane]
        t = shift_back(at(clock, lane), links.calendar[k], t, lag)
        if relation == codes.FS or relation == codes.FF:
            finish_limit = min(finish_limit, t)
        else:
            start_limit = min(start_limit, t)
    return start_limit, finish_limit


@inlined
def late_view(clock, c, kind, t):
    """Limit `t` as a milestone or hub shows it, the mirror image of `forward.view`."""
    if kind == codes.KIND_FINISH_MILESTONE or kind == codes.KIND_SPENT:
        return end(clock, c, work(clock, c, t))
    if kind == codes.KIND_START_MILESTONE and settle(clock, c, t) != t:
        return end(clock, c, work(clock, c, t))
    return t


@inner
def place_late(clock, c, kind, start_limit, finish_limit, d):
    """(start, finish) of a row with `d` minutes of work, as late as its limits allow."""
    if kind != codes.KIND_TASK or d <= 0.0:
        t = late_view(clock, c, kind, min(start_limit, finish_limit))
        return t, t
    w = work(clock, c, finish_limit) - d
    if start_limit < np.inf:
        w = min(w, work(clock, c, start_limit))
    return begin(clock, c, w), end(clock, c, w + d)


@inner
def limited_start(clock, c, start, limit):
    """Late start of a task whose finish allows `start` and whose start `limit` binds: the limit
    itself within a work period or at either edge, in a gap the end of the one before."""
    w = work(clock, c, limit)
    if w > work(clock, c, start) + SAME:
        return start
    return limit if settle(clock, c, limit) == limit else end(clock, c, w)


@merged
def shift_right(network, lanes, space):
    """Move the rows that are as late as possible within their free float, in place."""
    tasks, clock, project_finish = network.tasks, clock_of(network, space), space.project_finish
    duration, start, finish = space.duration, space.start, space.finish
    dates = (duration, start, finish)
    for i in range(tasks.kind.size - 1, -1, -1):
        if not tasks.alap[i]:
            continue
        kind, c, p = tasks.kind[i], tasks.calendar[i], tasks.project[i]
        for lane in range(lanes):
            s_limit, f_limit = limits(network, i, lane, space, dates, 0)
            f_limit = min(f_limit, project_finish[p, lane])
            d, here = duration[i, lane], at(clock, lane)
            s, f = place_late(here, c, kind, s_limit, f_limit, d)
            if kind == codes.KIND_START_MILESTONE or kind == codes.KIND_SPENT:
                t = begin(here, c, work(here, c, min(s_limit, f_limit)))
                if t <= project_finish[p, lane]:
                    s = f = t
            s, f = last_fit(clock.sky, here, i, c, d, (s, f))
            later = s > start[i, lane] and f > finish[i, lane]
            if later and is_free(clock.sky, i, c, d, (s, f)):
                start[i, lane] = s
                finish[i, lane] = f


@merged
def held_start(held, clock, i, early_start, dates):
    """Latest start that lags from the actual start of row `i` allow: what is left of them after its
    early start, before the late dates of its successors."""
    _, late_start, late_finish = dates
    limit = np.inf
    for e in range(held.first[i], held.first[i + 1]):
        s, c = held.successor[e], held.calendar[e]
        begins, ends = early_start[i, 0], held.instant[e]
        left = ends - begins if c < 0 else work(clock, c, ends) - work(clock, c, begins)
        if left > 0.0:
            t = late_start[s, 0] if held.to_start[e] else late_finish[s, 0]
            limit = min(limit, shift_back(clock, c, t, left))
    return limit


@merged
def backward(network, late, project_finish, space, dates):
    """Late dates of every row in lane 0. space : the early dates. dates : (duration, late start,
    late finish), float64[row, 1], the last two written in place."""
    tasks, clock, early_start = network.tasks, clock_of(network, space), space.start
    duration, late_start, late_finish = dates
    for i in range(tasks.kind.size - 1, -1, -1):
        kind, c, p, d = tasks.kind[i], tasks.calendar[i], tasks.project[i], duration[i, 0]
        s_limit, f_limit = limits(network, i, 0, space, dates, 0)
        if f_limit == np.inf:
            f_limit = late.project_finish[p]
            f_limit = project_finish[p, 0] if f_limit == np.inf else f_limit
        f_limit = min(f_limit, late.finish[i])
        s_limit = min(s_limit, late.start[i], held_start(late.held, clock, i, early_start, dates))
        if late.manual[i]:
            late_start[i, 0] = late_finish[i, 0] = f_limit
            if d > 0.0:
                late_start[i, 0] = begin(clock, c, work(clock, c, f_limit) - d)
            continue
        s, f = place_late(clock, c, kind, s_limit, f_limit, d)
        late_start[i, 0], late_finish[i, 0] = last_fit(clock.sky, clock, i, c, d, (s, f))
        if kind == codes.KIND_TASK and d > 0.0 and s_limit < np.inf and s == late_start[i, 0]:
            late_start[i, 0] = limited_start(clock, c, s, s_limit)


@merged
def floats(network, late, found, space):
    """Total and free float of every row in lane 0, in place. found : `kernels.plan.PlanDates`."""
    tasks, clock = network.tasks, clock_of(network, space)
    project_finish, late_finish = found.project_finish, found.late_finish
    total, free = found.total, found.free
    dates = (space.duration, space.start, space.finish)
    _, start, finish = dates
    for i in range(tasks.kind.size):
        c = tasks.calendar[i]
        done = work(clock, c, finish[i, 0])
        total[i] = work(clock, c, late_finish[i, 0]) - done
        capped = np.int64(late.capped[tasks.project[i]])
        s_limit, f_limit = limits(network, i, 0, space, dates, capped)
        if f_limit == np.inf and s_limit == np.inf:
            f_limit = late_finish[i, 0] if capped else project_finish[tasks.project[i], 0]
        slack = total[i] if capped else np.inf
        if f_limit < np.inf:
            slack = min(slack, work(clock, c, f_limit) - done)
        if s_limit < np.inf:
            slack = min(slack, work(clock, c, s_limit) - work(clock, c, start[i, 0]))
        free[i] = max(slack, 0.0)
