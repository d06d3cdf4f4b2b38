"""The marks that the charts of one quantity share: percentiles, the plan, the target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from simulator.charts.style import INK, ORANGE, shorten, x_values
from simulator.results.estimate import show_chance
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Result

LEVELS = (50, 80, 90)
"""The percentiles that are drawn."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line with its name. x : on the axis. chance : share at or before it."""

    x: float
    text: str
    chance: float
    colour: str
    dash: tuple[int, tuple[int, int]]


def chosen(result: Result, name: str) -> DateQuantity | MoneyQuantity:
    """The quantity by its name. Raises ValueError for another name, or a cost that is not there."""
    if name == "finish":
        return result.finish
    if name != "cost":
        raise ValueError(f"quantity is 'finish' or 'cost', not {name!r}")
    if result.cost is None:
        raise ValueError("this plan holds no money: there is no cost to draw")
    return result.cost


def plan_and_target(quantity: DateQuantity | MoneyQuantity) -> list[Mark]:
    """Marks of the plan's own value and, where there is one, of the target."""
    chance = quantity.plan_percentile
    text = f"plan {quantity.plan.short}: {show_chance(chance)}"
    marks = [Mark(_x(quantity, quantity.planned), text, chance, ORANGE, (0, (5, 2)))]
    goal, met = quantity.target_value, quantity.target_chance
    if goal is not None and met is not None:
        text = f"target {goal.short}: {show_chance(met.value)}"
        marks.append(Mark(_x(quantity, quantity.target_number), text, met.value, INK, (0, (1, 1))))
    return marks


def draw(axes: Axes, marks: list[Mark], *, on_curve: bool) -> None:
    """Lines across the chart, their names above it, one row each so that they never collide."""
    low, high = axes.get_xlim()
    for row, mark in enumerate(marks):
        axes.axvline(mark.x, color=mark.colour, linestyle=mark.dash, linewidth=1.4)
        if on_curve:
            axes.plot([mark.x], [mark.chance * 100], "o", color=mark.colour, markersize=6, zorder=5)
        left = (mark.x - low) / (high - low) < 0.5
        axes.annotate(
            mark.text, (mark.x, 1), (4 if left else -4, 2 - 11 * row),
            ("data", "axes fraction"), "offset points", color=mark.colour, fontsize=8.5,
            ha="left" if left else "right", va="bottom", annotation_clip=False,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
        )  # fmt: skip


def limits(axes: Axes, quantity: DateQuantity | MoneyQuantity, marks: list[Mark]) -> None:
    """All but the last iterations of each tail, and every mark."""
    ordered = quantity.ordered
    cut = len(ordered) // 1000
    ends = x_values(quantity, np.array([ordered[cut], ordered[-1 - cut]]))
    low = min(float(ends[0]), *(mark.x for mark in marks))
    high = max(float(ends[1]), *(mark.x for mark in marks))
    margin = (high - low) * 0.04 or 1.0
    axes.set_xlim(low - margin, high + margin)


def small_print(result: Result) -> str:
    """What stands under every title."""
    run = result.run
    title = shorten(result.program.title, 60).replace(r"\$", "$")
    return f"{title} · {run.iterations:,} iterations · seed {run.seed}"


def _x(quantity: DateQuantity | MoneyQuantity, value: float) -> float:
    return float(x_values(quantity, np.array([value]))[0])
