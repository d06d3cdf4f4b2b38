"""The chart of the envelope shows the very numbers of its cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

import simulator as sim
from simulator.charts.envelope import envelope as drawn
from simulator.scenario.envelope import Envelope

PLAN = Path(__file__).parents[2] / "models" / "first-steps" / "program.yaml"


@pytest.fixture(scope="module")
def result() -> Envelope:
    return sim.envelope(sim.load(PLAN), iterations=2048, seed=1)


def marks(axes: Axes, marker: str) -> list[tuple[float, float]]:
    """Place of every single mark, from the top down."""
    lines = [line for line in axes.lines if line.get_marker() == marker]
    return [(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in lines]


def test_each_case_has_its_p50_and_p80(result: Envelope) -> None:
    points = marks(result.chart(), "o")
    zero = date2num(result.own.program.start)
    cases = list(result.finish.cases.values())
    expected = [zero + case.number(p) for case in cases for p in (50, 80)]
    np.testing.assert_allclose([x for x, _ in points], expected)
    heights = [y for _, y in points]
    assert heights == sorted(heights)
    assert len(set(heights)) == 12


def test_the_bands_end_at_the_lowest_and_the_highest(result: Envelope) -> None:
    axes = drawn(result, "cost")
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert result.cost is not None
    for bar, p in zip(bars, (50, 80), strict=True):
        band = result.cost.band(p)
        assert bar.get_x() == pytest.approx(band.low.value)
        assert bar.get_x() + bar.get_width() == pytest.approx(band.high.value)


def test_the_plan_as_it_is_is_marked_in_both_bands(result: Envelope) -> None:
    zero = date2num(result.own.program.start)
    assert [x for x, _ in marks(result.chart(), "D")] == pytest.approx(
        [zero + result.finish.own.number(p) for p in (50, 80)]
    )


def test_it_says_which_lever_is_the_largest(result: Envelope) -> None:
    first, second = result.finish.levers()
    title = result.chart().get_title(loc="left")
    assert (
        title == f"Shape moves P80 by {first.size:.1f} days, correlation by {second.size:.1f} days"
    )
    assert result.cost is not None
    first, second = result.cost.levers()
    title = result.chart("cost").get_title(loc="left")
    assert (
        title == f"Shape moves P80 by {first.size:,.0f} EUR, correlation by {second.size:,.0f} EUR"
    )


def test_every_mark_is_in_view(result: Envelope) -> None:
    axes = result.chart()
    low, high = axes.get_xlim()
    xs = [x for marker in "oD" for x, _ in marks(axes, marker)]
    assert low < min(xs)
    assert max(xs) < high


def test_it_draws_on_axes_that_are_given(result: Envelope) -> None:
    axes = result.chart()
    axes.clear()
    assert result.chart("cost", axes) is axes


def test_a_wrong_quantity_is_refused(result: Envelope) -> None:
    with pytest.raises(ValueError, match="'finish' or 'cost', not 'quality'"):
        result.chart("quality")
