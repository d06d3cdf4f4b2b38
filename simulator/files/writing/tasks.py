"""Tasks as rows of a plan file; durations and lags keep every minute."""

from __future__ import annotations

import re
from typing import Any

from simulator.files.writing.resources import assignments_of, baseline_of, expenses_of, time_text
from simulator.files.writing.style import Items, Row, moment
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.expression import Unit, spread_text
from simulator.model.program import Program
from simulator.model.task import Constraint, Cost, Kind, Progress, Task
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
    row.update(_cost(task.cost))
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


def _cost(cost: Cost) -> dict[str, str]:
    found: dict[str, str] = {}
    if cost.fixed:
        found["cost"] = plain(cost.fixed)
    if cost.spread is not None:
        found["cost_uncertainty"] = spread_text(cost.spread, Unit.money())
    if cost.per_day:
        found["cost_per_day"] = plain(cost.per_day)
    return found


def _link(link: Dependency, project: str) -> str | Row:
    """``A110 SS+16h``; the long form where an id or a lag has no short one."""
    before, lag = _own(link.predecessor, project), link.lag
    clear = PLAIN_ID.fullmatch(before) and not RELATION.search(before)
    if clear and not (lag.share and (lag.minutes or lag.elapsed)):
        text = lag_text(lag)
        if not text:
            return before if link.relation is Relation.FS else f"{before} {link.relation.value}"
        sign = "" if text.startswith("-") else "+"
        return f"{before} {link.relation.value}{sign}{text}"
    row = Row(task=before, type=link.relation.value)
    if lag.minutes or lag.elapsed:
        row["lag"] = _minutes(lag)
    if lag.share:
        row["share"] = share_text(lag.share)
    return row


def lag_text(lag: Lag) -> str:
    """``16h``, ``-90min``, ``48eh``, ``-50%``, or nothing for no lag."""
    if lag.share:
        return share_text(lag.share)
    return _minutes(lag) if lag.minutes or lag.elapsed else ""


def _minutes(lag: Lag) -> str:
    text = time_text(lag.minutes)
    if not lag.elapsed:
        return text
    return re.sub(r"(h|min)$", r"e\1", text)
