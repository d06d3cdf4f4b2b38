"""The S-curve shows the very shares of the samples."""

from __future__ import annotations

import fabricated
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from simulator.charts.s_curve import s_curve
from simulator.results.result import Result


@pytest.fixture(scope="module")
def result() -> Result:
    return fabricated.result(5120)


def line(axes: Axes, label: str) -> tuple[np.ndarray, np.ndarray]:
    found = next(item for item in axes.lines if item.get_label() == label)
    return np.asarray(found.get_xdata(), float), np.asarray(found.get_ydata(), float)


def texts(axes: Axes) -> str:
    return "\n".join(text.get_text() for text in axes.texts)


def test_the_curve_is_the_share_at_or_before_each_date(result: Result) -> None:
    x, share = line(s_curve(result), "chance")
    dates = date2num(result.origin) + result.finish.samples / 1440
    for at in (10, 300, 700, 990):
        assert share[at] == pytest.approx((dates <= x[at]).mean() * 100)
    assert share[0] == 0
    assert share[-1] == 100


def test_p80_line_meets_the_curve(result: Result) -> None:
    axes = s_curve(result)
    x, y = line(axes, "P80")
    p80 = date2num(result.origin) + result.finish.at(80) / 1440
    assert x[1] == x[2] == pytest.approx(p80)
    assert y.tolist() == [80, 80, 0]
    assert {line.get_label() for line in axes.lines} >= {"P50", "P80", "P90"}


def test_the_band_holds_the_intervals(result: Result) -> None:
    axes = s_curve(result, "cost")
    band = next(item for item in axes.collections if item.get_label() == "95 % interval")
    points = band.get_paths()[0].vertices
    ends = np.sort(points[points[:, 1] == 80][:, 0])
    assert result.cost is not None
    assert (ends[0], ends[-1]) == pytest.approx(result.cost.interval(80))


def test_it_says_what_it_shows(result: Result) -> None:
    axes = s_curve(result)
    assert axes.get_title(loc="left") == "80 % chance to finish by 22 Apr 2027"
    assert "plan 16 Mar 2027: 16 %" in texts(axes)
    assert "target 5 Apr 2027: 50 %" in texts(axes)
    assert "P80  22 Apr 2027" in texts(axes)
    assert "North Line · 5,120 iterations · seed 1" in texts(axes)


def test_every_mark_is_in_view(result: Result) -> None:
    low, high = s_curve(result, "cost").get_xlim()
    assert result.cost is not None
    assert low < result.cost.planned < high
    assert low < result.cost.target_number < high


def test_it_draws_on_axes_that_are_given(result: Result) -> None:
    axes = s_curve(result)
    axes.clear()
    assert s_curve(result, "cost", axes) is axes
    assert "44.2M EUR" in axes.get_title(loc="left")


def test_a_wrong_quantity_is_refused() -> None:
    with pytest.raises(ValueError, match="'finish' or 'cost', not 'quality'"):
        s_curve(fabricated.result(100), "quality")
    with pytest.raises(ValueError, match="no money"):
        s_curve(fabricated.result(100, money=False), "cost")


@pytest.mark.parametrize("quantity", ["finish", "cost"])
def test_nothing_uncertain_and_few_iterations_can_be_drawn(quantity: str) -> None:
    assert "Nothing is uncertain" in s_curve(fabricated.certain(), quantity).get_title(loc="left")
    assert s_curve(fabricated.result(1), quantity).lines
