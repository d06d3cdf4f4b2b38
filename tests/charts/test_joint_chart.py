"""The joint confidence chart shows the very numbers of the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import fabricated
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from simulator.charts.joint import CAPTION, DOTS, joint
from simulator.results.joint.answer import Joint


@pytest.fixture(scope="module")
def answer() -> Joint:
    return fabricated.result(8192, seed=2).joint()


def line(axes: Axes, label: str) -> tuple[list[float], list[float]]:
    found = next(one for one in axes.lines if one.get_label() == label)
    return list(map(float, found.get_xdata())), list(map(float, found.get_ydata()))


def test_dots_are_iterations_and_the_frontier_is_that_of_the_answer(answer: Joint) -> None:
    axes = answer.chart()
    zero = date2num(fabricated.START)
    x, y = line(axes, "iteration")
    cost = answer.result.outcome.cost
    assert cost is not None
    np.testing.assert_allclose(x, zero + answer.result.outcome.finish[:DOTS] / 1440)
    np.testing.assert_allclose(y, cost[:DOTS])
    x, y = line(axes, "frontier")
    assert answer.frontier is not None
    np.testing.assert_allclose(x, zero + answer.frontier.finish / 1440)
    np.testing.assert_allclose(y, answer.frontier.cost)


def test_each_quadrant_carries_its_share_in_its_corner(answer: Joint) -> None:
    axes = answer.chart()
    assert answer.quadrants is not None
    texts = {text.get_text(): text.xy for text in axes.texts if "\n" in text.get_text()}
    places = {"both": (0, 0), "dear": (0, 1), "late": (1, 0), "neither": (1, 1)}
    for key, words, share in answer.quadrants.in_order:
        assert texts[f"{share}\n{words}"] == places[key]


def test_the_caption_says_what_the_frontier_is_not(answer: Joint) -> None:
    axes = answer.chart()
    assert "no trade-off curve" in CAPTION
    assert "P80 of both is not joint 80 %" in CAPTION
    assert CAPTION in axes.get_xlabel()
    assert "4,000 of them drawn" in axes.texts[0].get_text()


def test_targets_and_plan_are_in_view(answer: Joint) -> None:
    far = answer.result.joint(fabricated.START + timedelta(days=700), 90e6)
    axes = far.chart()
    assert axes.get_xlim()[1] > date2num(fabricated.START) + 700
    assert axes.get_ylim()[1] > 90e6
    assert axes.get_ylim()[0] < answer.result.schedule.program_cost


def test_a_plan_without_money_has_no_such_chart() -> None:
    with pytest.raises(ValueError, match="holds no money"):
        joint(fabricated.result(500, money=False).joint())


def test_no_dot_lies_below_the_words_of_the_quadrants(answer: Joint) -> None:
    """The words of a corner end below the cheapest dot, and begin above the dearest and the
    budget."""
    axes = answer.chart()
    figure = axes.figure
    figure.canvas.draw()
    low, high = np.quantile(answer.result.outcome.cost, (0.001, 0.999))  # type: ignore[arg-type]
    words = [text for text in axes.texts if "\n" in text.get_text() and text.xy[0] in (0, 1)]
    assert len(words) == 4
    inverse = axes.transData.inverted()
    for text in words:
        patch = text.get_bbox_patch()
        assert patch is not None
        box = patch.get_window_extent()
        bottom, top = (float(inverse.transform((0, y))[1]) for y in (box.y0, box.y1))
        if text.xy[1]:
            assert bottom > max(high, answer.within or high)
        else:
            assert top < low


def test_no_corner_covers_the_plan(answer: Joint) -> None:
    """A plan below all iterations in date and sum: its mark is clear of every text."""
    low = fabricated.result(8192, seed=2)
    schedule = low.schedule
    assert low.outcome.cost is not None
    low.schedule = replace(
        schedule,
        program_finish=float(low.outcome.finish.min()) - 1440.0,
        program_cost=float(low.outcome.cost.min()) * 0.99,
    )
    axes = low.joint().chart()
    figure = axes.figure
    figure.draw_without_rendering()
    x, y = line(axes, "plan")
    at = axes.transData.transform((x[0], y[0]))
    boxes = [text.get_window_extent() for text in axes.texts if "\n" in text.get_text()]
    assert len(boxes) == 4
    assert not any(box.padded(8).contains(*at) for box in boxes)
