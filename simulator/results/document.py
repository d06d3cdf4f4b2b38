"""The JSON document of a run: docs/reference/json.md describes every field."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from simulator.model.task import Task
from simulator.results.estimate import DateEstimate, finite
from simulator.results.raw import LEVELS, Floats, Lever

if TYPE_CHECKING:
    from simulator.results.result import Part, Result

TASK_LEVELS = (10, 50, 80, 90)
"""Percentiles that are published for every task."""

FEW = 1000
"""Fewer iterations than this leave percentiles coarse."""


def to_dict(result: Result) -> dict[str, Any]:
    """The whole document; NaN and infinity become None."""
    run, program = result.run, result.program
    own: dict[str, Any] = {
        "program": program.title,
        "fingerprint": result.fingerprint,
        "version": run.version,
        "seed": run.seed,
        "iterations": run.iterations,
        "sampling": run.sampling,
        "seconds": run.seconds,
        "start": program.start.isoformat(timespec="minutes"),
        "currency": program.currency,
        "finish": result.finish.to_dict(),
    }
    if result.cost is not None:
        own["cost"] = result.cost.to_dict()
    own |= _joint(result)
    own["projects"] = {id: _part(part) for id, part in result.projects.items()}
    own["milestones"] = {id: _part(part) for id, part in result.milestones.items()}
    own["tasks"] = [_task(result, row) for row in range(len(result.schedule.ids))]
    own["levers"] = [_lever(lever) for lever in result.levers]
    own["parity"] = result.parity.to_dict()
    own["warnings"] = list(result.warnings)
    return _clean(own)  # type: ignore[no-any-return]


def warnings(result: Result) -> tuple[str, ...]:
    """What weakens the answer first, then what was assumed while reading."""
    own = []
    if result.is_certain:
        own.append("Nothing in this plan is uncertain: every iteration gave the same answer.")
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
    return (*own, *result.program.notes)


def _joint(result: Result) -> dict[str, Any]:
    chance, target = result.target_joint_chance, result.target
    if chance is None or target.finish is None:
        return {}
    return {
        "jcl": {
            "finish": result.finish.target_dict()["value"],
            "cost": target.cost,
            "chance": chance.value,
            "low": chance.low,
            "high": chance.high,
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


def _task(result: Result, row: int) -> dict[str, Any]:
    task = result.program.task[result.schedule.ids[row]]
    tallies, indices = result.tallies, result.sensitivity
    return {
        "id": task.id,
        "name": task.name,
        "plan": {
            "start": _iso(result, float(result.schedule.start[row])),
            "finish": _iso(result, float(result.schedule.finish[row])),
        },
        "start": _instants(result, tallies.start_mean, tallies.start_percentiles, row),
        "finish": _instants(result, tallies.finish_mean, tallies.finish_percentiles, row),
        "duration": _duration(result, task, row),
        "criticality": float(indices.criticality[row]),
        "ssi": float(indices.ssi[row]),
        "cruciality": float(indices.cruciality[row]),
    }


def _iso(result: Result, minutes: float) -> str | None:
    return _date(result, minutes).value.isoformat(timespec="minutes") if isfinite(minutes) else None


def _date(result: Result, minutes: float) -> DateEstimate:
    return result.finish.estimate(minutes)


def _instants(
    result: Result, mean: Floats | None, percentiles: Floats | None, row: int
) -> dict[str, Any] | None:
    if mean is None or percentiles is None or not isfinite(mean[row]):
        return None
    columns = [LEVELS.index(p) for p in TASK_LEVELS]
    return {
        "mean": _date(result, float(mean[row])).to_dict(),
        "percentiles": {
            f"P{p}": _date(result, float(percentiles[row, column])).to_dict()
            for p, column in zip(TASK_LEVELS, columns, strict=True)
        },
    }


def _duration(result: Result, task: Task, row: int) -> dict[str, Any]:
    """Working days of the task's own calendar."""
    day = result.program.calendars[task.calendar].minutes_per_day
    tallies = result.tallies
    own: dict[str, Any] = {
        "mean": float(tallies.duration_mean[row]) / day,
        "sd": float(tallies.duration_sd[row]) / day,
        "percentiles": None,
    }
    if tallies.duration_percentiles is not None:
        own["percentiles"] = {
            f"P{p}": float(tallies.duration_percentiles[row, LEVELS.index(p)]) / day
            for p in TASK_LEVELS
        }
    return own


def _clean(value: Any) -> Any:
    """The same with every NaN and infinity as None."""
    if isinstance(value, float):
        return finite(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
