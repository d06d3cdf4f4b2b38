"""Waterfall and tornado show the very numbers of the contingency."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import simulator as sim
from simulator.charts.tornado import tornado
from simulator.charts.waterfall import waterfall
from simulator.scenario.contingency import Contingency

PLAN = Path(__file__).parents[2] / "models" / "it-rollout" / "program.yaml"


@pytest.fixture(scope="module")
def found() -> Contingency:
    return sim.contingency(sim.load(PLAN), iterations=2048)


def bars(axes: Axes) -> list[Rectangle]:
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


@pytest.mark.parametrize("quantity", ["cost", "finish"])
def test_each_cause_begins_where_the_one_before_it_ends(found: Contingency, quantity: str) -> None:
    side = found.money if quantity == "cost" else found.time
    assert side is not None
    *causes, whole, reserve = bars(waterfall(found, quantity))
    top = 0.0
    amounts = [one for one in side.causes.values() if one.value or one.high]
    for bar, amount in zip(causes, amounts, strict=True):
        assert bar.get_y() == pytest.approx(top)
        assert bar.get_height() == pytest.approx(amount.value)
        top += amount.value
    assert whole.get_y() == 0.0
    assert whole.get_height() == pytest.approx(side.quantity.contingency(80))
    assert top == pytest.approx(whole.get_height())
    assert reserve.get_y() == pytest.approx(whole.get_height())
    assert reserve.get_height() == pytest.approx(found.held_above(side))


def test_the_plan_carries_its_own_chance(found: Contingency) -> None:
    texts = [text.get_text() for text in waterfall(found).texts]
    assert found.money is not None
    assert f"{found.money.quantity.plan_chance} likely" in texts


def test_the_tornado_is_the_stakes_the_longest_first(found: Contingency) -> None:
    axes = tornado(found)
    drawn = {str(bar.get_label()): bar.get_width() for bar in axes.containers for bar in bar}
    widths = [bar.get_width() for bar in bars(axes)]
    assert [abs(one) for one in widths] == sorted((abs(one) for one in widths), reverse=True)
    costs = sorted((one.cost.value for one in found.stakes if one.cost), key=lambda x: -abs(x))
    assert widths == pytest.approx(costs[: len(widths)])
    assert drawn
    assert "do not add up" in axes.get_xlabel()


def test_a_certain_cost_needs_no_contingency_and_says_so(tmp_path: Path) -> None:
    """1,000 for certain: nothing to tell apart, and no bar of minus nothing."""
    path = tmp_path / "plan.yaml"
    path.write_text(
        "start: 2027-03-01\ntasks: [{id: A, duration: 'uniform(5, 9)', cost: 1000}]\n", "utf-8"
    )
    found = sim.contingency(sim.load(path), iterations=1024)
    axes = waterfall(found)
    axes.figure.canvas.draw()
    assert axes.get_title(loc="left") == "The plan holds what P80 (1,000) needs"
    said = [text.get_text() for text in (*axes.texts, *axes.get_yticklabels())]
    assert not any(text.startswith(("−0", "+0")) for text in said)
    labels = [text.get_text() for text in found.own.joint().chart().get_yticklabels()]
    assert len(labels) == len(set(labels)) > 2


def test_what_is_not_there_is_not_drawn(found: Contingency) -> None:
    with pytest.raises(ValueError, match="'cost' or 'finish', not 'quality'"):
        waterfall(found, "quality")
    bare = Contingency(found.own, 80, 95, found.time, None, (), None, "project", (), 0.0)
    with pytest.raises(ValueError, match="holds no money"):
        waterfall(bare)
    with pytest.raises(ValueError, match="no risk and no driver"):
        tornado(bare)
