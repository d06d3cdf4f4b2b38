"""Currencies, escalation, penalties and bonuses of a plan file as rows and cells of texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Row = tuple[dict[str, Any], dict[str, str]]
"""Values of the document, and cells that are none."""


def currency_rows(currencies: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A row for each."""
    for key, rate in currencies.items():
        yield {"currency": key, "rate": str(rate)}


def index_rows(indices: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    """A row for each with its first step, further ones for the other steps."""
    for key, index in indices.items():
        values = dict(index)
        first, *further = list((values.pop("steps", None) or {}).items()) or [None]
        yield values, {"name": key, **(_step(*first) if first else {})}
        for step in further:
            yield {}, {"name": key, **_step(*step)}


def _step(day: str, level: Any) -> dict[str, str]:
    return {"from": day, "level": str(level)}
