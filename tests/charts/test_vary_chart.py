"""The charts of a grid show the very numbers of its cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import simulator as sim
from simulator.charts.vary import vary
from simulator.scenario.vary import Grid

PLAN = Path(__file__).parents[2] / "models" / "first-steps" / "program.yaml"
ONE, TWO = "A4.duration=80%..120% by 20%", "R1.probability=0%, 40%"


def grid_of(*factors: str) -> Grid:
    return sim.vary(sim.load(PLAN), factors, iterations=2048)


def test_one_factor_is_a_line_with_its_interval() -> None:
    grid = grid_of(ONE)
    axes = grid.chart()
    line = axes.lines[0]
    assert list(line.get_xdata()) == [0.8, 1.0, 1.2]
    assert list(line.get_ydata()) == [cell.days[80].value for cell in grid.cells]
    assert [text.get_text() for text in axes.get_xticklabels()] == ["80%", "100%", "120%"]
    band = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert {*np.round(band, 9)} >= {round(grid.cells[0].days[80].low, 9)}


@pytest.mark.parametrize("quantity", ["finish", "cost"])
def test_two_factors_are_a_map_with_numbers(quantity: str) -> None:
    grid = grid_of(ONE, TWO)
    axes = vary(grid, quantity)
    moved = [(cell.days if quantity == "finish" else cell.money)[80].value for cell in grid.cells]
    image = axes.images[0].get_array()
    assert image is not None
    np.testing.assert_array_equal(np.asarray(image), np.reshape(moved, (3, 2)))
    assert [text.get_text() for text in axes.get_yticklabels()] == ["80%", "100%", "120%"]
    assert len([text for text in axes.texts if text.get_ha() == "center"]) == 6
    low, high = axes.images[0].get_clim()
    assert low == -high, "0 is in the middle of the colours"


def test_what_cannot_be_drawn_is_refused() -> None:
    three = grid_of(ONE, TWO, "B1.cost=100%")
    assert three.quantities == ()
    with pytest.raises(ValueError, match="3 factors cannot be drawn"):
        vary(three)
    with pytest.raises(ValueError, match="no 'joy'"):
        vary(grid_of(TWO), "joy")
