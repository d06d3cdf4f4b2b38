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

That is for one lane at a time. For many there are cells of clock time and of working time, so
narrow that in each at most one period ends: begin, end and working minutes before of the first
that is not over when the cell begins, and begin of the one after it, which is all there is to
know. The other numbers of the header say where each kind begins, the number of its last, and how
many there are in a minute. A calendar so uneven that it would need very many has none.
"""

import numpy as np

from simulator.kernels.jit import inlined, inner
from simulator.kernels.records import AT_ONCE, RECORD, cell_of, fetch, scratch

SAME = 1e-6
"""Minutes within which two instants are one: sums of fractions land beside an edge, not on it."""

FAR = 9e14
"""Instants and working minutes beyond this count as this: safely before the end of the last period,
and far past any horizon, which the engine checks."""

HEADER = 14
HALF_AT, HALVES, BUCKET_AT, BUCKETS, PER_MINUTE, ALWAYS, FIRST = range(7)
EVEN, CELL_AT, LAST_CELL, CELLS_PER_MINUTE, WORK_AT, LAST_WORK, WORKS_PER_MINUTE = range(7, HEADER)

HALF_DAY = 720.0

PERIOD = 3
END, BEFORE = 1, 2
"""Numbers of a period after its begin."""

_RECORD = np.uint64(RECORD)
_OVER, _BEFORE, _SECOND = AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE
"""Columns of a fetched cell after its first."""


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


@inner
def _cells(table, x, early, place):
    """Places of the cells that hold `early` minutes less than each of `x`, uint64[lanes].

    table : (where the cells begin, number of the last, how many in a minute).
    """
    begin, top, per_minute = table
    for i in range(x.size):
        y = (x[i] if x[i] < FAR else FAR) - early
        place[i] = begin + _RECORD * cell_of(y, per_minute, top)


@inner
def _begin_in(cell, t, start, worked):
    """`begin_tasks` from the fetched cells of working time before each instant."""
    for i in range(t.size):
        x = t[i] if t[i] < FAR else FAR
        first, over, before, second = cell[i], cell[_OVER + i], cell[_BEFORE + i], cell[_SECOND + i]
        early = x if x > first else first
        later = x if x > second else second
        ended = over - x <= SAME
        start[i] = later if ended else early
        worked[i] = before + (over - first + (later - second) if ended else early - first)


@inner
def _end_in(cell, w):
    """`end_tasks` from the fetched cells."""
    for i in range(w.size):
        x = w[i] if w[i] < FAR else FAR
        first, over, before, second = cell[i], cell[_OVER + i], cell[_BEFORE + i], cell[_SECOND + i]
        ahead = x - before
        f = first + (ahead if ahead > 0.0 else 0.0)
        f = f if f < over else over
        left = ahead - (over - first)
        w[i] = second + left if left > SAME else f


@inner
def _resume_in(cell, w):
    """`resume_tasks` from the fetched cells."""
    for i in range(w.size):
        x = w[i] if w[i] < FAR else FAR
        first, over, before, second = cell[i], cell[_OVER + i], cell[_BEFORE + i], cell[_SECOND + i]
        ahead = x - before
        left = ahead - (over - first)
        f = first + (ahead if ahead > 0.0 else 0.0)
        w[i] = second + (left if left > 0.0 else 0.0) if left >= -SAME else f


@inner
def begin_tasks(clock, c, t, start, worked):
    """start = begin(w) and worked = w, of the working minutes w before each instant of `t`, on an
    even calendar. float64[lanes] each."""
    h, records, place = c * HEADER, scratch(), start.view(np.uint64)
    table = (np.uint64(clock[h + CELL_AT]), clock[h + LAST_CELL], clock[h + CELLS_PER_MINUTE])
    _cells(table, t, 0.0, place)
    for i in range(0, t.size, AT_ONCE):
        j = min(i + AT_ONCE, t.size)
        fetch(clock, place[i:j], records)
        _begin_in(records, t[i:j], start[i:j], worked[i:j])


@inner
def end_tasks(clock, c, w, place):
    """Replace every number of working minutes by `end` of it, on an even calendar.

    w : float64[lanes]. place : scratch, uint64[lanes].
    """
    h, records = c * HEADER, scratch()
    table = (np.uint64(clock[h + WORK_AT]), clock[h + LAST_WORK], clock[h + WORKS_PER_MINUTE])
    _cells(table, w, SAME, place)
    for i in range(0, w.size, AT_ONCE):
        j = min(i + AT_ONCE, w.size)
        fetch(clock, place[i:j], records)
        _end_in(records, w[i:j])


@inner
def resume_tasks(clock, c, w, place):
    """Replace every number of working minutes by `begin` of it, as `end_tasks` does by `end`."""
    h, records = c * HEADER, scratch()
    table = (np.uint64(clock[h + WORK_AT]), clock[h + LAST_WORK], clock[h + WORKS_PER_MINUTE])
    _cells(table, w, -SAME, place)
    for i in range(0, w.size, AT_ONCE):
        j = min(i + AT_ONCE, w.size)
        fetch(clock, place[i:j], records)
        _resume_in(records, w[i:j])
