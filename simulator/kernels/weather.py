"""Days lost to weather and downtime in each iteration, as `clock.Sky` holds them.

A loss by chance is a Markov chain over days: lost yesterday or not, with a chance of its own for
each day of the year. Its state before the first day is found from the past (coupling from the
past; Propp and Wilson, Random Structures & Algorithms 9, 1996): going back day by day until what
is drawn decides, whatever the day before was like. So a day depends on its date, the seed and the
iteration alone, wherever a plan begins. An observed record gives each year one of its own.
Rules: docs/reference/scheduling.md, "Lost days".
"""

import numpy as np

from simulator.kernels.clock import BEYOND, DAY
from simulator.kernels.jit import inlined, inner
from simulator.kernels.random import uniforms

OPEN = 2
"""State of a lane that is not decided: as on an earlier day, or (one more) the opposite of it."""


@inlined
def draw_weather(weather, sky, run, first, lanes, space):
    """Lose days in iterations first..first + lanes, as far as `sky.reach` says.

    weather : `network.arrays.Weather`.
    """
    if weather is None:
        return
    scratch = (space.uniform[:lanes], space.value[:lanes])
    for loss in range(weather.key.size):
        state_before(weather, loss, run, first, scratch, sky.state[loss, :lanes])
    for k in range(sky.kept.shape[0]):
        sky.kept[k, 0, :lanes] = sky.before[k, 0]
    sky.filled[:] = 0
    for day in range(sky.reach[0]):
        for loss in range(weather.key.size):
            lose_day(weather, loss, day, run, first, scratch, sky.like[loss], sky.state[loss])
        for k in range(sky.kept.shape[0]):
            add_up(weather, sky, k, day, lanes)
    for k in range(sky.kept.shape[0]):
        sky.kept[k, sky.reach[0] + 1, :lanes] = BEYOND
        for lane in range(lanes):
            sky.place[k, sky.filled[k, lane], lane] = sky.reach[0]


@inner
def lose_day(weather, loss, day, run, first, scratch, like, state):
    """Whether a day is lost, uint8[lane], from whether the one before was, in place.

    scratch : two float64[lane]. like : uint8[lane], which observed year this one is like.
    """
    u, spare = scratch
    slot = weather.slot[weather.back + day]
    if weather.years[loss]:
        if day == 0 or weather.year[day] != weather.year[day - 1]:
            key = weather.key[loss] + np.uint64(weather.year[day])
            uniforms(run.seed, key, first, run.latin, u, spare)
            for lane in range(u.size):
                like[lane] = int(u[lane] * weather.years[loss])
        for lane in range(u.size):
            state[lane] = weather.observed[weather.at[loss] + like[lane], slot]
        return
    fresh, again = weather.fresh[loss, slot], weather.again[loss, slot]
    if fresh == 0.0 and again == 0.0:
        state[:] = 0
        return
    key = weather.key[loss] + np.uint64(weather.ordinal + day)
    uniforms(run.seed, key, first, run.latin, u, spare)
    for lane in range(u.size):
        state[lane] = np.uint8(u[lane] < (again if state[lane] else fresh))


@inner
def state_before(weather, loss, run, first, scratch, state):
    """Whether the day before the first is lost, uint8[lane]."""
    u, spare = scratch
    state[:] = OPEN
    left, day = u.size, -1
    while left > 0 and day >= -weather.back:
        slot = weather.slot[weather.back + day]
        fresh, again = weather.fresh[loss, slot], weather.again[loss, slot]
        low, high = min(fresh, again), max(fresh, again)
        key = weather.key[loss] + np.uint64(weather.ordinal + day)
        uniforms(run.seed, key, first, run.latin, u, spare)
        for lane in range(u.size):
            if state[lane] >= OPEN:
                if u[lane] < low or u[lane] >= high:
                    state[lane] = (state[lane] - OPEN) ^ np.uint8(u[lane] < low)
                    left -= 1
                elif fresh > again:
                    state[lane] ^= 1
        day -= 1
    for lane in range(u.size):
        state[lane] &= 1


@inner
def add_up(weather, sky, k, day, lanes):
    """Kept minutes of calendar row `k` before the day after `day`, and the buckets that end."""
    minutes = sky.before[k, day + 1] - sky.before[k, day]
    base, span = sky.before[k, 0], np.int32(sky.span[k])
    before, after, filled, place = (
        sky.kept[k, day],
        sky.kept[k, day + 1],
        sky.filled[k],
        sky.place[k],
    )
    first, last = weather.first[k], weather.first[k + 1]
    lost = sky.lost
    lost[:lanes] = 0
    for e in range(first, last):
        state = sky.state[weather.loss[e]]
        for lane in range(lanes):
            lost[lane] |= state[lane]
    for lane in range(lanes):
        after[lane] = before[lane] + (np.int32(0) if lost[lane] else minutes)
    # No day has more minutes than a bucket, so that it ends one at the most.
    for lane in range(lanes):
        place[filled[lane], lane] = day
        filled[lane] += np.int32(filled[lane] * span < after[lane] - base)


@inlined
def outgrown(sky, lanes, space):
    """True where an iteration ends so late that more days can be lost; `sky.reach` is then more."""
    if sky is None:
        return False
    last = -np.inf
    for lane in range(lanes):
        last = max(last, space.instant[lane])
    most = sky.kept.shape[1] - 2
    if sky.kept.shape[0] == 0 or sky.reach[0] >= most or last < sky.first + sky.reach[0] * DAY:
        return False
    sky.reach[0] = min(most, int(1.25 * (last - sky.first) / DAY) + 30)
    return True
