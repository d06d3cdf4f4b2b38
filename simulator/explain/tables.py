"""The tables of an explanation, row by row: for pandas, for CSV and for JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.explain.responses import Plan
from simulator.explain.result import Explanation
from simulator.model.task import Kind
from simulator.results.raw import Lever

if TYPE_CHECKING:
    import pandas as pd

Rows = list[dict[str, Any]]


def table(found: Explanation, name: str) -> pd.DataFrame:
    """One of `TABLES` as pandas; NaN or None where undefined. Raises ValueError for another."""
    import pandas as pd

    if name not in TABLES:
        raise ValueError(f"table {name!r}: give one of {', '.join(TABLES)}")
    return pd.DataFrame(TABLES[name](found))


def tasks(found: Explanation) -> Rows:
    """Indices of every activity. Days are working days of its own calendar."""
    own, indices = found.own, found.tasks.indices
    sensitivity, program = own.sensitivity, own.program
    rows = []
    for k, id in enumerate(own.schedule.ids):
        task = program.task[id]
        day = program.calendars[task.calendar].minutes_per_day
        lasts = not task.is_finished and task.kind is not Kind.LEVEL_OF_EFFORT
        rows.append(
            {
                "id": id,
                "name": task.name,
                "criticality": float(sensitivity.criticality[k]) if lasts else math.nan,
                "ssi": float(sensitivity.ssi[k]) if lasts else math.nan,
                "cruciality": float(sensitivity.cruciality[k]),
                "cruciality_pertmaster": float(sensitivity.cruciality_pertmaster[k]),
                "significance": float(indices.significance[k]),
                "spearman_finish": float(sensitivity.duration_sensitivity[k]),
                "pearson_finish": float(indices.pearson_finish[k]),
                "spearman_cost": float(found.tasks.spearman_cost[k]),
                "pearson_cost": float(indices.pearson_cost[k]),
                "driving_days": float(indices.driving[k] / day),
                "float_mean_days": float(indices.slack[k] / day),
                "near": float(indices.near[k]),
            }
        )
    return rows


def lever(one: Lever) -> dict[str, Any]:
    """One cause with what it adds to the percentile, elapsed days and money."""
    return {
        "kind": one.kind,
        "id": one.id,
        "name": one.name,
        "criticality": one.critical,
        "days": one.days,
        "days_low": one.low,
        "days_high": one.high,
        "cost": one.cost,
        "cost_low": one.cost_low,
        "cost_high": one.cost_high,
    }


def levers(found: Explanation) -> Rows:
    """Causes taken out one at a time."""
    return [lever(one) for one in found.levers]


def ordered(found: Explanation) -> Rows:
    """Causes taken out one after the other, with what is left of the finish after each."""
    left = found.own.finish.spread(found.own.finish.at(found.level) - found.own.finish.planned)
    rows = []
    for one in found.ordered:
        left -= one.days
        row = lever(one) | {"days_left": left}
        del row["criticality"]
        rows.append(row)
    return rows


def shares(found: Explanation) -> Rows:
    """What each group adds to the finish and to the cost; None where the plan has none."""
    money = {one.group: one for one in found.cost_shares or ()}
    rows = []
    for one in found.shares:
        cost = money.get(one.group)
        rows.append(
            {
                "group": one.group,
                "causes": one.causes,
                "days": one.size,
                "days_low": one.low,
                "days_high": one.high,
                "cost": cost and cost.size,
                "cost_low": cost and cost.low,
                "cost_high": cost and cost.high,
            }
        )
    return rows


def paths(found: Explanation) -> Rows:
    """The most frequent critical paths. iteration : one in which it is the path, from 0."""
    return [
        {
            "tasks": " ".join(one.tasks),
            "share": one.share,
            "late_share": one.late_share,
            "mean_days": one.days,
            "planned": one.planned,
            "iteration": one.iteration,
        }
        for one in found.paths
    ]


def meetings(found: Explanation) -> Rows:
    """Places where paths meet."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "end": one.end,
            "predecessors": one.predecessors,
            "delay_days": one.delay,
            "latest": one.latest,
            "rival": one.rival,
            "rival_share": one.rival_share,
            "criticality": one.criticality,
        }
        for one in found.meetings
    ]


def ends(found: Explanation) -> Rows:
    """Tasks at both ends of their range."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "p10_days": one.short,
            "p90_days": one.long,
            "early_days": one.early[0],
            "early_low": one.early[1],
            "early_high": one.early[2],
            "late_days": one.late[0],
            "late_low": one.late[1],
            "late_high": one.late[2],
        }
        for one in found.ends
    ]


def responses(found: Explanation) -> Rows:
    """Each response alone, and the best set within the budget last."""
    advice = found.advice
    if advice is None:
        return []
    rows = [response(plan) | {"best": False} for plan in advice.single]
    return rows if advice.best is None else [*rows, response(advice.best) | {"best": True}]


def response(plan: Plan) -> dict[str, Any]:
    """A set of responses, all taken."""
    return {
        "risks": " ".join(plan.risks),
        "price": plan.price,
        "days": plan.move.days,
        "days_low": plan.move.low,
        "days_high": plan.move.high,
        "cost": plan.move.cost,
        "cost_low": plan.move.cost_low,
        "cost_high": plan.move.cost_high,
        "chance": plan.chance,
        "jcl": plan.jcl,
        "gain_for_money": plan.per_money,
    }


TABLES: Mapping[str, Callable[[Explanation], Rows]] = {
    "tasks": tasks,
    "levers": levers,
    "ordered": ordered,
    "shares": shares,
    "paths": paths,
    "meetings": meetings,
    "ends": ends,
    "responses": responses,
}
"""Every table by its name."""
