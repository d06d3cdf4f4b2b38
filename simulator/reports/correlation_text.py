"""Receipts of correlations on the screen of `p80 check`."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from simulator.reports.words import count, fit
from simulator.results.correlation import remarks, title
from simulator.results.raw import Receipt

COLUMNS = 80
MOST = 12
"""Receipts that are shown, those that were changed most first; --json has all."""


def lines(receipts: Sequence[Receipt]) -> list[str]:
    """A table with a line for each, without ends of lines; nothing where there is none. Of groups
    the mean is shown, and the least and the greatest of the pairs measured."""
    if not receipts:
        return []
    measured = max(one.iterations for one in receipts)
    ordered = sorted(receipts, key=lambda one: -round(one.change, 2))
    found = [f"Correlation, as realised in {count(measured, 'iteration')}"]
    found.append(f"  {'given':>6}{'used':>7}{'realised':>10}{'from':>7}{'to':>7}")
    found += [_line(one) for one in ordered[:MOST]]
    if len(receipts) > MOST:
        found.append(f"  and {len(receipts) - MOST:,} more in --json")
    for remark in remarks(receipts):
        found += textwrap.wrap(remark, COLUMNS, initial_indent="  ", subsequent_indent="  ")
    return [*found, ""]


def _line(one: Receipt) -> str:
    numbers = f"  {_shown(one.given):>6}{_shown(one.used):>7}{_shown(one.realised):>10}"
    ends = (one.low, one.high) if one.high > one.low else ()
    spread = "".join(f"{_shown(end):>7}" for end in ends)
    return fit(f"{numbers}{spread:14}  {title(one)}", COLUMNS).rstrip()


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"
