"""The JSON document of ``p80 value``: docs/reference/json.md describes every field."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from simulator.results.document import clean, head
from simulator.results.raw import LEVELS
from simulator.scenario.value.answer import SPENDING

if TYPE_CHECKING:
    from simulator.scenario.value.answer import Value


def to_dict(value: Value) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    own = value.own
    document: dict[str, Any] = {
        **head(own, value.seconds),
        "discount": own.program.terms.discount,
        "spending": SPENDING,
        "npv": _net(value),
        "mean_benefits": float(value.worth.benefits.mean()),
        "mean_costs": float(value.worth.costs.mean()),
        "mean_losses": float(value.worth.lost.mean()),
        "payback": {"chance": value.paid_back.to_dict(), "percentiles": _payback(value)},
        "delay_per_week": asdict(value.per_week),
        "stakes": [
            {
                "kind": one.kind,
                "id": one.id,
                "name": one.name,
                "npv": asdict(one.value),
                "positive": one.positive.to_dict(),
            }
            for one in value.stakes
        ],
    }
    cleaned: dict[str, Any] = clean(document)
    return cleaned


def _net(value: Value) -> dict[str, Any]:
    net = value.net
    return {
        "plan": net.plan.to_dict(),
        "plan_chance": value.plan_chance.to_dict(),
        "positive": value.positive.to_dict(),
        "mean": net.mean.to_dict(),
        "sd": net.sd,
        "percentiles": {f"P{p}": net.percentile(p).to_dict() for p in LEVELS},
    }


def _payback(value: Value) -> dict[str, str | None]:
    """Instants by percentile; None where it is never paid back in so many iterations."""
    moments = {f"P{p}": value.payback(p) for p in LEVELS}
    return {
        p: None if one is None else one.isoformat(timespec="minutes") for p, one in moments.items()
    }
