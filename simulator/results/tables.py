"""Tables for pandas and for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simulator.model.task import Task
from simulator.results.dates import dates
from simulator.results.document import TASK_LEVELS, day_minutes
from simulator.results.raw import LEVELS, Floats

if TYPE_CHECKING:
    from simulator.results.result import Result

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula."""


def tasks(result: Result) -> pd.DataFrame:
    """One row an activity, in the order of the network.

    id, name, project, wbs, kind, calendar : text.
    plan_start, plan_finish, start_mean, start_p10 ... p90, finish_mean, finish_p10 ... p90 :
    dates, to the minute. total_float_days, duration_plan_days, duration_mean_days,
    duration_sd_days, duration_p10_days ... p90_days : working days of the task's calendar; NaN
    for a level of effort, which has no duration of its own.
    criticality, ssi, duration_sensitivity, cruciality, cruciality_pertmaster : see
    `results.sensitivity`. pearson : correlation of duration and finish. present :
    share of iterations in which the task is there. NaN where undefined;
    the columns of a run without detail are left out.
    """
    program, schedule, tallies = result.program, result.schedule, result.tallies
    rows = [program.task[id] for id in schedule.ids]
    day = day_minutes(result)
    columns: dict[str, Any] = {
        **named(rows),
        "plan_start": dates(result.origin, schedule.start),
        "plan_finish": dates(result.origin, schedule.finish),
        "total_float_days": schedule.total_float / day,
    }
    columns |= _instants(result, "start", tallies.start_mean, tallies.start_percentiles)
    columns |= _instants(result, "finish", tallies.finish_mean, tallies.finish_percentiles)
    columns["duration_plan_days"] = np.array([t.duration for t in rows], np.float64) / day
    columns["duration_mean_days"] = tallies.duration_mean / day
    columns["duration_sd_days"] = tallies.duration_sd / day
    if tallies.duration_percentiles is not None:
        for p in TASK_LEVELS:
            values = tallies.duration_percentiles[:, LEVELS.index(p)] / day
            columns[f"duration_p{p}_days"] = values
    columns |= result.sensitivity._asdict()
    columns["pearson"] = tallies.pearson
    columns["present"] = tallies.present
    return pd.DataFrame(columns)


def neutralised(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with an apostrophe before any text that a spreadsheet would run as a formula
    (OWASP, CSV injection)."""
    own = table.copy()
    for name in own.columns:
        if not pd.api.types.is_numeric_dtype(own[name]):
            own[name] = own[name].map(_safe)
    return own


def named(activities: Sequence[Task]) -> dict[str, Any]:
    """The columns of any table of activities that say which they are."""
    return {
        "id": [task.id for task in activities],
        "name": [task.name for task in activities],
        "project": [task.project for task in activities],
        "wbs": [task.wbs for task in activities],
        "kind": [task.kind.value for task in activities],
        "calendar": [task.calendar for task in activities],
    }


def to_csv(table: pd.DataFrame) -> str:
    """The table as CSV text, safe to open in a spreadsheet; dates ISO 8601 to the minute."""
    return neutralised(table).to_csv(index=False, date_format="%Y-%m-%dT%H:%M", lineterminator="\n")


def to_parquet(table: pd.DataFrame) -> bytes:
    """The table as Parquet. Needs the extra ``parquet``."""
    buffer = io.BytesIO()
    table.to_parquet(buffer, engine="pyarrow", index=False)
    return buffer.getvalue()


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _instants(
    result: Result, name: str, mean: Floats | None, percentiles: Floats | None
) -> dict[str, Any]:
    if mean is None or percentiles is None:
        return {}
    columns = {f"{name}_mean": dates(result.origin, mean)}
    for p in TASK_LEVELS:
        columns[f"{name}_p{p}"] = dates(result.origin, percentiles[:, LEVELS.index(p)])
    return columns
