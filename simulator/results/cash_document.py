"""The JSON document of a cash flow: docs/reference/json.md describes every field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np

from simulator.model.funding import Grant
from simulator.results.cash import LEVELS, CashFlow
from simulator.results.document import clean, head
from simulator.results.earned_value import EarnedValue
from simulator.results.estimate import Chance
from simulator.results.grants import Granted
from simulator.results.percentile import percentile
from simulator.results.raw import Floats
from simulator.results.result import Result


def to_dict(
    result: Result, flow: CashFlow, funding: Granted | None, earned: EarnedValue | None
) -> dict[str, Any]:
    """The whole document; what is undefined is None."""
    own: dict[str, Any] = {
        **head(result),
        "laid_out": flow.iterations,
        "unit": flow.unit,
        "total": {"plan": float(flow.planned.sum()), **_spread(flow.cumulative[-1])},
        "peak": flow.peak,
        "periods": _periods(flow, funding),
        "funding": None if funding is None else _funding(funding),
        "headings": [
            {"heading": name, "plan": flow.planned_headings[name], **_spread(money)}
            for name, money in flow.headings.items()
        ],
        "present_value": None
        if flow.present is None
        else {"discount": flow.discount, **_spread(flow.present)},
        "earned_value": None if earned is None else earned.to_dict(),
    }
    cleaned: dict[str, Any] = clean(own)
    return cleaned


def to_csv(flow: CashFlow, funding: Granted | None) -> str:
    """The table of `flow` as CSV, with the limits and the chances that they are passed."""
    from simulator.results import tables

    table = flow.table()
    table.insert(0, "period", list(flow.names))
    if funding is not None:
        table["limit"] = funding.limits
        table["chance_beyond"] = [one.value for one in funding.chances]
    return tables.to_csv(table)


def _periods(flow: CashFlow, funding: Granted | None) -> list[dict[str, Any]]:
    alone, up_to = flow.percentiles(cumulative=False), flow.percentiles()
    planned, mean = np.cumsum(flow.planned), flow.cumulative.mean(axis=1)
    found = []
    for k, name in enumerate(flow.names):
        entry: dict[str, Any] = {
            "name": name,
            "from": _moment(flow.edges[k]),
            "to": _moment(flow.edges[k + 1]),
            "plan": float(flow.planned[k]),
            "actual": float(flow.actual[k]),
            "mean": float(flow.spent[k].mean()),
            **{f"P{p}": float(alone[p][k]) for p in LEVELS},
            "cumulative": {
                "plan": float(planned[k]),
                "mean": float(mean[k]),
                **{f"P{p}": float(up_to[p][k]) for p in LEVELS},
            },
        }
        if funding is not None:
            entry["limit"] = float(funding.limits[k])
            entry["beyond"] = _chance(funding.chances[k])
        found.append(entry)
    return found


def _funding(funding: Granted) -> dict[str, Any]:
    return {
        "limits": [_grant(one) for one in funding.grants],
        "first": funding.first,
        "worst": funding.worst,
        "ever": _chance(funding.ever),
        "between": [_grant(one) for one in funding.between],
    }


def _grant(grant: Grant) -> dict[str, Any]:
    for_good = grant.until == datetime.max
    return {"until": None if for_good else _moment(grant.until), "amount": grant.amount}


def _chance(chance: Chance) -> dict[str, float]:
    return {"value": chance.value, "low": chance.low, "high": chance.high}


def _spread(money: Floats) -> dict[str, float]:
    ordered = np.sort(money)
    return {"mean": float(money.mean()), **{f"P{p}": percentile(ordered, p) for p in LEVELS}}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
