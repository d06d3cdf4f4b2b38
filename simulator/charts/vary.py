"""A grid of runs: a line for one factor, a heat map for two."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm

from simulator.charts.marks import small_print
from simulator.charts.style import BLUE, INK, ORANGE, PALE, dress, new_axes, shorten
from simulator.results.estimate import show_money
from simulator.scenario.vary import Grid

P = 80

SHADES = LinearSegmentedColormap.from_list("saved to lost", [BLUE, "#f7f7f7", ORANGE])
"""Blue saves, orange costs; the number stands in each cell for those who see no colour."""

CELLS = 12
"""Rows or columns above which numbers find no room in the cells."""

TICKS = 10
"""Values that are named along an axis."""


def vary(grid: Grid, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """What P80 adds to that of the plan, in working days or money, by the values of the factors.

    quantity : "finish" or "cost". Raises ValueError for another name, for a cost that is not there,
    and for more than two factors.
    """
    if len(grid.factors) > 2:
        raise ValueError(f"{len(grid.factors)} factors cannot be drawn: one or two")
    if quantity not in grid.quantities:
        raise ValueError(f"there is no {quantity!r} to draw: {' or '.join(grid.quantities)}")
    axes = axes if axes is not None else new_axes()
    draw = _line if len(grid.factors) == 1 else _map
    draw(grid, quantity, axes)
    return axes


def _differences(grid: Grid, quantity: str) -> list[Any]:
    return [(cell.days if quantity == "finish" else cell.money)[P] for cell in grid.cells]


def _unit(grid: Grid, quantity: str) -> str:
    if quantity == "finish":
        return f"P{P} less the plan's, working days"
    currency = shorten(grid.own.program.currency, 12)
    return f"P{P} of the cost less the plan's" + (f", {currency}" if currency else "")


def _shown(value: float, quantity: str) -> str:
    if quantity == "cost":
        return show_money(value)
    return f"{value:.1f}" if abs(value) < 9.95 else f"{value:,.0f}"


def _line(grid: Grid, quantity: str, axes: Axes) -> None:
    (factor,) = grid.factors
    found = _differences(grid, quantity)
    x = np.array([one.value for one in factor.values])
    value, low, high = (
        np.array([getattr(one, end) for one in found]) for end in ("value", "low", "high")
    )
    axes.fill_between(x, low, high, color=PALE, linewidth=0, label="95 % interval", zorder=2)
    axes.plot(x, value, color=BLUE, linewidth=2, marker="o", label=f"P{P}", zorder=4)
    axes.axhline(0.0, color=ORANGE, linestyle=(0, (5, 2)), linewidth=1.4, label="the plan as it is")
    ends = f"{_shown(value.min(), quantity)} to {_shown(value.max(), quantity)}"
    what = "working days" if quantity == "finish" else shorten(grid.own.program.currency, 12)
    dress(axes, f"{factor.name} moves P{P} by {ends} {what}".rstrip(), small_print(grid.own))
    step = -(-len(x) // TICKS)
    axes.set_xticks(x[::step], [one.text for one in factor.values[::step]])
    axes.set_xlabel(shorten(factor.name, 60), color=INK)
    axes.set_ylabel(_unit(grid, quantity), color=INK)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=INK)


def _map(grid: Grid, quantity: str, axes: Axes) -> None:
    rows, columns = grid.factors
    shape = len(rows.values), len(columns.values)
    values = np.array([one.value for one in _differences(grid, quantity)]).reshape(shape)
    size = float(np.abs(values).max()) or 1.0
    image = axes.imshow(
        values, cmap=SHADES, norm=TwoSlopeNorm(0.0, -size, size), aspect="auto", origin="lower"
    )
    dress(axes, f"P{P} by {rows.name} and {columns.name}", small_print(grid.own))
    axes.grid(visible=False)
    if max(shape) <= CELLS:
        for (row, column), value in np.ndenumerate(values):
            dark = abs(value) > 0.75 * size
            axes.text(
                column, row, _shown(float(value), quantity), ha="center", va="center", fontsize=9,
                color="white" if dark else INK,
            )  # fmt: skip
    _ticks(axes, 0, columns)
    _ticks(axes, 1, rows)
    axes.set_xlabel(shorten(columns.name, 60), color=INK)
    axes.set_ylabel(shorten(rows.name, 40), color=INK)
    bar = axes.figure.colorbar(image, ax=axes, label=_unit(grid, quantity))
    bar.ax.tick_params(labelsize=8.5)


def _ticks(axes: Axes, which: int, factor: Any) -> None:
    """Names of the values of a map, at most so many."""
    step = -(-len(factor.values) // TICKS)
    places = list(range(0, len(factor.values), step))
    named = [factor.values[place].text for place in places]
    (axes.set_xticks if which == 0 else axes.set_yticks)(places, named)
