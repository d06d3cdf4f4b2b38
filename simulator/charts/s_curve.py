"""The S-curve: the chance of finishing by any date, or within any sum."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from simulator.charts import marks
from simulator.charts.style import BLUE, INK, PALE, dress, new_axes, x_axis, x_values
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Result

POINTS = 1000
"""More points than this do not show."""


def s_curve(result: Result, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """Share of iterations at or before each value, with P50, P80, P90, the plan and the target.

    quantity : "finish" or "cost". The band is the 95 % interval of each percentile.
    """
    chosen = marks.chosen(result, quantity)
    axes = axes if axes is not None else new_axes()
    named = marks.plan_and_target(chosen)
    marks.limits(axes, chosen, named)
    _band(axes, chosen)
    _curve(axes, chosen)
    _percentiles(axes, chosen)
    dress(axes, title(chosen, result.program.currency), marks.small_print(result))
    marks.draw(axes, named, on_curve=True)
    axes.set_ylim(0, 104)
    axes.set_yticks([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f} %"))
    axes.set_ylabel("Chance", color=INK)
    x_axis(axes, chosen, result.program.currency)
    return axes


def title(quantity: DateQuantity | MoneyQuantity, currency: str) -> str:
    """The chart in one sentence."""
    value = quantity.percentile(80).short
    if quantity.is_certain:
        return f"Nothing is uncertain: {value}"
    if isinstance(quantity, DateQuantity):
        return f"80 % chance to finish by {value}"
    return f"80 % chance to cost no more than {value} {currency}".rstrip()


def _curve(axes: Axes, quantity: DateQuantity | MoneyQuantity) -> None:
    n = len(quantity.ordered)
    picked = np.unique(np.linspace(0, n - 1, min(n, POINTS)).astype(np.int64))
    x = x_values(quantity, quantity.ordered[picked])
    share = (picked + 1) / n * 100
    axes.plot(
        np.concatenate((x[:1], x)), np.concatenate(([0.0], share)),
        color=BLUE, linewidth=2.4, drawstyle="steps-post", label="chance", zorder=4,
    )  # fmt: skip


def _band(axes: Axes, quantity: DateQuantity | MoneyQuantity) -> None:
    levels = np.arange(1, 100)
    ends = np.array([_interval(quantity, float(p)) for p in levels])
    x = x_values(quantity, ends)
    axes.fill_betweenx(
        levels, x[:, 0], x[:, 1], color=PALE, linewidth=0, label="95 % interval", zorder=2
    )


def _interval(quantity: DateQuantity | MoneyQuantity, p: float) -> tuple[float, float]:
    """Both ends in the unit of the samples; where the run is too short to tell, its extremes."""
    low, high = quantity.interval(p)
    first, last = float(quantity.ordered[0]), float(quantity.ordered[-1])
    return first if low is None else low, last if high is None else high


def _percentiles(axes: Axes, quantity: DateQuantity | MoneyQuantity) -> None:
    left = axes.get_xlim()[0]
    for p in marks.LEVELS:
        x = float(x_values(quantity, np.array([quantity.at(p)]))[0])
        bold = p == 80
        axes.plot(
            [left, x, x], [p, p, 0], color=INK, linewidth=1.3 if bold else 0.8,
            linestyle=(0, (2, 2)), label=f"P{p}", zorder=3,
        )  # fmt: skip
        estimate = quantity.percentile(p)
        axes.annotate(
            f"P{p}  {estimate.short} {estimate.tolerance}".rstrip(), (left, p), (5, 3),
            textcoords="offset points", fontsize=9, color=INK,
            fontweight="bold" if bold else "normal", zorder=6,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
        )  # fmt: skip
