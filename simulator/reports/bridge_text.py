"""The screen that `p80 bridge` prints: what moved the percentile, step by step."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from textwrap import wrap

from simulator.explain.bridge import Bar, Bridge
from simulator.explain.bridge.groups import Group
from simulator.reports.text import COLUMNS, GUTTER, flow, gutter
from simulator.reports.words import count, cut, days, fit, unit
from simulator.results.estimate import show_money
from simulator.results.result import Result

NAME, MOVE = 40, 20
NAMED = 4
"""Tasks that are named one by one."""
LETTERS = 60


def summary(bridge: Bridge, out: str | None = None, command: Sequence[str] = ()) -> str:
    """One screen, each line with its end.

    out : the folder that was written, if any. command : the words of the command line, for the
    command that is proposed.
    """
    lines = [*_head(bridge), "", *_ends(bridge), "", *_steps(bridge), "", *_tasks(bridge)]
    lines += ["", *_next(bridge, out, command)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def percentile_of(bridge: Bridge) -> str:
    """``P80``."""
    return f"P{bridge.level:g}"


def _head(bridge: Bridge) -> list[str]:
    run = bridge.new.run
    how = [
        f"why {percentile_of(bridge)} moved, {count(run.iterations, 'iteration')} each, same draws",
        f"seed {run.seed}",
    ]
    return [fit(bridge.new.program.title, COLUMNS), *flow(how)]


def _ends(bridge: Bridge) -> list[str]:
    lines = []
    for title, result in (("Old", bridge.old), ("New", bridge.new)):
        said = [f"{percentile_of(bridge)} {result.finish.percentile(bridge.level)}"]
        if result.cost is not None:
            said.append(f"{result.cost.percentile(bridge.level)}{unit(result.program.currency)}")
        if result.run.seed != bridge.new.run.seed:
            said.append(f"seed {result.run.seed}")
        lines += gutter(title, flow(said, COLUMNS - GUTTER))
    return lines


def _steps(bridge: Bridge) -> list[str]:
    """A row a group in the order in which the changes are made, and the whole."""
    title = "On average over all orders" if bridge.shapley else "In this order"
    money = unit(bridge.new.program.currency)
    head = fit(title, NAME) + fit("finish", MOVE)
    lines = [f"{head}cost,{money}" if money and bridge.cost else head + "cost" * bool(bridge.cost)]
    for k, bar in enumerate(bridge.finish):
        cells = fit(_days(bar), MOVE)
        if bridge.cost:
            cells += _money(bridge.cost[k])
        lines.append(fit(f"  {_name(bridge, bar)}", NAME) + cells)
    whole = fit(signed_days(bridge.days), MOVE)
    if bridge.cost:
        whole += signed_money(bridge.money)
    return [*lines, fit("  in all", NAME) + whole]


def _name(bridge: Bridge, bar: Bar) -> str:
    match = bridge.match
    numbers = {Group.REMOVED.value: len(match.removed), Group.ADDED.value: len(match.added)}
    number = numbers.get(bar.group)
    return f"{bar.group}, {count(number, 'task')}" if number else bar.group


def signed_days(value: float) -> str:
    """``+12 d``, ``-0.4 d``, ``0 d``."""
    return f"+{days(value)}" if value > 0 else days(value) if value else "0 d"


def signed_money(value: float) -> str:
    """``+1.20M``, ``-450k``, ``0``."""
    return f"+{show_money(value)}" if value > 0 else show_money(value)


def _days(bar: Bar) -> str:
    half = (bar.high - bar.low) / 2
    return signed_days(bar.move) + (f" ± {days(half)}" if half > 0 else "")


def _money(bar: Bar) -> str:
    half = (bar.high - bar.low) / 2
    return signed_money(bar.move) + (f" ± {show_money(half, 2)}" if half > 0 else "")


def _tasks(bridge: Bridge) -> list[str]:
    """What was matched, and what was not, by name."""
    match = bridge.match
    said = [f"{count(match.matched, 'task')} matched by id."]
    for word, ids, result in (
        ("Only in the old plan", match.removed, bridge.old),
        ("Only in the new plan", match.added, bridge.new),
    ):
        if ids:
            said.append(f"{word}: {count(len(ids), 'task')}, {_named(ids, result)}.")
    if match.renamed:
        pairs = [f"{old} is now {new}" for old, new in match.renamed]
        said.append(f"Of these with the same name: {_listed(pairs)}. Give one id to both plans.")
    if match.projects:
        pairs = [f"{old} is {new}" for old, new in match.projects.items()]
        said.append(f"Projects matched by their tasks: {_listed(pairs)}.")
    return gutter("Tasks", [line for one in said for line in wrap(one, COLUMNS - GUTTER)])


def _named(ids: Sequence[str], result: Result) -> str:
    """Ids and names; a project that is matched by its tasks has another id in the old plan."""
    names = {task.short_id: task.name for task in result.program.tasks}
    return _listed([f"{result.label(id)} {names.get(id.split('/', 1)[1], '')}" for id in ids])


def _listed(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - NAMED:,} more" if len(texts) > NAMED else ""
    return ", ".join(cut(text, LETTERS) for text in texts[:NAMED]) + more


def _next(bridge: Bridge, out: str | None, command: Sequence[str]) -> list[str]:
    if out is not None:
        return gutter("Next", [f"open {out}/bridge-finish.png"])
    return gutter("Next", [f"p80 bridge {shlex.join([*command, '--out', 'bridge'])}"])
