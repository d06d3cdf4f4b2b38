"""Sums and counts over the lanes of a chunk."""

from simulator.kernels.jit import merged
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
def starts_of(single, i, lanes, space):
    """The starts of row `i`, float64[lane]; in working time they are not kept, but follow from the
    finishes."""
    if not single:
        return space.start[i]
    for lane in range(lanes):
        space.value[lane] = space.finish[i, lane] - space.duration[i, lane]
    return space.value


@merged
def widen(values, i, lanes, low, high, m):
    """Take the values of row `i` into the least and greatest of measure `m`."""
    least = low[i, m]
    greatest = high[i, m]
    for lane in range(lanes):
        least = min(least, values[lane])
        greatest = max(greatest, values[lane])
    low[i, m] = least
    high[i, m] = greatest


@merged
def add_ranges(single, lanes, space, low, high):
    """Take one chunk into the ranges of start, finish and duration."""
    for i in range(space.finish.shape[0]):
        widen(starts_of(single, i, lanes, space), i, lanes, low, high, 0)
        widen(space.finish[i], i, lanes, low, high, 1)
        widen(space.duration[i], i, lanes, low, high, 2)


@merged
def count_into(values, lanes, low, per_bin, count):
    """Count `values` into equal bins; the greatest value belongs to the last one."""
    top = count.shape[0] - 1
    for lane in range(lanes):
        count[max(min(int((values[lane] - low) * per_bin), top), 0)] += 1


@merged
def add_histograms(single, first, lanes, space, histograms):
    """Count one chunk that begins at iteration `first`."""
    top = histograms.rank_sum.shape[1] - 1
    for row in range(histograms.first, histograms.last):
        k = row - histograms.first
        low = histograms.low[row]
        per_bin = histograms.per_bin[row]
        start = starts_of(single, row, lanes, space)
        count_into(start, lanes, low[0], per_bin[0], histograms.counts[k, 0])
        count_into(space.finish[row], lanes, low[1], per_bin[1], histograms.counts[k, 1])
        for lane in range(lanes):
            bin_of = max(min(int((space.duration[row, lane] - low[2]) * per_bin[2]), top), 0)
            histograms.counts[k, 2, bin_of] += 1
            histograms.rank_sum[k, bin_of] += histograms.rank[first + lane]
