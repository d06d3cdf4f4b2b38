"""Windows: a task on a calendar that has some lies inside one of them as a whole, or waits.

Rules: docs/reference/scheduling.md, "Windows".
"""

import numpy as np

from simulator.kernels.clock import at, begin, end, work
from simulator.kernels.jit import inlined, inner
from simulator.kernels.worktime import SAME

REACH = 5.0 * 366 * 1440.0
"""Minutes for which a task waits for a window that is long enough."""


@inlined
def window_after(sky, c, t):
    """The first window of calendar `c` that is not over at instant `t`, or the end of its windows.

    One that closes at `t` is not over: a finish may lie on its edge.
    """
    low, high = sky.window_first[c], sky.window_first[c + 1]
    while low < high:
        middle = (low + high) // 2
        if sky.close[middle] < t - SAME:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def is_inside(sky, c, start, finish):
    """True where both dates lie in one window of calendar `c`."""
    j = window_after(sky, c, finish)
    return j < sky.window_first[c + 1] and sky.open[j] <= start + SAME


@inner
def first_fit(clock, c, d, start, finish):
    """(start, finish) in the first window that holds `d` minutes of work, no earlier than `start`.

    Where none of the next years does, the work begins in the first that is not over, or at once
    where there is none, and runs past its end.
    """
    sky = clock.sky
    last = sky.window_first[c + 1]
    j = window_after(sky, c, finish)
    while j < last and sky.open[j] <= start + REACH:
        if sky.close[j] - sky.open[j] >= d - SAME:
            n = work(clock, c, sky.open[j])
            f = end(clock, c, n + d)
            if f <= sky.close[j] + SAME:
                return begin(clock, c, n), f
        j += 1
    j = window_after(sky, c, start + 2.0 * SAME)
    if j < last and sky.open[j] > start:
        n = work(clock, c, sky.open[j])
        return begin(clock, c, n), end(clock, c, n + d)
    return start, finish


@inlined
def wait_for_window(sky, clock, i, c, d, start, finish):
    """Move row `i` on to a window that holds it, in all lanes. float64[lanes], in place."""
    if sky is None:
        return
    if sky.windowed[i]:
        for lane in range(d.size):
            if d[lane] > 0.0 and not is_inside(sky, c, start[lane], finish[lane]):
                here = at(clock, lane)
                start[lane], finish[lane] = first_fit(here, c, d[lane], start[lane], finish[lane])


@inlined
def last_fit(sky, clock, i, c, d, dates):
    """Late dates (start, finish) of row `i` moved back into the last window that holds its `d`
    minutes of work and ends no later; as they are where there is none, or none is needed."""
    if sky is None:
        return dates
    start, finish = dates
    if not sky.windowed[i] or d <= 0.0 or is_inside(sky, c, start, finish):
        return dates
    for j in range(window_after(sky, c, finish), sky.window_first[c] - 1, -1):
        if j < sky.window_first[c + 1]:
            n = work(clock, c, min(sky.close[j], finish)) - d
            s = begin(clock, c, n)
            if s >= sky.open[j] - SAME:
                return s, end(clock, c, n + d)
    return dates


@inlined
def is_free(sky, i, c, d, dates):
    """True where row `i` needs no window, or has these dates in one."""
    if sky is None:
        return True
    return not sky.windowed[i] or d <= 0.0 or is_inside(sky, c, dates[0], dates[1])


@inlined
def count_windows(sky, calendar, lanes, space, missed):
    """Add the lanes in which each row with windows misses that of the plan, and those in which it
    lies in none. missed : int64[row, 2], in place."""
    if sky is None:
        return
    for i in range(sky.windowed.size):
        if sky.windowed[i]:
            c, planned = calendar[i], sky.planned[i]
            for lane in range(lanes):
                if space.duration[i, lane] > 0.0:
                    s, f = space.start[i, lane], space.finish[i, lane]
                    missed[i, 0] += np.int64(s >= planned - SAME)
                    missed[i, 1] += np.int64(not is_inside(sky, c, s, f))
