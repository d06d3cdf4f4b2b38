"""Receipts of correlations in words, as a table and as a document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.results.raw import Receipt

if TYPE_CHECKING:
    import pandas as pd

NOISE = 5.0
"""Standard errors by which a realised coefficient may differ from the one that was drawn."""

FEW = 3
"""Quantities of a group that its title names."""

_SHOWN = 0.005
"""Changes below it do not show in two decimals."""


def is_off(receipt: Receipt) -> bool:
    """True where some pair is further from what was drawn than noise explains.

    The standard error of a rank correlation is (1 - rho**2) / sqrt(n - 1).
    """
    if receipt.iterations < 2 or math.isnan(receipt.realised):
        return False
    noise = NOISE * (1.0 - receipt.used**2) / math.sqrt(receipt.iterations - 1) + 1e-9
    return max(receipt.high - receipt.used, receipt.used - receipt.low) > noise


def title(receipt: Receipt, most: int = FEW) -> str:
    """What it is about: ``task P/A and cost of P/A``, ``12 quantities: task P/A, ...``; of a group
    so many are named."""
    if not receipt.of:
        return f"{receipt.pairs:,} other pairs of {receipt.quantities:,} quantities"
    if receipt.quantities <= max(most, 2):
        *others, last = receipt.of
        return f"{', '.join(others)} and {last}"
    return f"{receipt.quantities:,} quantities: {', '.join(receipt.of[:most])}, ..."


def in_short(receipts: Sequence[Receipt]) -> list[str]:
    """The same as `remarks` in a few words."""
    own = []
    if (most := max((one.change for one in receipts), default=0.0)) >= _SHOWN:
        own.append(f"correlations moved by up to {most:.2f}")
    if off := sum(is_off(one) for one in receipts):
        own.append(f"correlations not as asked: {off:,}")
    return own


def remarks(receipts: Sequence[Receipt]) -> list[str]:
    """Sentences about what is not as the plan asks, the largest first; none where all is."""
    own = []
    changed = [one for one in receipts if one.change >= _SHOWN]
    if changed:
        most = max(changed, key=lambda one: one.change)
        own.append(
            f"Correlations of {sum(one.pairs for one in changed):,} pairs could not all hold and "
            f"were moved to the nearest that can, by at most {most.change:.2f}: {title(most)}."
        )
    off = [one for one in receipts if is_off(one)]
    if off:
        own.append(
            "Correlations further from what was asked for than noise explains: "
            f"{len(off):,}, first {title(off[0])}."
        )
    return own


def entries(receipts: Sequence[Receipt]) -> list[dict[str, Any]]:
    """For the JSON document."""
    return [
        {
            "of": list(one.of),
            "quantities": one.quantities,
            "pairs": one.pairs,
            "given": one.given,
            "used": one.used,
            "change": one.change,
            "realised": one.realised,
            "low": one.low,
            "high": one.high,
            "iterations": one.iterations,
        }
        for one in receipts
    ]


def table(receipts: Sequence[Receipt]) -> pd.DataFrame:
    """One row a receipt: what it is `of`, and all numbers of `Receipt`."""
    import pandas as pd

    rows = entries(receipts)
    for row, receipt in zip(rows, receipts, strict=True):
        row["of"] = title(receipt)
    return pd.DataFrame(rows, columns=list(Receipt.__dataclass_fields__))
