"""Draws docs/reference/ranges.png: three numbers read in three ways, and what three experts said as
one range.

Run ``python docs/draw_ranges.py`` after a change to the families or to the charts.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import simulator as sim
from simulator.charts.style import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    PALE,
    SIZE,
    dress,
    new_axes,
    render,
)
from simulator.results.raw import Floats

PICTURE = Path(__file__).parent / "reference" / "ranges.png"
ITERATIONS = 51_200
STEP = 2.0
"""Days to a bar."""

READINGS = (
    ("triangular(40, 50, 90)", INK, ":"),
    ("trigen(40, 50, 90)", BLUE, "--"),
    ("metalog(p10=40, p50=50, p90=90, min=30, max=150)", ORANGE, "-"),
)
EXPERTS = ("triangular(70, 80, 120)", "pert(60, 75, 110)", "uniform(80, 130)")
POOL = f"experts({EXPERTS[0]}, {EXPERTS[1]}, {EXPERTS[2]}: 2)"


def drawn(text: str) -> Floats:
    """Durations of a task with this range, days, float64[iteration], ascending."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        task = f'{{id: A, duration: "{text}"}}'
        path.write_text(f"start: 2026-01-05\ncalendar: 24/7\ntasks: [{task}]\n", encoding="utf-8")
        result = sim.simulate(sim.load(path), iterations=ITERATIONS, seed=1)
    return result.finish.days_of(result.finish.ordered)


def readings(axes: Axes) -> None:
    """S-curves of the same three numbers."""
    for text, colour, dash in READINGS:
        x = drawn(text)
        share = np.arange(1, len(x) + 1) / len(x) * 100
        axes.plot(x, share, dash, color=colour, linewidth=2, label=text)
    for level in (10, 90):
        axes.axhline(level, color=FAINT, linewidth=0.8, linestyle="--")
    title = "40, 50 and 90 days: limits, or one chance in ten?"
    dress(axes, title, "Dashed: P10 and P90")
    axes.set_xlim(15, 140)
    axes.set_ylim(0, 104)
    axes.set_ylabel("Chance, %", color=INK)
    axes.set_xlabel("Days", color=INK)
    axes.legend(frameon=False, loc="lower right", prop={"family": "DejaVu Sans Mono", "size": 8})


def experts(axes: Axes) -> None:
    """What each expert said, and the range that the simulator draws from."""
    edges = np.arange(56.0, 134.0 + STEP, STEP)
    axes.hist(
        drawn(POOL), bins=edges.tolist(), density=True, color=PALE, label="together, the last twice"
    )
    for text, (_, colour, dash) in zip(EXPERTS, READINGS, strict=True):
        height, _ = np.histogram(drawn(text), bins=edges, density=True)
        axes.plot(edges[:-1] + STEP / 2, height, dash, color=colour, linewidth=2, label=text)
    dress(axes, "Three experts, one range: who is right is drawn as well", POOL)
    axes.set_yticks([])
    axes.set_xlabel("Days", color=INK)
    axes.legend(frameon=False, loc="upper right", prop={"size": 8})


def main() -> None:
    """Write the picture."""
    figure = new_axes((SIZE[0], 2 * SIZE[1])).figure
    assert isinstance(figure, Figure)
    figure.clear()
    upper, lower = figure.subplots(2, 1)
    readings(upper)
    experts(lower)
    PICTURE.write_bytes(render(lower, "png"))


if __name__ == "__main__":
    main()
