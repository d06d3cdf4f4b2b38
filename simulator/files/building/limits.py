"""The plan's own limits of schedule health: ``health: {lags: 10%, high_float: 60d}``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from simulator.files.place import At, Problems, did_you_mean
from simulator.model.expression import ExpressionError, parse_duration, parse_share
from simulator.model.health import DEFAULTS, Limit, Limits

_DAY = 480.0
"""Any length does: a limit in days is compared with days."""


def limits_of(doc: Mapping[str, tuple[str, ...]] | None, at: At, problems: Problems) -> Limits:
    """The limits that a plan sets, each a share, a size, or both."""
    own: dict[str, Limit] = {}
    for key, texts in (doc or {}).items():
        here = at.down(key)
        if key not in DEFAULTS:
            mend = did_you_mean(key, list(DEFAULTS), f"Known are: {', '.join(DEFAULTS)}.")
            problems.add(here, "unknown-check", f"there is no check '{key}'", mend, key=True)
            continue
        limit = DEFAULTS[key]
        for text in texts:
            limit = _with(limit, key, text, here, problems)
        own[key] = limit
    return Limits(own)


def _with(limit: Limit, key: str, text: str, at: At, problems: Problems) -> Limit:
    """`limit` with the share or the size that `text` says."""
    is_size = limit.size is not None and not text.strip().endswith("%")
    try:
        value = _size(text, limit.unit) if is_size else parse_share(text)
    except ExpressionError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        message = f"{key}: '{text}' is not a limit"
        problems.add(at, "limit", message, f"Write {key}: {_example(limit)}.")
        return limit
    return replace(limit, size=value) if is_size else replace(limit, share=value)


def _size(text: str, unit: str) -> float:
    if not unit:
        return parse_share(text)
    minutes, elapsed = parse_duration(text, _DAY)
    if elapsed:
        raise ExpressionError(f"'{text}' is elapsed time")
    return minutes / _DAY


def _example(limit: Limit) -> str:
    share = f"{limit.share:.0%}"
    if limit.size is None:
        return share
    return f"{share}, {limit.size:g}{limit.unit}, or both as a list"
