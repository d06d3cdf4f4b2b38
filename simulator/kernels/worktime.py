"""Clock time and working time: the two directions of a calendar, by table.

A calendar is a monotone piecewise-linear map from instants (minutes since the origin) to working
minutes. Its inverse has two branches: `begin`, the latest instant, is where work starts again;
`end`, the earliest, is where it stopped. Rules: docs/reference/scheduling.md, "Instants".

All tables stand in one array of doubles (`network.worktime` lays it out): these functions run for
every task and iteration, and one array costs nothing to hand over where a structure would. First
come `HEADER` numbers a calendar: where its table of half-days begins and how long it is, the same
for its table of working time, the buckets of that in a minute, whether clock time is working time,
and where its first period is. Entries of the tables are places of periods: begin, end, and the
working minutes before; each the first that is not over when its half-day or bucket begins, so that
with the usual shifts the first look finds the period. The last period of every calendar never
ends, so that a search always stops.
"""

import numpy as np

from simulator.kernels.jit import inlined, inner

SAME = 1e-6
"""Minutes within which two instants are one: sums of fractions land beside an edge, not on it."""

FAR = 9e14
"""Instants and working minutes beyond this count as this: safely before the end of the last period,
and far past any horizon, which the engine checks."""

HEADER = 7
HALF_AT, HALVES, BUCKET_AT, BUCKETS, PER_MINUTE, ALWAYS, FIRST = range(HEADER)

HALF_DAY = 720.0

PERIOD = 3
END, BEFORE = 1, 2
"""Numbers of a period after its begin."""

# Unsigned, so that Numba does not look for places counted from the end.
_END, _BEFORE, _PERIOD = np.uint64(END), np.uint64(BEFORE), np.uint64(PERIOD)


@inlined
def period_at(clock, c, t):
    """Place of the first period of calendar `c` that ends after instant `t`."""
    h = c * HEADER
    half = min(max(int(t * (1.0 / HALF_DAY)), 0), int(clock[h + HALVES]) - 1)
    p = int(clock[int(clock[h + HALF_AT]) + half])
    while clock[p + END] <= t:
        p += PERIOD
    return p


@inlined
def work(clock, c, t):
    """Working minutes of calendar `c` before instant `t`."""
    if clock[c * HEADER + ALWAYS]:
        return t
    t = min(t, FAR)
    p = period_at(clock, c, t)
    return clock[p + BEFORE] + max(0.0, t - clock[p])


@inlined
def period_of_work(clock, c, w):
    """Place of a period of calendar `c` not later than the one that holds working minute `w`."""
    h = c * HEADER
    bucket = min(max(int(w * clock[h + PER_MINUTE]), 0), int(clock[h + BUCKETS]) - 1)
    return int(clock[int(clock[h + BUCKET_AT]) + bucket])


@inlined
def begin(clock, c, w):
    """Latest instant with `w` working minutes before it: where the next minute of work starts."""
    if clock[c * HEADER + ALWAYS]:
        return w
    w = min(w, FAR)
    p = period_of_work(clock, c, w)
    while clock[p + BEFORE] + (clock[p + END] - clock[p]) <= w + SAME:
        p += PERIOD
    return clock[p] + max(0.0, w - clock[p + BEFORE])


@inlined
def end(clock, c, w):
    """Earliest instant with `w` working minutes before it: where the last minute of work ended."""
    if clock[c * HEADER + ALWAYS]:
        return w
    w = min(w, FAR)
    p = period_of_work(clock, c, w - SAME)
    while clock[p + BEFORE] + (clock[p + END] - clock[p]) < w - SAME:
        p += PERIOD
    return min(clock[p] + max(0.0, w - clock[p + BEFORE]), clock[p + END])


@inlined
def settle(clock, c, t):
    """`t` itself where it lies in a work period of `c` or at either edge, else the next start of
    work: where a finish lands that another task's date pushes."""
    if clock[c * HEADER + ALWAYS]:
        return t
    t = min(t, FAR)
    p = period_at(clock, c, t)
    first = int(clock[c * HEADER + FIRST])
    if t >= clock[p] or (p > first and clock[p - PERIOD + END] == t):
        return t
    return clock[p]


@inlined
def is_over(clock, p, x):
    """True where the period at `p` ends too early to hold working minute `x`, as in `end`."""
    length = clock[p + _END] - clock[p]
    return clock[p + _BEFORE] + length < x - SAME


@inner
def begin_tasks(clock, c, t, start, worked, place):
    """start = begin(w) and worked = w, of the working minutes w before each instant of `t`.

    Searches that hardly ever take a second step have it in a loop of its own, so that the others
    run on eight lanes at a time. float64[lanes]; place : scratch, uint64[lanes].
    """
    h = c * HEADER
    table, top = np.uint64(clock[h + HALF_AT]), clock[h + HALVES] - 1.0
    late = 0
    for i in range(t.size):
        x = t[i] if t[i] < FAR else FAR
        half = x * (1.0 / HALF_DAY)
        half = half if half > 0.0 else 0.0
        p = np.uint64(clock[table + np.uint64(half if half < top else top)])
        p = p + _PERIOD if clock[p + _END] - x <= SAME else p
        late += clock[p + _END] - x <= SAME
        place[i] = p
    if late:
        for i in range(t.size):
            while clock[place[i] + _END] - min(t[i], FAR) <= SAME:
                place[i] += _PERIOD
    for i in range(t.size):
        p = place[i]
        x = t[i] if t[i] < FAR else FAR
        s = x if x > clock[p] else clock[p]
        start[i] = s
        worked[i] = clock[p + _BEFORE] + (s - clock[p])


@inner
def end_tasks(clock, c, w, place):
    """Replace every number of working minutes by `end` of it; arrays as for `begin_tasks`."""
    h = c * HEADER
    table, top = np.uint64(clock[h + BUCKET_AT]), clock[h + BUCKETS] - 1.0
    per_minute = clock[h + PER_MINUTE]
    late = 0
    for i in range(w.size):
        x = w[i] if w[i] < FAR else FAR
        bucket = (x - SAME) * per_minute
        bucket = bucket if bucket > 0.0 else 0.0
        p = np.uint64(clock[table + np.uint64(bucket if bucket < top else top)])
        p = p + _PERIOD if is_over(clock, p, x) else p
        late += is_over(clock, p, x)
        place[i] = p
    if late:
        for i in range(w.size):
            while is_over(clock, place[i], min(w[i], FAR)):
                place[i] += _PERIOD
    for i in range(w.size):
        p = place[i]
        x = w[i] if w[i] < FAR else FAR
        ahead = x - clock[p + _BEFORE]
        f = clock[p] + (ahead if ahead > 0.0 else 0.0)
        w[i] = f if f < clock[p + _END] else clock[p + _END]
