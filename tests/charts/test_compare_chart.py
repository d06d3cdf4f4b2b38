"""The S-curves of a comparison show the very numbers of its runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import simulator as sim
from simulator.charts.compare import LOOKS, compare
from simulator.charts.style import x_values
from simulator.scenario.compare import Comparison

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "models" / "first-steps" / "program.yaml"
SCENARIOS = sorted((ROOT / "scenarios").glob("first-steps-*.yaml"))


@pytest.fixture(scope="module")
def found() -> Comparison:
    return sim.compare(sim.load(PLAN), SCENARIOS, iterations=2048, seed=1)


@pytest.mark.parametrize("quantity", ["finish", "cost"])
def test_each_has_its_curve_and_its_p80(found: Comparison, quantity: str) -> None:
    axes = found.chart(quantity)
    own = [getattr(one, quantity) for one in (found.own, *(c.result for c in found.cases))]
    curves = [line for line in axes.lines if len(line.get_xdata()) > 2]
    points = [line for line in axes.lines if line.get_marker() == "o"]
    for one, curve, point in zip(own, curves, points, strict=True):
        x = x_values(one, one.ordered)
        assert curve.get_xdata()[-1] == x[-1]
        assert curve.get_ydata()[-1] == 100
        share = np.asarray(curve.get_ydata(), dtype=float)
        at = np.asarray(curve.get_xdata(), dtype=float)
        expected = np.searchsorted(x, at[1:], side="right") / len(x) * 100
        np.testing.assert_allclose(share[1:], expected, atol=1e-9)
        assert point.get_xdata()[0] == x_values(one, np.array([one.at(80)]))[0]
        assert point.get_ydata()[0] == 80


def test_the_target_is_a_line_and_all_have_names(found: Comparison) -> None:
    axes = compare(found)
    names = [text.get_text() for text in axes.get_legend().get_texts()]
    assert names[0] == f"the plan as it is: P80 {found.own.finish.percentile(80).short}"
    assert names[1:-1] == [
        f"{case.title}: P80 {case.result.finish.percentile(80).short}" for case in found.cases
    ]
    assert names[-1] == "target"


def test_the_title_names_what_saves_most(found: Comparison) -> None:
    best = min(found.cases, key=lambda case: case.finish[80].value)
    days = -best.finish[80].value
    assert compare(found).get_title("left") == (
        f"{days:.1f} working days sooner at P80: {best.title}"
    )
    assert "EUR less at P80" in compare(found, "cost").get_title("left")


def test_scenarios_that_find_no_room_are_counted() -> None:
    many = sim.compare(sim.load(PLAN), SCENARIOS[:1] * (len(LOOKS) + 2), iterations=100)
    axes = compare(many)
    assert len(axes.get_legend().get_texts()) == 1 + len(LOOKS) + 1
    assert any("2 more not drawn" in text.get_text() for text in axes.texts)


def test_what_cannot_be_drawn_is_refused(found: Comparison) -> None:
    with pytest.raises(ValueError, match="not 'joy'"):
        compare(found, "joy")
