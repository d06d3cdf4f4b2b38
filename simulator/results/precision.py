"""How far an answer can be off because the number of iterations is finite: 95 % intervals."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.results.percentile import order_statistic, percentile
from simulator.results.raw import Floats

CONFIDENCE = 0.95
BLOCK = 1024
"""Iterations in one Latin block."""
LEAST_BLOCKS = 5
"""Fewer full blocks than this say too little about their own spread."""
LEAST_HITS = 30
"""Fewer iterations than this on either side of a target: the exact interval is used."""

Interval = tuple[float | None, float | None]


def percentile_interval(samples: Floats, ordered: Floats, p: float, sampling: str) -> Interval:
    """Interval of the p-th percentile; None on a side where the sample has no value far enough out.

    samples : float64[n] in the order of iterations; ordered : the same, ascending. p : 0 to 100.

    Random sampling, or fewer than 5 full blocks: order statistics, exact and free of any
    assumption about the shape (Hahn and Meeker, Statistical Intervals, 1991, section 5.2).
    Latin sampling: the standard error of the share at or below the percentile comes from
    independent blocks, and is turned back into values (Woodruff 1952, Journal of the American
    Statistical Association 47(260)).
    """
    n = len(ordered)
    if sampling != "latin" or n < LEAST_BLOCKS * BLOCK:
        return _by_order_statistics(ordered, p / 100)
    half = _half_width(samples <= percentile(ordered, p), p / 100)
    low = order_statistic(ordered, n * (p / 100 - half), up=False)
    high = order_statistic(ordered, n * (p / 100 + half) + 1, up=True)
    return low, high


def probability_interval(hits: NDArray[np.bool_], sampling: str) -> tuple[float, float]:
    """Interval of a probability. hits : bool[n], in the order of iterations.

    Exact binomial (Clopper and Pearson 1934) for random sampling, short runs and rare events:
    a Latin sample is at most n / (n - 1) times as variable as a random one (Owen 1997,
    SIAM Journal on Numerical Analysis 34(5)), so that it errs to the safe side. Else replicated
    blocks.
    """
    n, count = len(hits), int(hits.sum())
    rare = min(count, n - count) < LEAST_HITS
    if sampling != "latin" or rare or n < LEAST_BLOCKS * BLOCK:
        return _clopper_pearson(count, n)
    half = _half_width(hits, count / n)
    return max(count / n - half, 0.0), min(count / n + half, 1.0)


def needed(iterations: int, margin: float, within: float) -> int:
    """Iterations for an interval of `within` to either side, where `iterations` gave `margin`: it
    narrows with the root of their number. Whole blocks, rounded up."""
    return ceil(iterations * (margin / within) ** 2 / BLOCK) * BLOCK


def _half_width(hits: NDArray[np.bool_], share: float) -> float:
    """Half the width of the interval of a share, from blocks and the unstratified remainder."""
    from scipy.special import stdtrit

    n = len(hits)
    blocks = n // BLOCK
    rest = n - blocks * BLOCK
    shares = hits[: blocks * BLOCK].reshape(blocks, BLOCK).mean(axis=1)
    # A block's count is a whole number: blocks that agree exactly are still half a count uncertain.
    between = max(float(shares.var(ddof=1)), 0.25 / BLOCK**2)
    variance = between / blocks * (blocks * BLOCK / n) ** 2
    variance += rest * share * (1 - share) / n**2
    return float(stdtrit(blocks - 1, (1 + CONFIDENCE) / 2)) * sqrt(variance)


def _by_order_statistics(ordered: Floats, share: float) -> Interval:
    from scipy.special import bdtr

    n = len(ordered)
    below = np.arange(n + 1) if n < 1000 else _likely_counts(n, share)
    cumulative = bdtr(below.astype(np.float64), n, share)
    tail = (1 - CONFIDENCE) / 2
    low = int(np.searchsorted(cumulative, tail, side="right")) + int(below[0])
    high = int(np.searchsorted(cumulative, 1 - tail, side="left")) + int(below[0]) + 1
    return order_statistic(ordered, low, up=False), order_statistic(ordered, high, up=True)


def _likely_counts(n: int, share: float) -> NDArray[np.int64]:
    """Counts within eight standard deviations: what lies outside cannot matter at 2.5 %."""
    reach = 8 * sqrt(n * share * (1 - share)) + 8
    return np.arange(max(int(n * share - reach), 0), min(int(n * share + reach), n) + 1)


def _clopper_pearson(count: int, n: int) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(betaincinv(count + 1, n - count, 1 - tail))
    return low, high
