"""What `p80 explain` prints: what decides the date and what to do first, then the tables."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence

from simulator.explain import Explanation
from simulator.explain.result import NEAR
from simulator.explain.shares import MERGE
from simulator.reports import explain_words as words
from simulator.reports.text import COLUMNS, gutter, head
from simulator.reports.words import count, days, fit, seconds, unit
from simulator.results.estimate import show_chance
from simulator.results.raw import Lever

NAME = 38
"""Columns of what a row is about."""

ROWS = 8
"""Rows of a table, as many as one reads."""

FEWER = 5
"""Rows of the tables that come after."""


def summary(
    found: Explanation, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """Some screens, the answers first, each line with its end.

    plan, out, options : as in `text.summary`.
    """
    blocks = [_head(found), words.in_short(found)]
    if not found.own.is_certain:
        blocks += [
            _shares(found),
            _levers(found),
            _ordered(found),
            _ends(found),
            _paths(found),
            _meetings(found),
            _near(found),
            _responses(found),
        ]
    blocks.append(_next(shlex.quote(plan), out, options))
    lines = [line for block in blocks if block for line in ("", *block)][1:]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(found: Explanation) -> list[str]:
    iterations = count(found.own.run.iterations, "iteration")
    return head(
        found.own,
        f"{iterations}, run {found.runs:,} times with changes",
        f"{seconds(found.seconds)} in all",
    )


def _row(name: str, *cells: str) -> str:
    """A name and cells, right-aligned in what is left of the line."""
    width = (COLUMNS - NAME) // len(cells)
    return fit(name, NAME - 1) + " " + "".join(f"{cell:>{width}}" for cell in cells)


def _moved(found: Explanation, one: Lever) -> tuple[str, ...]:
    """What it adds, in days and in money."""
    cells = [words.days_with(one.days, one.low, one.high)]
    if found.own.cost is not None:
        cells.append(words.money_with(one.cost, one.cost_low, one.cost_high))
    return tuple(cells)


def _heads(found: Explanation, finish: str = "finish") -> tuple[str, ...]:
    money = unit(found.own.program.currency)
    return (finish,) if found.own.cost is None else (finish, f"cost{money and f',{money}'}")


def _shares(found: Explanation) -> list[str]:
    """Groups that add up to the percentile less the plan."""
    money = {one.group: one for one in found.cost_shares or ()}
    lines = [_row(f"From the plan to {found.word}, adds up", *_heads(found))]
    total = found.own.finish.contingency(found.level)
    for one in found.shares:
        if one.size is None:
            if one.group == MERGE:
                lines.append(
                    "  merge bias is within these: dates that are no links set the plan's finish"
                )
            continue
        cells = [words.days_with(one.size, one.low, one.high)]
        if found.own.cost is not None:
            cost = money.get(one.group)
            shown = (cost.size, cost.low, cost.high) if cost else (None, None, None)
            cells.append(words.money_with(*shown))
        name = one.group if not one.causes else f"{one.group} ({one.causes:,})"
        lines.append(_row(f"  {name}", *cells))
    last = [days(total)]
    if found.own.cost is not None:
        last.append(words.money_with(found.own.cost.contingency(found.level), None, None))
    return [*lines, _row("  together", *last)]


def _levers(found: Explanation) -> list[str]:
    shown = [one for one in found.levers if words.shows(one)][:ROWS]
    if not shown:
        return []
    lines = [_row(f"Taken out alone, {found.word} less", *_heads(found))]
    lines += [_row(f"  {words.label(found.own, one)}", *_moved(found, one)) for one in shown]
    return [*lines, f"  tried: {len(found.levers):,} of {count(found.causes, 'cause')}"]


def _ordered(found: Explanation) -> list[str]:
    if len(found.ordered) < 2:
        return []
    lines = [_row("One after the other, adds up", *_heads(found))]
    for number, one in enumerate(found.ordered, start=1):
        lines.append(_row(f"  {number}. {words.label(found.own, one)}", *_moved(found, one)))
    return lines


def _ends(found: Explanation) -> list[str]:
    if not found.ends:
        return []
    lines = [_row(f"{found.word} if a task takes its", "P10", "P90")]
    for one in found.ends[:FEWER]:
        name = f"  {found.own.label(one.id)} {one.name}"
        cells = (words.end(one.short, one.early), words.end(one.long, one.late))
        lines.append(_row(name, *cells))
    return lines


def _paths(found: Explanation) -> list[str]:
    """Paths by what tells them apart."""
    lines = [_row(count(found.different, "critical path"), "of all", f"after {found.word}")]
    shown = list(zip(found.paths[:FEWER], words.told_apart(found), strict=False))
    for number, (one, told) in enumerate(shown, start=1):
        late_share = "" if math.isnan(one.late_share) else show_chance(one.late_share)
        name = f"  path {number}" + (", the plan's own" if one.planned else "")
        lines += [_row(name, show_chance(one.share), late_share), f"    {told}"]
    if (rest := found.different - len(shown)) > 0:
        lines.append(f"  and {rest:,} more")
    return lines


def _meetings(found: Explanation) -> list[str]:
    """Merges that hold up tasks on the critical path first."""
    ranked = sorted(found.meetings, key=lambda one: -one.delay * (one.criticality or 0.0))
    shown = [one for one in ranked if one.delay >= 0.05 and one.criticality > 0][:FEWER]
    if not shown:
        return []
    lines = [_row("Where paths meet, working days", "later by", "on the path")]
    for one in shown:
        name = f"  {found.own.label(one.id)} {one.name}"
        lines.append(_row(name, days(one.delay), show_chance(one.criticality)))
    return lines


def _near(found: Explanation) -> list[str]:
    """Tasks beside the plan's own path that often have hardly any float."""
    critical = dict(zip(found.own.schedule.ids, found.own.schedule.critical.tolist(), strict=True))
    rows = [
        row
        for row in found.table("tasks").to_dict("records")
        if row["near"] >= 0.1 and not critical[row["id"]] and row["driving_days"] >= 0
    ]
    rows.sort(key=lambda row: (-row["near"], row["id"]))
    if not rows:
        return []
    title = f"Not in the plan's path, float <= {NEAR} d"
    lines = [_row(title, "of all", "on the path")]
    for row in rows[:FEWER]:
        name = f"  {found.own.label(row['id'])} {row['name']}"
        lines.append(_row(name, show_chance(row["near"]), show_chance(row["criticality"])))
    if len(rows) > FEWER:
        lines.append(f"  and {len(rows) - FEWER:,} more")
    return lines


def _responses(found: Explanation) -> list[str]:
    if found.advice is None:
        return []
    lines = [_row("Responses to risks, each alone", f"{found.word} less", "cost less", "price")]
    money = unit(found.own.program.currency)
    for plan in found.advice.single[:ROWS]:
        risk = next(one for one in found.own.program.risks if one.id == plan.risks[0])
        move = plan.move
        lines.append(
            _row(
                f"  {risk.id} {risk.name}",
                days(move.days),
                "" if move.cost is None else words.money_with(move.cost, None, None),
                words.price(plan.price),
            )
        )
    rest = len(found.advice.single) - ROWS
    said = [f"  money in{money}"] if money else []
    return [*lines, *([f"  and {rest:,} more"] if rest > 0 else []), *said]


def _next(plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    """What to do now."""
    if out is not None:
        return gutter("Next", [f"open {out}/charts/explain-levers.png"])
    return gutter("Next", [f"p80 explain {plan} {shlex.join(['--out', 'explain', *options])}"])
