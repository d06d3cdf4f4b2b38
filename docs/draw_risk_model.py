"""Draws the pictures of docs/reference/risks.md, drivers.md and branches.md: what a plan promises
with and without its risks, its common causes, and on each of its paths.

Run ``python docs/draw_risk_model.py`` after a change to the charts or to what those pages run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

import simulator as sim
from simulator.charts.style import BLUE, INK, ORANGE, dress, new_axes, render, x_axis, x_values
from simulator.model.spread import Spread
from simulator.results.result import Result

PAGES = Path(__file__).parent / "reference"
LOOKS = ((BLUE, "-"), (ORANGE, "--"), (INK, ":"), ("#009e73", "-."))
LEVELS = np.arange(1, 1000) / 10


def curves(title: str, many: Mapping[str, Result]) -> Axes:
    """S-curves of the finish of several runs on the same luck, each with its P80."""
    axes = new_axes()
    for (name, result), (colour, dash) in zip(many.items(), LOOKS, strict=False):
        dates = np.array([result.finish.at(float(p)) for p in LEVELS])
        label = f"{name}: P80 {result.finish.percentile(80).short}"
        x = x_values(result.finish, dates)
        axes.plot(x, LEVELS, color=colour, linestyle=dash, linewidth=2.2, label=label)
    first = next(iter(many.values()))
    dress(axes, title, f"{first.program.title} · {first.run.iterations:,} iterations each")
    axes.axhline(80, color=INK, linewidth=0.8)
    axes.yaxis.set_major_formatter(PercentFormatter(decimals=0))
    axes.set_ylabel("Chance", color=INK)
    x_axis(axes, first.finish, first.program.currency)
    axes.legend(frameon=False, fontsize=9, loc="lower right", labelcolor=INK)
    return axes


def run(program: sim.Program) -> Result:
    """As `p80 run` does, without what is not drawn."""
    return sim.simulate(program, iterations=10_000, seed=1, detail=False, levers=0)


def risks() -> Axes:
    """Without the register, with it, and with the response taken."""
    program = sim.load(PAGES / "risks" / "plan.yaml")
    taken = tuple(replace(r, mitigated=r.response is not None) for r in program.risks)
    cases = {
        "without its risks": replace(program, risks=()),
        "with its risks": program,
        "after the response": replace(program, risks=taken),
    }
    return curves("What the register adds", {name: run(one) for name, one in cases.items()})


def drivers() -> Axes:
    """One common factor, against the same range for each task by itself."""
    program = sim.load(PAGES / "drivers" / "plan.yaml")
    common = program.drivers[0]
    own = Spread(common.factor, relative=True)
    tasks = tuple(replace(t, spread=own) if t.id in common.tasks else t for t in program.tasks)
    alone = replace(program, tasks=tasks, drivers=program.drivers[1:])
    cases = {"one cause for all crews": program, "each task for itself": alone}
    return curves(
        "A common cause does not average out", {name: run(one) for name, one in cases.items()}
    )


def branches() -> Axes:
    """As it is, and always on one of the two paths."""
    program = sim.load(PAGES / "branches" / "plan.yaml")
    cases = {"as it is": program}
    soil = program.branches[0]
    for k, path in enumerate(soil.paths):
        sure = tuple(replace(p, chance=float(n == k)) for n, p in enumerate(soil.paths))
        others = (replace(soil, paths=sure), *program.branches[1:])
        name = program.task[path.tasks[0]].name.lower()
        cases[f"always {name}"] = replace(program, branches=others)
    return curves("Two futures in one forecast", {name: run(one) for name, one in cases.items()})


def main() -> None:
    """Write the pictures."""
    for draw in (risks, drivers, branches):
        path = PAGES / draw.__name__ / "curves.png"
        path.write_bytes(render(draw(), "png"))


if __name__ == "__main__":
    main()
