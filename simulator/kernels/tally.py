"""Sums and counts over the lanes of a chunk."""

from simulator.kernels.jit import merged
from simulator.kernels.workspace import SLOTS


@merged
def add_moments(planned, pivot, lanes, space, moments):
    """Add one chunk to float64[row, 3]: see `workspace.Tallies`.

    Partial sums side by side, added in a fixed order: fast, and the same on every machine.
    """
    distance = space.value
    duration = space.duration
    first, second, cross = space.sums[0], space.sums[1], space.sums[2]
    for lane in range(lanes):
        distance[lane] = space.instant[lane] - pivot
    whole = lanes - lanes % SLOTS
    for i in range(planned.shape[0]):
        for slot in range(SLOTS):
            first[slot] = second[slot] = cross[slot] = 0.0
        plan = planned[i]
        for lane in range(0, whole, SLOTS):
            for slot in range(SLOTS):
                x = duration[i, lane + slot] - plan
                first[slot] += x
                second[slot] += x * x
                cross[slot] += x * distance[lane + slot]
        for lane in range(whole, lanes):
            x = duration[i, lane] - plan
            first[lane - whole] += x
            second[lane - whole] += x * x
            cross[lane - whole] += x * distance[lane]
        for slot in range(SLOTS):
            moments[i, 0] += first[slot]
            moments[i, 1] += second[slot]
            moments[i, 2] += cross[slot]


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
