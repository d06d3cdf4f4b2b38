"""The Gantt chart of one iteration: what ran when, what drove it, and where the plan had it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from simulator.charts.gantt import LETTERS, MOST
from simulator.charts.style import (
    BLUE,
    INK,
    ORANGE,
    PALE,
    day_number,
    dress,
    new_axes,
    shorten,
)
from simulator.charts.timeline import frame, legend
from simulator.explain.replay import Replay
from simulator.results.estimate import MINUTES_A_DAY
from simulator.results.raw import Floats


def gantt(replay: Replay, most: int = MOST, axes: Axes | None = None) -> Axes:
    """A bar a task, dark on the driving path, with the plan as a thin bar below it; lines lead from
    what drives to what it drives.

    most : at most so many tasks: the driving path, then the largest overruns.
    """
    rows = pick(replay, most)
    axes = axes if axes is not None else new_axes((8.0, 1.9 + 0.27 * max(len(rows), 4)))
    _bars(axes, replay, rows)
    _links(axes, replay, rows)
    _frame(axes, replay, rows)
    return axes


def pick(replay: Replay, most: int) -> NDArray[np.int64]:
    """Activities to draw: those on the driving path, the longest of them where there are more
    than `most`, then those with the largest overruns; in the order of their start."""
    over = np.nan_to_num(replay.tasks.overruns, nan=-np.inf)
    length = replay.tasks.finish - replay.tasks.start
    open_rows = np.isfinite(replay.tasks.planned) & replay.tasks.present
    order = np.lexsort((-over, -length * replay.tasks.critical, ~replay.tasks.critical, ~open_rows))
    shown = order[:most]
    return shown[np.lexsort((replay.tasks.finish[shown], replay.tasks.start[shown]))]


def _x(replay: Replay, values: Floats) -> Floats:
    own: Floats = day_number(replay.result.origin) + values / MINUTES_A_DAY
    return own


def _bars(axes: Axes, replay: Replay, rows: NDArray[np.int64]) -> None:
    y = np.arange(len(rows))
    schedule = replay.result.schedule
    begin, end = _x(replay, schedule.start[rows]), _x(replay, schedule.finish[rows])
    axes.barh(y + 0.3, end - begin, left=begin, height=0.14, color=ORANGE, linewidth=0)
    begin, end = _x(replay, replay.tasks.start[rows]), _x(replay, replay.tasks.finish[rows])
    shades = np.where(replay.tasks.critical[rows], BLUE, PALE)
    axes.barh(
        y - 0.08, end - begin, left=begin, height=0.5, color=shades, edgecolor=BLUE, linewidth=0.5
    )
    points = end <= begin
    axes.scatter(
        end[points], (y - 0.08)[points], marker="D", s=34, c=shades[points], edgecolors=BLUE,
        linewidths=0.7, zorder=4,
    )  # fmt: skip


def _links(axes: Axes, replay: Replay, rows: NDArray[np.int64]) -> None:
    """A line from each task on the driving path to each that it drives there: between those of
    their ends that are closest."""
    place = {int(row): k for k, row in enumerate(rows)}
    ends = np.column_stack([_x(replay, replay.tasks.finish), _x(replay, replay.tasks.start)])
    for row, k in place.items():
        for driver in replay.tasks.driving[row] if replay.tasks.critical[row] else ():
            if replay.tasks.critical[driver] and driver in place:
                # The finish comes first with the driver, the start with the driven: where both
                # are as close, the link is from finish to start.
                gaps = np.abs(ends[driver][:, None] - ends[row][::-1][None, :])
                out, into = np.unravel_index(int(gaps.argmin()), gaps.shape)
                x, to = ends[driver, out], ends[row, 1 - into]
                y = (place[driver] - 0.08, k - 0.08)
                axes.plot([x, x, to], [y[0], y[1], y[1]], color=INK, linewidth=0.9, zorder=3)


def _frame(axes: Axes, replay: Replay, rows: NDArray[np.int64]) -> None:
    result = replay.result
    ids = [result.schedule.ids[row] for row in rows]
    last = result.run.iterations - 1
    note = f"iteration {replay.iteration:,} of 0 to {last:,} · seed {result.run.seed}"
    if len(rows) < len(result.schedule.ids):
        note += f" · {len(rows)} of {len(result.schedule.ids):,} tasks"
    finish = result.finish.estimate(replay.finish).short
    title = f"Iteration {replay.iteration:,}: finished on {finish}"
    dress(axes, title, f"{shorten(result.program.title, 50)} · {note}")
    names = [shorten(f"{result.label(id)} {result.program.task[id].name}", LETTERS) for id in ids]
    first = min(values[rows].min() for values in (result.schedule.start, replay.tasks.start))
    last_end = max(values[rows].max() for values in (result.schedule.finish, replay.tasks.finish))
    low, high = _x(replay, np.array([first, last_end]))
    frame(axes, result.program, names, (float(low), float(high)))
    handles = [
        Patch(facecolor=BLUE, label="on the driving path"),
        Patch(facecolor=PALE, edgecolor=BLUE, linewidth=0.5, label="other tasks"),
        Patch(facecolor=ORANGE, label="the plan"),
        Line2D([], [], color=INK, linewidth=0.9, label="drives"),
    ]
    legend(axes, handles)
