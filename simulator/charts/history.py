"""What finished work says: the record, the curve that was fitted, and the range for the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.style import BLUE, FAINT, INK, ORANGE, PALE, dress, new_axes, quiet, shorten
from simulator.history.calibration import Calibration, Group, Measured
from simulator.history.fit import Fit
from simulator.history.reference import ClassRecord, ReferenceClass
from simulator.history.words import percentage
from simulator.results.raw import Floats

MOST = 9
"""Panels that a page can show: all together, and the categories with most cases."""

ACROSS = 3
SHARES = np.linspace(0.001, 0.999, 400)


def ranges(found: Calibration, measure: str = "duration") -> Axes:
    """One panel a category: share of cases at or below each ratio, the fitted curve, and the range
    that is written. Returns the first Axes; ``axes.figure`` holds all of them.

    Raises ValueError where the history has no such measure.
    """
    measured = next((one for one in found.measures if one.measure == measure), None)
    if measured is None:
        raise ValueError(f"the history says nothing about {measure!r}")
    groups = (measured.whole, *measured.groups[: MOST - 1])
    panels = _figure(len(groups))
    right = _right(measured)
    for axes, group in zip(panels, groups, strict=True):
        _panel(axes, group, group.fit or measured.fit, right)
    figure = cast(Figure, panels[0].figure)
    took = "took" if measure == "duration" else "cost"
    title = f"One in five {took} more than {percentage(measured.whole.recorded(80))} of plan"
    _titled(figure, title, _small_print(found, measured, len(groups) - 1))
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside lower left", ncols=4, frameon=False, fontsize=8.5,
        labelcolor=INK,
    )  # fmt: skip
    return panels[0]


def _small_print(found: Calibration, measured: Measured, drawn: int) -> str:
    told = f"Share of cases at or below each actual ÷ planned {measured.measure}"
    name = shorten(found.history.name, 30)
    few = f" · {drawn} of {len(measured.groups)} categories" if drawn < len(measured.groups) else ""
    return f"{told} · {name} · {len(measured.whole.cases):,} cases{few}"


def uplifts(found: ReferenceClass, measure: str = "duration") -> Axes:
    """Share of the class at or below each ratio, with the uplift at P50, P80 and P90 and its 95 %
    interval. Raises ValueError where the history has no such measure."""
    record = next((one for one in found.records if one.measure == measure), None)
    if record is None:
        raise ValueError(f"the history says nothing about {measure!r}")
    axes = new_axes()
    ratios = record.ratios
    _plan_line(axes)
    axes.plot(*_steps(ratios), color=BLUE, linewidth=2.2, label="finished projects", zorder=4)
    _levels(axes, record)
    known = [one for one in record.uplifts if one.value is not None and one.level <= 80]
    last = known[-1]
    title = f"To be {last.level} % sure, add {percentage(last.value or 0.0)} to the {measure}"
    dress(axes, title, f"{found.history.name} · {len(ratios)} finished projects")
    # Room for the words beside the longest interval.
    ends = [1.1 * (1 + one.high) for one in record.uplifts if one.high is not None]
    _scaled(axes, min(0.95, float(ratios[0])), max(float(ratios[-1]), *ends))
    axes.set_xlabel(f"Actual ÷ planned {measure}", color=INK)
    axes.set_ylabel("Share of the class", color=INK)
    axes.legend(frameon=False, fontsize=8.5, loc="lower right", labelcolor=INK)
    return axes


def _levels(axes: Axes, record: ClassRecord) -> None:
    """The percentiles with their intervals."""
    for one in record.uplifts:
        if one.value is None or one.low is None or one.high is None:
            continue
        axes.plot(
            [1 + one.low, 1 + one.high], [one.level / 100] * 2, color=PALE, linewidth=7,
            solid_capstyle="butt", zorder=2, label="95 % interval" if one.level == 50 else None,
        )  # fmt: skip
        axes.plot([1 + one.value], [one.level / 100], "o", color=INK, markersize=6, zorder=5)
        axes.annotate(
            f"P{one.level}  +{percentage(one.value)}".replace("+-", "−"),
            (1 + one.high, one.level / 100), (6, 0), textcoords="offset points", fontsize=9,
            color=INK, va="center", fontweight="bold" if one.level == 80 else "normal",
        )  # fmt: skip


def _figure(number: int) -> list[Axes]:
    """Axes of a figure of their own, which belongs to no window."""
    across = min(number, ACROSS)
    down = math.ceil(number / across)
    size = (8.0, 4.6) if number == 1 else (9.0, 1.6 + 2.4 * down)
    figure = Figure(figsize=size, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    grid = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    for spare in grid.flat[number:]:
        spare.set_visible(False)
    return list(grid.flat[:number])


def _right(measured: Measured) -> float:
    """End of the axis: every case, unless some lie so far out that they would hide the others."""
    ratios = measured.whole.ratios
    fits = [group.fit for group in measured.groups[: MOST - 1] if group.fit] + [measured.fit]
    shown = max(max(fit.value(90) for fit in fits) * 1.5, 1.2)
    return float(min(ratios[-1] * 1.05, shown) if ratios[-1] > shown / 2 else shown / 1.5 * 1.2)


def _panel(axes: Axes, group: Group, found: Fit, right: float) -> None:
    ratios = group.ratios
    _plan_line(axes)
    axes.plot(*_steps(ratios), color=BLUE, linewidth=1.8, label="on record", zorder=4)
    if group.fit is not None:
        fitted = found.curve.quantile(SHARES, found.parameters[:, None])
        axes.plot(
            fitted, SHARES, color=INK, linewidth=1.1, linestyle=(0, (4, 2)), label="fitted curve",
            zorder=3,
        )  # fmt: skip
    axes.plot(
        found.distribution.quantile(SHARES), SHARES, color=ORANGE, linewidth=1.5,
        label="range for the next case", zorder=2,
    )  # fmt: skip
    axes.plot([found.value(80)], [0.8], "o", color=ORANGE, markersize=5, zorder=5)
    axes.annotate(
        f"P80 {percentage(found.value(80))}", (found.value(80), 0.8), (6, -9),
        textcoords="offset points", fontsize=8, color=INK,
    )  # fmt: skip
    name = shorten(group.name or "All together", 22)
    how = found.curve.name if group.fit is not None else "as all together"
    axes.set_title(
        f"{name} · {len(ratios):,}", loc="left", fontsize=9.5, fontweight="bold", color=INK
    )
    beyond = int((ratios > right).sum())
    said = how + (f"\n{beyond} beyond this axis" if beyond else "")
    axes.text(0.98, 0.04, said, transform=axes.transAxes, ha="right", fontsize=8, color=FAINT)
    _scaled(axes, 0.0, right)
    quiet(axes, 8.5)


def _scaled(axes: Axes, left: float, right: float) -> None:
    margin = (right - left) * 0.03
    axes.set_xlim(left - margin if left else 0, right + margin)
    axes.set_ylim(0, 1.03)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: percentage(value)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percentage(value)))


def _plan_line(axes: Axes) -> None:
    axes.axvline(1.0, color=FAINT, linewidth=1, linestyle=(0, (1, 2)), label="as planned", zorder=1)


def _steps(ratios: Floats) -> tuple[Sequence[float], Sequence[float]]:
    """The share at or below each value, as a line of steps."""
    share = np.arange(1, len(ratios) + 1) / len(ratios)
    x = np.repeat(ratios, 2)
    y = np.concatenate([[0.0], np.repeat(share, 2)[:-1]])
    return x.tolist(), y.tolist()


def _titled(figure: Figure, title: str, subtitle: str) -> None:
    """A title with a quiet line below it."""
    figure.suptitle(
        f"{shorten(title, 72)}\n", x=0.01, ha="left", color=INK, fontsize=13, fontweight="bold",
        linespacing=1.7,
    )  # fmt: skip
    height = figure.get_size_inches()[1] * 72
    line = figure.text(
        0.01, 1 - 30 / height, shorten(subtitle, 110), color=FAINT, fontsize=9, va="top"
    )
    line.set_in_layout(False)
