"""Forward pass on the clock: any mix of calendars, constraints and progress.

Rules: docs/reference/scheduling.md, "Forward pass". Lanes are iterations; arrays are
float64[row, lane] in minutes since the origin (start, finish) or working minutes (duration).
Structures are taken apart outside the loops over lanes: inside, that would cost more than the work.
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.clock import (
    at,
    begin,
    clock_of,
    end,
    is_even,
    loses_days,
    settle,
    shift_lanes,
    work,
)
from simulator.kernels.jit import inlined, inner, merged
from simulator.kernels.logic import (
    appear,
    check,
    drop_lesser,
    hit,
    lengthen,
    lift_floors,
    pass_through,
    scale_largest,
    shift_drawn,
    wait,
)
from simulator.kernels.windows import wait_for_window
from simulator.kernels.worktime import ALWAYS, HEADER, SAME, begin_tasks, end_tasks


@inner
def link_instants(network, space, k, lanes, out):
    """What link `k` says in each lane: an end of its predecessor, moved by the lag.

    out : float64[lane], written.
    """
    links, clock, duration = network.links, clock_of(network, space), space.duration
    p, relation, c = links.predecessor[k], links.relation[k], links.calendar[k]
    lag, share, latest = links.lag[k], links.share[k], links.latest[k]
    ends = space.finish if relation == codes.FS or relation == codes.FF else space.start
    for lane in range(lanes):
        out[lane] = ends[p, lane]
    if shift_drawn(network.logic, network, k, lanes, space, out):
        return
    if lag != 0.0 or share != 0.0:
        minutes = space.shifts[0, :lanes]
        for lane in range(lanes):
            minutes[lane] = lag + share * duration[p, lane]
        shift_lanes(clock, c, minutes, latest, space.shifts, out[:lanes])


@inlined
def view(clock, c, kind, t):
    """Instant `t` as a milestone or hub shows it: where t lies between work periods, start and
    finish milestones move on to the next start of work."""
    if kind == codes.KIND_START_MILESTONE or kind == codes.KIND_SPENT:
        return begin(clock, c, work(clock, c, t))
    if kind == codes.KIND_FINISH_MILESTONE:
        return settle(clock, c, t)
    return t


@inner
def place_evenly(tables, c, raw, d, start, finish, place):
    """Dates of a task in all lanes, on an even calendar: `d` minutes of work from `raw` on; an
    instant where there are none. float64[lanes]; start, finish : written; place : scratch,
    uint64[lanes]."""
    begin_tasks(tables, c, raw, start, finish)
    for lane in range(d.size):
        finish[lane] += d[lane]
    end_tasks(tables, c, finish, place)
    for lane in range(d.size):
        start[lane] = start[lane] if d[lane] > 0.0 else raw[lane]
        finish[lane] = finish[lane] if d[lane] > 0.0 else raw[lane]


@merged
def place_tasks(clock, c, raw, d, start, finish, place):
    """The same on any calendar."""
    if clock.tables[c * HEADER + ALWAYS] and not loses_days(clock.sky, c):
        for lane in range(d.size):
            start[lane] = raw[lane]
            finish[lane] = raw[lane] + max(d[lane], 0.0)
    elif is_even(clock, c):
        place_evenly(clock.tables, c, raw, d, start, finish, place)
    else:
        for lane in range(d.size):
            here = at(clock, lane)
            done = work(here, c, raw[lane])
            works = d[lane] > 0.0
            start[lane] = begin(here, c, done) if works else raw[lane]
            finish[lane] = end(here, c, done + d[lane]) if works else raw[lane]


@merged
def push_tasks(clock, c, push, d, start, finish):
    """Move the task as a whole where its finish is pushed; work is neither stretched nor split."""
    pushed = 0
    for lane in range(d.size):
        pushed += push[lane] > finish[lane]
    if pushed == 0:
        return
    for lane in range(d.size):
        if push[lane] > finish[lane]:
            if d[lane] <= 0.0:
                start[lane] = finish[lane] = push[lane]
            elif push[lane] > finish[lane] + SAME:
                here = at(clock, lane)
                finish[lane] = settle(here, c, push[lane])
                start[lane] = begin(here, c, work(here, c, finish[lane]) - d[lane])


@merged
def place_pinned(clock, c, kind, s, f, d):
    """(start, finish) of a row with a mandatory start `s`, finish `f`, or both (NaN: none)."""
    if kind != codes.KIND_TASK or d <= 0.0:
        if np.isnan(s) or f > s:
            s = f
        t = view(clock, c, kind, s)
        return t, t
    if np.isnan(s):
        return begin(clock, c, work(clock, c, f) - d), f
    s = begin(clock, c, work(clock, c, s))
    if np.isnan(f):
        f = end(clock, c, work(clock, c, s) + d)
    return s, f


@merged
def gather(network, i, lanes, space):
    """Latest instants that push the start (`space.value`) and the finish (`space.uniform`) of row
    `i`."""
    tasks, links = network.tasks, network.links
    raw, push, instant = space.value, space.uniform, space.score
    earliest = tasks.kind[i] == codes.KIND_EARLIEST
    floor = tasks.floor[i]
    raw[:lanes] = np.inf if earliest and floor == -np.inf else floor
    push[:lanes] = tasks.finish_floor[i]
    lift_floors(network.logic, i, lanes, space)
    for k in range(links.first[i], links.first[i + 1]):
        relation = links.relation[k]
        link_instants(network, space, k, lanes, instant)
        if earliest:
            for lane in range(lanes):
                raw[lane] = min(raw[lane], instant[lane])
        elif relation == codes.FS or relation == codes.SS:
            for lane in range(lanes):
                raw[lane] = instant[lane] if instant[lane] > raw[lane] else raw[lane]
        else:
            for lane in range(lanes):
                push[lane] = instant[lane] if instant[lane] > push[lane] else push[lane]
    if earliest:
        for lane in range(lanes):
            raw[lane] = raw[lane] if raw[lane] < np.inf else 0.0


@merged
def place_row(tasks, clock, i, lanes, space):
    """Dates of row `i` from its work and what `gather` found."""
    kind, c = tasks.kind[i], tasks.calendar[i]
    pinned_start, pinned_finish = tasks.pinned_start[i], tasks.pinned_finish[i]
    raw, push, duration = space.value, space.uniform, space.duration
    start, finish = space.start, space.finish
    if not (np.isnan(pinned_start) and np.isnan(pinned_finish)):
        for lane in range(lanes):
            start[i, lane], finish[i, lane] = place_pinned(
                at(clock, lane), c, kind, pinned_start, pinned_finish, duration[i, lane]
            )
    elif kind == codes.KIND_TASK:
        d, s, f = duration[i, :lanes], start[i, :lanes], finish[i, :lanes]
        places = space.score[:lanes].view(np.uint64)
        place_tasks(clock, c, raw[:lanes], d, s, f, places)
        push_tasks(clock, c, push, d, s, f)
        wait_for_window(clock.sky, clock, i, c, d, s, f)
    else:
        for lane in range(lanes):
            t = view(at(clock, lane), c, kind, max(raw[lane], push[lane]))
            start[i, lane] = t
            finish[i, lane] = t


@merged
def forward(network, run, first, lanes, space):
    """Early dates of every row but levels of effort, which follow their neighbours."""
    tasks, clock, logic = network.tasks, clock_of(network, space), network.logic
    for i in range(tasks.kind.size):
        appear(logic, i, lanes, space)
        if run.kept[i] or tasks.kind[i] == codes.KIND_LEVEL_OF_EFFORT:
            continue
        c = tasks.calendar[i]
        scale_largest(logic, network, i, lanes, space)
        hit(logic, network, run, first, i, lanes, space, 0)
        lengthen(logic, run, i, lanes, space)
        gather(network, i, lanes, space)
        wait(logic, clock, i, c, lanes, space, 0)
        # A second round where delays depend on when the row would be at work without them.
        for windowed in range(2):
            place_row(tasks, clock, i, lanes, space)
            if windowed or not hit(logic, network, run, first, i, lanes, space, 1):
                break
            lengthen(logic, run, i, lanes, space)
            wait(logic, clock, i, c, lanes, space, 1)
        drop_lesser(logic, i, lanes, space)
        pass_through(logic, i, lanes, space)
        check(logic, network, run, first, i, lanes, space)


@merged
def project_finishes(tasks, history, lanes, finish, project_finish):
    """Latest finish of the counted rows of each project, float64[project, lane], in place.

    history : float64[project], latest actual finishes.
    """
    for p in range(project_finish.shape[0]):
        project_finish[p, :lanes] = history[p]
    for i in range(tasks.kind.size):
        if tasks.counted[i]:
            p = tasks.project[i]
            for lane in range(lanes):
                f = finish[i, lane]
                project_finish[p, lane] = (
                    f if f > project_finish[p, lane] else project_finish[p, lane]
                )


@merged
def levels_of_effort(tasks, links, lanes, project_finish, dates):
    """Dates of the levels of effort from their neighbours' dates: earliest and latest; one that
    has begun is pinned to its actual start."""
    _, start, finish = dates
    for i in range(tasks.kind.size):
        if tasks.kind[i] != codes.KIND_LEVEL_OF_EFFORT:
            continue
        floor, project = tasks.floor[i], tasks.project[i]
        start[i, :lanes] = np.inf
        finish[i, :lanes] = -np.inf
        for k in range(links.first[i], links.first[i + 1]):
            p, relation = links.predecessor[k], links.relation[k]
            of_finish = relation == codes.FS or relation == codes.FF
            for lane in range(lanes):
                t = finish[p, lane] if of_finish else start[p, lane]
                if relation == codes.FS or relation == codes.SS:
                    start[i, lane] = min(start[i, lane], t)
                else:
                    finish[i, lane] = max(finish[i, lane], t)
        begun = tasks.pinned_start[i]
        for lane in range(lanes):
            if not np.isnan(begun):
                start[i, lane] = begun
            elif start[i, lane] == np.inf:
                start[i, lane] = floor
            if finish[i, lane] == -np.inf:
                finish[i, lane] = project_finish[project, lane]
