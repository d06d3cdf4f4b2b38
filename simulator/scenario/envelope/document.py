"""The JSON document and the table of an envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.results.document import clean, head
from simulator.results.estimate import Chance
from simulator.results.quantity import Estimate
from simulator.scenario.envelope.across import LEVELS, Across, Answer
from simulator.scenario.envelope.levers import Lever
from simulator.scenario.envelope.result import RULE, Envelope

if TYPE_CHECKING:
    import pandas as pd

PLAN = "plan"
"""Stands for a shape in the row of the plan as it is."""


def to_dict(envelope: Envelope) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    own, ranges = envelope.own, envelope.ranges
    found: dict[str, Any] = {
        **head(own, envelope.seconds),
        "rule": RULE,
        "ranges": {
            "families": ranges.families,
            "redrawn": len(ranges.moved),
            "kept": [
                {"task": one.task, "quantity": one.quantity, "family": one.family}
                for one in ranges.kept
            ],
            "correlated": len(ranges.durations),
            "correlations_of_plan": len(own.program.correlations),
        },
        "finish": _across(envelope.finish, own.finish.target_dict()),
    }
    if envelope.cost is not None and own.cost is not None:
        found["cost"] = _across(envelope.cost, own.cost.target_dict())
    cleaned: dict[str, Any] = clean(found)
    return cleaned


def table(envelope: Envelope) -> pd.DataFrame:
    """One row a case, the plan as it is first.

    shape, correlation : "plan" and NaN in the first row. finish_p50, finish_p80 : dates;
    finish_p50_days, finish_p80_days : elapsed days since the program's start; finish_chance : of
    the target, NaN without one. cost_p50, cost_p80, cost_chance : money, where some is planned.
    """
    import pandas as pd

    finish, cost = envelope.finish, envelope.cost
    nothing = float("nan")
    columns: dict[str, list[Any]] = {
        "shape": [PLAN, *(case.shape for case in finish.cases)],
        "correlation": [nothing, *(case.correlation for case in finish.cases)],
    }
    for p in LEVELS:
        columns[f"finish_p{p}"] = [one.estimates[p].value for one in finish.every]
    for p in LEVELS:
        columns[f"finish_p{p}_days"] = [one.number(p) for one in finish.every]
    columns["finish_chance"] = [_chance_value(one.chance) for one in finish.every]
    if cost is not None:
        for p in LEVELS:
            columns[f"cost_p{p}"] = [one.number(p) for one in cost.every]
        columns["cost_chance"] = [_chance_value(one.chance) for one in cost.every]
    return pd.DataFrame(columns)


def _chance_value(chance: Chance | None) -> float:
    return float("nan") if chance is None else chance.value


def _across(across: Across[Estimate], target: dict[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {"plan": _answer(across.own), "band": _bands(across)}
    if across.own.chance is not None:
        found["target"] = target
    found["levers"] = {f"P{p}": [_lever(one) for one in across.levers(p)] for p in LEVELS}
    found["cases"] = [
        {"shape": case.shape, "correlation": case.correlation} | _answer(answer)
        for case, answer in across.cases.items()
    ]
    return found


def _answer(answer: Answer[Estimate]) -> dict[str, Any]:
    found: dict[str, Any] = {f"P{p}": answer.estimates[p].to_dict() for p in LEVELS}
    if answer.chance is not None:
        found["chance"] = _chance(answer.chance)
    return found


def _bands(across: Across[Estimate]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for p in LEVELS:
        band = across.band(p)
        ends = {"low": band.low.to_dict(), "high": band.high.to_dict()}
        found[f"P{p}"] = ends | {"width": band.width}
    if across.chances is not None:
        low, high = across.chances
        found["chance"] = {"low": _chance(low), "high": _chance(high)}
    return found


def _chance(chance: Chance) -> dict[str, float]:
    return {"value": chance.value, "low": chance.low, "high": chance.high}


def _lever(lever: Lever) -> dict[str, Any]:
    return {
        "assumption": lever.assumption,
        "size": lever.size,
        "low": lever.low,
        "high": lever.high,
        "least": lever.least,
        "most": lever.most,
    }
