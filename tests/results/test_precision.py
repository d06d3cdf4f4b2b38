"""Intervals hold what they promise: about 95 of 100 contain the true value."""

from __future__ import annotations

import numpy as np
import pytest
from fabricated import latin_scores
from scipy.stats import beta, binom, norm

from simulator.results import precision

RUNS = 300
"""Standard error of a coverage of 95 % over so many runs: 1.26 points."""


def coverage_of_percentiles(p: int, n: int, sampling: str, columns: int) -> float:
    """Share of runs whose interval holds the true percentile of a standard normal sum."""
    held = 0
    for seed in range(RUNS):
        scores = (
            latin_scores(n, columns, seed)
            if sampling == "latin"
            else np.random.default_rng(seed).standard_normal((n, columns))
        )
        samples = scores.sum(axis=1) / np.sqrt(columns)
        low, high = precision.percentile_interval(samples, np.sort(samples), p, sampling)
        assert low is not None
        assert high is not None
        held += bool(low <= norm.ppf(p / 100) <= high)
    return held / RUNS


@pytest.mark.parametrize("p", [10, 50, 80, 90])
@pytest.mark.parametrize(("n", "sampling"), [(1000, "random"), (5120, "latin"), (6000, "latin")])
def test_percentile_intervals_hold_the_truth_95_times_in_100(p: int, n: int, sampling: str) -> None:
    """Within five standard errors below; the next test holds the other side."""
    assert coverage_of_percentiles(p, n, sampling, 4) >= 0.95 - 5 * 0.0126


def test_latin_intervals_are_no_wider_than_the_gain_of_latin_sampling() -> None:
    """Cautious would be easy: for a sum of four, blocks must give far narrower intervals than
    order statistics, as Latin sampling takes away most of the variance (Stein 1987)."""
    samples = latin_scores(10_240, 4, seed=5).sum(axis=1)
    ordered = np.sort(samples)
    low, high = precision.percentile_interval(samples, ordered, 50, "latin")
    wide_low, wide_high = precision.percentile_interval(samples, ordered, 50, "random")
    assert high - low < 0.75 * (wide_high - wide_low)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_probability_intervals_hold_the_truth(share: float) -> None:
    for sampling in ("latin", "random"):
        held = 0
        for seed in range(RUNS):
            n = 5200
            scores = (
                latin_scores(n, 2, seed)
                if sampling == "latin"
                else np.random.default_rng(seed).standard_normal((n, 2))
            )
            hits = scores.sum(axis=1) / np.sqrt(2) <= norm.ppf(share)
            low, high = precision.probability_interval(hits, sampling)
            held += low <= share <= high
        assert held / RUNS >= 0.95 - 5 * 0.0126


def test_order_statistics_are_those_of_the_binomial() -> None:
    """Hahn and Meeker 1991, section 5.2: ranks l < u with P(l <= B < u) >= 95 %, each tail at most
    2.5 %, from SciPy's binomial here."""
    for n in (20, 100, 5000):
        ordered = np.arange(1.0, n + 1)
        low, high = precision.percentile_interval(ordered, ordered, 50, "random")
        below = binom.cdf(low - 1, n, 0.5)
        above = binom.sf(high - 1, n, 0.5)
        assert below <= 0.025 < binom.cdf(low, n, 0.5)
        assert above <= 0.025 < binom.sf(high - 2, n, 0.5)


def test_a_short_run_has_no_bound_for_a_far_percentile() -> None:
    """Of 100 values the greatest lies below P99 with a chance of 0.99**100 = 37 %."""
    ordered = np.arange(100.0)
    low, high = precision.percentile_interval(ordered, ordered, 99, "random")
    assert low is not None
    assert high is None


def test_no_hit_is_not_no_chance() -> None:
    """Clopper and Pearson 1934: 0 of n has the upper bound 1 - (alpha / 2)**(1 / n)."""
    low, high = precision.probability_interval(np.zeros(10_240, bool), "latin")
    assert low == 0.0
    assert high == pytest.approx(1 - 0.025 ** (1 / 10_240))


def test_the_exact_interval_of_a_share() -> None:
    hits = np.arange(1000) < 120
    low, high = precision.probability_interval(hits, "random")
    assert low == pytest.approx(beta.ppf(0.025, 120, 881))
    assert high == pytest.approx(beta.ppf(0.975, 121, 880))


def test_blocks_that_agree_exactly_are_still_uncertain_by_a_count() -> None:
    hits = np.tile(np.arange(1024) < 717, 5)
    low, high = precision.probability_interval(hits, "latin")
    assert low < 0.7 < high
