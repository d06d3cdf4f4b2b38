"""Sums and counts over the lanes of a chunk."""

from simulator.kernels.jit import kernel
from simulator.kernels.workspace import SLOTS


@kernel
def add_moments(network, run, lanes, space, moments):
    """Add one chunk to float64[row, 3]: see `workspace.Tallies`.

    Eight partial sums side by side, added in a fixed order: fast, and the same on every machine.
    """
    planned = network.tasks.planned
    distance = space.value
    for lane in range(lanes):
        distance[lane] = space.instant[lane] - run.pivot
    whole = lanes - lanes % SLOTS
    for i in range(planned.shape[0]):
        sums = space.sums
        sums[:] = 0.0
        duration = space.duration[i]
        plan = planned[i]
        for lane in range(0, whole, SLOTS):
            for slot in range(SLOTS):
                x = duration[lane + slot] - plan
                sums[0, slot] += x
                sums[1, slot] += x * x
                sums[2, slot] += x * distance[lane + slot]
        for lane in range(whole, lanes):
            x = duration[lane] - plan
            sums[0, lane - whole] += x
            sums[1, lane - whole] += x * x
            sums[2, lane - whole] += x * distance[lane]
        for m in range(3):
            for slot in range(SLOTS):
                moments[i, m] += sums[m, slot]


@kernel
def widen(values, lanes, low, high, row, m):
    """Take `values` into the least and greatest of measure `m` of `row`."""
    least = low[row, m]
    greatest = high[row, m]
    for lane in range(lanes):
        least = min(least, values[lane])
        greatest = max(greatest, values[lane])
    low[row, m] = least
    high[row, m] = greatest


@kernel
def add_ranges(lanes, space, low, high):
    """Take one chunk into the ranges of start, finish and duration."""
    for i in range(space.start.shape[0]):
        widen(space.start[i], lanes, low, high, i, 0)
        widen(space.finish[i], lanes, low, high, i, 1)
        widen(space.duration[i], lanes, low, high, i, 2)


@kernel
def count_into(values, lanes, low, per_bin, count):
    """Count `values` into equal bins; the greatest value belongs to the last one."""
    top = count.shape[0] - 1
    for lane in range(lanes):
        count[min(int((values[lane] - low) * per_bin), top)] += 1


@kernel
def add_histograms(first, lanes, space, histograms):
    """Count one chunk that begins at iteration `first`."""
    top = histograms.rank_sum.shape[1] - 1
    for row in range(histograms.first, histograms.last):
        k = row - histograms.first
        low = histograms.low[row]
        per_bin = histograms.per_bin[row]
        count_into(space.start[row], lanes, low[0], per_bin[0], histograms.count[k, 0])
        count_into(space.finish[row], lanes, low[1], per_bin[1], histograms.count[k, 1])
        for lane in range(lanes):
            bin_of = min(int((space.duration[row, lane] - low[2]) * per_bin[2]), top)
            histograms.count[k, 2, bin_of] += 1
            histograms.rank_sum[k, bin_of] += histograms.rank[first + lane]
