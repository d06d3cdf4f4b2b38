"""Dates, money and chances as people read them."""

from __future__ import annotations

from datetime import datetime

import pytest

from simulator.results.estimate import (
    DateEstimate,
    MoneyEstimate,
    moment,
    show_chance,
    show_day,
    show_money,
)


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.0, "0 %"), (0.0001, "<1 %"), (0.0099, "<1 %"), (0.01, "1 %"), (0.384, "38 %"),
        (0.99, "99 %"), (0.995, ">99 %"), (0.9999, ">99 %"), (1.0, "100 %"),
    ],
)  # fmt: skip
def test_a_chance_is_never_rounded_to_certainty(chance: float, text: str) -> None:
    assert show_chance(chance) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1200, "1,200"), (9999, "9,999"), (12_345, "12.3k"), (450_000, "450k"),
        (999_600, "1.00M"), (41_234_567, "41.2M"), (1_250_000_000, "1.25bn"),
        (-3_500_000, "-3.50M"), (2e12, "2.00tn"),
    ],
)  # fmt: skip
def test_money_has_three_figures(value: float, text: str) -> None:
    assert show_money(value) == text


def test_a_date_is_rounded_up_to_the_minute_but_not_by_arithmetic_noise() -> None:
    origin = datetime(2026, 3, 2)
    assert moment(origin, 60.0) == datetime(2026, 3, 2, 1, 0)
    assert moment(origin, 60.0 + 1e-9) == datetime(2026, 3, 2, 1, 0)
    assert moment(origin, 60.2) == datetime(2026, 3, 2, 1, 1)


def test_a_date_beyond_the_calendar_is_the_last_there_is() -> None:
    assert moment(datetime(2026, 3, 2), 1e12).year == 9999


def test_a_day_is_written_in_full() -> None:
    assert show_day(datetime(2028, 3, 22, 9, 36)) == "22 Mar 2028"


def test_the_margin_is_the_larger_half_rounded_up() -> None:
    low = DateEstimate(datetime(2028, 3, 20), 749.1)
    high = DateEstimate(datetime(2028, 3, 24), 753.0)
    estimate = DateEstimate(datetime(2028, 3, 22, 9, 36), 751.4, low, high)
    assert str(estimate) == "22 Mar 2028 (± 3 d)"
    assert estimate.to_dict() == {
        "value": "2028-03-22T09:36",
        "days": 751.4,
        "low": {"value": "2028-03-20T00:00", "days": 749.1},
        "high": {"value": "2028-03-24T00:00", "days": 753.0},
    }


def test_money_without_an_upper_bound_says_so() -> None:
    estimate = MoneyEstimate(5e6, 4e6, None)
    assert str(estimate) == "5.00M"
    assert estimate.to_dict() == {"value": 5e6, "low": {"value": 4e6}, "high": None}


def test_midnight_ends_the_day_before_but_the_start_is_the_first_day() -> None:
    midnight = datetime(2028, 3, 23)
    assert DateEstimate(midnight, 752.0).short == "22 Mar 2028"
    assert DateEstimate(datetime(2026, 3, 2), 0.0).short == "2 Mar 2026"
