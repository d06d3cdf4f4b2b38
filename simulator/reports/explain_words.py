"""Sentences and cells of an explanation."""

from __future__ import annotations

import math
from textwrap import wrap

from simulator.explain import Explanation
from simulator.explain.paths import apart
from simulator.explain.responses import Advice, Plan
from simulator.reports.text import COLUMNS, GUTTER, gutter
from simulator.reports.words import count, cut, days, lever_name, unit
from simulator.results.estimate import show_chance, show_money
from simulator.results.raw import Lever
from simulator.results.result import Result

LEAST = 0.05
"""Days that can be shown; what moves less, moves nothing."""

LETTERS = 44
"""Characters of a name in a sentence."""

TOLD = 8
"""Tasks that tell a path from the others."""


def label(result: Result, one: Lever) -> str:
    """The cause as people say it."""
    return lever_name(one, result.label(one.id))


def shows(one: Lever) -> bool:
    """Whether it moves the date or the cost by anything that can be shown."""
    return abs(one.days) >= LEAST or abs(one.cost or 0.0) >= 0.5


def days_with(size: float, low: float | None, high: float | None) -> str:
    """``2.9 d ± 0.3 d``; ``0 d`` for what cannot be shown."""
    if abs(size) < LEAST:
        return "0 d"
    return f"{days(size)}{_half(low, high, days)}"


def money_with(size: float | None, low: float | None, high: float | None) -> str:
    """``4,195 ± 253``; nothing for what has none."""
    if size is None:
        return ""
    if abs(size) < 0.5:
        return "0"
    return f"{show_money(size)}{_half(low, high, price)}"


def price(value: float) -> str:
    """A sum in few figures."""
    return show_money(value, 2)


def end(value: float, moved: tuple[float, float, float]) -> str:
    """``18 d: -6.0 d``: a duration, and how far the finish then moves."""
    sign = "+" if moved[0] >= LEAST else ""
    return f"{days(value)}: {sign}{days(moved[0]) if abs(moved[0]) >= LEAST else '0 d'}"


def in_short(found: Explanation) -> list[str]:
    """What decides the date, and what to do: sentences before any table."""
    own, more = found.own, found.own.finish.contingency(found.level)
    said = [f"{found.word} is {own.finish.percentile(found.level).short}"]
    if own.is_certain:
        said[0] += ", the plan's own date: nothing in the plan is uncertain."
        return gutter("In short", _wrapped(said))
    side = "after" if more >= 0 else "before"
    said[0] += f", {days(abs(more))} {side} the plan."
    said += [_groups(found), _strongest(found), _path(found)]
    if found.advice is not None:
        said += advised(found, found.advice)
    return gutter("In short", [line for text in said if text for line in _wrapped([text])])


def _groups(found: Explanation) -> str:
    """The largest group."""
    known = [one for one in found.shares if one.size is not None and abs(one.size) >= LEAST]
    if not known:
        return ""
    ranked = sorted(known, key=lambda one: -abs(one.size or 0.0))
    parts = [f"{one.group} {days(one.size or 0.0)}" for one in ranked]
    return "Of these come from " + ", ".join(parts) + "."


def _strongest(found: Explanation) -> str:
    """The strongest causes, and which of them are more than noise."""
    known = [one for one in found.levers if one.days >= LEAST and not one.low <= 0.0][:3]
    if not known:
        return "No single cause moves the date by more than chance."
    parts = [
        f"{cut(label(found.own, one), LETTERS)} ({days_with(one.days, one.low, one.high)})"
        for one in known
    ]
    return f"What moves {found.word} most: " + ", ".join(parts) + "."


def _path(found: Explanation) -> str:
    first = found.paths[0]
    planned = "is the plan's own" if first.planned else "is not the plan's own"
    if found.different == 1:
        return f"One path decides all iterations; it {planned}."
    return (
        f"{found.different:,} different paths decide it; the most frequent, in "
        f"{show_chance(first.share)} of all iterations, {planned}."
    )


def advised(found: Explanation, advice: Advice) -> list[str]:
    """What responses buy."""
    money = unit(found.own.program.currency)
    if advice.best is None:
        plan = next((one for one in advice.single if one.gain > 0 and one.move.low > 0), None)
        if plan is None:
            return ["No response to a risk, alone, moves the date by more than chance."]
        return [f"Most for its money: {_bought(found, plan)}."]
    best, tried = advice.best, f"{count(advice.tried, 'set')} run"
    proof = "all that can be afforded" if advice.every else "not all, so a better one may exist"
    budget = f"{show_money(advice.budget or 0.0)}{money}"
    if not best.risks:
        return [f"No set of responses within {budget} helps ({tried}: {proof})."]
    return [f"Within {budget}: {_bought(found, best)} ({tried}: {proof})."]


def _bought(found: Explanation, plan: Plan) -> str:
    """``respond to R1 and R2 for 410k EUR: P80 12 d ± 2 d earlier, ...``."""
    money = unit(found.own.program.currency)
    risks = " and ".join(filter(None, [", ".join(plan.risks[:-1]), plan.risks[-1]]))
    move, now = plan.move, found.advice and found.advice.now
    side = "earlier" if move.days >= 0 else "later"
    gained = days_with(abs(move.days), move.low, move.high)
    said = f"respond to {risks} for {show_money(plan.price)}{money}: {found.word} {gained} {side}"
    if now and plan.chance is not None and now.chance is not None:
        said += f", the target date {_from_to(now.chance, plan.chance)}"
    if now and plan.jcl is not None and now.jcl is not None:
        said += f", both targets {_from_to(now.jcl, plan.jcl)}"
    return said


def _from_to(before: float, after: float) -> str:
    return f"from {show_chance(before)} to {show_chance(after)} likely"


def told_apart(found: Explanation) -> list[str]:
    """Each path by tasks that tell it from the others."""
    return [
        cut(f"by {' '.join(found.own.label(task) for task in tasks)}", COLUMNS - 4)
        if tasks
        else "by no task of its own"
        for tasks in apart(found.paths, TOLD)
    ]


def _half(low: float | None, high: float | None, show: object) -> str:
    if low is None or high is None or math.isnan(high - low) or not callable(show):
        return ""
    return f" ± {show((high - low) / 2)}"


def _wrapped(texts: list[str]) -> list[str]:
    joined = "\N{NO-BREAK SPACE}"
    kept = " ".join(texts).replace(" ± ", f"{joined}±{joined}").replace(" d", f"{joined}d")
    return [line.replace(joined, " ") for line in wrap(kept, COLUMNS - GUTTER)]
