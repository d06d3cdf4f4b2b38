"""The pictures of an explanation show the very numbers of its tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.patches import Rectangle

import simulator as sim
from simulator.charts import explain as charts
from simulator.explain import Explanation

PLAN = Path(__file__).parents[2] / "models" / "first-steps" / "program.yaml"


@pytest.fixture(scope="module")
def found() -> Explanation:
    return sim.explain(sim.load(PLAN), iterations=2048, seed=1, most=6)


def widths(found: Explanation, name: str) -> list[float]:
    axes = found.chart(name)
    return [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]


def test_a_bar_a_cause_the_largest_on_top(found: Explanation) -> None:
    expected = [one.days for one in found.levers if abs(one.days) >= 0.05]
    np.testing.assert_allclose(widths(found, "levers"), expected)
    assert expected == sorted(expected, reverse=True)
    bottom, top = found.chart("levers").get_ylim()
    assert bottom > top
    money = widths(found, "cost-levers")
    np.testing.assert_allclose(
        money, sorted([one.cost for one in found.levers if (one.cost or 0) >= 0.5], reverse=True)
    )


def test_error_bars_are_the_intervals(found: Explanation) -> None:
    (error,) = found.chart("levers").containers[1:]
    segments = error[2][0].get_segments()
    shown = [one for one in found.levers if abs(one.days) >= 0.05]
    np.testing.assert_allclose([part[0][0] for part in segments], [one.low for one in shown])
    np.testing.assert_allclose([part[1][0] for part in segments], [one.high for one in shown])


def test_paths_and_meetings(found: Explanation) -> None:
    shares = widths(found, "paths")[: len(found.paths)]
    np.testing.assert_allclose(shares, [path.share * 100 for path in found.paths])
    delays = widths(found, "meetings")[: len(found.meetings)]
    np.testing.assert_allclose(delays, [one.delay for one in found.meetings])


def test_what_cannot_be_drawn_is_said(found: Explanation) -> None:
    with pytest.raises(ValueError, match="levers, cost-levers, paths, meetings"):
        charts.draw(found, "pie")
    with pytest.raises(ValueError, match="give one of tasks"):
        found.table("pie")
