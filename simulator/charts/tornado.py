"""The tornado in money: what each risk and each common cause adds to the P-value of the cost."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.marks import small_print
from simulator.charts.style import BLUE, INK, ORANGE, dress, new_axes, shorten
from simulator.results.estimate import show_money
from simulator.scenario.contingency import Contingency
from simulator.scenario.contingency.answer import Stake

MOST = 16
"""Bars that half a page has room for."""


def tornado(found: Contingency, axes: Axes | None = None) -> Axes:
    """A bar a risk or driver, the longest first, with its 95 % interval: P-value of the cost with
    it, less that without it, all other luck the same. Bars do not add up.

    Raises ValueError where no money is planned, or there is neither risk nor driver.
    """
    rows = [one for one in found.stakes if one.cost is not None]
    if not rows:
        raise ValueError("this plan has no risk and no driver with a cost to draw")
    rows = sorted(rows, key=lambda one: -abs(_value(one)))[:MOST]
    axes = axes if axes is not None else new_axes((8.0, 1.8 + 0.3 * len(rows)))
    for place, one in enumerate(rows):
        _bar(axes, place, one)
    axes.axvline(0, color=INK, linewidth=1.2)
    first = rows[0]
    amount = show_money(abs(_value(first)))
    verb, join = ("adds", "to") if _value(first) >= 0 else ("takes", "off")
    currency = shorten(found.own.program.currency, 12)
    sum_ = f"{amount} {currency}" if currency else amount
    title = f"{shorten(first.id, 12)} {verb} {sum_} {join} P{found.level:g} of the cost"
    dress(axes, title, small_print(found.own))
    axes.set_yticks(range(len(rows)), [shorten(f"{one.id} {one.name}", 40) for one in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: show_money(x) if x >= 0 else f"−{show_money(-x)}")
    )
    unit = f", {currency}" if currency else ""
    axes.set_xlabel(
        f"Added to P{found.level:g} of the cost{unit}; each alone, so the bars do not add up",
        color=INK,
    )
    return axes


def _value(one: Stake) -> float:
    return 0.0 if one.cost is None else one.cost.value


def _bar(axes: Axes, place: int, one: Stake) -> None:
    assert one.cost is not None
    value = one.cost.value
    half = one.cost.high - value
    axes.barh(place, value, 0.62, color=BLUE if value >= 0 else ORANGE, label=one.id, zorder=3)
    if half == half:
        axes.plot([value - half, value + half], [place, place], color=INK, linewidth=1.2, zorder=4)
