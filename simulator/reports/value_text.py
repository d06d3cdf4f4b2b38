"""The screen that `p80 value` prints: what the program is worth, and what is at stake."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from textwrap import wrap

from simulator.reports.text import COLUMNS, GUTTER, gutter, head
from simulator.reports.words import count, fit, seconds, share, unit
from simulator.results.estimate import show_chance, show_day, show_money
from simulator.scenario.contingency.answer import Amount
from simulator.scenario.value import Value
from simulator.scenario.value.answer import SPENDING, AtStake

MOST = 8
"""Risks and drivers that are shown, those that take most first."""


def summary(
    value: Value, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """One screen, each line with its end. plan, out, options : as in `text.summary`."""
    runs = count(value.own.run.iterations, "iteration")
    lines = [*head(value.own, f"{runs} a run, {seconds(value.seconds)} in all"), ""]
    lines += [*_worth(value), "", *_payback(value), "", *_delay(value)]
    lines += [*_stakes(value), "", *_assumed(value), "", *_next(shlex.quote(plan), out, options)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _worth(value: Value) -> list[str]:
    """The plan's own, the chance of a positive one, and what one can be sure of."""
    money, net, worth = unit(value.own.program.currency), value.net, value.worth
    even, sure = (show_money(value.sure_of(p).value) for p in (50, 80))
    parts = [f"benefits {show_money(float(worth.benefits.mean()))}"]
    parts.append(f"costs {show_money(float(worth.costs.mean()))}")
    if worth.lost.any():
        parts.append(f"lost by delay {show_money(float(worth.lost.mean()))}")
    lines = [
        f"the plan says {show_money(net.planned)}{money}; that or more: {share(value.plan_chance)}",
        f"a net present value above 0: {share(value.positive)}",
        f"even odds of {even}{money} or more, 80 % sure of {sure}{money} or more",
        f"on average {show_money(float(net.samples.mean()))}{money}: {', '.join(parts)}",
    ]
    return gutter("Worth", lines)


def _payback(value: Value) -> list[str]:
    """When the benefits have paid back the cost."""
    if value.paid_back.value == 0:
        return gutter("Payback", [f"never in {value.paid_back.iterations:,} iterations"])
    found = []
    for p in (50, 80, 90):
        moment = value.payback(p)
        found.append(f"P{p} {'never' if moment is None else show_day(moment)}")
    lines = ["   ".join(found)]
    if value.paid_back.value < 1:
        lines.append(f"the benefits pay back the cost at all: {share(value.paid_back)}")
    return gutter("Payback", lines)


def _delay(value: Value) -> list[str]:
    money = unit(value.own.program.currency)
    said = f"each week later takes {_amount(value.per_week)}{money} from it, at the same cost"
    return gutter("Delay", [said])


def _amount(amount: Amount) -> str:
    half = amount.high - amount.value
    return show_money(amount.value) + (f" ± {show_money(half)}" if half > 0.5 else "")


def _stakes(value: Value) -> list[str]:
    """What each risk and driver takes from the mean."""
    if not value.stakes:
        return []
    lines = ["", fit("At stake: without it", 44) + fit("worth more by", 22) + "above 0"]
    lines += [_stake(one) for one in value.stakes[:MOST]]
    if len(value.stakes) > MOST:
        lines.append(f"  and {len(value.stakes) - MOST} more in the document")
    return lines


def _stake(one: AtStake) -> str:
    label = fit(f"  {one.id} {one.name}", 43)
    return f"{label} {fit(_amount(one.value), 22)}{show_chance(one.positive.value)}"


def _assumed(value: Value) -> list[str]:
    rate = value.own.program.terms.discount
    said = "Not discounted: the plan sets no discount." if rate is None else (
        f"Present values at the start of the program, at {rate * 100:g} % a year."
    )  # fmt: skip
    text = f"{said} {SPENDING}".replace(" %", "\N{NO-BREAK SPACE}%")
    return gutter("Note", [line.replace("\N{NO-BREAK SPACE}", " ") for line in _folded(text)])


def _folded(text: str) -> list[str]:
    return wrap(text, COLUMNS - GUTTER)


def _next(plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    """What to do now."""
    if out is not None:
        return gutter("Next", [f"open {out}/charts/value.png"])
    return gutter("Next", [f"p80 value {plan} {shlex.join(['--out', 'value', *options])}"])
