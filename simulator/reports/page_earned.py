"""Earned value on the page of a run: the whole, and its parts."""

from __future__ import annotations

from typing import Any

from simulator.charts import Charts
from simulator.engine.earned import earned_value
from simulator.reports import words
from simulator.reports.earned_text import DIVISIONS, on_screen
from simulator.results.earned_value import Figures, Forecast
from simulator.results.estimate import show_chance, show_day, show_money
from simulator.results.result import Result


def view(result: Result, unit: str, cut: int) -> dict[str, Any] | None:
    """What the template shows; None where the plan has no data date, or nothing has begun.

    unit : what stands after an amount. cut : characters of a name that are shown.
    """
    if result.cost is None or all(one.data_date is None for one in result.program.projects):
        return None
    charts: Charts = result.charts
    found = earned_value(result, charts.flow())
    if found is None or not found.figures.has_begun:
        return None
    by, parts = next(iter(found.parts.items()), ("", ()))
    shown = on_screen(parts)
    rows = [_row(words.cut(one.name, cut), one.level, one.figures, one.by_plan) for one in shown]
    rows.append(_row("Together", 0, found.figures, found.by_plan))
    return {
        "day": show_day(found.at),
        "unit": unit,
        "by": DIVISIONS.get(by, "Program"),
        "rows": rows,
        "hidden": len(parts) - len(shown),
        "by_rate": None if found.by_rate is None else show_money(found.by_rate.eac) + unit,
        "by_rate_chance": None if found.by_rate is None else show_chance(found.by_rate.percentile),
    }


def _row(name: str, level: int, own: Figures, eac: Forecast | None) -> dict[str, Any]:
    return {
        "name": name,
        "level": level,
        "bac": show_money(own.bac),
        "bcws": show_money(own.bcws),
        "bcwp": show_money(own.bcwp),
        "acwp": _known(own.acwp),
        "spi": _index(own.spi),
        "cpi": _index(own.cpi),
        "eac": "" if eac is None else show_money(eac.eac),
        "enough": "" if eac is None else show_chance(eac.percentile),
    }


def _known(money: float | None) -> str:
    return "" if money is None else show_money(money)


def _index(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
