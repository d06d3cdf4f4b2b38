"""Clock time and working time: the two directions of a calendar, by table.

A calendar is a monotone piecewise-linear map from instants (minutes since the origin) to working
minutes. Its inverse has two branches: `begin`, the latest instant, is where work starts again;
`end`, the earliest, is where it stopped. Rules: docs/reference/scheduling.md, "Instants".
The last period of every table never ends, so that a search always stops.
"""

from simulator.kernels.jit import kernel

SAME = 1e-6
"""Minutes within which two instants are one: sums of fractions land beside an edge, not on it."""


@kernel
def period_at(clock, c, t):
    """First period of calendar `c` that ends after instant `t`."""
    first = clock.day_first[c]
    day = min(max(int(t / 1440.0), 0), clock.day_first[c + 1] - first - 1)
    p = clock.day_period[first + day]
    while clock.end[p] <= t:
        p += 1
    return p


@kernel
def work(clock, c, t):
    """Working minutes of calendar `c` before instant `t`."""
    if clock.always[c]:
        return t
    p = period_at(clock, c, t)
    return clock.before[p] + max(0.0, t - clock.begin[p])


@kernel
def period_of_work(clock, c, w):
    """First period of calendar `c` that may hold working minute `w`; never a later one."""
    first = clock.work_first[c]
    bucket = min(max(int(w / clock.bucket_minutes[c]), 0), clock.work_first[c + 1] - first - 1)
    return clock.work_period[first + bucket]


@kernel
def begin(clock, c, w):
    """Latest instant with `w` working minutes before it: where the next minute of work starts."""
    if clock.always[c]:
        return w
    p = period_of_work(clock, c, w)
    while clock.before[p] + (clock.end[p] - clock.begin[p]) <= w + SAME:
        p += 1
    return clock.begin[p] + max(0.0, w - clock.before[p])


@kernel
def end(clock, c, w):
    """Earliest instant with `w` working minutes before it: where the last minute of work ended."""
    if clock.always[c]:
        return w
    p = period_of_work(clock, c, w)
    while clock.before[p] + (clock.end[p] - clock.begin[p]) < w - SAME:
        p += 1
    return min(clock.begin[p] + max(0.0, w - clock.before[p]), clock.end[p])


@kernel
def settle(clock, c, t):
    """`t` itself where it lies in a work period of `c` or at either edge, else the next start of
    work: where a finish lands that another task's date pushes."""
    if clock.always[c]:
        return t
    p = period_at(clock, c, t)
    if t >= clock.begin[p] or (p > clock.first[c] and clock.end[p - 1] == t):
        return t
    return clock.begin[p]


@kernel
def shift(clock, c, t, lag):
    """Instant `t` moved by `lag` minutes on calendar `c` (-1: by the clock)."""
    if lag == 0.0:
        return t
    if c < 0 or clock.always[c]:
        return t + lag
    return end(clock, c, work(clock, c, t) + lag)
