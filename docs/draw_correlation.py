"""Draws docs/reference/correlation.png: what correlation does, as the simulator draws it.

Run ``python docs/draw_correlation.py`` after a change to how quantities are correlated.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from simulator.engine import simulate
from simulator.files import load
from simulator.kernels.correlate import draw, score_shared
from simulator.model.program import Program
from simulator.network.compile import compile_network

mpl.use("Agg")
from matplotlib import pyplot as plt

BLUE, ORANGE, DARK = "#5b8db8", "#d1853c", "#222222"
DOTS = 2_048
DAY = 480.0

PLAN = """\
start: 2026-03-02
tasks:
  - {id: A, duration: 10d, uncertainty: "triangular(8d, 10d, 15d)", cost: "pert(20k, 30k, 60k)"}
  - {id: B, duration: 10d, uncertainty: "pert(7d, 9d, 18d)", after: A}
risks:
  - {id: R, probability: 30%, impacts: [{cost: 1k}]}
"""
CHAIN = "start: 2026-03-02\ncalendar: 24/7\ntasks:\n" + "".join(
    f'  - {{id: T{k}, duration: 10d, uncertainty: "pert(8d, 10d, 16d)", after: [{before}]}}\n'
    for k, before in enumerate(["", *(f"T{k}" for k in range(9))])
)


def program(text: str, correlation: str) -> Program:
    """The plan with a correlation."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(f"{text}correlations: [{correlation}]\n", "utf-8")
        return load(path)


def drawn(correlation: str, *names: str) -> list[NDArray[np.float64]]:
    """Values of some quantities of `PLAN`, float64[iteration] each."""
    compiled = compile_network(program(PLAN, correlation))
    draws, found = compiled.network.draws, []
    shared, u = np.empty((len(draws.shared), DOTS)), np.empty(DOTS)
    score_shared(draws, np.uint64(1), 0, 1, u, np.empty(DOTS), shared)
    for name in names:
        out = np.empty(DOTS)
        draw(draws, compiled.quantities.rows[name], np.uint64(1), 0, 1, shared, u, out)
        found.append(out)
    return found


def two_durations(axes: Axes) -> None:
    """A cloud that leans upwards."""
    a, b = drawn("{tasks: [A, B], coefficient: 0.7}", "task P/A duration", "task P/B duration")
    axes.plot(a / DAY, b / DAY, ".", color=BLUE, markersize=2)
    axes.set(title="tasks: [A, B], coefficient: 0.7", xlabel="A, days", ylabel="B, days")


def duration_and_cost(axes: Axes) -> None:
    """A cloud that leans downwards."""
    a, cost = drawn(
        "{of: [task A, cost of A], coefficient: -0.6}", "task P/A duration", "task P/A cost"
    )
    axes.plot(a / DAY, cost / 1000, ".", color=BLUE, markersize=2)
    title = "of: [task A, cost of A], coefficient: -0.6"
    axes.set(title=title, xlabel="A, days", ylabel="cost of A, thousands")


def risk_and_duration(axes: Axes) -> None:
    """How long a task takes where a risk happens, and where it does not."""
    a, u = drawn("{of: [risk R, task A], coefficient: 0.6}", "task P/A duration", "risk R occurs")
    bins = np.linspace(8, 15, 29)
    for happens, colour, label in (
        (u >= 0.3, BLUE, "R does not happen"),
        (u < 0.3, ORANGE, "R happens"),
    ):
        axes.hist(a[happens] / DAY, bins=bins, color=colour, alpha=0.75, label=label)
    axes.set(title="of: [risk R, task A], coefficient: 0.6", xlabel="A, days", yticks=[])
    axes.legend(frameon=False, fontsize=8)


def ten_in_a_row(axes: Axes) -> None:
    """The finish of ten tasks: the mean stays, the spread grows."""
    for coefficient, colour in ((0.0, DARK), (0.3, BLUE), (0.6, ORANGE), (0.9, "#a33b3b")):
        plan = program(CHAIN, f'{{tasks: "*", coefficient: {coefficient}}}')
        result = simulate(plan, 20_480, levers=0, detail=False)
        days = np.sort(result.finish.days_of(result.outcome.finish))
        share = np.arange(1, len(days) + 1) / len(days)
        axes.plot(days, 100 * share, color=colour, label=f"coefficient {coefficient:g}")
    axes.set(title="ten tasks in a row", xlabel="finish, days after the start", ylabel="chance, %")
    axes.legend(frameon=False, fontsize=8)


def main() -> None:
    """Write the picture."""
    figure, grid = plt.subplots(2, 2, figsize=(9.5, 7.5), layout="constrained")
    parts = (two_durations, duration_and_cost, risk_and_duration, ten_in_a_row)
    for axes, part in zip(grid.flat, parts, strict=True):
        part(axes)
        axes.title.set(fontsize=9, family="monospace")
        axes.tick_params(labelsize=8)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    figure.savefig(Path(__file__).parent / "reference" / "correlation.png", dpi=90)


if __name__ == "__main__":
    main()
