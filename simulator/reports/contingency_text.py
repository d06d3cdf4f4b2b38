"""The screen that `p80 contingency` prints: how much, for what, whose, and what responses do."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from textwrap import wrap

from simulator.reports.text import COLUMNS, GUTTER, gutter, head
from simulator.reports.words import count, days, fit, likely, seconds, unit
from simulator.results.allocation import Share
from simulator.results.estimate import show_money
from simulator.results.quantity import DateQuantity
from simulator.scenario.contingency.answer import WORDS, Amount, Contingency, Side, Stake

LABEL = 36
CELL = 22
_WIDE = 16
"""Columns of an amount with its error."""

MOST = 6
"""Risks and drivers that are shown, the dearest first."""

MOST_PARTS = 12
"""Parts that are shown, those that get most first."""

SHOWN = (50, 60, 70, 80, 90, 95)
"""Levels of confidence that are shown; documents and tables have them in steps of 5 %."""


def summary(
    found: Contingency, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """One screen, each line with its end. plan, out, options : as in `text.summary`."""
    runs = count(found.own.run.iterations, "iteration")
    lines = [*head(found.own, f"{runs} a run, {seconds(found.seconds)} in all"), ""]
    for side in found.sides:
        lines += _side(found, side)
    lines += ["", *_causes(found), *_owners(found), *_responses(found), *_stakes(found)]
    lines += ["", *_funding(found), "", *_next(shlex.quote(plan), out, options)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _side(found: Contingency, side: Side) -> list[str]:
    """The plan's own value with its chance; the level; the reserve."""
    quantity, of_time = side.quantity, isinstance(side.quantity, DateQuantity)
    money = "" if of_time else unit(found.own.program.currency)
    value = quantity.percentile(found.level)
    amount = quantity.contingency(found.level)
    share = "" if of_time or not quantity.planned else f", {amount / quantity.planned * 100:.1f} %"
    lines = [
        f"the plan says {quantity.plan.short}{money}, {likely(quantity.plan_chance)}",
        f"P{found.level:g} is {value.short}{money} {value.tolerance}".rstrip()
        + f": contingency {_shown(side, amount)}{money}{share}",
        f"P{found.reserve:g} is {quantity.percentile(found.reserve).short}{money}: "
        f"{_shown(side, found.held_above(side))}{money} more, as management reserve",
    ]
    return gutter("Finish" if of_time else "Cost", lines)


def _shown(side: Side, value: float) -> str:
    return days(value) if isinstance(side.quantity, DateQuantity) else show_money(value)


def _cell(side: Side, amount: Amount) -> str:
    half = amount.high - amount.value
    known = not math.isnan(half) and half > 0
    return _shown(side, amount.value) + (f" ± {_shown(side, half)}" if known else "")


def _causes(found: Contingency) -> list[str]:
    """The causes, of money and of time, with their sum."""
    titles = ["finish" if isinstance(one.quantity, DateQuantity) else "cost" for one in found.sides]
    lines = [fit("What it is for", LABEL) + "".join(fit(one, CELL) for one in titles)]
    for key, words in WORDS.items():
        amounts = [side.causes[key] for side in found.sides]
        if any(amount.value or amount.high for amount in amounts):
            cells = zip(found.sides, amounts, strict=True)
            lines.append(
                fit(f"  {words}", LABEL) + "".join(fit(_cell(*one), CELL) for one in cells)
            )
    whole = [_shown(side, side.quantity.contingency(found.level)) for side in found.sides]
    return [*lines, fit("  together", LABEL) + "".join(fit(one, CELL) for one in whole)]


def _owners(found: Contingency) -> list[str]:
    """The money by project, branch of the WBS or task: a column a method."""
    shares = found.shares
    if not shares:
        return []
    parts = sorted(shares[0].amounts, key=lambda part: -shares[0].amounts[part])
    heads = "".join(fit(one.method.key, 14) for one in shares)
    lines = ["", fit(f"Whose it is, by {found.by}", LABEL) + heads]
    for part in parts[:MOST_PARTS]:
        cells = "".join(fit(_amount(one, part), _WIDE if one.errors else 14) for one in shares)
        lines.append(fit(f"  {part}", LABEL - 1) + " " + cells)
    if len(parts) > MOST_PARTS:
        lines.append(f"  and {len(parts) - MOST_PARTS:,} more in the document")
    said = "; ".join(f"{one.method.key}: {one.method.words}" for one in shares)
    if any(one.errors for one in shares):
        said += " (random orders; ± is for those that were not tried)"
    return [*lines, *(f"  {line}" for line in wrap(said, COLUMNS - 2))]


def _amount(one: Share, part: str) -> str:
    error = f" ± {show_money(one.errors[part])}" if one.errors else ""
    return show_money(one.amounts[part]) + error


def _responses(found: Contingency) -> list[str]:
    """What the responses do, and cost."""
    one = found.responses
    if one is None:
        return []
    money = unit(found.own.program.currency)
    said = (
        f"With {count(one.count, 'response')} taken, at {show_money(one.price)}{money}, "
        f"P{found.level:g} is {one.after[0].short} instead of {one.before[0].short} "
        f"({days(one.days.value)})"
    )
    if one.cost is not None and one.after[1] is not None and one.before[1] is not None:
        said += (
            f" and {_fine(one.after[1].value)} instead of {_fine(one.before[1].value)}{money} "
            f"({show_money(one.cost.value)}, their price included)"
        )
    return ["", *gutter("Response", wrap(f"{said}.", COLUMNS - GUTTER))]


def _fine(value: float) -> str:
    """Two sums that differ by little must be told apart."""
    return show_money(value, figures=4)


def _stakes(found: Contingency) -> list[str]:
    """What each risk and driver alone adds, the dearest first."""
    stakes = found.stakes[:MOST]
    if not stakes:
        return []
    level, has_money = f"P{found.level:g}", found.money is not None
    heads = [f"{level} cost", f"{level} finish"] if has_money else [f"{level} finish"]
    lines = ["", fit("Without it", LABEL) + "".join(fit(one, CELL) for one in heads)]
    lines += [_stake(found, one) for one in stakes]
    if len(found.stakes) > MOST:
        lines.append(f"  and {len(found.stakes) - MOST} more in the document")
    return lines


def _stake(found: Contingency, one: Stake) -> str:
    amounts = [one.days] if one.cost is None else [one.cost, one.days]
    cells = [
        _cell(side, Amount(-amount.value, -amount.high, -amount.low))
        for side, amount in zip(found.sides, amounts, strict=True)
    ]
    return fit(f"  {one.id} {one.name}", LABEL - 1) + " " + "".join(fit(c, CELL) for c in cells)


def _funding(found: Contingency) -> list[str]:
    """Money and time by confidence."""
    money = unit(found.own.program.currency)
    heads = ["finish", "beyond plan", f"cost{money}", "beyond plan"]
    heads = heads if found.money is not None else heads[:2]
    lines = [fit("For confidence", 16) + "".join(fit(one, 15) for one in heads)]
    for row in found.funding:
        if row.level not in SHOWN:
            continue
        cells = [row.finish.short, days(row.extra_days)]
        if row.cost is not None and row.extra_cost is not None:
            cells += [row.cost.short, show_money(row.extra_cost)]
        lines.append(fit(f"  P{row.level:g}", 16) + "".join(fit(one, 15) for one in cells))
    return lines


def _next(plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    """What to do now."""
    if out is not None:
        return gutter("Next", [f"open {out}/charts/waterfall-finish.png"])
    words = shlex.join(["--out", "contingency", *options])
    return gutter("Next", [f"p80 contingency {plan} {words}"])
