"""P80 is the smallest value with at least 80 % of the iterations at or below it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.results.percentile import order_statistic, percentile, rank, share_at_or_below


@pytest.mark.parametrize(
    ("p", "n", "expected"),
    [(80, 10, 8), (80, 11, 9), (50, 1, 1), (0, 5, 1), (100, 5, 5), (7, 100, 7), (1, 10_000, 100)],
)
def test_rank_by_hand(p: float, n: int, expected: int) -> None:
    assert rank(p, n) == expected


@given(st.integers(0, 1000), st.integers(1, 10_000))
def test_rank_is_exact_where_floats_are_not(tenths: int, n: int) -> None:
    """Against rational arithmetic: 7 % of 100 is 7, though 0.07 * 100 > 7 in binary."""
    exact = min(max(ceil(Fraction(tenths, 1000) * n), 1), n)
    assert rank(tenths / 10, n) == exact


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.integers(1, 99))
def test_it_is_the_smallest_value_that_enough_reach(values: list[float], p: int) -> None:
    ordered = np.sort(values)
    found = percentile(ordered, p)
    assert found in values
    assert Fraction(int((ordered <= found).sum()), len(values)) >= Fraction(p, 100)
    smaller = ordered[ordered < found]
    assert Fraction(len(smaller), len(values)) < Fraction(p, 100)


def test_a_percentile_outside_0_to_100_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 100, not 101"):
        rank(101, 10)


def test_the_share_counts_the_value_itself() -> None:
    assert share_at_or_below(np.array([1.0, 2.0, 2.0, 3.0]), 2.0) == 0.75


def test_beyond_the_sample_there_is_no_order_statistic() -> None:
    ordered = np.array([1.0, 2.0, 3.0])
    assert order_statistic(ordered, 0.4, up=False) is None
    assert order_statistic(ordered, 3.2, up=True) is None
    assert order_statistic(ordered, 2.5, up=False) == 2.0
    assert order_statistic(ordered, 2.5, up=True) == 3.0
