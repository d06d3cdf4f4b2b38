"""The JSON document of a run: docs/reference/json.md describes every field."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.model.task import Kind
from simulator.results import calendars, correlation
from simulator.results.dates import iso
from simulator.results.estimate import finite
from simulator.results.raw import LEVELS, Floats, Lever

if TYPE_CHECKING:
    from simulator.results.result import Part, Result

TASK_LEVELS = (10, 50, 80, 90)
"""Percentiles that are published for every task."""

FEW = 1000
"""Fewer iterations than this leave percentiles coarse."""


def to_dict(result: Result) -> dict[str, Any]:
    """The whole document; NaN and infinity become None."""
    own = head(result) | {"finish": result.finish.to_dict()}
    if result.cost is not None:
        own["cost"] = result.cost.to_dict()
    own |= _joint(result)
    own["projects"] = {id: _part(part) for id, part in result.projects.items()}
    own["milestones"] = {id: _part(part) for id, part in result.milestones.items()}
    own["tasks"] = _tasks(result)
    own["events"] = [asdict(one) for one in result.happened]
    own["levers"] = [_lever(lever) for lever in result.levers]
    own["correlations"] = correlation.entries(result.receipts)
    own["calendars"] = calendars.lost_days(result)
    own["windows"] = calendars.windows(result)
    own["parity"] = result.parity.to_dict()
    own["warnings"] = list(result.warnings)
    cleaned: dict[str, Any] = clean(own)
    return cleaned


def head(result: Result, seconds: float | None = None) -> dict[str, Any]:
    """What every document begins with: of which plan, and how it was run. seconds : of all runs,
    where there are several."""
    run, program = result.run, result.program
    return {
        "program": program.title,
        "fingerprint": result.fingerprint,
        "version": run.version,
        "seed": run.seed,
        "iterations": run.iterations,
        "sampling": run.sampling,
        "seconds": run.seconds if seconds is None else seconds,
        "start": program.start.isoformat(timespec="minutes"),
        "currency": program.currency,
    }


def warnings(result: Result) -> tuple[str, ...]:
    """What weakens the answer first, then what was assumed while reading."""
    own = []
    if result.run.iterations == 1:
        own.append("1 iteration shows no uncertainty. 10,000 are usual.")
    elif result.is_certain:
        own.append("No iteration differs from another: nothing makes finish or cost uncertain.")
    elif result.run.iterations < FEW:
        own.append(
            f"{result.run.iterations:,} iterations are few: the intervals are wide. "
            "10,000 are usual."
        )
    differ = result.parity.compared - result.parity.agree
    if differ:
        tool = result.parity.source or "the source tool"
        own.append(
            f"The dates of {differ:,} of {result.parity.compared:,} activities differ from those "
            f"that {tool} stored."
        )
    own += calendars.window_warnings(result)
    own += correlation.remarks(result.receipts)
    return (*own, *result.program.notes)


def _joint(result: Result) -> dict[str, Any]:
    four = result.target_quadrants
    if four is None:
        return {}
    return {
        "jcl": {
            "finish": result.finish.target_dict()["value"],
            "cost": result.target.cost,
            "chance": four.both.value,
            "low": four.both.low,
            "high": four.both.high,
            "quadrants": {key: one.to_dict() for key, _, one in four.in_order},
        }
    }


def _part(part: Part) -> dict[str, Any]:
    own: dict[str, Any] = {"name": part.name, "finish": part.finish.to_dict()}
    if part.cost is not None:
        own["cost"] = part.cost.to_dict()
    return own


def _lever(lever: Lever) -> dict[str, Any]:
    return {
        "kind": lever.kind,
        "id": lever.id,
        "name": lever.name,
        "criticality": lever.critical,
        "days": lever.days,
        "low": lever.low,
        "high": lever.high,
        "cost": lever.cost,
    }


def _tasks(result: Result) -> list[dict[str, Any]]:
    """One entry an activity; made by columns, because there may be thousands."""
    schedule, tallies, indices = result.schedule, result.tallies, result.sensitivity
    origin, ids = result.origin, schedule.ids
    plan_start, plan_finish = iso(origin, schedule.start), iso(origin, schedule.finish)
    start = _instants(result, tallies.start_mean, tallies.start_percentiles)
    finish = _instants(result, tallies.finish_mean, tallies.finish_percentiles)
    duration = _durations(result)
    own = []
    for row, id in enumerate(ids):
        entry: dict[str, Any] = {
            "id": id,
            "name": result.program.task[id].name,
            "plan": {"start": plan_start[row], "finish": plan_finish[row]},
            "start": start[row],
            "finish": finish[row],
            "duration": duration[row],
            "criticality": float(indices.criticality[row]),
            "ssi": float(indices.ssi[row]),
            "cruciality": float(indices.cruciality[row]),
            "present": float(tallies.present[row]),
        }
        own.append(entry)
    return own


def _instants(
    result: Result, mean: Floats | None, percentiles: Floats | None
) -> list[dict[str, Any] | None]:
    """Mean and percentiles of one end of every task; None where it has none."""
    if mean is None or percentiles is None:
        return [None] * len(result.schedule.ids)
    means = _values(result, mean)
    columns = {f"P{p}": _values(result, percentiles[:, LEVELS.index(p)]) for p in TASK_LEVELS}
    return [
        None
        if value["value"] is None
        else {"mean": value, "percentiles": {p: column[row] for p, column in columns.items()}}
        for row, value in enumerate(means)
    ]


def _values(result: Result, minutes: Floats) -> list[dict[str, Any]]:
    days = result.finish.days_of(minutes).tolist()
    texts = iso(result.origin, minutes)
    return [{"value": text, "days": day} for text, day in zip(texts, days, strict=True)]


def day_minutes(result: Result) -> Floats:
    """Minutes of a working day of every activity's own calendar, float64[tasks]; NaN for a level
    of effort, which lasts as long as others do and has no duration of its own."""
    program = result.program
    rows = [program.task[id] for id in result.schedule.ids]
    minutes = [program.calendars[task.calendar].minutes_per_day for task in rows]
    effort = [task.kind is Kind.LEVEL_OF_EFFORT for task in rows]
    return np.where(effort, np.nan, np.array(minutes, np.float64))


def _durations(result: Result) -> list[dict[str, Any]]:
    """Working days of each task's own calendar."""
    tallies, day = result.tallies, day_minutes(result)
    mean, sd = (tallies.duration_mean / day).tolist(), (tallies.duration_sd / day).tolist()
    table = tallies.duration_percentiles
    columns = {
        f"P{p}": (table[:, LEVELS.index(p)] / day).tolist()
        for p in TASK_LEVELS
        if table is not None
    }
    return [
        {
            "mean": mean[row],
            "sd": sd[row],
            "percentiles": {p: column[row] for p, column in columns.items()} or None,
        }
        for row in range(len(day))
    ]


def clean(value: Any) -> Any:
    """A document with every NaN and infinity as None: JSON has no word for them."""
    if isinstance(value, float):
        return finite(value)
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    return value
