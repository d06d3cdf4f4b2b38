"""The screen that `p80 compare` prints: each scenario beside the plan, and what it would change."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from textwrap import wrap

from simulator.reports.compare_words import sentence
from simulator.reports.plain import flat
from simulator.reports.text import COLUMNS, gutter, head
from simulator.reports.words import count, fit, seconds, unit
from simulator.results.estimate import Chance
from simulator.results.precision import BLOCK
from simulator.results.result import Result
from simulator.scenario.compare.comparison import Comparison
from simulator.scenario.compare.document import PLAN

DATE, SHARE, MONEY = 13, 9, 8
"""Columns of the table: of a date, a chance, an amount."""

INDENT = 2

JOINED = "\N{NO-BREAK SPACE}"
"""Between what must not be parted at the end of a line."""

LEAST = 2 * BLOCK
"""Iterations from which on a difference has an interval."""


def summary(
    comparison: Comparison, plan: str, out: str | None = None, again: Sequence[str] = ()
) -> str:
    """One screen, each line with its end.

    plan, out : as in `text.summary`. again : the other words of the command line, for the command
    that is proposed.
    """
    lines = [*_head(comparison), "", *_table(comparison)]
    money = unit(comparison.own.program.currency)
    for case in comparison.cases:
        lines += ["", fit(case.title, COLUMNS)]
        lines += _indented(sentence(case, comparison.own, money))
    if any(not one.is_known for case in comparison.cases for one in case.finish.values()):
        lines += ["", f"No intervals of the differences: they need {LEAST:,} iterations or more."]
    lines += ["", *_next(plan, out, again)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(comparison: Comparison) -> list[str]:
    own = comparison.own
    results = [own, *(case.result for case in comparison.cases)]
    lines = head(
        own,
        f"the plan as it is, and {count(len(comparison.cases), 'scenario')} on the same luck",
        f"{count(own.run.iterations, 'iteration')} each, {seconds(comparison.seconds)} in all",
        notes={note for one in results for note in one.program.notes},
    )
    if own.finish.target_value is not None:
        lines.append(f"target {own.finish.target_value.short}{_budget(own)}")
    return lines


def _budget(own: Result) -> str:
    if own.cost is None or own.cost.target_value is None:
        return ""
    return f", {own.cost.target_value.short}{unit(own.program.currency)}"


def _table(comparison: Comparison) -> list[str]:
    """P50, P80 and the chances of each, under the columns that the plan has."""
    own = comparison.own
    results = [own, *(case.result for case in comparison.cases)]
    has_cost = any(one.cost is not None for one in results)
    head = [f"{'P50':>{DATE}}", f"{'P80':>{DATE}}"]
    if own.finish.target is not None:
        head.append(f"{'in time':>{SHARE}}")
    if has_cost:
        head += [f"{'cost P50':>{MONEY + 1}}", f"{'P80':>{MONEY}}"]
    if own.target_joint_chance is not None:
        head.append(f"{'both':>{SHARE - 3}}")
    name = COLUMNS - sum(map(len, head))
    lines = [fit("", name) + "".join(head)]
    titles = [PLAN, *(case.title for case in comparison.cases)]
    for title, result in zip(titles, results, strict=True):
        lines.append(fit(title, name) + "".join(_cells(result, own, has_cost)))
    return lines


def _cells(result: Result, own: Result, has_cost: bool) -> list[str]:
    cells = [f"{result.finish.percentile(p).short:>{DATE}}" for p in (50, 80)]
    if own.finish.target is not None:
        cells.append(f"{_share(result.finish.target_chance):>{SHARE}}")
    if has_cost:
        sums = [
            "none" if result.cost is None else result.cost.percentile(p).short for p in (50, 80)
        ]
        cells += [f"{sums[0]:>{MONEY + 1}}", f"{sums[1]:>{MONEY}}"]
    if own.target_joint_chance is not None:
        cells.append(f"{_share(result.target_joint_chance):>{SHARE - 3}}")
    return cells


def _share(chance: Chance | None) -> str:
    return "" if chance is None else str(chance)


def _indented(text: str) -> list[str]:
    space = " " * INDENT
    joined = flat(text).replace(" %", f"{JOINED}%")
    lines = wrap(joined, COLUMNS, initial_indent=space, subsequent_indent=space)
    return [line.replace(JOINED, " ") for line in lines]


def _next(plan: str, out: str | None, again: Sequence[str]) -> list[str]:
    """What to do now."""
    if out is not None:
        return gutter("Next", [f"open {out}/charts/compare-finish.png"])
    words = shlex.join([plan, *again, "--out", "compare"])
    return gutter("Next", [f"p80 compare {words}"])
