"""The screen that `p80 replay` prints: the driving path, what happened, what took longer."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from textwrap import wrap

import numpy as np

from simulator.explain.replay import Replay, Shared
from simulator.explain.replay.happened import Happened
from simulator.reports import shared_text
from simulator.reports.text import COLUMNS, GUTTER, flow, gutter
from simulator.reports.words import count, cut, days, fit, unit
from simulator.results.estimate import moment, show_chance, show_day, show_money
from simulator.results.quantity import DateQuantity, MoneyQuantity

ROWS = 20
"""Tasks of the driving path that are shown, the longest of them."""
MOST = 5
"""Overruns that are shown."""
MANY = 20
"""Happenings that are shown."""
LEAST = 0.05
"""Days that can be shown."""
NAME = 38
JOINED = "\N{NO-BREAK SPACE}"
"""Between a number and its unit, which must not be parted at the end of a line."""


def summary(
    replay: Replay,
    common: Shared | None = None,
    plan: str = "PLAN",
    out: str | None = None,
    options: Sequence[str] = (),
) -> str:
    """One iteration in lines of 80 columns, each with its end; before it, what those have in
    common that it stands for.

    plan, out, options : as in `text.summary`.
    """
    lines = [*head(replay), ""]
    if common is not None:
        lines += [*shared_text.lines(common, replay.result), ""]
    lines += [*answers(replay), "", *_path(replay), "", *_happenings(replay)]
    lines += ["", *_overruns(replay), "", *_next(replay, shlex.quote(plan), out, options)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def head(replay: Replay) -> list[str]:
    """Whose iteration it is."""
    result = replay.result
    how = [
        f"iteration {replay.iteration:,} of 0 to {result.run.iterations - 1:,}",
        count(len(result.schedule.ids), "task"),
        f"seed {result.run.seed}",
    ]
    return [fit(result.program.title, COLUMNS), *flow(how)]


def answers(replay: Replay) -> list[str]:
    """Finish and cost, beside the plan and the other iterations."""
    result = replay.result
    lines = gutter("Finish", _answer(result.finish, replay.finish, "", ("later", "earlier")))
    if result.cost is not None and replay.cost is not None:
        money = unit(result.program.currency)
        lines += gutter("Cost", _answer(result.cost, replay.cost, money, ("more", "less")))
    return lines


def _answer(
    quantity: DateQuantity | MoneyQuantity, value: float, money: str, words: tuple[str, str]
) -> list[str]:
    """Two lines; words : for above and below the plan."""
    above = quantity.spread(value - quantity.planned)
    is_date = isinstance(quantity, DateQuantity)
    size = days(abs(above)) if is_date else f"{show_money(abs(above))}{money}"
    beside = f"{size} {words[0] if above > 0 else words[1]} than the plan"
    if abs(value - quantity.planned) <= quantity.noise(value):
        beside = "as in the plan"
    lower = float(np.mean(quantity.samples < value))
    verb = "end" if is_date else "cost"
    rank = f"{show_chance(lower)} of the iterations {verb} {words[1]}"
    return flow([f"{quantity.estimate(value).short}{money}", beside, rank], COLUMNS - GUTTER)


def _path(replay: Replay) -> list[str]:
    """The driving path in the order of time; of a long one the tasks that last longest."""
    path = list(replay.tasks.path)
    title = "On the driving path"
    if len(path) > ROWS:
        length = (replay.tasks.finish - replay.tasks.start)[path]
        kept = np.sort(np.argsort(-length, kind="stable")[:ROWS])
        title, path = f"Driving path, {ROWS} of {len(path):,}", [path[k] for k in kept]
    lines = [fit(title, NAME) + f"{'from':<13}{'to':<13}{'days':>8}{'plan':>8}"]
    for row in path:
        start = show_day(moment(replay.result.origin, replay.tasks.start[row]))
        end = replay.result.finish.estimate(float(replay.tasks.finish[row])).short
        lines.append(f"{_name(replay, row)}{start:<13}{end:<13}{_days(replay, row)}")
    return lines


def _name(replay: Replay, row: int) -> str:
    id = replay.result.schedule.ids[row]
    return fit(f"  {replay.result.named(id)}", NAME - 2) + "  "


def _days(replay: Replay, row: int) -> str:
    """Working days as drawn and as planned; nothing for what has no duration."""
    own = [
        values[row] / replay.tasks.day[row]
        for values in (replay.tasks.duration, replay.tasks.planned)
    ]
    return "".join(f"{one:>8,.1f}" if one > 0 else f"{'':8}" for one in own)


def _happenings(replay: Replay) -> list[str]:
    if not replay.happened:
        return ["Nothing happened beside the durations."]
    lines = ["What happened"]
    for one in replay.happened[:MANY]:
        text = f"{one.kind} {one.id} {cut(one.name, 50)}{_part(one)}: {_effect(replay, one)}"
        text = re.sub(r"(\d) d\b", rf"\1{JOINED}d", text)
        broken = wrap(text, COLUMNS, initial_indent="  ", subsequent_indent=" " * GUTTER)
        lines += [line.replace(JOINED, " ") for line in broken]
    if len(replay.happened) > MANY:
        lines.append(f"  and {len(replay.happened) - MANY:,} more")
    return lines


def _part(one: Happened) -> str:
    if one.kind == "branch":
        return f", path {cut(one.part, 30)}"
    return f", repeat {one.part}" if one.kind == "loop" else ""


def _effect(replay: Replay, one: Happened) -> str:
    """What it did, in days and money."""
    if one.factor is not None:
        return f"× {one.factor:.2f}"
    if one.kind != "risk":
        return "taken" if one.kind == "branch" else "done again"
    said = [f"{cut(replay.result.label(task), 30)} {_signed(delay)}" for task, delay in one.delays]
    if replay.paid is not None and (cost := replay.paid.risks.get(one.id)):
        said.append(f"{show_money(cost)}{unit(replay.result.program.currency)}")
    return ", ".join(said) or "nothing that it could hit"


def _signed(value: float) -> str:
    return f"+{days(value)}" if value >= 0 else days(value)


def _overruns(replay: Replay) -> list[str]:
    """The tasks that took most working days more than planned."""
    over = np.nan_to_num(replay.tasks.overruns, nan=0.0)
    rows = [row for row in np.argsort(-over, kind="stable")[:MOST] if over[row] >= LEAST]
    if not rows:
        return ["No task took longer than planned."]
    lines = [fit("Longest overruns, in working days", NAME) + f"{'days':>34}{'plan':>8}"]
    for row in rows:
        said = f"{_signed(over[row])}{', drives' if replay.tasks.critical[row] else ''}"
        lines.append(f"{_name(replay, row)}{said:<26}{_days(replay, row)}")
    return lines


def _next(replay: Replay, plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    if out is not None:
        return gutter("Next", [f"open {out}/gantt.png"])
    words = ["--iteration", str(replay.iteration), "--out", "replay", *options]
    return gutter("Next", [f"p80 replay {plan} {shlex.join(words)}"])
