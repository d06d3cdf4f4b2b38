"""The contingency as a waterfall: from the plan, cause by cause, to the level, and the reserve."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.charts.marks import small_print
from simulator.charts.style import BLUE, FAINT, INK, ORANGE, PALE, dress, new_axes, shorten
from simulator.results.estimate import show_chance, show_money
from simulator.results.quantity import DateQuantity
from simulator.scenario.contingency import Contingency
from simulator.scenario.contingency.answer import WORDS, Side

WIDTH = 0.62

FLAT = 1.0
"""A waterfall that is lower, in money or days, has no heights to tell apart."""

LABELS = {
    "logic": "branches, loops,\nweather",
    "ranges": "ranges",
    "risks": "risk events",
    "drivers": "common\ncauses",
}


def waterfall(found: Contingency, quantity: str = "cost", axes: Axes | None = None) -> Axes:
    """A bar a cause, each where the one before it ends; the last is the management reserve.

    quantity : "cost" or "finish"; heights are money, or days, beyond the plan. Raises ValueError
    for another name, or a cost that is not there.
    """
    side = _side(found, quantity)
    axes = axes if axes is not None else new_axes()
    level, labels = 0.0, [f"the plan\n{side.quantity.plan.short}"]
    axes.axhline(0, color=INK, linewidth=1.2, label="plan")
    _note(axes, 0, 0.0, f"{show_chance(side.quantity.plan_percentile)} likely")
    for key, amount in side.causes.items():
        if amount.value or amount.high:
            bar = (len(labels), level, amount.value, key)
            _bar(axes, side, bar, BLUE if amount.value >= 0 else ORANGE)
            level += amount.value
            labels.append(LABELS[key])
    contingency = side.quantity.contingency(found.level)
    value = side.quantity.percentile(found.level).short
    _bar(axes, side, (len(labels), 0.0, contingency, "contingency"), INK)
    labels.append(f"P{found.level:g}\n{value}")
    _bar(axes, side, (len(labels), contingency, found.held_above(side), "reserve"), PALE)
    labels.append(f"reserve to P{found.reserve:g}\n{side.quantity.percentile(found.reserve).short}")
    _dress(axes, found, side, labels)
    return axes


def title(found: Contingency, side: Side) -> str:
    """The chart in one sentence: the amount, and its largest cause."""
    cause = max(side.causes, key=lambda key: side.causes[key].value)
    amount = side.quantity.contingency(found.level)
    of_time = isinstance(side.quantity, DateQuantity)
    currency = "" if of_time else shorten(found.own.program.currency, 12)
    unit = f" {currency}" if currency else ""
    shown, value = _shown(side, amount), side.quantity.percentile(found.level).short
    if shown == _shown(side, 0.0):
        return f"The plan holds what P{found.level:g} ({value}) needs"
    if amount < 0:
        more = _shown(side, -amount) + unit
        return f"The plan holds {more} more than P{found.level:g} ({value}) needs"
    shown += unit
    return f"{shown} to P{found.level:g}, {value}: most of it for {WORDS[cause].split(' (')[0]}"


def _side(found: Contingency, quantity: str) -> Side:
    if quantity == "finish":
        return found.time
    if quantity != "cost":
        raise ValueError(f"quantity is 'cost' or 'finish', not {quantity!r}")
    if found.money is None:
        raise ValueError("this plan holds no money: there is no cost to draw")
    return found.money


def _shown(side: Side, value: float) -> str:
    return f"{value:,.0f} days" if isinstance(side.quantity, DateQuantity) else show_money(value)


def _bar(axes: Axes, side: Side, bar: tuple[int, float, float, str], colour: str) -> None:
    """bar : place, where it begins, its height, its name."""
    place, bottom, height, name = bar
    axes.bar(place, height, WIDTH, bottom, color=colour, label=name, zorder=3)
    top = bottom + height
    if name != "reserve":
        ends = [place - WIDTH / 2, place + 1 + WIDTH / 2]
        axes.plot(ends, [top, top], color=FAINT, linewidth=0.8)
    text = _shown(side, abs(height))
    sign = "" if name == "contingency" or text == _shown(side, 0.0) else "+" if height > 0 else "−"
    _note(axes, place, max(bottom, top), f"{sign}{text}")


def _note(axes: Axes, x: int, y: float, text: str) -> None:
    axes.annotate(
        text, (x, y), (0, 4), textcoords="offset points", ha="center", va="bottom", fontsize=9,
        color=INK,
    )  # fmt: skip


def _dress(axes: Axes, found: Contingency, side: Side, labels: list[str]) -> None:
    dress(axes, title(found, side), small_print(found.own))
    axes.set_xticks(range(len(labels)), labels)
    axes.grid(visible=False, axis="x")
    axes.set_xlim(-0.6, len(labels) - 0.4)
    of_time = isinstance(side.quantity, DateQuantity)
    low, high = axes.get_ylim()
    if high - low < FLAT:
        low, high = 0.0, FLAT if of_time else max(abs(side.quantity.planned) * 0.01, FLAT)
    axes.set_ylim(low, high + (high - low) * 0.06)
    axes.yaxis.set_major_locator(MaxNLocator(7))
    unit = "days" if of_time else shorten(found.own.program.currency, 12)
    axes.set_ylabel(f"Beyond the plan, {unit}" if unit else "Beyond the plan", color=INK)
    if not of_time:
        axes.yaxis.set_major_formatter(
            FuncFormatter(lambda y, _: show_money(y) if y >= 0 else f"−{show_money(-y)}")
        )
