"""Pictures of an explanation: what each cause adds, the critical paths, where they meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.marks import small_print
from simulator.charts.style import BLUE, INK, ORANGE, PALE, dress, new_axes, shorten
from simulator.explain import Explanation
from simulator.explain.paths import apart
from simulator.results.estimate import show_money
from simulator.results.raw import Lever

MOST = 15
"""Bars that a page can show."""

LETTERS = 40
"""Characters of a name that are shown."""

TOLD = 4
"""Tasks that tell a path from the others."""

NAMES = ("levers", "cost-levers", "paths", "meetings")
"""Every picture."""


def drawable(found: Explanation) -> tuple[str, ...]:
    """The pictures that have something to show."""
    has = {
        "levers": bool(_by_days(found)),
        "cost-levers": bool(_by_cost(found)),
        "paths": bool(found.paths) and not found.own.is_certain,
        "meetings": bool(found.meetings),
    }
    return tuple(name for name in NAMES if has[name])


def draw(found: Explanation, name: str, axes: Axes | None = None) -> Axes:
    """One of `NAMES`. Raises ValueError for another, or where there is nothing to draw."""
    if name not in drawable(found):
        raise ValueError(f"chart {name!r}: this explanation has {', '.join(drawable(found))}")
    axes = axes if axes is not None else new_axes((8.0, 2.2 + 0.3 * _bars(found, name)))
    if name == "paths":
        _paths(axes, found)
    elif name == "meetings":
        _meetings(axes, found)
    else:
        _levers(axes, found, name == "cost-levers")
    axes.grid(visible=False, axis="y")
    return axes


def _bars(found: Explanation, name: str) -> int:
    counts = {
        "levers": len(_by_days(found)),
        "cost-levers": len(_by_cost(found)),
        "paths": len(found.paths),
        "meetings": len(found.meetings),
    }
    return min(max(counts[name], 3), MOST)


def _by_days(found: Explanation) -> list[Lever]:
    return [one for one in found.levers if abs(one.days) >= 0.05][:MOST]


def _by_cost(found: Explanation) -> list[Lever]:
    known = [one for one in found.levers if abs(one.cost or 0.0) >= 0.5]
    return sorted(known, key=lambda one: -(one.cost or 0.0))[:MOST]


def _levers(axes: Axes, found: Explanation, money: bool) -> None:
    """A tornado: a bar a cause with its 95 % interval, the largest on top."""
    shown = _by_cost(found) if money else _by_days(found)
    size = np.array([(one.cost if money else one.days) or 0.0 for one in shown])
    low = np.array([one.cost_low if money else one.low for one in shown], np.float64)
    high = np.array([one.cost_high if money else one.high for one in shown], np.float64)
    y = np.arange(len(shown))
    colours = [ORANGE if one.kind in ("risk", "driver") else BLUE for one in shown]
    axes.barh(y, size, color=colours, height=0.62, zorder=2)
    if np.isfinite(high - low).all():
        error = np.vstack([size - low, high - size])
        axes.errorbar(
            size, y, xerr=error, fmt="none", ecolor=INK, elinewidth=1.2, capsize=3, zorder=3
        )
    axes.axvline(0.0, color=INK, linewidth=0.8)
    _rows(axes, [f"{found.own.label(one.id)} {one.name}" for one in shown])
    first = found.own.label(shown[0].id)
    what = f"the cost at {found.word}" if money else found.word
    moved = f"{show_money(size[0])} {found.own.program.currency}" if money else _days(size[0])
    dress(axes, f"{first} adds {moved.rstrip()} to {what}", small_print(found.own))
    currency = found.own.program.currency
    what = f"Money, {shorten(currency, 12)}" if money and currency else "Money"
    axes.set_xlabel(what if money else "Elapsed days; risks and drivers orange", color=INK)
    if money:
        axes.xaxis.set_major_locator(MaxNLocator(7))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: show_money(value)))


def _paths(axes: Axes, found: Explanation) -> None:
    """How often each path decides: of all iterations, and of those after the percentile."""
    y = np.arange(len(found.paths))
    share = np.array([path.share for path in found.paths]) * 100
    late = np.array([path.late_share for path in found.paths]) * 100
    axes.barh(y - 0.17, share, height=0.34, color=BLUE, label="of all iterations", zorder=2)
    axes.barh(
        y + 0.17, late, height=0.34, color=PALE, hatch="///", edgecolor=BLUE, linewidth=0.6,
        label=f"of those after {found.word}", zorder=2,
    )  # fmt: skip
    _rows(axes, path_names(found))
    many = f"{found.different:,} different paths decide" if found.different > 1 else "One path is"
    dress(axes, f"{many} the finish", small_print(found.own))
    axes.set_xlabel("Share of iterations, %", color=INK)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=INK, loc="lower right")


def path_names(found: Explanation) -> list[str]:
    """Each path by a few tasks that tell it from the others."""
    told = apart(found.paths, TOLD)
    names = (", ".join(found.own.label(task) for task in tasks) for tasks in told)
    return [f"{number}. {name}".rstrip() for number, name in enumerate(names, start=1)]


def _meetings(axes: Axes, found: Explanation) -> None:
    """Mean extra wait where paths meet; the darker, the more often on the critical path."""
    ranked = sorted(found.meetings, key=lambda one: -one.delay * (one.criticality or 0.0))
    shown = ranked[:MOST]
    y = np.arange(len(shown))
    critical = [0.0 if one.criticality != one.criticality else one.criticality for one in shown]
    delays = np.array([one.delay for one in shown])
    axes.barh(y, delays, color=PALE, height=0.62, zorder=2)
    axes.barh(
        y, delays * np.array(critical), color=BLUE, height=0.62, zorder=3,
        label="share of it in which the task is on the critical path",
    )  # fmt: skip
    _rows(axes, [f"{found.own.label(one.id)} {one.name}" for one in shown])
    first = shown[0]
    dress(
        axes,
        f"{found.own.label(first.id)} waits {_days(first.delay)} because paths meet there",
        small_print(found.own),
    )
    axes.set_xlabel("Mean wait beyond the latest mean predecessor, working days", color=INK)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=INK, loc="lower right")


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), [shorten(name, LETTERS) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)


def _days(value: float) -> str:
    return f"{value:.1f} days" if abs(value) < 10 else f"{value:,.0f} days"
