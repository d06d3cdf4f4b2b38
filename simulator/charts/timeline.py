"""What Gantt charts share: rows of names, dates along x, the data date, a legend over the names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from simulator.charts.style import FAINT, INK, date_axis, day_number
from simulator.model.program import Program


def frame(axes: Axes, program: Program, names: Sequence[str], ends: tuple[float, float]) -> None:
    """Name the rows, from the top down, and lay dates along x. ends : first and last day that is
    drawn, on Matplotlib's axis of days."""
    axes.set_yticks(np.arange(len(names)), names, fontsize=8)
    first, last = ends
    margin = (last - first) * 0.02 + 0.1
    axes.set_xlim(first - margin, last + margin)
    axes.set_ylim(len(names) - 0.4, -0.7)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    date_axis(axes)
    dates = [p.data_date for p in program.projects if p.data_date is not None]
    if dates:
        axes.axvline(day_number(max(dates)), color=FAINT, linewidth=1, linestyle=(0, (1, 2)))


def legend(axes: Axes, handles: Sequence[Artist]) -> None:
    """From the right, over the names, which leave it no room on the left; it squeezes no chart."""
    made = axes.legend(
        handles=handles, ncols=len(handles), frameon=False, fontsize=8, loc="lower right",
        bbox_to_anchor=(1, 1), borderaxespad=0.2, columnspacing=1.2, handlelength=1.4,
        labelcolor=INK,
    )  # fmt: skip
    made.set_in_layout(False)
