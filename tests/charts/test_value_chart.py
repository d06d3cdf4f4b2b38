"""The chart of the value shows the very shares of its iterations."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import simulator as sim

HARBOUR = Path(__file__).parents[2] / "models" / "harbour-line" / "program.yaml"


def test_the_curve_is_the_share_with_at_least_so_much() -> None:
    found = sim.value(sim.load(HARBOUR), iterations=512)
    axes = found.chart()
    curve = next(line for line in axes.lines if line.get_label() == "at least")
    for x, y in zip(curve.get_xdata()[::50], curve.get_ydata()[::50], strict=True):
        assert np.isclose(y / 100, (found.net.samples >= x).mean())
    low, high = axes.get_xlim()
    assert low < 0 < high
    assert low < found.net.planned < high
    texts = [text.get_text() for text in axes.texts]
    assert f"above 0: {found.positive}" in texts
    assert any(text.endswith(str(found.plan_chance)) for text in texts)
