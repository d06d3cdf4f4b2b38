"""The Gantt chart with its uncertainty: where each task may end, and how often it decides."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from simulator.charts.marks import small_print
from simulator.charts.style import (
    INK,
    ORANGE,
    day_number,
    dress,
    new_axes,
    shorten,
)
from simulator.charts.timeline import frame, legend
from simulator.results.estimate import MINUTES_A_DAY, show_chance
from simulator.results.raw import LEVELS, Floats
from simulator.results.result import Result

MOST = 30
"""Rows that a page can show; a longer plan shows those most often on the critical path."""

SHADES = LinearSegmentedColormap.from_list("criticality", ["#dbe9f4", "#4292c6", "#08306b"])
"""Light to dark, so that it reads in grey."""

LETTERS = 44
"""Characters of a name that are shown."""


class Rows(NamedTuple):
    """What is drawn, from the top down; all but `ids` on Matplotlib's axis of days.

    start, finish : P50, or the plan without detail. low, high : P10 and P90 of the finish.
    criticality, present : shares of iterations.
    """

    ids: tuple[str, ...]
    plan_start: Floats
    plan_finish: Floats
    start: Floats
    finish: Floats
    low: Floats
    p80: Floats
    high: Floats
    criticality: Floats
    present: Floats


def gantt(result: Result, most: int = MOST, axes: Axes | None = None) -> Axes:
    """Bars from the P50 start to the P50 finish, whiskers from P10 to P90 of the finish, a thin
    bar for the plan; the darker, the more often on the critical path. Beside a task that is not
    always there stands in how many iterations it is.

    most : at most so many tasks, those most often on the critical path; the title says how many.
    """
    rows = _rows(result, pick(result, most))
    height = 1.9 + 0.27 * max(len(rows.ids), 4)
    axes = axes if axes is not None else new_axes((8.0, height))
    _plan(axes, rows)
    _bars(axes, rows)
    _finishes(axes, rows)
    _title(axes, result, rows)
    _frame(axes, result, rows)
    return axes


def pick(result: Result, most: int) -> NDArray[np.int64]:
    """Rows to draw: open tasks most often on the critical path, in order of their planned start;
    of a plan that is finished, all."""
    task, ids = result.program.task, result.schedule.ids
    found = [row for row, id in enumerate(ids) if not task[id].is_finished] or range(len(ids))
    open_rows = np.array(found, np.int64)
    if len(open_rows) > most:
        weight = result.tallies.critical[open_rows]
        spread = result.tallies.duration_sd[open_rows]
        open_rows = open_rows[np.lexsort((-spread, -weight))[:most]]
    order = np.lexsort((result.schedule.finish[open_rows], result.schedule.start[open_rows]))
    return open_rows[order]


def _rows(result: Result, chosen: NDArray[np.int64]) -> Rows:
    schedule, tallies = result.schedule, result.tallies
    base = day_number(result.origin)

    def days(values: Floats) -> Floats:
        own: Floats = base + values[chosen] / MINUTES_A_DAY
        return own

    def level(table: Floats | None, p: int, plain: Floats) -> Floats:
        if table is None:
            return days(plain)
        column = table[:, LEVELS.index(p)]
        return days(np.where(np.isfinite(column), column, plain))

    ends = tallies.finish_percentiles
    return Rows(
        tuple(schedule.ids[row] for row in chosen),
        days(schedule.start),
        days(schedule.finish),
        level(tallies.start_percentiles, 50, schedule.start),
        level(ends, 50, schedule.finish),
        level(ends, 10, schedule.finish),
        level(ends, 80, schedule.finish),
        level(ends, 90, schedule.finish),
        tallies.critical[chosen],
        tallies.present[chosen],
    )


def _plan(axes: Axes, rows: Rows) -> None:
    y = np.arange(len(rows.ids)) + 0.3
    width = rows.plan_finish - rows.plan_start
    axes.barh(y, width, left=rows.plan_start, height=0.14, color=ORANGE, linewidth=0, label="plan")


def _bars(axes: Axes, rows: Rows) -> None:
    y = np.arange(len(rows.ids)) - 0.08
    width = rows.finish - rows.start
    shades = SHADES(Normalize(0, 1)(rows.criticality))
    axes.barh(
        y, width, left=rows.start, height=0.5, color=shades, edgecolor="#08306b", linewidth=0.5
    )
    points = width <= 0
    axes.scatter(
        rows.finish[points], y[points], marker="D", s=34, c=shades[points], edgecolors="#08306b",
        linewidths=0.7, zorder=4,
    )  # fmt: skip


def _finishes(axes: Axes, rows: Rows) -> None:
    moves = rows.high > rows.low
    y = (np.arange(len(rows.ids)) - 0.08)[moves]
    # White beneath, so that the whiskers show on the dark bars too.
    for colour, width in (("white", 3.2), (INK, 1.3)):
        axes.hlines(y, rows.low[moves], rows.high[moves], color=colour, linewidth=width, zorder=5)
        for ends in (rows.low, rows.high):
            axes.plot(ends[moves], y, "|", color=colour, ms=6 + width, mew=width, zorder=5)
    axes.plot(rows.p80[moves], y, "o", color="white", markeredgecolor=INK, markersize=4.5, zorder=6)


def _title(axes: Axes, result: Result, rows: Rows) -> None:
    drawn, whole = len(rows.ids), len(result.schedule.ids)
    note = small_print(result)
    if drawn < whole:
        note = f"{drawn} of {whole:,} tasks, the most often critical · {result.program.title}"
    if (rows.present < 1.0).any():
        note += " · beside a name: how often it has to be done"
    dress(axes, "When each task may end", note)


def _name(result: Result, id: str, present: float) -> str:
    """Id and name, and for a task that is not always there in how many iterations it is."""
    often = "" if present == 1.0 else f" · {show_chance(present)}"
    return shorten(result.named(id), LETTERS - len(often)) + often


def _frame(axes: Axes, result: Result, rows: Rows) -> None:
    names = [_name(result, *one) for one in zip(rows.ids, rows.present.tolist(), strict=True)]
    first = min(rows.plan_start.min(), rows.start.min())
    last = max(rows.plan_finish.max(), rows.high.max())
    frame(axes, result.program, names, (float(first), float(last)))
    handles = [
        Patch(facecolor=ORANGE, label="plan"),
        *(
            Patch(facecolor=SHADES(share), edgecolor="#08306b", linewidth=0.5, label=text)
            for share, text in ((0.0, "P50, never critical"), (0.5, "half"), (1.0, "always"))
        ),
        Line2D([], [], color=INK, marker="|", linewidth=1.3, label="finish P10 to P90"),
        Line2D([], [], color=INK, marker="o", linewidth=0, markerfacecolor="white",
               markersize=5, label="P80"),
    ]  # fmt: skip
    legend(axes, handles)
