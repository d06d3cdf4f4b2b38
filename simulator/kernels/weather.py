"""Days lost to weather and downtime in each iteration, as `clock.Sky` holds them.

A loss by chance is a Markov chain over days: lost yesterday or not, with a chance of its own for
each day of the year. Its state before the first day is found from the past (coupling from the
past; Propp and Wilson, Random Structures & Algorithms 9, 1996): going back day by day until what
is drawn decides, whatever the day before was like. So a day depends on its date, the seed and the
iteration alone, wherever a plan begins. An observed record gives each year one of its own.
Rules: docs/reference/scheduling.md, "Lost days".
"""

import numpy as np

from simulator.kernels.clock import BEYOND
from simulator.kernels.jit import inlined, kernel
from simulator.kernels.random import uniforms

OPEN = 2
"""State of a lane that is not decided: as on an earlier day, or (one more) the opposite of it."""


@inlined
def draw_weather(weather, sky, run, first, lanes, space):
    """Lose days in iterations first..first + lanes. weather : `network.arrays.Weather`."""
    if weather is None:
        return
    scratch = (space.uniform[:lanes], space.value[:lanes], sky.state[:lanes])
    for k in range(sky.kept.shape[0]):
        kept = sky.kept[k]
        kept[:, :lanes] = 0
        for loss in range(weather.first[k], weather.first[k + 1]):
            if weather.years[loss]:
                lose_years(weather, loss, run, first, scratch, kept)
            else:
                lose_days(weather, loss, run, first, scratch, kept)
        add_up(sky.before[k], lanes, kept)
        find_places(sky.span[k], lanes, kept, sky.place[k], sky.filled)


@kernel
def lose_days(weather, loss, run, first, scratch, lost):
    """Mark the days that a chain loses. scratch : (u, spare, state), float64, float64 and
    uint8[lane]. lost : int32[day + 1, lane], marked from 1 on."""
    u, spare, state = scratch
    state_before(weather, loss, run, first, scratch)
    for day in range(lost.shape[0] - 2):
        slot = weather.slot[weather.back + day]
        fresh, again = weather.fresh[loss, slot], weather.again[loss, slot]
        if fresh == 0.0 and again == 0.0:
            state[:] = 0
            continue
        key = weather.key[loss] + np.uint64(weather.ordinal + day)
        uniforms(run.seed, key, first, run.latin, u, spare)
        marked = lost[day + 1]
        for lane in range(u.size):
            state[lane] = u[lane] < (again if state[lane] else fresh)
            marked[lane] |= state[lane]


@kernel
def state_before(weather, loss, run, first, scratch):
    """Whether the day before the first is lost, uint8[lane]."""
    u, spare, state = scratch
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


@kernel
def lose_years(weather, loss, run, first, scratch, lost):
    """Mark the days that were lost in the observed year that each year is like."""
    u, spare, _ = scratch
    year = -1
    for day in range(lost.shape[0] - 2):
        if weather.year[day] != year:
            year = weather.year[day]
            key = weather.key[loss] + np.uint64(year)
            uniforms(run.seed, key, first, run.latin, u, spare)
            for lane in range(u.size):
                u[lane] = np.floor(u[lane] * weather.years[loss])
        record = weather.observed[weather.at[loss] :, weather.slot[weather.back + day]]
        marked = lost[day + 1]
        for lane in range(u.size):
            marked[lane] |= record[int(u[lane])]


@kernel
def add_up(before, lanes, kept):
    """From marks of lost days to kept minutes before each day, int32[day + 2, lane], in place."""
    days = kept.shape[0] - 2
    kept[0, :lanes] = before[0]
    for day in range(days):
        minutes = before[day + 1] - before[day]
        for lane in range(lanes):
            kept[day + 1, lane] = kept[day, lane] + (0 if kept[day + 1, lane] else minutes)
    kept[days + 1, :lanes] = BEYOND


@kernel
def find_places(span, lanes, kept, place, filled):
    """For each bucket of kept minutes the first day that is not over when it begins,
    uint16[bucket, lane]. filled : int32[lane], scratch."""
    size, base = int(span), kept[0, 0]
    filled[:lanes] = 0
    for day in range(kept.shape[0] - 1):
        for lane in range(lanes):
            bucket = filled[lane]
            while bucket < place.shape[0] and bucket * size < kept[day + 1, lane] - base:
                place[bucket, lane] = day
                bucket += 1
            filled[lane] = bucket
