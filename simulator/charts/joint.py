"""The joint confidence chart: every iteration by date and cost, quadrants and the frontier."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.marks import small_print
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
from simulator.results.estimate import show_chance, show_money
from simulator.results.joint.answer import Joint

SIZE = (8.0, 6.0)

DOTS = 4000
"""Iterations that are drawn; more only blacken the chart. All of them are counted."""

TAIL = 0.001
"""Share of the iterations at each end that the frame may cut off."""

LABELLED = 0.16
"""Margin below and above for the shares of the quadrants, which would cover the plan."""

CORNERS = {"both": (0, 0), "dear": (0, 1), "late": (1, 0), "neither": (1, 1)}
"""Where each quadrant stands: right of the date, above the budget."""

CAPTION = (
    "Points of the frontier hold together with one chance. It is no trade-off curve, and P80 of "
    "both is not joint 80 %."
)


def joint(answer: Joint, axes: Axes | None = None) -> Axes:
    """A dot an iteration, finish across and cost up; lines at date and budget with the share of
    each quadrant; the frontier of `answer.level`; a diamond where both have the same chance.

    Raises ValueError where the plan holds no money.
    """
    if answer.cost is None:
        raise ValueError("this plan holds no money: there is no cost to draw")
    axes = axes if axes is not None else new_axes(SIZE)
    _dots(axes, answer)
    _frontier(axes, answer)
    run = answer.result.run
    drawn = f" · {DOTS:,} of them drawn" if run.iterations > DOTS else ""
    dress(axes, title(answer), small_print(answer.result) + drawn)
    _targets(axes, answer)
    _axes(axes, answer)
    _legend(axes, answer)
    return axes


def title(answer: Joint) -> str:
    """The chart in one sentence."""
    four, even = answer.quadrants, answer.even
    if four is not None and answer.date is not None and answer.within is not None:
        both = f"{answer.date.short} and {show_money(answer.within)}"
        return f"{both} together: {show_chance(four.both.value)}"
    assert even is not None
    return f"{answer.level:g} % for both: {even[1].short} and {even[2].short}"


def _dots(axes: Axes, answer: Joint) -> None:
    assert answer.cost is not None
    # Iterations are in random order, so that the first ones are a fair sample.
    finish, cost = answer.result.finish.samples[:DOTS], answer.cost.samples[:DOTS]
    x = x_values(answer.result.finish, finish)
    axes.plot(
        x, cost, ".", color=BLUE, markersize=2.2, alpha=0.35, label="iteration", zorder=2,
        rasterized=True,
    )  # fmt: skip


def _frontier(axes: Axes, answer: Joint) -> None:
    assert answer.frontier is not None
    assert answer.even is not None
    finish, cost = answer.frontier
    x = x_values(answer.result.finish, finish)
    _, date, money = answer.even
    axes.plot(x, cost, color=ORANGE, linewidth=2.2, label="frontier", zorder=4)
    at = x_values(answer.result.finish, np.array([answer.result.finish.number(date.value)]))
    axes.plot(at, [money.value], "D", color=ORANGE, markersize=7, label="even", zorder=5)


def _limits(samples: Any, *others: float, room: float = 0.05) -> tuple[float, float]:
    """All but the last iterations of each tail, and what else must be in view, with a margin of
    `room` of it at each end."""
    low, high = (float(one) for one in np.quantile(samples, (TAIL, 1 - TAIL)))
    low, high = min(low, *others), max(high, *others)
    margin = (high - low) * room or 1.0
    return low - margin, high + margin


def _axes(axes: Axes, answer: Joint) -> None:
    assert answer.cost is not None
    finish, cost = answer.result.finish, answer.cost
    dates = [finish.planned] if answer.by is None else [finish.planned, answer.by]
    sums = [cost.planned] if answer.within is None else [cost.planned, answer.within]
    left, right = x_values(finish, np.array(_limits(finish.samples, *dates)))
    axes.set_xlim(float(left), float(right))
    room = LABELLED if answer.quadrants is not None else 0.05
    axes.set_ylim(*_limits(cost.samples, *sums, room=room))
    plan = x_values(finish, np.array([finish.planned]))
    axes.plot(plan, [cost.planned], "X", color=INK, markersize=8, label="plan", zorder=6)
    x_axis(axes, finish, "")
    axes.yaxis.set_major_locator(MaxNLocator(7))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: show_money(value)))
    currency = answer.result.program.currency
    axes.set_ylabel(f"Cost, {shorten(currency, 12)}" if currency else "Cost", color=INK)
    axes.set_xlabel(f"Finish\n{CAPTION}", color=INK, fontsize=8.5)


def _targets(axes: Axes, answer: Joint) -> None:
    """Lines at date and budget, and the share of each quadrant in its corner."""
    if answer.by is None or answer.within is None or answer.quadrants is None:
        return
    x = float(x_values(answer.result.finish, np.array([answer.by]))[0])
    axes.axvline(x, color=INK, linestyle=(0, (1, 1)), linewidth=1.4, zorder=3)
    axes.axhline(answer.within, color=INK, linestyle=(0, (1, 1)), linewidth=1.4, zorder=3)
    for key, words, share in answer.quadrants.in_order:
        right, up = CORNERS[key]
        axes.annotate(
            f"{show_chance(share.value)}\n{words}", (right, up), (8 - 16 * right, 8 - 16 * up),
            "axes fraction", "offset points", ha="right" if right else "left",
            va="top" if up else "bottom", fontsize=9, color=INK, zorder=7,
            fontweight="bold" if key == "both" else "normal",
            bbox={"boxstyle": "square,pad=0.25", "facecolor": "white", "edgecolor": "none"},
        )  # fmt: skip


def _legend(axes: Axes, answer: Joint) -> None:
    assert answer.even is not None
    p, date, money = answer.even
    even = f"P{p:.0f} of each: {date.short}, {money.short}"
    handles = [
        Line2D([], [], color=ORANGE, linewidth=2.2, label=f"{answer.level:g} % for both"),
        Line2D([], [], color=ORANGE, marker="D", linestyle="", label=even),
        Line2D([], [], color=INK, marker="X", linestyle="", label="the plan"),
    ]
    if answer.quadrants is not None:
        handles.append(Line2D([], [], color=INK, linestyle=(0, (1, 1)), label="asked about"))
    axes.legend(
        handles=handles, frameon=False, fontsize=8.5, labelcolor=INK, ncols=len(handles),
        loc="lower left", bbox_to_anchor=(-0.01, 0.995), handlelength=1.8, columnspacing=1.4,
        borderaxespad=0.0,
    )  # fmt: skip
    axes.set_facecolor("white")
    axes.tick_params(color=FAINT)
