"""The JSON document of ``p80 joint``: docs/reference/json.md describes every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.results.dates import iso
from simulator.results.document import clean, head
from simulator.results.joint.given import Given
from simulator.results.quantity import Estimate

if TYPE_CHECKING:
    from simulator.results.joint.answer import Joint

LEVELS = (50, 70, 80, 90)
"""Percentiles that are asked about as pairs."""


def to_dict(joint: Joint) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    result = joint.result
    own: dict[str, Any] = {
        **head(result),
        "level": joint.level,
    }
    own |= _money(joint)
    own["promises"] = _promises(joint)
    cleaned: dict[str, Any] = clean(own)
    return cleaned


def _money(joint: Joint) -> dict[str, Any]:
    """What there is where money is planned."""
    found: dict[str, Any] = {}
    if joint.cost is None:
        return found
    four, alone, date = joint.quadrants, joint.alone, joint.date
    if four is not None and alone is not None and date is not None:
        found["finish"] = date.to_dict() | alone[0].to_dict()
        found["cost"] = {"value": joint.within} | alone[1].to_dict()
        found["quadrants"] = {key: one.to_dict() for key, _, one in four.in_order}
    found["correlation"] = joint.correlation
    found["both"] = {f"P{p}": one.to_dict() for p in LEVELS if (one := joint.both_at(p))}
    if joint.even is not None:
        p, finish, money = joint.even
        found["even"] = {"percentile": p, "finish": finish.to_dict(), "cost": money.to_dict()}
    found["frontier"] = _frontier(joint)
    found["cost_given_finish"] = {one.which: _given(one) for one in joint.cost_given}
    found["finish_given_cost"] = {one.which: _given(one) for one in joint.finish_given}
    return found


def _frontier(joint: Joint) -> list[dict[str, Any]]:
    if joint.frontier is None:
        return []
    finish, cost = joint.frontier
    texts, days = iso(joint.result.origin, finish), joint.result.finish.days_of(finish).tolist()
    return [
        {"finish": text, "days": day, "cost": money}
        for text, day, money in zip(texts, days, cost.tolist(), strict=True)
    ]


def _given(given: Given[Estimate]) -> dict[str, Any]:
    own: dict[str, Any] = {"iterations": given.iterations}
    return own | {f"P{p}": one.to_dict() for p, one in given.estimates.items()}


def _promises(joint: Joint) -> dict[str, Any] | None:
    if joint.kept is None:
        return None
    each = zip(joint.kept.promises, joint.kept.alone, joint.kept.without, strict=True)
    return joint.kept.together.to_dict() | {
        "each": [
            {"id": one.id, "name": one.name, "quantity": one.kind, "bound": one.bound}
            | alone.to_dict()
            | {"without": without.to_dict()}
            for one, alone, without in each
        ]
    }
