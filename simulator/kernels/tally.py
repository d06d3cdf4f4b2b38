"""Sums and counts over the lanes of a chunk."""

import numpy as np

from simulator.kernels.jit import inner, merged
from simulator.kernels.records import cell_of
from simulator.kernels.workspace import FOLD, SLOTS


@merged
def add_moments(planned, pivot, lanes, space, moments):
    """Add one chunk to float64[row, 3]: see `workspace.Tallies`.

    Lanes are folded in a fixed order, `FOLD` of them at a time: fast, and the same for any width
    of a chunk and on every machine.
    """
    distance, sums = space.value, space.sums
    # Not written as a number: the compiler would take the loop apart into single additions.
    eight = sums.shape[1] // 8
    for lane in range(lanes):
        distance[lane] = space.instant[lane] - pivot
    whole = lanes - lanes % FOLD
    for i in range(planned.size):
        plan, duration = planned[i], space.duration[i]
        for first in range(0, whole, FOLD):
            fold(plan, duration[first : first + FOLD], distance[first : first + FOLD], sums)
            for m in range(3):
                t = sums[m]
                for k in range(eight):
                    near = (t[k] + t[k + 8]) + (t[k + 16] + t[k + 24])
                    t[k] = near + ((t[k + 32] + t[k + 40]) + (t[k + 48] + t[k + 56]))
                moments[i, m] += ((t[0] + t[1]) + (t[2] + t[3])) + ((t[4] + t[5]) + (t[6] + t[7]))
        for lane in range(whole, lanes):
            x = duration[lane] - plan
            moments[i, 0] += x
            moments[i, 1] += x * x
            moments[i, 2] += x * distance[lane]


@merged
def fold(plan, duration, distance, sums):
    """The three sums of `FOLD` lanes, as `SLOTS` partial sums each, float64[3, SLOTS]."""
    first, second, cross = sums[0], sums[1], sums[2]
    for k in range(SLOTS):
        a, b = duration[k] - plan, duration[k + SLOTS] - plan
        c, d = duration[k + 2 * SLOTS] - plan, duration[k + 3 * SLOTS] - plan
        first[k] = (a + b) + (c + d)
        second[k] = (a * a + b * b) + (c * c + d * d)
        near = a * distance[k] + b * distance[k + SLOTS]
        cross[k] = near + (c * distance[k + 2 * SLOTS] + d * distance[k + 3 * SLOTS])


@merged
def add_events(happens, lanes, happened):
    """Count the lanes in which each event happens, int64[event]."""
    for e in range(happened.shape[0]):
        for lane in range(lanes):
            happened[e] += happens[e, lane]


@merged
def starts_of(on_clock, i, lanes, space):
    """The starts of row `i`, float64[lane]; in working time they are not kept, but follow from the
    finishes."""
    if on_clock is not None:
        return space.start[i]
    for lane in range(lanes):
        space.value[lane] = space.finish[i, lane] - space.duration[i, lane]
    return space.value


@inner
def widen(values, lanes, low, high, slots):
    """Take `values` into low[0] and high[0]. slots : scratch, float64[2 or more, SLOTS], in which
    least and greatest are kept apart so that the loop runs in vector registers."""
    least, greatest = slots[0], slots[1]
    least[:] = low[0]
    greatest[:] = high[0]
    whole = lanes - lanes % SLOTS
    for first in range(0, whole, SLOTS):
        some = values[first : first + SLOTS]
        for k in range(SLOTS):
            v = some[k]
            least[k] = v if v < least[k] else least[k]
            greatest[k] = v if v > greatest[k] else greatest[k]
    for lane in range(whole, lanes):
        least[0] = min(least[0], values[lane])
        greatest[0] = max(greatest[0], values[lane])
    for k in range(SLOTS):
        low[0] = min(low[0], least[k])
        high[0] = max(high[0], greatest[k])


@merged
def add_ranges(on_clock, lanes, space, low, high):
    """Take one chunk into the ranges of start, finish and duration."""
    for i in range(space.finish.shape[0]):
        start = starts_of(on_clock, i, lanes, space)
        widen(start, lanes, low[i, 0:1], high[i, 0:1], space.sums)
        widen(space.finish[i], lanes, low[i, 1:2], high[i, 1:2], space.sums)
        widen(space.duration[i], lanes, low[i, 2:3], high[i, 2:3], space.sums)


@inner
def count_into(values, low, per_bin, count, place):
    """Count `values` into equal bins; the greatest value belongs to the last one.

    float64[lanes]. place : uint64[lanes], written: the bins.
    """
    top = float(count.size - 1)
    for lane in range(place.size):
        place[lane] = cell_of(values[lane] - low, per_bin, top)
    for lane in range(place.size):
        count[place[lane]] += 1


@inner
def fetched(counts, sums):
    """Reads one number of every line of the tables of a row. In a stream that takes a third of the
    time that scattered counts take to wait for each line; the sum is only there to be used."""
    total = 0.0
    for m in range(counts.shape[0]):
        for k in range(0, counts.shape[1], 16):
            total += counts[m, k]
    for k in range(0, sums.size, 8):
        total += sums[k]
    return total


@merged
def add_histograms(on_clock, first, lanes, space, histograms):
    """Count one chunk that begins at iteration `first`."""
    place, rank = space.score[:lanes].view(np.uint64), histograms.rank[first : first + lanes]
    for row in range(histograms.first, histograms.last):
        low, per_bin = histograms.low[row], histograms.per_bin[row]
        counts = histograms.counts[row - histograms.first]
        sums = histograms.rank_sum[row - histograms.first]
        space.uniform[0] = fetched(counts, sums)
        count_into(starts_of(on_clock, row, lanes, space), low[0], per_bin[0], counts[0], place)
        count_into(space.finish[row], low[1], per_bin[1], counts[1], place)
        count_into(space.duration[row], low[2], per_bin[2], counts[2], place)
        for lane in range(lanes):
            sums[place[lane]] += rank[lane]
