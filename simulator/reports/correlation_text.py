"""Receipts of correlations on the screen of `p80 check`."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from simulator.reports.words import count, fit, width
from simulator.results.correlation import FEW, remarks, title
from simulator.results.raw import Receipt

COLUMNS = 80
MOST = 12
"""Receipts that are shown, those that were changed most first; --json has all."""


def lines(receipts: Sequence[Receipt], project: str = "") -> list[str]:
    """A table with a line for each, without ends of lines; nothing where there is none. Of groups
    the mean is shown, and the least and the greatest of the pairs measured.

    project : its id is left out of the names, where there is only one.
    """
    if not receipts:
        return []
    measured = max(one.iterations for one in receipts)
    ordered = sorted(receipts, key=lambda one: -round(one.change, 2))
    found = [f"Correlation, as realised in {count(measured, 'iteration')}"]
    found.append(f"  {'given':>6}{'used':>7}{'realised':>10}{'from':>7}{'to':>7}")
    found += [_line(one, f" {project}/") for one in ordered[:MOST]]
    if len(receipts) > MOST:
        found.append(f"  and {len(receipts) - MOST:,} more in --json")
    for remark in remarks(receipts):
        found += textwrap.wrap(remark, COLUMNS, initial_indent="  ", subsequent_indent="  ")
    return [*found, ""]


def _line(one: Receipt, prefix: str) -> str:
    numbers = f"  {_shown(one.given):>6}{_shown(one.used):>7}{_shown(one.realised):>10}"
    ends = (one.low, one.high) if one.high > one.low else ()
    spread = "".join(f"{_shown(end):>7}" for end in ends)
    front = f"{numbers}{spread:14}  "
    own = replace(one, of=tuple(name.replace(prefix, " ", 1) for name in one.of))
    titles = [title(own, most) for most in range(FEW, 0, -1)]
    chosen = next((text for text in titles if width(front + text) <= COLUMNS), titles[-1])
    return fit(front + chosen, COLUMNS).rstrip()


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"
