"""The clock of one iteration: working time of the calendars, less the days that weather takes.

A calendar's own map from instants to working minutes is a table (`worktime`). Lost days are a
second map on top of it, from working minutes to those that are kept, by day: each iteration
(*lane*) has one of its own, which `weather` draws. Both are monotone, so `begin` and `end` of the
whole are those of the one after those of the other. Rules: docs/reference/scheduling.md, "Lost
days".

A plan without weather and windows has no sky. Numba then compiles versions in which nothing is
left of it: a function whose first statement asks whether an argument is None loses the rest.
"""

from typing import NamedTuple

import numpy as np

from simulator.kernels import worktime
from simulator.kernels.jit import inlined, inner
from simulator.kernels.worktime import (
    ALWAYS,
    END,
    EVEN,
    FIRST,
    HEADER,
    PERIOD,
    SAME,
    begin_tasks,
    end_tasks,
    resume_tasks,
)

BEYOND = 2**31 - 1
"""Minutes that no day reaches: what ends the tables, so that a search always stops."""

FAR = 2e9
"""Kept minutes beyond this count as this: past any horizon, which the engine checks."""

DAY = 1440.0


class Sky(NamedTuple):
    """Lost days of the lanes at hand, and the windows of calendars.

    weather : int32[calendar], the row of its lost days below, -1 where it loses none. first : the
    first midnight after which a day can be lost. reach : int64[1], how many days are known in
    these lanes, as many as their dates need; later ones are taken for kept. before :
    int32[row, day + 2], working minutes before each day from `first` on, lost or not. kept :
    int32[row, day + 2, lane], those of them that are kept. place : uint16[row, bucket, lane], the
    first day that is not over when so many kept minutes are; span : float64[row], minutes in a
    bucket; filled : int32[row, lane], the last bucket. state, like : uint8[loss, lane] and lost :
    uint8[lane], scratch of `weather`.

    windowed : int8[task row], 1 where the task must lie inside a window. Calendar c has windows
    window_first[c]..window_first[c + 1] (open, close : instants, in order and apart). planned :
    float64[task row], where the window closes in which the plan has the task.
    """

    weather: np.ndarray
    first: float
    reach: np.ndarray
    before: np.ndarray
    kept: np.ndarray
    place: np.ndarray
    span: np.ndarray
    state: np.ndarray
    like: np.ndarray
    lost: np.ndarray
    filled: np.ndarray
    windowed: np.ndarray
    window_first: np.ndarray
    open: np.ndarray
    close: np.ndarray
    planned: np.ndarray


class Clock(NamedTuple):
    """tables : of all calendars, see `worktime`. sky : None where there is neither weather nor a
    window. lane : the iteration whose days are lost."""

    tables: np.ndarray
    sky: Sky | None
    lane: int


@inlined
def clock_of(network, space):
    """The clock of the first lane."""
    return Clock(network.clock, space.sky, 0)


@inlined
def at(clock, lane):
    """The clock of another lane."""
    return Clock(clock.tables, clock.sky, lane)


@inlined
def kept_of(sky, lane, c, t, w):
    """Kept minutes before instant `t`, which has `w` working minutes of calendar `c` before it."""
    if sky is None:
        return w
    k = sky.weather[c]
    if k < 0 or t < sky.first:
        return w
    day = int(min((t - sky.first) / DAY, float(sky.reach[0])))
    kept = float(sky.kept[k, day, lane])
    return kept + min(w - float(sky.before[k, day]), float(sky.kept[k, day + 1, lane]) - kept)


@inlined
def day_of(sky, lane, k, n):
    """A day not later than the one that holds kept minute `n`."""
    bucket = int((n - float(sky.before[k, 0])) / sky.span[k])
    return int(sky.place[k, min(max(bucket, 0), int(sky.filled[k, lane])), lane])


@inlined
def latest_work(sky, lane, c, n):
    """The most working minutes of calendar `c` of which `n` are kept: where the next one is."""
    if sky is None:
        return n
    k = sky.weather[c]
    if k < 0 or n < float(sky.before[k, 0]) - SAME:
        return n
    n = min(n, FAR)
    day = day_of(sky, lane, k, n)
    while float(sky.kept[k, day + 1, lane]) <= n + SAME:
        day += 1
    return float(sky.before[k, day]) + max(0.0, n - float(sky.kept[k, day, lane]))


@inlined
def earliest_work(sky, lane, c, n):
    """The fewest working minutes of calendar `c` of which `n` are kept: where the last one was."""
    if sky is None:
        return n
    k = sky.weather[c]
    if k < 0 or n <= float(sky.before[k, 0]) + SAME:
        return n
    n = min(n, FAR)
    day = day_of(sky, lane, k, n - SAME)
    while float(sky.kept[k, day + 1, lane]) < n - SAME:
        day += 1
    return float(sky.before[k, day]) + (n - float(sky.kept[k, day, lane]))


@inlined
def is_kept(sky, lane, k, t):
    """True where the day of instant `t` is not lost."""
    if t < sky.first:
        return True
    day = int(min((t - sky.first) / DAY, float(sky.reach[0])))
    return sky.kept[k, day + 1, lane] > sky.kept[k, day, lane]


@inlined
def stays(sky, tables, lane, c, t):
    """True where `t` lies in a work period of a kept day, or at either edge of one; True as well
    where calendar `c` loses no days."""
    if sky is None:
        return True
    k = sky.weather[c]
    if k < 0:
        return True
    p = worktime.period_at(tables, c, t)
    if t >= tables[p] and is_kept(sky, lane, k, tables[p]):
        return True
    q = p - PERIOD
    ended = q >= int(tables[c * HEADER + FIRST]) and tables[q + END] == t
    return ended and is_kept(sky, lane, k, tables[q])


@inlined
def work(clock, c, t):
    """Working minutes of calendar `c` before instant `t`, without those of lost days."""
    w = worktime.work(clock.tables, c, t)
    return kept_of(clock.sky, clock.lane, c, t, w)


@inlined
def begin(clock, c, n):
    """Latest instant with `n` minutes of work before it: where the next minute starts."""
    return worktime.begin(clock.tables, c, latest_work(clock.sky, clock.lane, c, n))


@inlined
def end(clock, c, n):
    """Earliest instant with `n` minutes of work before it: where the last minute ended."""
    return worktime.end(clock.tables, c, earliest_work(clock.sky, clock.lane, c, n))


@inlined
def settle(clock, c, t):
    """`t` itself where it lies in a work period of `c` or at either edge, else the next start of
    work: where a finish lands that another task's date pushes."""
    if stays(clock.sky, clock.tables, clock.lane, c, t):
        return worktime.settle(clock.tables, c, t)
    return begin(clock, c, work(clock, c, t))


@inlined
def shift(clock, c, t, lag, latest):
    """Instant `t` moved by `lag` minutes on calendar `c` (-1: by the clock).

    latest : 1 where a lead ends at the latest instant, 0 where at the earliest, as a lag does.
    """
    if lag == 0.0:
        return t
    if c < 0:
        return t + lag
    w = work(clock, c, t) + lag
    return begin(clock, c, w) if latest and lag < 0.0 else end(clock, c, w)


@inlined
def loses_days(sky, c):
    """True where weather takes days from calendar `c`."""
    if sky is None:
        return False
    return sky.weather[c] >= 0


@inlined
def is_even(clock, c):
    """True where `begin_tasks` and `end_tasks` know all there is to know of calendar `c`."""
    return clock.tables[c * HEADER + EVEN] and not loses_days(clock.sky, c)


@inner
def shift_evenly(tables, c, minutes, to_latest, begun, worked, t):
    """Move the instants `t` by `minutes` on an even calendar, to the latest instants or to the
    earliest. float64[lanes] each; begun, worked : scratch."""
    begin_tasks(tables, c, t, begun, worked)
    for lane in range(t.size):
        worked[lane] += minutes[lane]
    if to_latest:
        resume_tasks(tables, c, worked, begun.view(np.uint64))
    else:
        end_tasks(tables, c, worked, begun.view(np.uint64))
    for lane in range(t.size):
        t[lane] = worked[lane] if minutes[lane] != 0.0 else t[lane]


@inner
def shift_lanes(clock, c, minutes, latest, scratch, t):
    """`shift` of the instants `t` in all lanes, in place. scratch : float64[3, lanes], of which the
    first may be `minutes`, float64[lanes]."""
    if c < 0 or (clock.tables[c * HEADER + ALWAYS] and not loses_days(clock.sky, c)):
        for lane in range(t.size):
            t[lane] += minutes[lane]
        return
    leads = 0
    for lane in range(t.size):
        leads += minutes[lane] < 0.0
    to_latest = latest and leads > 0
    if is_even(clock, c) and (leads == t.size or not to_latest):
        begun, worked = scratch[1, : t.size], scratch[2, : t.size]
        shift_evenly(clock.tables, c, minutes, to_latest, begun, worked, t)
        return
    for lane in range(t.size):
        t[lane] = shift(at(clock, lane), c, t[lane], minutes[lane], latest)


@inner
def nothing_between(clock, c, one, other):
    """True where no work of calendar `c` lies between two instants, in either order."""
    if abs(one - other) <= SAME:
        return True
    if loses_days(clock.sky, c):
        return abs(work(clock, c, one) - work(clock, c, other)) <= SAME
    if clock.tables[c * HEADER + ALWAYS]:
        return False
    next_ = worktime.period_at(clock.tables, c, min(one, other) + SAME)
    return max(one, other) - clock.tables[next_] <= SAME


@inlined
def shift_back(clock, c, t, lag):
    """Instant `t` moved back by `lag` minutes on calendar `c`, for limits: the latest instant."""
    if lag == 0.0:
        return t
    if c < 0:
        return t - lag
    return begin(clock, c, work(clock, c, t) - lag)
