"""Tasks as rows of a plan file; durations and lags keep every minute."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from simulator.files.writing.money import elements_of
from simulator.files.writing.resources import assignments_of, baseline_of, expenses_of, time_text
from simulator.files.writing.style import Items, Row, moment
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.expression import Unit, spread_text, written
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Constraint, Kind, Progress, Task
from simulator.model.units import plain, share_text

PLAIN_ID = re.compile(r"[A-Za-z0-9._/]+(?:-[A-Za-z0-9._/]+)*")
"""Ids that the short form of a link cannot misread."""
RELATION = re.compile(r"(FS|SS|FF|SF)$", re.IGNORECASE)


def row_of(task: Task, program: Program) -> Row:
    """The row of `task` within its project."""
    project = program.project[task.project]
    unit = Unit.duration(program.calendars[task.calendar].minutes_per_day)
    row = Row(id=_own(task.id, project.id))
    if task.name != task.short_id:
        row["name"] = task.name
    if task.kind is not Kind.TASK or not task.duration:
        row["kind"] = task.kind.value
    if task.kind is Kind.TASK or (task.kind is Kind.LEVEL_OF_EFFORT and task.duration):
        row["duration"] = unit.write(task.duration)
    if task.spread is not None and not task.is_finished:
        row["uncertainty"] = spread_text(task.spread, unit)
    if task.calendar != project.calendar:
        row["calendar"] = task.calendar
    if task.after:
        row["after"] = Items(_link(link, project.id) for link in task.after)
    if task.constraints:
        row["constraint"] = Items(_constraint(one) for one in task.constraints)
    if task.deadline:
        row["deadline"] = moment(task.deadline)
    row.update(_progress(task, unit))
    row.update(_cost(task))
    if task.exists < 1.0:
        row["exists"] = share_text(task.exists)
    if task.parent is not None:
        row["parent"] = _own(task.parent, project.id)
    if task.wbs:
        row["wbs"] = task.wbs
    if task.fields:
        row["fields"] = Row(task.fields)
    row.update(_more(task, program, unit))
    return row


def _more(task: Task, program: Program, unit: Unit) -> dict[str, Any]:
    """Who works on it, what was once agreed, and the notebook."""
    found: dict[str, Any] = {}
    if task.assignments:
        found["resources"] = Row(assignments_of(task.assignments, program.resources))
    if task.expenses:
        found["expenses"] = expenses_of(task.expenses)
    if task.baseline is not None:
        found["baseline"] = baseline_of(task.baseline, unit)
    if task.note:
        found["note"] = task.note
    return found


def _own(full_id: str, project: str) -> str:
    """The short id, where it cannot be taken for a full one."""
    owner, short = full_id.split("/", 1)
    return full_id if owner != project or short.startswith(f"{project}/") else short


def _constraint(constraint: Constraint) -> str:
    if constraint.date is None:
        return constraint.type.value
    return f"{constraint.type.value} {moment(constraint.date)}"


def _progress(task: Task, unit: Unit) -> dict[str, str]:
    """Actual dates and what remains, said even where it is all: the reader would else take off
    what has been worked since the start."""
    found: dict[str, str] = {}
    progress: Progress = task.progress
    if progress.actual_start:
        found["actual_start"] = moment(progress.actual_start)
    if progress.actual_finish:
        found["actual_finish"] = moment(progress.actual_finish)
    elif progress.remaining is not None or (progress.actual_start and task.duration):
        found["remaining"] = unit.write(task.remaining)
    if progress.resume and not progress.actual_finish:
        found["resume"] = moment(progress.resume)
    if progress.expected_finish and not progress.actual_finish:
        found["expected_finish"] = moment(progress.expected_finish)
    return found


def _cost(task: Task) -> dict[str, Any]:
    found: dict[str, Any] = {}
    cost = task.cost
    if cost.fixed or cost.actual is not None:
        found["cost"] = plain(cost.fixed)
    if cost.spread is not None:
        found["cost_uncertainty"] = spread_text(cost.spread, Unit.money())
    if cost.per_day:
        found["cost_per_day"] = plain(cost.per_day)
    if cost.rate_spread is not None:
        found["cost_per_day_uncertainty"] = spread_text(cost.rate_spread, Unit.money())
    if cost.actual is not None:
        found["actual_cost"] = plain(cost.actual)
    if task.elements:
        found["costs"] = elements_of(task.elements)
    return found


def _link(link: Dependency, project: str) -> str | Row:
    """``A110 SS+16h``; the long form where an id or a lag has no short one."""
    before, lag = _own(link.predecessor, project), link.lag
    clear = PLAIN_ID.fullmatch(before) and not RELATION.search(before)
    if clear and not (lag.share and (lag.minutes or lag.elapsed)) and not _is_around(lag):
        text = lag_text(lag)
        if not text:
            return before if link.relation is Relation.FS else f"{before} {link.relation.value}"
        sign = "" if text.startswith("-") else "+"
        return f"{before} {link.relation.value}{sign}{text}"
    row = Row(task=before, type=link.relation.value)
    if _is_around(lag):
        row["lag"] = _minutes(lag, lag.minutes)
        row["uncertainty"] = _range(lag)
    elif lag.minutes or lag.elapsed or lag.spread:
        row["lag"] = lag_text(replace(lag, share=0.0))
    if lag.share:
        row["share"] = share_text(lag.share)
    return row


def _is_around(lag: Lag) -> bool:
    """True where the plan's own lag is not that of its range."""
    return lag.spread is not None and lag.spread.planned != lag.minutes


def lag_text(lag: Lag) -> str:
    """``16h``, ``-90min``, ``48eh``, ``-50%``, ``uniform(16h, 24h)``, or nothing for no lag."""
    if lag.share:
        return share_text(lag.share)
    if lag.spread is not None:
        return _range(lag)
    return _minutes(lag, lag.minutes) if lag.minutes or lag.elapsed else ""


def _range(lag: Lag) -> str:
    assert lag.spread is not None
    return written(Spread(lag.spread), lambda minutes: _minutes(lag, minutes))


def _minutes(lag: Lag, minutes: float) -> str:
    text = time_text(minutes)
    return re.sub(r"(h|min)$", r"e\1", text) if lag.elapsed else text
