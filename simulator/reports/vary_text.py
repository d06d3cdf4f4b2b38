"""The screen that `p80 compare --vary` prints: what each combination would change."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from simulator.reports.compare_words import interval, plain_days
from simulator.reports.text import COLUMNS, flow, gutter
from simulator.reports.words import count, fit, seconds, unit
from simulator.results.estimate import show_money
from simulator.scenario.vary.grid import Cell, Grid

DATE, DAYS, SHARE, MONEY = 13, 17, 9, 18
"""Columns of the table: of a date, of working days, of a chance, of a difference in money."""

MOST = 30
"""Combinations that are shown."""


def summary(grid: Grid, plan: str, out: str | None = None, again: Sequence[str] = ()) -> str:
    """One screen, each line with its end. plan, out, again : as in `compare_text.summary`."""
    own = grid.own
    number = len(grid.cells)
    how = [
        f"{count(number, 'combination')} of {' and '.join(one.name for one in grid.factors)}",
        "the plan as it is",
        f"{count(own.run.iterations, 'iteration')} each on the same luck",
        f"{seconds(grid.seconds)} in all",
        f"seed {own.run.seed}",
    ]
    lines = [fit(own.program.title, COLUMNS), *flow(how), "", *_table(grid)]
    if number > MOST:
        lines.append(f"and {number - MOST:,} more combinations: cases.csv of --out has all")
    step = [f"open {out}/{_opened(grid)}"]
    if out is None:
        step = [f"p80 compare {shlex.join([plan, *again, '--out', 'compare'])}"]
    return "\n".join(line.rstrip() for line in [*lines, "", *gutter("Next", step)]) + "\n"


def _opened(grid: Grid) -> str:
    return "charts/compare-finish.png" if grid.quantities else "cases.csv"


def _table(grid: Grid) -> list[str]:
    own = grid.own
    has_target, has_cost = own.finish.target is not None, any(cell.money for cell in grid.cells)
    tail = f"{'P80':>{DATE}}{'working days':>{DAYS}}"
    tail += f"{'in time':>{SHARE}}" if has_target else ""
    tail += f"{'cost P80 moves by':>{MONEY}}" if has_cost else ""
    room = COLUMNS - len(tail)
    each = max(room // len(grid.factors), 6)
    lines = ["".join(fit(one.name, each - 1) + " " for one in grid.factors).ljust(room) + tail]
    plan = f"{own.finish.percentile(80).short:>{DATE}}{'':>{DAYS}}"
    plan += f"{own.finish.target_chance!s:>{SHARE}}" if has_target else ""
    lines.append(fit("the plan as it is", room) + plan)
    for cell in grid.cells[:MOST]:
        values = "".join(fit(value.text, each) for value in cell.values).ljust(room)
        lines.append(values + _figures(cell, has_target, has_cost))
    if has_cost and own.program.currency:
        lines.append(f"money in{unit(own.program.currency)}; differences are 95 % intervals")
    else:
        lines.append("differences are 95 % intervals")
    return lines


def _figures(cell: Cell, has_target: bool, has_cost: bool) -> str:
    found = f"{cell.finish[80].short:>{DATE}}{interval(cell.days[80], plain_days):>{DAYS}}"
    if has_target:
        found += f"{cell.chance!s:>{SHARE}}"
    if has_cost:
        found += f"{interval(cell.money[80], show_money):>{MONEY}}"
    return found
