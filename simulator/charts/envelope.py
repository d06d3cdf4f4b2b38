"""The assumption envelope: P50 and P80 under every shape and correlation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from simulator.charts.marks import chosen, small_print
from simulator.charts.style import (
    BLUE,
    INK,
    ORANGE,
    PALE,
    day_number,
    dress,
    new_axes,
    shorten,
    x_axis,
    x_values,
)
from simulator.results.estimate import show_money
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.scenario.envelope import Envelope
from simulator.scenario.envelope.across import Across, Answer

SIZE = (8.0, 5.6)
GAP = 0.7
"""Between two shapes, in rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case. y : place from the top down; x50, x80 : its P50 and P80 on the axis."""

    y: float
    label: str
    x50: float
    x80: float


def envelope(result: Envelope, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """P50 (hollow) and P80 (filled) of each case, a row each; above them the bands of both, from
    the lowest to the highest, with the plan as it is as a mark in each and a line down.

    quantity : "finish" or "cost". Raises ValueError for another name, or a cost that is not there.
    """
    own = chosen(result.own, quantity)
    across = result.finish if result.cost is None or quantity == "finish" else result.cost
    axes = axes if axes is not None else new_axes(SIZE)
    # A bar would else end at the very frame, and hide half of a mark there.
    axes.use_sticky_edges = False
    rows = _rows(result, across)
    _bands(axes, rows)
    _points(axes, rows[1:])
    currency = None if across is result.finish else result.own.program.currency
    dress(axes, title(across, currency), small_print(result.own))
    _target(axes, own)
    named = {-1.0: "P50, lowest to highest", 0.0: "P80, lowest to highest"}
    named |= {row.y: row.label for row in rows[1:]}
    axes.set_yticks(list(named), list(named.values()))
    axes.set_ylim(rows[-1].y + 0.8, -1.8)
    axes.grid(visible=False, axis="y")
    axes.set_ylabel("Shape of ranges, correlation of durations", color=INK)
    x_axis(axes, own, result.own.program.currency)
    _legend(axes, own.target is not None)
    return axes


def title(across: Across[Any], currency: str | None) -> str:
    """The largest lever in one sentence; currency : None for a finish."""
    first, other = across.levers()
    sizes = [
        _days(one.size)
        if currency is None
        else f"{show_money(one.size)} {shorten(currency, 12)}".rstrip()
        for one in (first, other)
    ]
    name = first.assumption.capitalize()
    return f"{name} moves P80 by {sizes[0]}, {other.assumption} by {sizes[1]}"


def _days(value: float) -> str:
    return f"{value:.1f} days" if value < 10 else f"{value:,.0f} days"


def _rows(result: Envelope, across: Across[Any]) -> list[Row]:
    zero = day_number(result.own.program.start) if across is result.finish else 0.0

    def row(y: float, label: str, answer: Answer[Any]) -> Row:
        return Row(y, label, zero + answer.number(50), zero + answer.number(80))

    rows = [row(0.0, "the plan as it is", across.own)]
    shape = ""
    for case, answer in across.cases.items():
        begins = case.shape != shape
        y = rows[-1].y + 1 + (GAP if begins else 0.0)
        label = f"{case.shape}   {case.correlation:g}" if begins else f"{case.correlation:g}"
        rows.append(row(y, label, answer))
        shape = case.shape
    return rows


def _bands(axes: Axes, rows: list[Row]) -> None:
    """Two bars with a mark each; `rows` begins with the plan as it is."""
    levels = ((-1.0, [row.x50 for row in rows], "white"), (0.0, [row.x80 for row in rows], ORANGE))
    for y, points, fill in levels:
        low, high = min(points), max(points)
        axes.barh(y, high - low, left=low, height=0.62, color=PALE, label="band", zorder=2)
        axes.plot(
            [points[0]] * 2, [y, rows[-1].y + 0.8], color=ORANGE, dashes=(5, 2), linewidth=1.2
        )
        axes.plot(points[0], y, "D", color=ORANGE, markerfacecolor=fill, zorder=4)


def _points(axes: Axes, rows: list[Row]) -> None:
    for row in rows:
        axes.plot([row.x50, row.x80], [row.y, row.y], color=BLUE, linewidth=1.6, zorder=3)
        axes.plot(row.x50, row.y, "o", color=BLUE, markerfacecolor="white", zorder=4)
        axes.plot(row.x80, row.y, "o", color=BLUE, zorder=4)


def _target(axes: Axes, own: DateQuantity | MoneyQuantity) -> None:
    if own.target is None:
        return
    x = float(x_values(own, np.array([own.target_number], dtype=np.float64))[0])
    axes.axvline(x, color=INK, linestyle=(0, (1, 1)), linewidth=1.4, zorder=1)


def _legend(axes: Axes, has_target: bool) -> None:
    handles: list[Any] = [
        Line2D([], [], color=BLUE, marker="o", markerfacecolor="white", label="P50"),
        Line2D([], [], color=BLUE, marker="o", label="P80"),
        Line2D([], [], color=ORANGE, marker="D", dashes=(5, 2), label="the plan as it is"),
    ]
    if has_target:
        handles.append(Line2D([], [], color=INK, linestyle=(0, (1, 1)), label="target"))
    axes.legend(
        handles=handles, frameon=False, fontsize=8.5, labelcolor=INK, ncols=len(handles),
        loc="lower center", bbox_to_anchor=(0.5, 1.0), handlelength=1.8, columnspacing=1.4,
    )  # fmt: skip
