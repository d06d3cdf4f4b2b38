"""Earned value on the screen of `p80 cash`: how the work stands against its money."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.reports.cash import Cash
from simulator.reports.text import gutter
from simulator.reports.words import count, fit
from simulator.results.earned_value import EarnedValue, Figures, Forecast, Part
from simulator.results.estimate import show_chance, show_day, show_money

NAME, CELL, SMALL = 21, 8, 6
"""Columns of the table of parts: of a name, of money, of an index or a chance."""

ROWS = 12
"""Parts that a screen has room for."""

DIVISIONS = {"project": "project", "wbs": "WBS", "account": "cost account"}


def lines(cash: Cash) -> list[str]:
    """The standing of the whole; nothing where the plan has no data date."""
    one = cash.earned
    if one is None:
        return []
    own = one.figures
    if not own.has_begun:
        said = f"{_asked(one)}: nothing planned, earned or paid yet"
        return gutter("Earned", [f"{said} of {show_money(own.bac)}{cash.money}"])
    paid = "paid unknown" if own.acwp is None else f"paid {show_money(own.acwp)}"
    found = [
        f"{_asked(one)}: planned {show_money(own.bcws)}, earned "
        f"{show_money(own.bcwp)}, {paid} of {show_money(own.bac)}{cash.money}",
    ]
    found.append("; ".join(_standing(own)))
    for forecast, why in ((one.by_rate, "at this CPI"), (one.by_plan, "if the rest is as planned")):
        if forecast is not None:
            found.append(_completion(forecast, why))
    if own.tcpi is not None:
        found.append(f"the budget holds if the rest reaches a CPI of {own.tcpi:.2f} (TCPI)")
    return gutter("Earned", found)


def table(cash: Cash) -> list[str]:
    """A row a part; nothing where there is but one, or nothing has begun."""
    by, parts = _divided(cash)
    if not by:
        return []
    if not parts:
        return ["", f"Earned value by {DIVISIONS[by]}: the plan has but one."]
    shown = on_screen(parts)
    money = ("budget", "planned", "earned", "paid")
    heads = [*(f"{head:>{CELL}}" for head in money), f"{'SPI':>{SMALL}}", f"{'CPI':>{SMALL}}"]
    heads += [f"{'EAC':>{CELL}}", f"{'enough':>{SMALL + 1}}"]
    found = ["", fit(f"By {DIVISIONS[by]}", NAME) + "".join(heads)]
    # In a plan of one project its id before each branch says nothing.
    alone = by == "wbs" and len(cash.result.program.projects) == 1
    found += [_row(part, 1 if part.level > 1 or alone else len(part.branch)) for part in shown]
    if hidden := len(parts) - len(shown):
        found.append(f"  and {hidden:,} more: --json or --out")
    return found


def _divided(cash: Cash) -> tuple[str, Sequence[Part]]:
    """The division that was asked for, or the first that there is, "" for none; and its parts,
    none where the plan has but one."""
    one = cash.earned
    if one is None or not one.figures.has_begun:
        return "", ()
    by = cash.division or next(iter(one.parts), "")
    return by, one.parts.get(by, ())


def on_screen(parts: Sequence[Part]) -> Sequence[Part]:
    """All parts of the levels that a screen has room for; of too many of level 1 the first."""
    levels = [part.level for part in parts]
    room = [k for k in set(levels) if sum(level <= k for level in levels) <= ROWS]
    deepest = max(room, default=min(levels, default=0))
    return [part for part in parts if part.level <= deepest][:ROWS]


def doubts(cash: Cash) -> list[str]:
    """What weakens the figures, and what a reader may take them for."""
    one = cash.earned
    if one is None or not one.figures.has_begun:
        return []
    own, said = one.figures, []
    if own.from_baseline < own.tasks:
        said.append(
            f"{count(own.tasks - own.from_baseline, 'task')} of {own.tasks:,} with money "
            "have no baseline: they are held against the plan as it is now."
        )
    if abs(one.outside) >= 0.5:
        said.append(
            f"{show_money(one.outside)} of the plan's cost belongs to no task (overheads, "
            "responses, penalties, summaries) and is not in the budget of earned value."
        )
    if own.acwp is None:
        said.append("The plan holds no actual costs, so there is no CPI and no EAC.")
    elif own.unpaid:
        said.append(
            f"{count(own.unpaid, 'task')} with work done hold no actual cost: CPI is too high."
        )
    if own.acwp is not None and _divided(cash)[1]:
        said.append(
            "EAC of parts: if the rest costs what was planned. enough: the share of the part's own "
            "forecast within it; these do not add up."
        )
    return said


def _asked(one: EarnedValue) -> str:
    """At which data date, or dates where projects have different ones."""
    last = show_day(one.at)
    return f"on {last}" if one.first == one.at else f"on {show_day(one.first)} to {last}"


def _standing(own: Figures) -> list[str]:
    """Variances in words, each with its index."""
    ahead = "ahead of" if own.sv > 0 else "behind"
    said = [f"{show_money(abs(own.sv))} {ahead} the plan{_index('SPI', own.spi)}"]
    if own.cv is not None:
        over = "below" if own.cv > 0 else "above"
        said.append(f"{show_money(abs(own.cv))} {over} its cost{_index('CPI', own.cpi)}")
    return said


def _index(name: str, value: float | None) -> str:
    return "" if value is None else f" ({name} {value:.2f})"


def _completion(forecast: Forecast, why: str) -> str:
    likely = show_chance(forecast.percentile)
    return f"EAC {show_money(forecast.eac)} {why}, {likely} likely to be enough"


def _row(part: Part, last: int) -> str:
    """last : how many names of the branch are shown."""
    own, eac = part.figures, part.by_plan
    name = "  " * part.level + "/".join(part.branch[-last:])
    money = [show_money(own.bac), show_money(own.bcws), show_money(own.bcwp)]
    money.append("" if own.acwp is None else show_money(own.acwp))
    indices = ["" if value is None else f"{value:.2f}" for value in (own.spi, own.cpi)]
    end = ("", "") if eac is None else (show_money(eac.eac), show_chance(eac.percentile))
    cells = [f"{cell:>{CELL}}" for cell in money] + [f"{cell:>{SMALL}}" for cell in indices]
    cells += [f"{end[0]:>{CELL}}", f"{end[1]:>{SMALL + 1}}"]
    return fit(name, NAME - 1) + " " + "".join(cells)
