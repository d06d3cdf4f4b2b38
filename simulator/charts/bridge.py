"""The waterfall of a bridge: from the old percentile to the new one, a bar a group of changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from simulator.charts.marks import chosen
from simulator.charts.style import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    dress,
    new_axes,
    shorten,
    x_axis,
    x_values,
)
from simulator.explain.bridge import Bar, Bridge
from simulator.results.estimate import show_money
from simulator.results.quantity import DateQuantity, MoneyQuantity

SIZE = (8.0, 4.8)
LEAST = 0.05
"""Days that can be shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar from `begin` to `end` on the axis. half : of its interval."""

    name: str
    begin: float
    end: float
    half: float
    text: str


def waterfall(bridge: Bridge, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """Bars that begin where the one above ended: orange to the right, for later or dearer, blue to
    the left; whiskers are the intervals, dots the old and the new percentile.

    quantity : "finish" or "cost". Raises ValueError for another name, or a cost that is not there.
    """
    own, before = chosen(bridge.new, quantity), chosen(bridge.old, quantity)
    bars = bridge.finish if quantity == "finish" else bridge.cost
    if not bars:
        raise ValueError("one of the plans holds no money: there is no cost to draw")
    axes = axes if axes is not None else new_axes(SIZE)
    start = float(x_values(before, np.array([before.at(bridge.level)]))[0])
    steps = _steps(bars, start, isinstance(own, DateQuantity))
    _draw(axes, steps)
    _ends(axes, bridge, (before, own), (start, steps[-1].end), len(steps))
    money = bridge.new.program.currency
    _frame(axes, bridge, steps, own)
    x_axis(axes, own, money)
    return axes


def _steps(bars: tuple[Bar, ...], start: float, is_date: bool) -> list[Step]:
    found, at = [], start
    for bar in bars:
        shown = abs(bar.move) >= LEAST
        days = f"{bar.move:+,.1f} d" if shown else "0 d"
        size = days if is_date else f"{'+' * (bar.move > 0)}{show_money(bar.move)}"
        half = (bar.high - bar.low) / 2
        found.append(Step(bar.group, at, at + bar.move, half if half > 0 else 0.0, size))
        at += bar.move
    return found


def _draw(axes: Axes, steps: list[Step]) -> None:
    reach = max(max(step.begin, step.end) for step in steps) - min(
        min(step.begin, step.end) for step in steps
    )
    for y, step in enumerate(steps, 1):
        colour = ORANGE if step.end > step.begin else BLUE
        axes.barh(y, step.end - step.begin, left=step.begin, height=0.6, color=colour, zorder=2)
        axes.plot([step.end] * 2, [y, y + 1], color=FAINT, linewidth=0.9, zorder=1)
        if step.half:
            axes.plot(
                [step.end - step.half, step.end + step.half], [y, y], "|-", color=INK,
                linewidth=1.1, markersize=7, zorder=3,
            )  # fmt: skip
        right = max(step.begin, step.end + step.half) + 0.012 * reach
        axes.text(right, y, step.text, va="center", fontsize=9, color=INK, zorder=4)


def _ends(
    axes: Axes,
    bridge: Bridge,
    quantities: tuple[DateQuantity | MoneyQuantity, DateQuantity | MoneyQuantity],
    places: tuple[float, float],
    count: int,
) -> None:
    axes.plot([places[0]] * 2, [0, 1], color=FAINT, linewidth=0.9, zorder=1)
    for y, x, quantity in zip((0, count + 1), places, quantities, strict=True):
        axes.plot(x, y, "o", color=INK, markersize=8, zorder=4)
        text = quantity.percentile(bridge.level).short
        axes.annotate(text, (x, y), (8, 0), "data", "offset points", va="center", fontsize=9,
                      color=INK, fontweight="bold", annotation_clip=False)  # fmt: skip


def _frame(
    axes: Axes, bridge: Bridge, steps: list[Step], own: DateQuantity | MoneyQuantity
) -> None:
    level = f"P{bridge.level:g}"
    names = [f"old {level}", *(step.name for step in steps), f"new {level}"]
    axes.set_yticks(np.arange(len(names)), names, fontsize=9)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    ends = [x for step in steps for x in (step.begin, step.end - step.half, step.end + step.half)]
    reach = max(ends) - min(ends) or (2.0 if isinstance(own, DateQuantity) else 1.0)
    # Room on the right for what is written beside the bars.
    axes.set_xlim(min(ends) - 0.06 * reach, max(ends) + 0.18 * reach)
    move = steps[-1].end - steps[0].begin
    if isinstance(own, DateQuantity):
        word = "later" if move > 0 else "earlier"
        moved = f"{abs(move):,.0f} days {word}" if abs(move) >= 0.5 else "where it was"
    else:
        money = shorten(bridge.new.program.currency, 8)
        moved = f"{show_money(abs(move))} {money} {'more' if move > 0 else 'less'}"
    how = "mean over all orders" if bridge.shapley else "in this order"
    note = f"{shorten(bridge.new.program.title, 50)} · {bridge.new.run.iterations:,} iterations"
    dress(axes, f"{level} of the {own.name} is {moved}", f"{note} · {how}")
    axes.grid(visible=False, axis="y")
