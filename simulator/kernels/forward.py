"""Forward pass on the clock: any mix of calendars, constraints and progress.

Rules: docs/reference/scheduling.md, "Forward pass". Lanes are iterations; arrays are
float64[row, lane] in minutes since the origin (start, finish) or working minutes (duration).
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.jit import kernel
from simulator.kernels.worktime import SAME, begin, end, settle, shift, work


@kernel
def link_instant(network, k, lane, duration, start, finish):
    """What link `k` says: an end of its predecessor, moved by the lag."""
    links = network.links
    p = links.predecessor[k]
    relation = links.relation[k]
    t = finish[p, lane] if relation == codes.FS or relation == codes.FF else start[p, lane]
    lag = links.lag[k] + links.share[k] * duration[p, lane]
    return shift(network.clock, links.calendar[k], t, lag)


@kernel
def place_task(network, i, raw, push, d):
    """(start, finish) of a task with `d` minutes of work."""
    clock = network.clock
    c = network.tasks.calendar[i]
    if d <= 0.0:
        t = max(raw, push)
        return t, t
    w = work(clock, c, raw)
    f = end(clock, c, w + d)
    if push > f + SAME:
        f = settle(clock, c, push)
        w = work(clock, c, f) - d
    return begin(clock, c, w), f


@kernel
def view(network, i, t):
    """Instant `t` as a milestone or hub shows it: where t lies between work periods, start and
    finish milestones move on to the next start of work."""
    clock = network.clock
    c = network.tasks.calendar[i]
    kind = network.tasks.kind[i]
    if kind == codes.KIND_START_MILESTONE:
        return begin(clock, c, work(clock, c, t))
    if kind == codes.KIND_FINISH_MILESTONE:
        return settle(clock, c, t)
    return t


@kernel
def place_pinned(network, i, d):
    """(start, finish) of a row with a mandatory start, finish, or both (NaN: none)."""
    clock = network.clock
    c = network.tasks.calendar[i]
    s = network.tasks.pinned_start[i]
    f = network.tasks.pinned_finish[i]
    if network.tasks.kind[i] != codes.KIND_TASK or d <= 0.0:
        if np.isnan(s) or f > s:
            s = f
        t = view(network, i, s)
        return t, t
    if np.isnan(s):
        return begin(clock, c, work(clock, c, f) - d), f
    s = begin(clock, c, work(clock, c, s))
    if np.isnan(f):
        f = end(clock, c, work(clock, c, s) + d)
    return s, f


@kernel
def place_row(network, i, lane, duration, start, finish):
    """Start and finish of row `i` in one lane, written in place."""
    tasks = network.tasks
    links = network.links
    kind = tasks.kind[i]
    raw = tasks.floor[i]
    push = tasks.finish_floor[i]
    if kind == codes.KIND_EARLIEST:
        raw = np.inf if raw == -np.inf else raw
    for k in range(links.first[i], links.first[i + 1]):
        t = link_instant(network, k, lane, duration, start, finish)
        relation = links.relation[k]
        if kind == codes.KIND_EARLIEST:
            raw = min(raw, t)
        elif relation == codes.FS or relation == codes.SS:
            raw = max(raw, t)
        else:
            push = max(push, t)
    d = duration[i, lane]
    if not (np.isnan(tasks.pinned_start[i]) and np.isnan(tasks.pinned_finish[i])):
        s, f = place_pinned(network, i, d)
    elif kind == codes.KIND_TASK:
        s, f = place_task(network, i, raw, push, d)
    else:
        s = view(network, i, max(raw, push))
        f = s
    start[i, lane] = s
    finish[i, lane] = f


@kernel
def forward(network, lanes, duration, start, finish):
    """Early dates of every row but levels of effort, which come last and follow their neighbours."""
    for i in range(network.tasks.kind.shape[0]):
        if network.tasks.kind[i] != codes.KIND_LEVEL_OF_EFFORT:
            for lane in range(lanes):
                place_row(network, i, lane, duration, start, finish)


@kernel
def project_finishes(network, lanes, finish, project_finish):
    """Latest finish of the counted rows of each project, float64[project, lane], in place."""
    tasks = network.tasks
    for p in range(project_finish.shape[0]):
        project_finish[p, :lanes] = network.projects.history[p]
    for i in range(tasks.kind.shape[0]):
        if tasks.counted[i]:
            p = tasks.project[i]
            for lane in range(lanes):
                project_finish[p, lane] = max(project_finish[p, lane], finish[i, lane])


@kernel
def levels_of_effort(network, floor, lanes, project_finish, start, finish):
    """Dates of the levels of effort from their neighbours' dates: earliest and latest.

    floor : float64[row], in the unit of `start`.
    """
    tasks = network.tasks
    links = network.links
    for i in range(tasks.kind.shape[0]):
        if tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
            for lane in range(lanes):
                s = np.inf
                f = -np.inf
                for k in range(links.first[i], links.first[i + 1]):
                    p = links.predecessor[k]
                    relation = links.relation[k]
                    of_finish = relation == codes.FS or relation == codes.FF
                    t = finish[p, lane] if of_finish else start[p, lane]
                    if relation == codes.FS or relation == codes.SS:
                        s = min(s, t)
                    else:
                        f = max(f, t)
                start[i, lane] = floor[i] if s == np.inf else s
                finish[i, lane] = project_finish[tasks.project[i], lane] if f == -np.inf else f
