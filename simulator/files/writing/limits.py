"""The plan's own limits of schedule health, as they are written."""

from __future__ import annotations

from simulator.files.writing.style import Items, Row
from simulator.model.health import DEFAULTS, Limits
from simulator.model.units import plain, share_text


def limits_text(limits: Limits) -> Row:
    """``{lags: 10%, high_float: [10%, 60d]}``: each with what differs from the usual."""
    row = Row()
    for key, limit in limits.own.items():
        usual, texts = DEFAULTS[key], Items()
        if limit.share != usual.share:
            texts.append(share_text(limit.share))
        if limit.size is not None and limit.size != usual.size:
            texts.append(f"{plain(limit.size)}{limit.unit}")
        if texts:
            row[key] = texts[0] if len(texts) == 1 else texts
    return row
