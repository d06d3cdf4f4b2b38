"""The JSON document and the table of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.results.document import clean, head
from simulator.results.estimate import Chance
from simulator.results.result import Result
from simulator.scenario.compare.case import LEVELS, Case
from simulator.scenario.compare.comparison import Comparison
from simulator.scenario.compare.difference import Difference

if TYPE_CHECKING:
    import pandas as pd

PLAN = "the plan as it is"
"""Title of the first row."""


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    own = comparison.own
    found: dict[str, Any] = {
        **head(own, comparison.seconds),
        "calendar": comparison.calendar,
        "plan": figures(own),
        "scenarios": [_case(case) for case in comparison.cases],
    }
    if own.finish.target is not None:
        found["target"] = own.finish.target_dict()
    if own.target.cost is not None:
        found["target_cost"] = own.target.cost
    cleaned: dict[str, Any] = clean(found)
    return cleaned


def table(comparison: Comparison) -> pd.DataFrame:
    """One row a scenario, the plan as it is first.

    scenario : title. finish_p50, finish_p80 : dates. chance : of the target; joint : of both
    targets. cost_p50, cost_p80 : money. Then what the scenario adds to the plan, each with its
    interval in _low and _high: finish_p50_days, finish_p80_days : working days;
    chance_difference, joint_difference; cost_p50_difference, cost_p80_difference. NaN in the
    first row, and where there is no target, no money or no interval.
    """
    import pandas as pd

    results = [comparison.own, *(case.result for case in comparison.cases)]
    columns: dict[str, list[Any]] = {
        "scenario": [PLAN, *(case.title for case in comparison.cases)],
    }
    for p in LEVELS:
        columns[f"finish_p{p}"] = [one.finish.percentile(p).value for one in results]
    columns["chance"] = [_value(one.finish.target_chance) for one in results]
    for p in LEVELS:
        columns[f"cost_p{p}"] = [_cost(one, p) for one in results]
    columns["joint"] = [_value(one.target_joint_chance) for one in results]
    for p in LEVELS:
        _add(columns, f"finish_p{p}_days", [case.finish[p] for case in comparison.cases])
    _add(columns, "chance_difference", [case.chance for case in comparison.cases])
    for p in LEVELS:
        _add(columns, f"cost_p{p}_difference", [case.cost.get(p) for case in comparison.cases])
    _add(columns, "joint_difference", [case.joint for case in comparison.cases])
    return pd.DataFrame(columns)


def _add(columns: dict[str, list[Any]], name: str, found: list[Difference | None]) -> None:
    """Three columns of a difference, its ends beside it."""
    nothing = float("nan")
    for suffix, field in (("", "value"), ("_low", "low"), ("_high", "high")):
        values = [nothing if one is None else getattr(one, field) for one in found]
        columns[name + suffix] = [nothing, *values]


def _value(chance: Chance | None) -> float:
    return float("nan") if chance is None else chance.value


def _cost(result: Result, p: int) -> float:
    return float("nan") if result.cost is None else result.cost.at(p)


def _case(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = {
        "scenario": case.title,
        "note": case.note,
        "fingerprint": case.result.fingerprint,
    }
    moved: dict[str, Any] = {"finish": _differences(case.finish)}
    if case.cost:
        moved["cost"] = _differences(case.cost)
    if case.chance is not None:
        moved["chance"] = difference(case.chance)
    if case.joint is not None:
        moved["jcl"] = difference(case.joint)
    return found | figures(case.result) | {"difference": moved}


def figures(result: Result) -> dict[str, Any]:
    """P50 and P80 of finish and cost, and the chances, of one run."""
    found: dict[str, Any] = {
        "finish": {f"P{p}": result.finish.percentile(p).to_dict() for p in LEVELS}
    }
    if result.cost is not None:
        found["cost"] = {f"P{p}": result.cost.percentile(p).to_dict() for p in LEVELS}
    for name, chance in (
        ("chance", result.finish.target_chance),
        ("jcl", result.target_joint_chance),
    ):
        if chance is not None:
            found[name] = {"value": chance.value, "low": chance.low, "high": chance.high}
    return found


def _differences(found: Any) -> dict[str, Any]:
    return {f"P{p}": difference(one) for p, one in found.items()}


def difference(one: Difference) -> dict[str, Any]:
    """A difference with its interval, and whether it is exactly nothing, or may be."""
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "same": one.same,
        "noise": one.is_noise,
    }
