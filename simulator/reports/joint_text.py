"""The screen that `p80 joint` prints: date and budget together, in words that need no lecture."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from textwrap import wrap

from simulator.reports.text import COLUMNS, GUTTER, gutter, head
from simulator.reports.words import count, cut, fit, seconds, share, unit
from simulator.results.estimate import Chance, show_chance, show_money
from simulator.results.joint.answer import CAPTION, Joint
from simulator.results.joint.given import LEVELS, NEAR, Given
from simulator.results.quantity import Estimate

LABEL = 38
"""Columns of what a promise is called."""

MOST = 12
"""Promises that are shown, the least likely first."""


def summary(
    joint: Joint, plan: str = "PLAN", out: str | None = None, options: Sequence[str] = ()
) -> str:
    """One screen, each line with its end. plan, out, options : as in `text.summary`."""
    run = joint.result.run
    took = f"{count(run.iterations, 'iteration')} in {seconds(run.seconds)}"
    lines = head(joint.result, took)
    if joint.cost is not None:
        lines += ["", *_together(joint), *_level(joint), *_given(joint)]
    lines += _promises(joint)
    lines += ["", *_next(shlex.quote(plan), out, options)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _together(joint: Joint) -> list[str]:
    """The chance of both, of each, and the four quadrants."""
    four, alone, date = joint.quadrants, joint.alone, joint.date
    if four is None or alone is None or date is None or joint.within is None:
        said = "the plan sets no target of both finish and cost; ask about some with --by and"
        return gutter("Together", [said, "--within"])
    money = unit(joint.result.program.currency)
    lines = [
        f"{date.short} and {show_money(joint.within)}{money}: "
        f"{share(four.both)} {_within(four.both)}",
        f"the date alone {share(alone[0])}, the budget alone {share(alone[1])}",
    ]
    lines += [f"  {show_chance(one.value):>5}  {words}" for _, words, one in four.in_order]
    return gutter("Together", lines)


def _within(chance: Chance) -> str:
    return f"({show_chance(chance.low)} to {show_chance(chance.high)})"


def _level(joint: Joint) -> list[str]:
    """What it takes to be so sure of both, and what two percentiles are not."""
    even, twice = joint.even, joint.both_at(80)
    if even is None or twice is None:
        return []
    p, finish, cost = even
    money = unit(joint.result.program.currency)
    said = f"plan for {finish.short} and {cost.short}{money}: P{p:.0f} of each"
    pair = (
        f"P80 of the date and P80 of the cost are not 80 % of both: they hold together in "
        f"{share(twice)}."
    )
    return ["", *gutter(f"For {joint.level:g} %", [said, *_folded(f"{pair} {CAPTION}")])]


def _folded(text: str) -> list[str]:
    return wrap(text.replace(" %", "\N{NO-BREAK SPACE}%"), COLUMNS - GUTTER)


def _given(joint: Joint) -> list[str]:
    """The cost by the date, and the finish by the budget."""
    date, within = joint.date, joint.within
    if date is None and within is None:
        return []
    money = unit(joint.result.program.currency)
    lines = []
    if date is not None:
        words = (f"by {date.short}", f"after {date.short}", f"near {date.short}")
        lines += _rows("Cost, if it finishes", words, joint.cost_given, money)
    if within is not None:
        sum_ = f"{show_money(within)}{money}"
        words = (f"at most {sum_}", f"more than {sum_}", f"near {sum_}")
        lines += _rows("Finish, if it costs", words, joint.finish_given, "")
    return ["", *lines, f"  near: the {NEAR * 100:g} % of the iterations that come nearest"]


def _rows(
    title: str, words: tuple[str, str, str], rows: list[Given[Estimate]], money: str
) -> list[str]:
    lines = [fit(title, 34) + "".join(fit(f"P{p}", 20) for p in LEVELS)]
    for label, row in zip(words, rows, strict=True):
        cells = [fit(f"{one.short}{money}", 20) for one in row.estimates.values()]
        lines.append(fit(f"  {label}", 34) + ("".join(cells) or "no iteration does"))
    return lines


def _promises(joint: Joint) -> list[str]:
    kept = joint.kept
    if kept is None or (joint.quadrants is not None and not any(one.id for one in kept.promises)):
        return []
    rows = sorted(
        zip(kept.promises, kept.alone, kept.without, strict=True), key=lambda row: row[1].value
    )
    number = count(len(rows), "promise")
    head = f"{number}: all of them hold in {share(kept.together)} {_within(kept.together)}"
    lines = ["", head, fit("", LABEL + 18) + fit("alone", 8) + "the rest together"]
    for one, alone, without in rows[:MOST]:
        who = f"{joint.result.label(one.id)} {cut(one.name, 60)}" if one.id else "the program"
        label = fit(f"  {who}", LABEL - 3)
        what = fit(f"{one.kind:7}{one.bound}", 20)
        lines.append(
            f"{label} {what}{fit(show_chance(alone.value), 8)}{show_chance(without.value)}"
        )
    if len(rows) > MOST:
        lines.append(f"  and {len(rows) - MOST} more, likelier ones")
    return lines


def _next(plan: str, out: str | None, options: Sequence[str]) -> list[str]:
    """What to do now."""
    if out is not None:
        return gutter("Next", [f"open {out}/charts/joint.png   the scatter with its frontier"])
    words = shlex.join(["--out", "joint", *options])
    return gutter("Next", [f"p80 joint {plan} {words}"])
