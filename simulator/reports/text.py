"""The screen that `p80 run` prints: the answers first, in words that need no lecture."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence

import numpy as np

from simulator.reports.certainty import Certainty, certainty
from simulator.reports.words import (
    count,
    counts,
    data_dates,
    days,
    fit,
    lever_name,
    likely,
    seconds,
    share,
    telling,
    unit,
    width,
)
from simulator.results import calendars, correlation
from simulator.results.document import FEW
from simulator.results.estimate import show_chance
from simulator.results.histogram import shape
from simulator.results.precision import needed
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Result

COLUMNS = 80
GUTTER = 10
BARS = "▁▂▃▄▅▆▇█"
BINS = 24
SCREEN = 23
"""Lines of a screen of 24, one left for the prompt."""

MOST = 5
"""Things that matter most; fewer where the screen has no room for them."""

WITHIN = 1.0
"""Days to which P80 is proposed to be known."""

READING = ("--scenario", "--range", "--encoding", "--three-point")
"""Options that say how a plan is read: another command needs them to see the same plan."""

SAMPLING = "--sampling"
"""An option of `p80 run` alone: the other commands sample in one way."""

RANGE = '--range "triangular(90%, 100%, 130%)"'


def summary(
    result: Result, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """At most 23 lines of 80 columns (a long file name makes its own line longer), each with its
    end.

    plan : the file's name, as the user typed it; out : the folder that was written, if any.
    options : words of the command line without which the run would be another, for the command
    that is proposed: ``("--range", "triangular(90%, 100%, 130%)")``.
    """
    lines = _head(result)
    lines += ["", *_finish(result)]
    lines += _cost(result)
    if result.is_certain:
        lines += ["", *_certain(result, shlex.quote(plan))]
    else:
        then = _next(result, shlex.quote(plan), out, options)
        decides = _decides(result, MOST)
        # What matters most goes before the last of what is proposed.
        while len(then) > 1 and len(lines) + len(decides) + len(then) + 2 > SCREEN:
            then.pop()
        decides = decides[: SCREEN - len(lines) - len(then) - 2]
        lines += ["", *decides] if len(decides) > 1 else []
        lines += ["", *then]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def head(result: Result, *how: str, notes: Collection[str] | None = None) -> list[str]:
    """The title, and how it was found. how : what a command says of its runs; seed, and what
    weakens the answer, are added. notes : of the plans that were read; None for the result's."""
    said = [*how, f"seed {result.run.seed}"]
    if result.run.iterations < FEW:
        said.append("few: rough figures")
    if number := len(result.program.notes if notes is None else notes):
        said.append(count(number, "note"))
    return [fit(result.program.title, COLUMNS), *flow(said)]


def _head(result: Result) -> list[str]:
    program, run = result.program, result.run
    what = [count(len(program.projects), "project"), count(len(result.given.activities), "task")]
    logic = {
        "risk": program.risks,
        "driver": program.drivers,
        "branch": program.branches,
        "loop": program.loops,
    }
    what += counts({noun: len(many) for noun, many in logic.items()})
    if since := data_dates(program):
        what.append(f"data date {since}")
    how = [f"{count(run.iterations, 'iteration')} in {seconds(run.seconds)}", f"seed {run.seed}"]
    parity = result.parity
    if parity.compared:
        tool = parity.source or "its source"
        how.insert(0, f"dates agree with {tool}: {parity.agree:,} of {parity.compared:,}")
    if run.iterations < FEW and not result.is_certain:
        how.append("few: rough figures")
    how += calendars.in_short(result.windows)
    how += correlation.in_short(result.receipts)
    if exact := _how_many(result):
        how.append(exact)
    if notes := len(result.program.notes):
        how.append(count(notes, "note"))
    return [fit(program.title, COLUMNS), *flow(what), *flow(how)]


def _finish(result: Result) -> list[str]:
    finish = result.finish
    return gutter("Finish", _answers(finish, ""))


def _cost(result: Result) -> list[str]:
    cost = result.cost
    if cost is None:
        return []
    lines = _answers(cost, unit(result.program.currency))
    if cost.is_certain and not result.is_certain:
        lines[0] += "; nothing in the plan makes that sum uncertain"
    joint = result.target_joint_chance
    if joint is not None and not result.is_certain:
        lines.append(f"both targets together: {share(joint)}")
    return gutter("Cost", lines)


def _answers(quantity: DateQuantity | MoneyQuantity, money: str) -> list[str]:
    """The plan's own value, the target, the percentiles, the shape."""
    said = f"the plan says {quantity.plan.short}{money}"
    chance, goal = quantity.target_chance, quantity.target_value
    target = "" if goal is None else f"{goal.short}{money}"
    if quantity.is_certain:
        met = "" if chance is None else "is" if chance.value else "is not"
        return [said, f"the target {target} {met} met"] if met else [said]
    lines = [f"{said}, {likely(quantity.plan_chance)}"]
    if chance is not None:
        lines.append(f"the target is {target}, {likely(chance)}")
    low, high = quantity.percentile(1).short, quantity.percentile(99).short
    return [*lines, _percentiles(quantity), f"{sparkline(quantity)}  {low} to {high}"]


def _percentiles(quantity: DateQuantity | MoneyQuantity) -> str:
    cells = []
    for p in (50, 80, 90):
        estimate = quantity.percentile(p)
        cells.append(f"P{p} {estimate.short} {estimate.tolerance}".rstrip())
    wide = "   ".join(cells)
    return wide if width(wide) <= COLUMNS - GUTTER else "  ".join(cells)


def sparkline(quantity: DateQuantity | MoneyQuantity, number: int = BINS) -> str:
    """The shape from P1 to P99 in one line."""
    heights = shape(quantity, number)
    steps = np.ceil(heights / heights.max() * len(BARS)).astype(int)
    return "".join(BARS[max(step, 1) - 1] for step in steps)


def _decides(result: Result, most: int) -> list[str]:
    levers = telling(result.levers)[:most]
    if not levers:
        return _most_critical(result, most)
    name, path = 42, 22
    lines = [fit("What decides it", name) + fit("on the critical path", path) + "moves P80 by"]
    for lever in levers:
        label = fit(f"  {lever_name(lever, result.label(lever.id))}", name - 2) + "  "
        critical = "" if lever.critical is None else show_chance(lever.critical)
        lines.append(label + fit(critical, path) + days(lever.days))
    return lines


def _most_critical(result: Result, most: int) -> list[str]:
    """The tasks most often on the critical path, where no levers were computed."""
    critical = result.sensitivity.criticality * (result.tallies.duration_sd > 0)
    order = np.argsort(-critical, kind="stable")[:most]
    lines = [fit("What decides it", 42) + "on the critical path"]
    for row in order[critical[order] > 0]:
        id = result.schedule.ids[row]
        label = fit(f"  {result.named(id)}", 40) + "  "
        lines.append(label + show_chance(float(critical[row])))
    return lines


def _certain(result: Result, plan: str) -> list[str]:
    why = certainty(result)
    if why is not Certainty.NO_RANGE:
        return gutter("Note", [f"{why.value}."])
    range_for_all = ["Give every open task a range:", f"p80 run {plan} {RANGE}"]
    return gutter("Note", [f"{why.value}.", *range_for_all])


def _next(result: Result, plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    """What to do now: the commands, with what they give where that fits."""
    same = shlex.join(["--out", "report", *options])
    steps = [(f"p80 run {plan} {same}", "charts, tables, a page to mail")]
    if out is not None:
        steps = [(f"open {out}/report.html", "the page to mail; charts and tables beside it")]
    if result.program.notes or result.parity.mismatches:
        read = [word for pair in _pairs(options) if pair[0] in READING for word in pair]
        steps.append((_command("p80 check", plan, read), "what was assumed while reading"))
    drawn = [word for pair in _pairs(options) if pair[0] != SAMPLING for word in pair]
    steps.append((_command("p80 explain", plan, drawn), "what drives it, and what would help"))
    lines = [f"{command}   {gives}" for command, gives in steps]
    wide = any(width(line) > COLUMNS - GUTTER for line in lines)
    return gutter("Next", [command for command, _ in steps] if wide else lines)


def _pairs(options: Sequence[str]) -> list[tuple[str, str]]:
    """Each option with its value."""
    return list(zip(options[::2], options[1::2], strict=True))


def _command(command: str, plan: str, options: Sequence[str]) -> str:
    return " ".join([command, plan, *([shlex.join(options)] if options else [])])


def _how_many(result: Result) -> str:
    """``P80 within 1 day takes about 400,000``: how many iterations; empty where it is."""
    margin = result.finish.percentile(80).margin
    if margin is None or margin <= WITHIN:
        return ""
    number = needed(result.run.iterations, margin, WITHIN)
    return f"P80 within {WITHIN:g} day takes about {float(f'{number:.1g}'):,.0f}"


def gutter(title: str, lines: list[str]) -> list[str]:
    """The lines beside each other's first column, the title in that of the first."""
    titles = [title, *[""] * (len(lines) - 1)]
    return [f"{label:{GUTTER}}{line}" for label, line in zip(titles, lines, strict=True)]


def flow(parts: list[str], columns: int = COLUMNS) -> list[str]:
    """The parts with dots between, as few lines of so many columns as they need."""
    lines = [parts[0]]
    for part in parts[1:]:
        joined = f"{lines[-1]} · {part}"
        if width(joined) <= columns:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
