"""Draws docs/reference/weather.png: what spells of bad weather do to a task, and the plan beside
the page, which may miss its season.

Run ``python docs/draw_weather.py`` after a change to the charts, or to how days are lost.
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
    INK,
    ORANGE,
    SIZE,
    dress,
    new_axes,
    render,
    x_axis,
    x_values,
)
from simulator.results.quantity import DateQuantity

PAGES = Path(__file__).parent / "reference"
ITERATIONS = 20_480

PLAN = """\
start: 2026-01-05
calendars: {site: {base: standard, weather: {jan-dec: 25%, persistence: PERSISTENCE}}}
tasks: [{id: A, name: Brickwork, duration: 100d, calendar: site}]
"""


def spells(axes: Axes) -> None:
    """One task under the same chance of a lost day, in ever longer spells."""
    for persistence, colour, dash in ((0.0, INK, ":"), (0.5, BLUE, "--"), (0.9, ORANGE, "-")):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "plan.yaml"
            path.write_text(PLAN.replace("PERSISTENCE", str(persistence)), encoding="utf-8")
            finish = sim.simulate(sim.load(path), iterations=ITERATIONS, seed=1).finish
        _curve(axes, finish, f"persistence {persistence:g}", colour, dash)
    title = "As many days are lost; in long spells the finish is less sure"
    dress(axes, title, "100 days of work, a quarter of all days lost")
    axes.set_ylim(0, 104)
    axes.set_ylabel("Chance, %", color=INK)
    axes.legend(frameon=False, loc="upper left")
    x_axis(axes, finish, "")


def _curve(axes: Axes, finish: DateQuantity, name: str, colour: str, dash: str) -> None:
    share = np.arange(1, len(finish.ordered) + 1) / len(finish.ordered) * 100
    axes.plot(x_values(finish, finish.ordered), share, dash, color=colour, linewidth=2, label=name)


def season(axes: Axes) -> None:
    """The sea wall, by the chart of every run."""
    plan = sim.load(PAGES / "weather" / "seawall.yaml")
    sim.simulate(plan, iterations=ITERATIONS, seed=1).charts.s_curve(axes=axes)


def main() -> None:
    """Write the picture."""
    figure = new_axes((SIZE[0], 2 * SIZE[1])).figure
    assert isinstance(figure, Figure)
    figure.clear()
    upper, lower = figure.subplots(2, 1)
    spells(upper)
    season(lower)
    (PAGES / "weather.png").write_bytes(render(lower, "png"))


if __name__ == "__main__":
    main()
