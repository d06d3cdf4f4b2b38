"""S-curves of the plan and its scenarios, over each other."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from simulator.charts.marks import chosen, small_print
from simulator.charts.style import (
    BLUE,
    INK,
    ORANGE,
    dress,
    new_axes,
    shorten,
    x_axis,
    x_values,
)
from simulator.results.estimate import show_money
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.scenario.compare import Comparison

LOOKS = (
    (BLUE, "-"), (ORANGE, (0, (6, 2))), ("#009e73", (0, (3, 1.5))), ("#cc79a7", (0, (6, 2, 1, 2))),
    ("#56b4e9", (0, (1, 1))), ("#e69f00", (0, (8, 2, 1, 2, 1, 2))), ("#7f7f7f", (0, (2, 2))),
)  # fmt: skip
"""Colour and dash of each scenario, in turn."""

POINTS = 1000
"""More points than this do not show."""

P = 80


def compare(comparison: Comparison, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """Share of iterations at or before each value: the plan as a thick line, up to seven scenarios
    as dashed ones, each with its P80 as a mark; the target as a dotted line.

    quantity : "finish" or "cost". Raises ValueError for another name, or a cost that is not there.
    """
    own = chosen(comparison.own, quantity)
    axes = axes if axes is not None else new_axes()
    shown = comparison.cases[: len(LOOKS)]
    others = [(case.title, chosen(case.result, quantity)) for case in shown]
    _curve(axes, own, "the plan as it is", INK, "-")
    for (title, other), (colour, dash) in zip(others, LOOKS, strict=False):
        _curve(axes, other, title, colour, dash)
    said = small_print(comparison.own)
    if left := len(comparison.cases) - len(shown):
        said += f" · {left} more not drawn"
    dress(axes, title_of(comparison, quantity), said)
    if own.target is not None:
        x = float(x_values(own, np.array([own.target_number]))[0])
        axes.axvline(x, color=INK, linestyle=(0, (1, 1)), linewidth=1.2, label="target", zorder=1)
    axes.set_ylim(0, 104)
    axes.set_yticks(range(0, 101, 10))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f} %"))
    axes.set_ylabel("Chance", color=INK)
    _limits(axes, [own, *(other for _, other in others)])
    x_axis(axes, own, comparison.own.program.currency)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=INK, loc="upper left", handlelength=3)
    return axes


def title_of(comparison: Comparison, quantity: str) -> str:
    """The scenario that moves P80 down most, in one sentence."""
    case, best = min(
        ((case, getattr(case, quantity)[P]) for case in comparison.cases),
        key=lambda one: float(one[1].value),
    )
    if best.value >= 0 or best.is_noise:
        return f"No scenario brings a {'sooner' if quantity == 'finish' else 'lower'} P{P}"
    if quantity == "finish":
        return f"{-best.value:,.1f} working days sooner at P{P}: {case.title}"
    currency = shorten(comparison.own.program.currency, 12)
    return f"{show_money(-best.value)} {currency} less at P{P}: {case.title}".replace("  ", " ")


def _curve(
    axes: Axes, quantity: DateQuantity | MoneyQuantity, title: str, colour: str, dash: object
) -> None:
    n = len(quantity.ordered)
    picked = np.unique(np.linspace(0, n - 1, min(n, POINTS)).astype(np.int64))
    x = x_values(quantity, quantity.ordered[picked])
    share = (picked + 1) / n * 100
    axes.plot(
        np.concatenate((x[:1], x)), np.concatenate(([0.0], share)), color=colour, linestyle=dash,
        linewidth=2.4 if colour == INK else 1.8, drawstyle="steps-post", zorder=4,
        label=f"{shorten(title, 34)}: P{P} {quantity.percentile(P).short}",
    )  # fmt: skip
    at = x_values(quantity, np.array([quantity.at(P)]))
    axes.plot(at, [P], "o", color=colour, markersize=6, zorder=5, label="_P80")


def _limits(axes: Axes, every: list[DateQuantity | MoneyQuantity]) -> None:
    """All but the last iterations of each tail of all curves, and the target."""
    ends = [
        float(x_values(one, np.array([one.ordered[k]]))[0])
        for one in every
        for cut in (len(one.ordered) // 1000,)
        for k in (cut, len(one.ordered) - 1 - cut)
    ]
    if every[0].target is not None:
        ends.append(float(x_values(every[0], np.array([every[0].target_number]))[0]))
    margin = (max(ends) - min(ends)) * 0.04 or 1.0
    axes.set_xlim(min(ends) - margin, max(ends) + margin)
