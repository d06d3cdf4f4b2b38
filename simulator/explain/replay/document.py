"""A replay as a table and as a JSON document: docs/reference/replay.md describes every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.model.task import Task
from simulator.results.dates import dates, iso
from simulator.results.document import clean
from simulator.results.quantity import DateQuantity, MoneyQuantity

if TYPE_CHECKING:
    import pandas as pd

    from simulator.explain.replay.happened import Happened
    from simulator.explain.replay.iteration import Replay


def table(replay: Replay) -> pd.DataFrame:
    """One row an activity: what docs/reference/replay.md calls `tasks.csv`."""
    import pandas as pd

    from simulator.results.tables import named

    result = replay.result
    rows, day = _tasks(replay), replay.tasks.day
    columns: dict[str, Any] = {
        **named(rows),
        "present": replay.tasks.present,
        "plan_start": dates(result.origin, result.schedule.start),
        "plan_finish": dates(result.origin, result.schedule.finish),
        "start": dates(result.origin, replay.tasks.start),
        "finish": dates(result.origin, replay.tasks.finish),
        "duration_plan_days": replay.tasks.planned / day,
        "duration_days": replay.tasks.duration / day,
        "overrun_days": replay.tasks.overruns,
        "on_driving_path": replay.tasks.critical,
        "driven_by": [" ".join(many) for many in _drivers(replay)],
    }
    if replay.paid is not None:
        columns["cost"] = [replay.paid.tasks.get(task.id, 0.0) for task in rows]
    return pd.DataFrame(columns)


def to_dict(replay: Replay) -> dict[str, Any]:
    """The whole document; NaN becomes None."""
    result, run = replay.result, replay.result.run
    own: dict[str, Any] = {
        "program": result.program.title,
        "fingerprint": result.fingerprint,
        "version": run.version,
        "seed": run.seed,
        "sampling": run.sampling,
        "iterations": run.iterations,
        "iteration": replay.iteration,
        "currency": result.program.currency,
        "finish": _value(result.finish, replay.finish),
    }
    if result.cost is not None and replay.cost is not None:
        own["cost"] = _value(result.cost, replay.cost)
    own["projects"] = {
        id: _project(replay, id, result.projects[id].finish) for id in replay.project_finish
    }
    own["happened"] = [_happening(replay, one) for one in replay.happened]
    own["driving_path"] = [result.schedule.ids[row] for row in replay.tasks.path]
    own["tasks"] = _entries(replay)
    cleaned: dict[str, Any] = clean(own)
    return cleaned


def _tasks(replay: Replay) -> list[Task]:
    return [replay.result.program.task[id] for id in replay.result.schedule.ids]


def _drivers(replay: Replay) -> list[list[str]]:
    ids = replay.result.schedule.ids
    return [[ids[row] for row in many] for many in replay.tasks.driving]


def _value(quantity: DateQuantity | MoneyQuantity, value: float) -> dict[str, Any]:
    """The value, what it is more than the plan, and the share of iterations that are lower."""
    return quantity.estimate(value).to_dict() | {
        "above_plan": quantity.spread(value - quantity.planned),
        "lower": float(np.mean(quantity.samples < value)),
    }


def _project(replay: Replay, id: str, finish: DateQuantity) -> dict[str, Any]:
    own: dict[str, Any] = {"finish": finish.estimate(replay.project_finish[id]).to_dict()}
    if id in replay.project_cost:
        own["cost"] = replay.project_cost[id]
    return own


def _happening(replay: Replay, one: Happened) -> dict[str, Any]:
    own: dict[str, Any] = {"kind": one.kind, "id": one.id, "name": one.name, "part": one.part}
    if one.factor is not None:
        own["factor"] = one.factor
    if one.kind == "risk":
        own["delays"] = dict(one.delays)
        if replay.paid is not None:
            own["cost"] = replay.paid.risks.get(one.id, 0.0)
    return own


def _entries(replay: Replay) -> list[dict[str, Any]]:
    origin, day = replay.result.origin, replay.tasks.day
    columns: dict[str, list[Any]] = {
        "id": list(replay.result.schedule.ids),
        "present": replay.tasks.present.tolist(),
        "start": iso(origin, replay.tasks.start),
        "finish": iso(origin, replay.tasks.finish),
        "duration_plan": (replay.tasks.planned / day).tolist(),
        "duration": (replay.tasks.duration / day).tolist(),
        "on_driving_path": replay.tasks.critical.tolist(),
        "driven_by": _drivers(replay),
    }
    if replay.paid is not None:
        columns["cost"] = [replay.paid.tasks.get(id, 0.0) for id in columns["id"]]
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]
