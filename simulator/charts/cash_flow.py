"""Money in time: what is spent up to the end of each period, and in it."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.marks import small_print
from simulator.charts.style import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    PALE,
    date_axis,
    day_number,
    dress,
    new_axes,
    shorten,
)
from simulator.model.funding import Grant
from simulator.results.cash import CashFlow
from simulator.results.estimate import show_money
from simulator.results.raw import Floats
from simulator.results.result import Result

SIZE = (8.0, 6.6)


def cash_flow(result: Result, flow: CashFlow) -> Axes:
    """Above, what is spent up to the end of each period: P10 to P90, P50, the plan, what finished
    tasks came to, and the limits of funding. Below, what is spent in each period, the bar to its
    P50 and a whisker from P10 to P90. Returns the Axes above."""
    figure = new_axes(SIZE).figure
    assert isinstance(figure, Figure)
    figure.clear()
    upper: Axes
    lower: Axes
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    edges = np.array([day_number(edge) for edge in flow.edges])
    _fan(upper, flow, edges)
    _limits(upper, result.program.funding, edges)
    _bars(lower, flow, edges)
    dress(upper, title(flow), small_print(result))
    upper.legend(
        frameon=False, fontsize=8.5, labelcolor=INK, ncols=5, loc="lower left",
        bbox_to_anchor=(-0.01, 0.99), handlelength=1.8, columnspacing=1.2, borderpad=0.1,
    )  # fmt: skip
    dress(lower, "", "")
    for axes, label in ((upper, "Spent so far"), (lower, f"Spent in the {flow.unit}")):
        _money(axes, label, result.program.currency)
    lower.set_xlim(edges[0], edges[-1])
    date_axis(lower)
    return upper


def title(flow: CashFlow) -> str:
    """The chart in one sentence."""
    k, own = flow.peak, flow.percentiles(cumulative=False)
    currency = shorten(flow.currency, 12)
    money = f"{show_money(own[50][k])} {currency}".rstrip()
    when = f"the week of {flow.names[k]}" if flow.unit == "week" else flow.names[k]
    return f"Most is spent in {when}: {money} at P50"


def _fan(axes: Axes, flow: CashFlow, edges: Floats) -> None:
    own = {p: np.concatenate(([0.0], money)) for p, money in flow.percentiles().items()}
    axes.fill_between(edges, own[10], own[90], color=PALE, linewidth=0, label="P10 to P90")
    axes.plot(edges, own[50], color=BLUE, linewidth=2.2, label="P50")
    planned = np.concatenate(([0.0], np.cumsum(flow.planned)))
    axes.plot(edges, planned, color=ORANGE, dashes=(5, 2), linewidth=1.5, label="plan")
    if flow.actual.any():
        last = int(np.flatnonzero(flow.actual)[-1]) + 2
        spent = np.concatenate(([0.0], np.cumsum(flow.actual)))[:last]
        axes.plot(edges[:last], spent, color=INK, linewidth=1.5, label="spent already")


def _limits(axes: Axes, grants: tuple[Grant, ...], edges: Floats) -> None:
    """Steps: each limit from the date of the one before it to its own; the last one stays."""
    if not grants:
        return
    ends = [edges[-1] if one.until == datetime.max else day_number(one.until) for one in grants]
    x = np.array([edges[0], *ends[:-1], max(edges[-1], ends[-2] if ends[1:] else edges[-1])])
    y = np.array([*(one.amount for one in grants), grants[-1].amount])
    axes.step(
        x, y, where="post", color=INK, linestyle=(0, (1, 1)), linewidth=1.6, label="funding limit"
    )


def _bars(axes: Axes, flow: CashFlow, edges: Floats) -> None:
    own = flow.percentiles(cumulative=False)
    width, middle = np.diff(edges), (edges[:-1] + edges[1:]) / 2
    axes.bar(middle, own[50], width * 0.84, color=PALE, label="P50", zorder=2)
    spread = np.array([own[50] - own[10], own[90] - own[50]])
    axes.errorbar(
        middle, own[50], spread, fmt="none", ecolor=BLUE, elinewidth=1.3, capsize=0, zorder=3,
    )  # fmt: skip
    due = flow.planned != 0
    axes.plot(
        middle[due], flow.planned[due], linestyle="none", marker="_", markersize=7, color=ORANGE,
        markeredgewidth=1.6, zorder=4, label="plan",
    )  # fmt: skip
    axes.annotate(
        "bar: P50, line: P10 to P90, dash: plan", (1, 1), (-4, -4), "axes fraction",
        "offset points", color=FAINT, fontsize=8.5, ha="right", va="top",
    )  # fmt: skip


def _money(axes: Axes, label: str, currency: str) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: show_money(value)))
    axes.set_ylabel(f"{label}, {shorten(currency, 12)}" if currency else label, color=INK)
    axes.yaxis.label.set_color(INK)
    if axes.dataLim.y0 >= 0:
        axes.set_ylim(bottom=0.0)
    axes.axhline(0.0, color=FAINT, linewidth=0.8)
