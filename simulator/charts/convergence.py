"""How exact P50, P80 and P90 became as the iterations went on."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from simulator.charts.marks import LEVELS, chosen, small_print
from simulator.charts.style import (
    BLUE,
    INK,
    ORANGE,
    date_scale,
    dress,
    money_scale,
    new_axes,
    shorten,
    x_values,
)
from simulator.results.percentile import percentile
from simulator.results.precision import BLOCK, percentile_interval
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.raw import Floats
from simulator.results.result import Result

POINTS = 28
"""Numbers of iterations at which it is looked."""

FIRST = 128
"""Iterations of the first look."""

LOOKS = dict(zip(LEVELS, ((BLUE, (0, (6, 2))), (INK, "-"), (ORANGE, (0, (2, 1)))), strict=True))
"""Colour and dash of each percentile."""


def convergence(result: Result, quantity: str = "finish", axes: Axes | None = None) -> Axes:
    """Each percentile of the first iterations alone, from 128 on, with its 95 % interval as a band.

    quantity : "finish" or "cost". Raises ValueError for another name, or a cost that is not there.
    """
    own = chosen(result, quantity)
    axes = axes if axes is not None else new_axes()
    looks = looks_at(len(own.samples))
    for p in LEVELS:
        low, value, high = (x_values(own, line) for line in _lines(own, p, looks))
        colour, dash = LOOKS[p]
        axes.fill_between(looks, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(looks, value, color=colour, linestyle=dash, linewidth=1.8, label=f"P{p}")
    dress(axes, title(own, result.program.currency), small_print(result))
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(10, subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("Iterations", color=INK)
    if isinstance(own, DateQuantity):
        date_scale(axes.yaxis)
        axes.set_ylabel("Finish", color=INK)
    else:
        money_scale(axes.yaxis)
        currency = shorten(result.program.currency, 12)
        axes.set_ylabel(f"Cost, {currency}" if currency else "Cost", color=INK)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=INK, loc="upper right", ncols=len(LEVELS))
    return axes


def looks_at(iterations: int) -> list[int]:
    """Numbers of iterations at which it is looked, evenly on a scale of powers, whole blocks as
    soon as there are some, the last one all of them."""
    rough = np.geomspace(min(FIRST, iterations), iterations, POINTS)
    whole = {int(n if n < BLOCK else n // BLOCK * BLOCK) for n in rough[:-1]}
    return sorted({*whole, iterations})


def title(quantity: DateQuantity | MoneyQuantity, currency: str) -> str:
    """How exact P80 is, in one sentence."""
    found = quantity.percentile(80)
    if quantity.is_certain or not found.tolerance:
        return f"P80 is {found.short}"
    money = "" if isinstance(quantity, DateQuantity) else f" {currency}".rstrip()
    return f"P80 is {found.short} {found.tolerance}{money}"


def _lines(
    quantity: DateQuantity | MoneyQuantity, p: int, looks: list[int]
) -> tuple[Floats, Floats, Floats]:
    """Lower end, percentile and upper end after each number of iterations, in the samples' unit;
    where an end lies beyond the sample, its extreme."""
    rows = []
    for n in looks:
        samples = quantity.samples[:n]
        ordered = np.sort(samples)
        low, high = percentile_interval(samples, ordered, p, quantity.sampling)
        rows.append(
            (
                float(ordered[0]) if low is None else low,
                percentile(ordered, p),
                float(ordered[-1]) if high is None else high,
            )
        )
    low_line, value, high_line = np.array(rows, dtype=np.float64).T
    return low_line, value, high_line
