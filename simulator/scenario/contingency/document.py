"""The JSON document and the tables of a contingency."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from simulator.results.document import clean, head

if TYPE_CHECKING:
    import pandas as pd

    from simulator.results.funding import Row
    from simulator.scenario.contingency.answer import Contingency, Responses, Side, Stake


def to_dict(found: Contingency) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    own = found.own
    document: dict[str, Any] = {
        **head(own, found.seconds),
        "level": found.level,
        "reserve_level": found.reserve,
        "finish": _side(found, found.time),
    }
    if found.money is not None:
        document["cost"] = _side(found, found.money)
    document["shares"] = {
        "by": found.by,
        "methods": [
            {
                "method": one.method.key,
                "source": one.method.source,
                "amounts": dict(one.amounts),
                "errors": dict(one.errors) or None,
            }
            for one in found.shares
        ],
    }
    document["responses"] = None if found.responses is None else _responses(found.responses)
    document["stakes"] = [_stake(one) for one in found.stakes]
    document["funding"] = [_row(one) for one in found.funding]
    cleaned: dict[str, Any] = clean(document)
    return cleaned


def share_table(found: Contingency) -> pd.DataFrame:
    """One row a part and method: part, method, source, amount (money, to the cent), and half of its
    95 % interval where it is not exact."""
    import pandas as pd

    rows = [
        (part, one.method.key, one.method.source, amount, one.errors.get(part))
        for one in found.shares
        for part, amount in one.amounts.items()
    ]
    return pd.DataFrame(rows, columns=["part", "method", "source", "amount", "error"])


def _side(found: Contingency, side: Side) -> dict[str, Any]:
    quantity = side.quantity
    return {
        "plan": quantity.plan.to_dict(),
        "plan_percentile": quantity.plan_percentile,
        "value": quantity.percentile(found.level).to_dict(),
        "contingency": quantity.contingency(found.level),
        "reserve": found.held_above(side),
        "causes": {key: asdict(amount) for key, amount in side.causes.items()},
    }


def _responses(one: Responses) -> dict[str, Any]:
    def pair(at: tuple[Any, Any]) -> dict[str, Any]:
        return {"finish": at[0].to_dict(), "cost": at[1] and at[1].to_dict()}

    return {
        "count": one.count,
        "price": one.price,
        "before": pair(one.before),
        "after": pair(one.after),
        "days": asdict(one.days),
        "money": None if one.cost is None else asdict(one.cost),
    }


def _stake(one: Stake) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": one.id,
        "name": one.name,
        "days": asdict(one.days),
        "mean_days": one.mean_days,
        "money": None if one.cost is None else asdict(one.cost),
        "mean_money": one.mean_cost,
    }


def _row(one: Row) -> dict[str, Any]:
    return {
        "level": one.level,
        "finish": one.finish.to_dict(),
        "extra_days": one.extra_days,
        "cost": None if one.cost is None else one.cost.to_dict(),
        "extra_cost": one.extra_cost,
    }
