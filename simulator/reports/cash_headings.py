"""What the money is for, on the screen of `p80 cash`: by account, branch of the WBS, or cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from simulator.reports.text import COLUMNS
from simulator.reports.words import fit, fit_end
from simulator.results.cash import CashFlow
from simulator.results.estimate import show_money
from simulator.results.percentile import percentile

MOST = 8
"""Headings that are shown, the dearest first."""

CELL = 8
"""Columns of a number."""

HEADS = ("plan", "mean", "P50", "P80")
"""Of the numbers of a heading."""


def headings(flow: CashFlow) -> list[str]:
    """A row a heading, the dearest first; none where all money has one.

    Headings are rolled up to the deepest level of their paths that fits, and never to one row.
    """
    own = {name: money for name, money in flow.headings.items() if money.any()}
    depth = _depth(own)
    if not depth:
        return []
    money: dict[str, list[str]] = defaultdict(list)
    for name in own:
        money[_top(name, depth)].append(name)
    samples = {top: np.sum([own[name] for name in names], axis=0) for top, names in money.items()}
    rows = sorted(samples, key=lambda top: (-float(samples[top].mean()), top))
    label = COLUMNS - len(HEADS) * CELL
    lines = ["", fit("What it is for", label) + "".join(f"{head:>{CELL}}" for head in HEADS)]
    for top in rows[:MOST]:
        planned = sum(flow.planned_headings[name] for name in money[top])
        ordered = np.sort(samples[top])
        found = (planned, float(ordered.mean()), *(percentile(ordered, p) for p in (50, 80)))
        cells = "".join(f"{show_money(value):>{CELL}}" for value in found)
        lines.append(fit_end(f"  {top}", label) + cells)
    if len(rows) > MOST:
        lines.append(f"  and {len(rows) - MOST:,} more; all headings: --json or --out")
    return lines


def _depth(names: Mapping[str, object]) -> int:
    """The deepest level at which there are at most `MOST`, else the first at which there are two;
    0 where there never are."""
    deepest = max((name.count("/") + 1 for name in names), default=0)
    counts = {d: _count(names, d) for d in range(1, deepest + 1)}
    fitting = [d for d, many in counts.items() if 2 <= many <= MOST]
    apart = [d for d, many in counts.items() if many >= 2]
    return max(fitting, default=min(apart, default=0))


def _count(names: Iterable[str], depth: int) -> int:
    return len({_top(name, depth) for name in names})


def _top(name: str, depth: int) -> str:
    return "/".join(name.split("/")[:depth])
