"""Ratios in words."""

from __future__ import annotations


def percentage(ratio: float) -> str:
    """``112 %``."""
    return f"{ratio * 100:,.0f} %"
