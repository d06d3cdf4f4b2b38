"""A bridge as a JSON document: docs/reference/bridge.md describes every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.explain.bridge.groups import ORDER
from simulator.results.document import clean
from simulator.results.result import Result

if TYPE_CHECKING:
    from simulator.explain.bridge.move import Bar, Bridge


def to_dict(bridge: Bridge) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    match, run = bridge.match, bridge.new.run
    own: dict[str, Any] = {
        "version": run.version,
        "seed": run.seed,
        "old_seed": bridge.old.run.seed,
        "iterations": run.iterations,
        "percentile": bridge.level,
        "currency": bridge.new.program.currency,
        "old": _plan(bridge.old, bridge.level),
        "new": _plan(bridge.new, bridge.level),
        "order": "mean of all" if bridge.shapley else [group.value for group in ORDER],
        "finish": _bars(bridge.finish, bridge.days),
    }
    if bridge.cost:
        own["cost"] = _bars(bridge.cost, bridge.money)
    own["tasks"] = {
        "matched": match.matched,
        "removed": list(match.removed),
        "added": list(match.added),
        "renamed": [list(pair) for pair in match.renamed],
        "projects": dict(match.projects),
    }
    cleaned: dict[str, Any] = clean(own)
    return cleaned


def _plan(result: Result, level: float) -> dict[str, Any]:
    own: dict[str, Any] = {
        "program": result.program.title,
        "fingerprint": result.fingerprint,
        "finish": result.finish.percentile(level).to_dict(),
    }
    if result.cost is not None:
        own["cost"] = result.cost.percentile(level).to_dict()
    return own


def _bars(bars: tuple[Bar, ...], total: float) -> dict[str, Any]:
    steps = [
        {"group": bar.group, "move": bar.move, "low": bar.low, "high": bar.high} for bar in bars
    ]
    return {"move": total, "steps": steps}
