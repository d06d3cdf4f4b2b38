"""The histogram: how often each finish, or each cost, came out."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from simulator.charts import marks
from simulator.charts.style import BLUE, INK, PALE, dress, new_axes, x_axis, x_values
from simulator.results.histogram import bins
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Result

MOST = 60
"""Bars that the width of a page can tell apart."""


def histogram(result: Result, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """Share of iterations in each bar; those beyond P80 are pale and hatched.

    quantity : "finish" or "cost". The outermost bars hold all that lies beyond them.
    """
    chosen = marks.chosen(result, quantity)
    axes = axes if axes is not None else new_axes()
    named = marks.plan_and_target(chosen)
    marks.limits(axes, chosen, named)
    _bars(axes, chosen)
    dress(axes, title(chosen), marks.small_print(result))
    low, high = axes.get_ylim()
    axes.set_ylim(low, high * 1.12)
    marks.draw(axes, named, on_curve=False)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.3g} %"))
    axes.set_ylabel("Share of iterations", color=INK)
    x_axis(axes, chosen, result.program.currency)
    axes.legend(
        framealpha=1.0,
        edgecolor="none",
        fontsize=8.5,
        loc="upper right",
        labelcolor=INK,
        bbox_to_anchor=(1, 0.97),
    )
    return axes


def title(quantity: DateQuantity | MoneyQuantity) -> str:
    """The chart in one sentence."""
    low, high = (quantity.percentile(p).short for p in (10, 90))
    if quantity.is_certain:
        return f"Nothing is uncertain: {low}"
    return f"Four times in five between {low} and {high}"


def _bars(axes: Axes, quantity: DateQuantity | MoneyQuantity) -> None:
    counts, edges = bins(quantity, MOST, tails=0.001)
    shares = counts / counts.sum() * 100
    x = x_values(quantity, edges)
    if len(counts) == 1:
        axes.bar(x[:1], shares, width=0.5, color=BLUE, label="every iteration")
        return
    p80 = quantity.percentile(80).short
    axes.axvline(
        float(x_values(quantity, np.array([quantity.at(80)]))[0]),
        color=INK,
        linewidth=1.3,
        linestyle=(0, (2, 2)),
        label=f"P80  {p80}",
    )
    late = edges[:-1] >= quantity.at(80)
    width = np.diff(x)
    axes.bar(
        x[:-1][~late], shares[~late], width[~late], align="edge", color=BLUE, edgecolor="white",
        linewidth=0.5, label="80 % of iterations",
    )  # fmt: skip
    axes.bar(
        x[:-1][late], shares[late], width[late], align="edge", color=PALE, edgecolor=BLUE,
        linewidth=0.5, hatch="////", label="the other 20 %",
    )  # fmt: skip
