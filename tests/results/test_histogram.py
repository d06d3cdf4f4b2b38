"""Bins hold every iteration, and bins of dates do not show the weekend as a gap."""

from __future__ import annotations

from itertools import pairwise

import fabricated
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.results.histogram import DAY, WEEK, bins, shape
from simulator.results.quantity import DateQuantity, MoneyQuantity


def finishes(minutes: np.ndarray) -> DateQuantity:
    return DateQuantity(minutes, 0.0, origin=fabricated.START, start=fabricated.START)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=80), st.integers(2, 60))
def test_no_iteration_is_left_out(values: list[float], most: int) -> None:
    for quantity in (finishes(np.array(values)), MoneyQuantity(np.array(values), 0.0, None)):
        counts, edges = bins(quantity, most)
        assert counts.sum() == len(values)
        assert len(edges) == len(counts) + 1


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=80))
def test_every_value_is_in_its_bin(values: list[float]) -> None:
    counts, edges = bins(finishes(np.array(values)), 20)
    if len(counts) > 1:
        exact = [sum(a < v <= b for v in values) for a, b in pairwise(edges)]
        assert counts.tolist() == exact


@pytest.mark.parametrize(("days", "step"), [(40, DAY), (300, WEEK)])
def test_dates_are_counted_by_whole_days_or_weeks(days: float, step: float) -> None:
    quantity = finishes(np.linspace(0.5, days, 500) * DAY)
    assert np.allclose(np.diff(bins(quantity, 60).edges), step)


def test_weekdays_alone_do_not_make_a_comb() -> None:
    """Finishes at 17:00 on working days over a year: every week holds the same five."""
    days = np.array([d for d in range(364) if d % 7 < 5])
    counts, _ = bins(finishes(days * DAY + 17 * 60), 60)
    assert set(counts.tolist()) == {5}


def test_a_stray_iteration_does_not_flatten_the_picture() -> None:
    values = np.append(np.linspace(1e6, 2e6, 999), 1e9)
    counts, edges = bins(MoneyQuantity(values, 0.0, None), 20, tails=0.002)
    assert edges[-1] < 2.1e6
    assert counts.sum() == 1000


def test_the_shape_of_working_days_has_no_comb() -> None:
    """Finishes at 17:00 on working days over 20 weeks: a week's window always holds five."""
    days = np.array([d for d in range(140) if d % 7 < 5])
    heights = shape(finishes(days * DAY + 17 * 60), 24, tails=0.0)
    assert np.allclose(heights[2:-2], 5 / len(days))


def test_the_shape_of_money_is_its_density() -> None:
    """A uniform sample: every step holds 1 / 24 of what lies between P1 and P99."""
    heights = shape(MoneyQuantity(np.arange(240_000.0), 0.0, None), 24)
    assert np.allclose(heights, 0.98 / 24, atol=1e-4)
