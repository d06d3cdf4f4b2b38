"""The value of a program: the chance that its net present value is at least so much."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.marks import small_print
from simulator.charts.style import BLUE, INK, ORANGE, dress, new_axes, shorten
from simulator.results.estimate import Chance, show_chance, show_money
from simulator.scenario.value import Value

POINTS = 1000
"""More points than this do not show."""

TAIL = 0.001
"""Share of the iterations at each end that the frame may cut off."""


def value(found: Value, axes: Axes | None = None) -> Axes:
    """Share of iterations with at least each net present value; lines at 0 and at the plan's."""
    axes = axes if axes is not None else new_axes()
    ordered = found.net.ordered
    n = len(ordered)
    picked = np.unique(np.linspace(0, n - 1, min(n, POINTS)).astype(np.int64))
    axes.plot(
        ordered[picked], (n - picked) / n * 100, color=BLUE, linewidth=2.4,
        drawstyle="steps-pre", label="at least", zorder=4,
    )  # fmt: skip
    dress(axes, f"A positive value is {found.positive} likely", small_print(found.own))
    low, high = (float(one) for one in np.quantile(ordered, (TAIL, 1 - TAIL)))
    low, high = min(low, 0.0, found.net.planned), max(high, 0.0, found.net.planned)
    margin = (high - low) * 0.05 or 1.0
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(0, 104)
    plan = f"plan {_shown(found.net.planned)}: {found.plan_chance}"
    _line(axes, 0.0, found.positive, (INK, f"above 0: {show_chance(found.positive.value)}", 0))
    _line(axes, found.net.planned, found.plan_chance, (ORANGE, plan, 1))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:.0f} %"))
    axes.set_ylabel("Chance of at least this", color=INK)
    axes.xaxis.set_major_locator(MaxNLocator(7))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _shown(x)))
    currency = shorten(found.own.program.currency, 12)
    axes.set_xlabel(f"Net present value{f', {currency}' if currency else ''}", color=INK)
    return axes


def _shown(money: float) -> str:
    return show_money(money) if money >= 0 else f"−{show_money(-money)}"


def _line(axes: Axes, x: float, chance: Chance, looks: tuple[str, str, int]) -> None:
    """looks : colour, text, and the row in which it stands above the chart."""
    colour, text, row = looks
    axes.axvline(x, color=colour, linestyle=(0, (5, 2)) if row else (0, (1, 1)), linewidth=1.4)
    axes.plot([x], [chance.value * 100], "o", color=colour, markersize=6, zorder=5)
    low, high = axes.get_xlim()
    left = (x - low) / (high - low) < 0.5
    axes.annotate(
        text, (x, 1), (4 if left else -4, 2 - 11 * row), ("data", "axes fraction"),
        "offset points", color=colour, fontsize=8.5, ha="left" if left else "right", va="bottom",
        annotation_clip=False,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
    )  # fmt: skip
