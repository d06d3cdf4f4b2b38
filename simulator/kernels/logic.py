"""What luck decides about logic: events that depend on others, rows that may be absent, delays that
depend on dates. Rules: docs/reference/scheduling.md, "Logic that luck decides".

Every function takes the `Logic` of the network first and does nothing where there is none: Numba
compiles it for the type that it is given, and leaves out what cannot be reached.
"""

import numpy as np

from simulator.kernels import codes
from simulator.kernels.clock import at, begin, clock_of, shift, work
from simulator.kernels.correlate import draw
from simulator.kernels.jit import inlined, inner
from simulator.kernels.row_cost import row_cost
from simulator.kernels.worktime import SAME

SERIES, LARGEST, WAIT, LARGEST_WAIT, BEFORE, EARLIEST, UNIFORM, VALUE = range(8)
"""Rows of `Extra.scratch`: work that delays add, in series and the largest of the parallel ones;
waits likewise; the row's work and earliest start without them; room for draws."""


@inlined
def draw_dependent(logic, network, run, first, lanes, space):
    """Which events happen, causes before what they raise. False where there is no `logic`."""
    if logic is None:
        return False
    draws, effects, chances, extra = network.draws, network.effects, logic.chances, space.extra
    u, chance = space.uniform[:lanes], space.value[:lanes]
    for place in range(chances.order.size):
        e = chances.order[place]
        happens, bound = space.happens[e], extra.bound[e]
        if effects.event_chance[e] < 0.0:
            happens[:lanes] = 0
            continue
        chance[:] = effects.event_chance[e]
        if chances.spread[e] >= 0:
            draw(draws, chances.spread[e], run.seed, first, run.latin, space.shared, u, chance)
        for k in range(chances.first[e], chances.first[e + 1]):
            caused = space.happens[chances.cause[k]]
            for lane in range(lanes):
                if caused[lane]:
                    chance[lane] = max(chance[lane], chances.chance[k])
        luck = space.score[:lanes]
        draw(draws, effects.event_draw[e], run.seed, first, run.latin, space.shared, u, luck)
        before = chances.after[e]
        for lane in range(lanes):
            low = extra.bound[before, lane] if before >= 0 else 0.0
            bound[lane] = low + chance[lane]
            happens[lane] = low <= luck[lane] < bound[lane]
    return True


@inlined
def draw_lags(logic, network, run, first, lanes, space):
    """Lags of the links whose lag is uncertain."""
    if logic is None:
        return
    u = space.uniform[:lanes]
    for k in range(logic.lag_draw.size):
        row, out = logic.lag_draw[k], space.extra.lag[k, :lanes]
        draw(network.draws, row, run.seed, first, run.latin, space.shared, u, out)


@inlined
def shift_drawn(logic, network, k, lanes, space, instants):
    """Move the instants of link `k`, float64[lane], by its lag where that is uncertain; False
    where it is not."""
    if logic is None:
        return False
    place, links = logic.lag[k], network.links
    if place < 0:
        return False
    c, latest, clock = links.calendar[k], links.latest[k], clock_of(network, space)
    for lane in range(lanes):
        lag = space.extra.lag[place, lane]
        instants[lane] = shift(at(clock, lane), c, instants[lane], lag, latest)
    return True


@inlined
def lag_of(logic, links, k, lane, space):
    """Minutes of the lag of link `k` in one lane."""
    if logic is None:
        return links.lag[k]
    place = logic.lag[k]
    return links.lag[k] if place < 0 else space.extra.lag[place, lane]


@inlined
def appear(logic, i, lanes, space):
    """Whether row `i` is there; an absent one has no work."""
    if logic is None:
        return
    gates = logic.gates
    g = gates.gate[i]
    if g < 0:
        return
    present, duration = space.extra.present[g], space.duration[i]
    present[:lanes] = 1
    for k in range(gates.first[g], gates.first[g + 1]):
        happens = space.happens[gates.event[k]]
        for lane in range(lanes):
            present[lane] &= np.uint8(happens[lane] == gates.wanted[k])
    for lane in range(lanes):
        duration[lane] = duration[lane] if present[lane] else 0.0


@inlined
def is_absent(logic, i, lane, space):
    """True where row `i` is not there in one lane."""
    if logic is None:
        return False
    g = logic.gates.gate[i]
    return g >= 0 and space.extra.present[g, lane] == 0


@inlined
def add_present(logic, lanes, space, present):
    """Count the lanes in which each gate is open, int64[gate]."""
    if logic is None:
        return
    for g in range(present.shape[0]):
        for lane in range(lanes):
            present[g] += space.extra.present[g, lane]


@inlined
def may_be_absent(logic, i):
    """True where row `i` is not there in some lanes."""
    if logic is None:
        return False
    return logic.gates.gate[i] >= 0


@inlined
def lift_floors(logic, i, lanes, space):
    """Where row `i` is absent its own dates bind nothing: `space.value` and `space.uniform` hold
    the earliest start and finish by dates, float64[lane]."""
    if logic is None:
        return
    g = logic.gates.gate[i]
    if g < 0:
        return
    for lane in range(lanes):
        if space.extra.present[g, lane] == 0:
            space.value[lane] = logic.gates.floor[i]
            space.uniform[lane] = -np.inf


@inlined
def pass_through(logic, i, lanes, space):
    """Where row `i` is absent it passes on what its links say; as for `lift_floors`."""
    if logic is None:
        return
    g = logic.gates.gate[i]
    if g < 0:
        return
    for lane in range(lanes):
        if space.extra.present[g, lane] == 0:
            t = max(space.value[lane], space.uniform[lane])
            space.start[i, lane] = t
            space.finish[i, lane] = t


@inlined
def scale_largest(logic, network, i, lanes, space):
    """Multiply the work of row `i` by the largest factor of its parallel drivers that act."""
    if logic is None:
        return
    first, last = logic.factor_first[i], logic.factor_first[i + 1]
    if first == last:
        return
    largest = space.extra.scratch[LARGEST]
    largest[:lanes] = -np.inf
    for k in range(first, last):
        driver = logic.factor_driver[k]
        factor, acts = space.factor[driver], space.happens[network.effects.driver_event[driver]]
        for lane in range(lanes):
            if acts[lane]:
                largest[lane] = max(largest[lane], factor[lane])
    for lane in range(lanes):
        if largest[lane] > -np.inf:
            space.duration[i, lane] *= largest[lane]


@inner
def alive(windows, w, i, lane, start, finish):
    """True where row `i` is at work within window `w`, and does not merely touch it: rounding must
    not decide. start, finish : float64[row, lane]."""
    low, high, during = windows.begin[w], windows.end[w], windows.during[w]
    if during >= 0:
        low, high = max(low, start[during, lane]), min(high, finish[during, lane])
    s, f = start[i, lane], finish[i, lane]
    if f <= s:
        return low - SAME <= s <= high + SAME
    return s < high - SAME and f > low + SAME


@inlined
def hit(logic, network, run, first, i, lanes, space, windowed):
    """Add up the delays of row `i` that have a window (windowed 1, once the row is placed without
    them), or those that have none (0); True where there are any."""
    if logic is None:
        return False
    hits, extra = logic.hits, space.extra
    scratch = extra.scratch
    u, value = scratch[UNIFORM, :lanes], scratch[VALUE, :lanes]
    if not windowed:
        for lane in range(lanes):
            scratch[BEFORE, lane] = space.duration[i, lane]
            scratch[SERIES, lane] = scratch[WAIT, lane] = 0.0
            scratch[LARGEST, lane] = scratch[LARGEST_WAIT, lane] = -np.inf
    any_hit = False
    for k in range(hits.first[i], hits.first[i + 1]):
        w, happens = hits.window[k], space.happens[hits.event[k]]
        if (w >= 0) != windowed:
            continue
        any_hit = True
        draw(network.draws, hits.draw[k], run.seed, first, run.latin, space.shared, u, value)
        to = (WAIT if hits.to_start[k] else SERIES) + hits.parallel[k]
        for lane in range(lanes):
            acts = happens[lane] != 0 and not is_absent(logic, i, lane, space)
            if acts and windowed:
                acts = alive(logic.windows, w, i, lane, space.start, space.finish)
            v = value[lane] if acts else 0.0
            if acts and hits.parallel[k]:
                scratch[to, lane] = max(scratch[to, lane], v)
            else:
                scratch[to, lane] += v
            if hits.kept[k] >= 0:
                extra.kept[hits.kept[k], lane] = v
    return any_hit


@inlined
def lengthen(logic, run, i, lanes, space):
    """The work of row `i` with what its delays add, in whole days where the plan says so."""
    if logic is None:
        return
    scratch = space.extra.scratch
    day = logic.day[i] if run.iterations > 0 else 0.0
    for lane in range(lanes):
        largest = scratch[LARGEST, lane]
        d = scratch[BEFORE, lane] + scratch[SERIES, lane]
        d = max(d + (largest if largest > -np.inf else 0.0), 0.0)
        if day > 0.0 and d > 0.0:
            d = max(np.floor(d / day + 0.5), 1.0) * day
        space.duration[i, lane] = 0.0 if is_absent(logic, i, lane, space) else d


@inlined
def wait(logic, clock, i, c, lanes, space, windowed):
    """Put off the earliest starts of row `i`, in `space.value`, by the waits, on its calendar
    `c`."""
    if logic is None:
        return
    scratch, raw = space.extra.scratch, space.value
    if not windowed:
        for lane in range(lanes):
            scratch[EARLIEST, lane] = raw[lane]
    for lane in range(lanes):
        largest = scratch[LARGEST_WAIT, lane]
        minutes = scratch[WAIT, lane] + (largest if largest > -np.inf else 0.0)
        space.extra.wait[i, lane] = minutes
        if minutes > 0.0:
            here = at(clock, lane)
            raw[lane] = begin(here, c, work(here, c, scratch[EARLIEST, lane]) + minutes)


@inlined
def put_off(logic, clock, i, c, lane, space, t):
    """Instant `t` with the wait of row `i` after it: what a link to its start comes to."""
    if logic is None:
        return t
    minutes = space.extra.wait[i, lane]
    return begin(clock, c, work(clock, c, t) + minutes) if minutes > 0.0 and t > -np.inf else t


@inlined
def drop_lesser(logic, i, lanes, space):
    """Of parallel delays only the largest came to anything: the others are kept as 0."""
    if logic is None:
        return
    hits, extra = logic.hits, space.extra
    for k in range(hits.first[i], hits.first[i + 1]):
        if hits.kept[k] >= 0 and hits.parallel[k]:
            kept = extra.kept[hits.kept[k]]
            largest = extra.scratch[LARGEST_WAIT if hits.to_start[k] else LARGEST]
            for lane in range(lanes):
                kept[lane] = kept[lane] if kept[lane] == largest[lane] else 0.0


@inlined
def check(logic, network, run, first, i, lanes, space):
    """Decide the events that are conditions on row `i`, whose dates are known now."""
    if logic is None:
        return
    checks, scratch = logic.checks, space.extra.scratch
    u, value = scratch[UNIFORM, :lanes], scratch[VALUE, :lanes]
    for k in range(checks.first[i], checks.first[i + 1]):
        measure, happens = checks.measure[k], space.happens[checks.event[k]]
        if measure == codes.MEASURE_COST:
            row_cost(network, run, first, i, k, lanes, space, u, value)
        elif measure == codes.MEASURE_DURATION:
            for lane in range(lanes):
                value[lane] = space.duration[i, lane]
        else:
            dates = space.start if measure == codes.MEASURE_START else space.finish
            for lane in range(lanes):
                value[lane] = dates[i, lane]
        for lane in range(lanes):
            is_above = value[lane] > checks.limit[k] + SAME
            happens[lane] = is_above == (checks.above[k] != 0)
