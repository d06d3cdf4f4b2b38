"""Draws docs/reference/distributions.png: every family as the simulator samples it.

Run ``python docs/draw_distributions.py`` after a change to a family.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from simulator.kernels.correlate import draw
from simulator.model.expression import Unit, parse_spread
from simulator.network.quantiles import Quantity, pack

mpl.use("Agg")
from matplotlib import pyplot as plt

ITERATIONS = 102_400
DAY = 480.0

TEXTS = (
    "constant(10)",
    "uniform(5, 15)",
    "triangular(8, 10, 15)",
    "pert(8, 10, 15)",
    "trigen(8, 10, 15)",
    "beta(2, 5, 5, 20)",
    "normal(10, 4)",
    "lognormal(mean=10, sd=4)",
    "gamma(3, 2, min=4)",
    "weibull(1.5, 6, min=4)",
    "exponential(5)",
    "discrete(5: 20%, 8: 50%, 13: 30%)",
    "cumulative(4: 0%, 6: 20%, 16: 100%)",
    "empirical(6, 7, 7, 8, 9, 9, 9, 12, 17)",
    "metalog(p10=8, p50=10, p90=16, min=0)",
    "bernoulli(30%, 12)",
    "experts(pert(4, 6, 10), pert(9, 14, 20): 2)",
)


def drawn(text: str) -> NDArray[np.float64]:
    """Sampled values of a range, in days, float64[iteration]."""
    distribution = parse_spread(text, Unit.duration(DAY)).distribution
    shared, u, out = np.empty((0, ITERATIONS)), np.empty(ITERATIONS), np.empty(ITERATIONS)
    draw(pack([Quantity("picture", distribution)]), 0, 1, 0, 1, shared, u, out)
    return out / DAY


def panel(axes: Axes, text: str) -> None:
    """One histogram with its P10, P50 and P90."""
    x = drawn(text)
    axes.hist(x, bins=np.linspace(0, 24, 97), color="#5b8db8", density=True)
    for level, style in ((10, ":"), (50, "-"), (90, ":")):
        axes.axvline(float(np.percentile(x, level)), color="#222222", linestyle=style, linewidth=1)
    axes.set_title(text, fontsize=8, family="monospace")
    axes.set_xlim(0, 24)
    axes.set_yticks([])
    axes.tick_params(labelsize=7)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)


def main() -> None:
    """Write the picture."""
    figure, grid = plt.subplots(6, 3, figsize=(11, 11), layout="constrained")
    for axes, text in zip(grid.flat, TEXTS, strict=False):
        panel(axes, text)
    for axes in grid.flat[len(TEXTS) :]:
        axes.set_axis_off()
    figure.supxlabel("days; lines at P10, P50 and P90", fontsize=9)
    figure.savefig(Path(__file__).parent / "reference" / "distributions.png", dpi=90)


if __name__ == "__main__":
    main()
