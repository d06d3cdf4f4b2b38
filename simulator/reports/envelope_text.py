"""The screen that `p80 envelope` prints: how far other assumptions would move the answer."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from textwrap import wrap

from simulator.reports.text import COLUMNS, GUTTER, gutter, head
from simulator.reports.words import count, cut, days, fit, seconds, unit
from simulator.results.estimate import show_money
from simulator.results.quantity import DateQuantity, Estimate, MoneyQuantity
from simulator.scenario.envelope.across import LEVELS, Across
from simulator.scenario.envelope.levers import Lever
from simulator.scenario.envelope.result import RULE, Envelope

OWN = 24
"""Columns of the plan's own answer."""

LEAST = 0.05
"""Days that can be shown; what moves less, moves nothing."""

JOINED = "\N{NO-BREAK SPACE}"
"""Between what must not be parted at the end of a line."""

LETTERS = 30
"""Characters of an id that are shown."""

NAMED = 4
"""Ranges that are named one by one."""


def summary(
    envelope: Envelope, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """One screen, each line with its end.

    plan, out, options : as in `text.summary`.
    """
    own = envelope.own
    lines = [*_head(envelope), "", *_quantity("Finish", envelope.finish, own.finish, "")]
    if envelope.cost is not None and own.cost is not None:
        money = unit(own.program.currency)
        lines += _quantity("Cost", envelope.cost, own.cost, money)
    lines += ["", *_grid(envelope), "", *_levers(envelope)]
    lines += ["", *_ranges(envelope)]
    lines += ["", *_next(shlex.quote(plan), out, options)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(envelope: Envelope) -> list[str]:
    own, cases = envelope.own, len(envelope.finish.cases)
    return head(
        own,
        f"the plan as it is, and under {cases} other assumptions",
        f"{count(own.run.iterations, 'iteration')} each, {seconds(envelope.seconds)} in all",
    )


def _quantity(
    title: str, across: Across[Estimate], own: DateQuantity | MoneyQuantity, money: str
) -> list[str]:
    """The plan's own answer, and the band around it."""
    lines = []
    for p in LEVELS:
        band = across.band(p)
        said = fit(f"P{p} {across.own.estimates[p].short}{money}", OWN)
        moved = _moved(band.width, own, money)
        lines.append(f"{said}{band.low.short} to {band.high.short}: {moved}")
    target = own.target_value
    if target is not None and across.chances is not None:
        low, high = across.chances
        said = fit(f"{target.short}{money}: {across.own.chance}", OWN)
        lines.append(f"{said}{low} to {high}")
    return gutter(title, lines)


def _moved(size: float, own: DateQuantity | MoneyQuantity, money: str) -> str:
    return days(size) if isinstance(own, DateQuantity) else f"{show_money(size)}{money}"


def _grid(envelope: Envelope) -> list[str]:
    """Days from the plan's own P80: a row a shape, a column a coefficient."""
    cases, zero = envelope.finish.cases, envelope.finish.own.number(80)
    coefficients = dict.fromkeys(case.correlation for case in cases)
    head = "".join(f"{f'correlation {one:g}':>18}" for one in coefficients)
    lines = [fit("P80 less the plan's", COLUMNS - 18 * len(coefficients)) + head]
    for shape in dict.fromkeys(case.shape for case in cases):
        moved = [cases[case].number(80) - zero for case in cases if case.shape == shape]
        cells = "".join(f"{_signed(one):>18}" for one in moved)
        lines.append(fit(f"  {shape}", COLUMNS - 18 * len(moved)) + cells)
    return lines


def _signed(value: float) -> str:
    return f"+{days(value)}" if value >= LEAST else "0 d" if value > -LEAST else days(value)


def _levers(envelope: Envelope) -> list[str]:
    """The largest lever of the finish, and of the cost, and the other one."""
    own = envelope.own
    lines = _sentences(envelope.finish.levers(), own.finish, "")
    found = gutter("Lever", lines)
    if envelope.cost is not None and own.cost is not None:
        money = unit(own.program.currency)
        found += gutter("of cost", _sentences(envelope.cost.levers(), own.cost, money))
    return found


def _sentences(
    levers: tuple[Lever, ...], own: DateQuantity | MoneyQuantity, money: str
) -> list[str]:
    largest, other = levers
    least = LEAST if isinstance(own, DateQuantity) else 0.5
    if largest.size < least:
        return ["Neither shape nor correlation moves P80 by anything that can be shown."]
    first = f"The largest is the {largest.assumption}: {_ends(largest)} it moves P80 by"
    then = f"The {other.assumption}, {_ends(other)}, moves it by"
    text = f"{first} {_size(largest, own, money)}. {then} {_size(other, own, money)}."
    return [line.replace(JOINED, " ") for line in wrap(text, COLUMNS - GUTTER)]


def _ends(lever: Lever) -> str:
    least, most = (end if isinstance(end, str) else f"{end:g}" for end in (lever.least, lever.most))
    return f"from {least} to {most}"


def _size(lever: Lever, own: DateQuantity | MoneyQuantity, money: str) -> str:
    """``7.9 d ± 0.3 d``, on one line."""
    half = (lever.high - lever.low) / 2
    tolerance = "" if math.isnan(half) else f" ± {_moved(half, own, '')}"
    return f"{_moved(lever.size, own, '')}{tolerance}{money}".replace(" ", JOINED)


def _ranges(envelope: Envelope) -> list[str]:
    """What was assumed anew, and what stayed."""
    ranges, own = envelope.ranges, envelope.own
    families = ", ".join(f"{name} {number:,}" for name, number in ranges.families.items())
    said = [f"In the plan: {families}. {RULE}"]
    if ranges.kept:
        named = [
            f"{cut(own.label(one.task), LETTERS)} {one.quantity} ({one.family})"
            for one in ranges.kept[:NAMED]
        ]
        more = f" and {len(ranges.kept) - NAMED:,} more" if len(ranges.kept) > NAMED else ""
        number = count(len(ranges.kept), "range")
        said.append(
            f"No three points, so always as in the plan: {number}, {', '.join(named)}{more}."
        )
    groups = len(own.program.correlations)
    has = count(groups, "correlation") + " of its own" if groups else "no correlation of its own"
    tasks = count(len(ranges.durations), "uncertain duration")
    said.append(f"The plan has {has}. In the other cases one coefficient joins all {tasks}.")
    return gutter("Ranges", [line for text in said for line in wrap(text, COLUMNS - GUTTER)])


def _next(plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    """What to do now."""
    if out is not None:
        return gutter("Next", [f"open {out}/charts/envelope-finish.png"])
    return gutter("Next", [f"p80 envelope {plan} {shlex.join(['--out', 'envelope', *options])}"])
