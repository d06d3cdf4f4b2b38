"""The screen that `p80 cash` prints: how much money by when, and how sure that is."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import wrap

import numpy as np

from simulator.reports import earned_text
from simulator.reports.cash import Cash
from simulator.reports.cash_headings import headings
from simulator.reports.certainty import certainty
from simulator.reports.text import COLUMNS, GUTTER, gutter, head
from simulator.reports.words import count, fit, seconds, share
from simulator.results.cash import CashFlow
from simulator.results.estimate import show_chance, show_day, show_money
from simulator.results.percentile import percentile

NAME, CELL = 12, 8
"""Columns of the table: of a period's name, and of a number."""


def summary(
    cash: Cash, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """One screen, each line with its end. plan, out, options : as in `text.summary`."""
    lines = [*_head(cash), "", *_spend(cash), *_peak(cash), *_funding(cash)]
    lines += [*earned_text.lines(cash), *earned_text.table(cash), "", *_table(cash)]
    lines += [*headings(cash.flow), "", *_notes(cash)]
    lines += _next(shlex.quote(plan), out, options)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(cash: Cash) -> list[str]:
    run = cash.result.run
    took = f"{count(run.iterations, 'iteration')} in {seconds(run.seconds)}"
    return head(cash.result, f"cash flow by {cash.flow.unit}", took)


def _spend(cash: Cash) -> list[str]:
    """The total, and when half of it is spent."""
    one, own = cash.flow, cash.flow.percentiles()
    half = int(np.argmax(own[50] >= own[50][-1] / 2))
    planned = np.cumsum(one.planned)
    lines = [
        f"in all P50 {show_money(own[50][-1])}, P80 {show_money(own[80][-1])}{cash.money}; "
        f"the plan says {show_money(planned[-1])}",
        f"half of it by {_end(one, half)}: P50 {show_money(own[50][half])}, "
        f"P80 {show_money(own[80][half])}; the plan says {show_money(planned[half])}",
    ]
    if one.actual.any():
        lines.append(f"{show_money(one.actual.sum())} of the whole is spent already")
    if one.present is not None and one.discount is not None:
        p50, p80 = (show_money(percentile(np.sort(one.present), p)) for p in (50, 80))
        lines.append(f"present value P50 {p50}, P80 {p80} at {one.discount * 100:g} % a year")
    return gutter("Spend", lines)


def _peak(cash: Cash) -> list[str]:
    one, own = cash.flow, cash.flow.percentiles(cumulative=False)
    k = one.peak
    return gutter(
        "Peak",
        [
            f"{one.names[k]}: P50 {show_money(own[50][k])}, P80 {show_money(own[80][k])}"
            f"{cash.money}; the plan says {show_money(one.planned[k])}"
        ],
    )


def _funding(cash: Cash) -> list[str]:
    """When the limits may be passed first, and when most likely."""
    found, one = cash.funding, cash.flow
    if found is None:
        return []
    if found.first is None:
        return gutter("Funding", [f"no limit is passed in {found.ever.iterations:,} iterations"])
    first, worst = found.first, found.worst
    lines = [
        f"{show_money(found.limits[first])}{cash.money} first passed by {_end(one, first)}: "
        f"{share(found.chances[first])}"
    ]
    if worst != first:
        lines.append(
            f"{show_money(found.limits[worst])} most often passed by "
            f"{_end(one, worst)}: {share(found.chances[worst])}"
        )
    return gutter("Funding", [*lines, f"chance that any limit is ever passed: {share(found.ever)}"])


def _table(cash: Cash) -> list[str]:
    """A row a period: alone, and up to its end."""
    one, limited = cash.rows, cash.row_funding
    alone, up_to = one.percentiles(cumulative=False), one.percentiles()
    columns = [one.planned, alone[10], alone[50], alone[80], up_to[50], up_to[80]]
    heads = ["plan", "P10", "P50", "P80", "P50", "P80"]
    if limited is not None:
        heads += ["limit", "passed"]
    over = " " * NAME + f"{'in the ' + one.unit:>{4 * CELL}}" + f"{'by its end':>{2 * CELL}}"
    lines = [over, fit(one.unit.capitalize(), NAME) + "".join(f"{head:>{CELL}}" for head in heads)]
    for k, name in enumerate(one.names):
        cells = [show_money(column[k]) for column in columns]
        if limited is not None:
            cells += [show_money(limited.limits[k]), show_chance(limited.chances[k].value)]
        lines.append(fit(name, NAME) + "".join(f"{cell:>{CELL}}" for cell in cells))
    return lines


def _notes(cash: Cash) -> list[str]:
    """What a reader may take the table for, and is wrong."""
    said = ["Percentiles of periods and headings do not add up; sums are rounded as shown."]
    if cash.result.is_certain:
        said.append(f"{certainty(cash.result).value}.")
    if cash.flow.iterations < cash.result.run.iterations:
        said.append(
            f"Only the first {cash.flow.iterations:,} of {cash.result.run.iterations:,} iterations "
            "are laid out in time."
        )
    if cash.rows.unit != cash.flow.unit:
        said.append(f"All {len(cash.flow.names)} {cash.flow.unit}s: --csv, --json or --out.")
    for one, found in ((cash.flow, cash.funding), (cash.rows, cash.row_funding)):
        if found is not None and found.between:
            dates = ", ".join(show_day(_day(grant.until)) for grant in found.between[:3])
            said.append(
                f"Limits that end within a {one.unit} are not held against the sum at that day, "
                f"but at the end of the {one.unit}: {dates}{' ...' if found.between[3:] else ''}."
            )
    said += earned_text.doubts(cash)
    return gutter("Note", [line for text in said for line in wrap(text, COLUMNS - GUTTER)])


def _next(plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    if out is not None:
        return gutter("Next", [f"open {out}/charts/cash-flow.png"])
    return gutter("Next", [f"p80 cash {plan} {shlex.join(['--out', 'cash', *options])}"])


def _end(one: CashFlow, k: int) -> str:
    """The last day of a period."""
    return show_day(_day(one.edges[k + 1]))


def _day(at: datetime) -> datetime:
    """The day that a moment ends: midnight ends the day before."""
    return at - timedelta(microseconds=1)
