"""The JSON document of an explanation: docs/reference/explain.md."""

from __future__ import annotations

from typing import Any

from simulator.explain.result import NEAR, Explanation
from simulator.explain.tables import TABLES, response
from simulator.results.document import clean, head


def to_dict(found: Explanation) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    own = found.own
    quantity: dict[str, Any] = {"finish": _explained(own.finish, found.level)}
    if own.cost is not None:
        quantity["cost"] = _explained(own.cost, found.level)
    document = {
        **head(own, found.seconds),
        "runs": found.runs,
        "level": found.level,
        **quantity,
        "causes": found.causes,
        "different_paths": found.different,
        "near_days": NEAR,
        **{name: rows(found) for name, rows in TABLES.items()},
        "advice": _advice(found),
    }
    cleaned: dict[str, Any] = clean(document)
    return cleaned


def _explained(quantity: Any, level: float) -> dict[str, Any]:
    """The plan, the percentile, and what is between them."""
    return {
        "plan": quantity.plan.to_dict(),
        "percentile": quantity.percentile(level).to_dict(),
        "more": quantity.contingency(level),
    }


def _advice(found: Explanation) -> dict[str, Any] | None:
    advice = found.advice
    if advice is None:
        return None
    return {
        "aim": advice.aim,
        "budget": advice.budget,
        "now": {"chance": advice.now.chance, "jcl": advice.now.jcl},
        "best": None if advice.best is None else response(advice.best),
        "sets_tried": advice.tried,
        "every_set": advice.every,
    }
