"""Programs between two updates: the old one in some respects, the new one in others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from simulator.explain.bridge.groups import Group, Taken
from simulator.explain.bridge.match import Match
from simulator.model.branch import Branch, Measure
from simulator.model.correlation import OF_TASK, Statement
from simulator.model.money import Currency, Index, Terms
from simulator.model.program import Program, Project
from simulator.model.risk import Driver, Impact, Response, Risk, Window
from simulator.model.task import Kind, Task
from simulator.scenario.removing import emptied

T = TypeVar("T")
N = TypeVar("N", Currency, Index)


def mixed(match: Match, taken: Taken) -> Program:
    """The program that is as the new plan in all groups `taken`, and as the old one elsewhere.

    A task that only one plan has, and that is out, stays as a row without work as long as the links
    of that plan hold, so that its logic passes through (as where a scenario removes a task).
    """
    old, new = match.old, match.new
    logic, work, dates = (
        _of(match, group in taken) for group in (Group.LOGIC, Group.WORK, Group.CALENDARS)
    )
    rows = _rows(match, taken)
    at_work = {
        id
        for id in rows
        if (id not in match.removed or Group.REMOVED not in taken)
        and (id not in match.added or Group.ADDED in taken)
    }
    risks = _of(match, Group.RISKS in taken)
    kept = tuple(_left(risk, rows, at_work) for risk in risks.risks)
    projects = _projects(match, taken, {task.project for task in rows.values()})
    return replace(
        new,
        title=old.title,
        notes=(),
        start=min(dates.start, *(project.start for project in projects)),
        calendars=_joined(old.calendars, new.calendars, Group.CALENDARS in taken),
        projects=projects,
        tasks=tuple(task if id in at_work else emptied(task) for id, task in rows.items()),
        risks=kept,
        drivers=tuple(_acting(driver, at_work) for driver in risks.drivers),
        correlations=_correlations(risks, rows),
        repair_correlations=risks.repair_correlations,
        exclusive=risks.exclusive,
        branches=tuple(one for one in logic.branches if _is_answered(one, kept)),
        loops=logic.loops,
        whole_days=work.whole_days,
        resources=_joined(old.resources, new.resources, Group.WORK in taken),
        terms=_terms(match, work, [rows[id] for id in at_work], projects),
    )


def _of(match: Match, is_new: bool) -> Program:
    return match.new if is_new else match.old


def _joined(old: Mapping[str, T], new: Mapping[str, T], is_new: bool) -> dict[str, T]:
    """All keys of both; where both have one, the value of the new plan or of the old one."""
    return {**old, **new} if is_new else {**new, **old}


def _rows(match: Match, taken: Taken) -> dict[str, Task]:
    """The tasks by id, with or without work."""
    old, new = match.old, match.new
    has_old = Group.REMOVED not in taken or Group.LOGIC not in taken
    has_new = Group.ADDED in taken or Group.LOGIC in taken
    found: dict[str, Task] = {}
    for id, task in old.task.items():
        if id in new.task:
            found[id] = _matched(match, task, new.task[id], taken)
        elif has_old:
            found[id] = task
    if has_new:
        found |= {id: new.task[id] for id in match.added}
    for id, task in found.items():
        after = tuple(link for link in task.after if link.predecessor in found)
        parent = task.parent if task.parent in found else None
        found[id] = replace(task, after=after, parent=parent)
    return found


def _matched(match: Match, old: Task, new: Task, taken: Taken) -> Task:
    """A task that both plans have.

    What remains of work that has been reported on is part of the report: its duration, range and
    cost change with the progress.
    """
    reported = new.progress != old.progress
    work = new if (Group.PROGRESS if reported else Group.WORK) in taken else old
    logic = new if Group.LOGIC in taken else old
    dates = new if Group.CALENDARS in taken else old
    after = logic.after
    if Group.LOGIC in taken and Group.REMOVED not in taken:
        after += tuple(link for link in old.after if link.predecessor in match.removed)
    if Group.LOGIC not in taken and Group.ADDED in taken:
        after += tuple(link for link in new.after if link.predecessor in match.added)
    return replace(
        work,
        kind=logic.kind if Kind.SUMMARY in (old.kind, new.kind) else work.kind,
        parent=logic.parent,
        after=after,
        exists=logic.exists,
        progress=(new if Group.PROGRESS in taken else old).progress,
        calendar=dates.calendar,
        constraints=dates.constraints,
        deadline=dates.deadline,
    )


def _projects(match: Match, taken: Taken, in_use: set[str]) -> tuple[Project, ...]:
    """Projects of both plans; how each is scheduled belongs to the calendars, its data date to
    the progress."""
    old, new = match.old.project, match.new.project
    found = []
    for id in dict.fromkeys([*old, *new]):
        if id in old and id in new:
            dated = new[id] if Group.PROGRESS in taken else old[id]
            base = new[id] if Group.CALENDARS in taken else old[id]
            found.append(replace(base, data_date=dated.data_date))
        elif id in in_use:
            found.append(old[id] if id in old else new[id])
    return tuple(found)


def _left(risk: Risk, rows: Mapping[str, Task], at_work: set[str]) -> Risk:
    """What a risk can still hit."""
    response, window = risk.response, risk.window
    if response is not None:
        response = _response(response, rows, at_work)
    if window is not None and window.during is not None and window.during not in rows:
        window = replace(window, during=None)
    if window == Window():
        window = None
    return replace(risk, impacts=_hits(risk.impacts, at_work), response=response, window=window)


def _response(response: Response, rows: Mapping[str, Task], at_work: set[str]) -> Response:
    impacts = None if response.impacts is None else _hits(response.impacts, at_work)
    return replace(
        response, impacts=impacts, tasks=tuple(id for id in response.tasks if id in rows)
    )


def _hits(impacts: tuple[Impact, ...], at_work: set[str]) -> tuple[Impact, ...]:
    return tuple(
        replace(one, tasks=tuple(id for id in one.tasks if id in at_work)) for one in impacts
    )


def _acting(driver: Driver, at_work: set[str]) -> Driver:
    return replace(driver, tasks=tuple(id for id in driver.tasks if id in at_work))


def _correlations(risks: Program, rows: Mapping[str, Task]) -> tuple[Statement, ...]:
    """Statements about what is there."""
    gone = {
        subject
        for statement in risks.correlations
        for subject in statement.subjects
        if subject.what in OF_TASK and subject.id not in rows
    }
    left = (statement.without(gone) for statement in risks.correlations)
    return tuple(one for one in left if one is not None)


def _terms(
    match: Match, work: Program, tasks: Sequence[Task], projects: tuple[Project, ...]
) -> Terms:
    """The terms of one plan for what is there; currencies and indices of the other where a task
    that only it has is paid by them."""
    elements = [element for task in tasks for element in task.elements]
    here, there = {task.id for task in tasks}, {project.id for project in projects}
    other = (match.old if work is match.new else match.new).terms
    own = work.terms
    return replace(
        own,
        currencies=_needed(own.currencies, other.currencies, {one.currency for one in elements}),
        indices=_needed(own.indices, other.indices, {one.index for one in elements}),
        overheads=tuple(one for one in own.overheads if one.project in there),
        penalties=tuple(one for one in own.penalties if one.task in here),
    )


def _needed(own: tuple[N, ...], other: tuple[N, ...], used: set[str]) -> tuple[N, ...]:
    """`own`, and those of `other` that are used and that `own` has not."""
    known = {one.id for one in own}
    return own + tuple(one for one in other if one.id in used - known)


def _is_answered(branch: Branch, risks: tuple[Risk, ...]) -> bool:
    """False for a branch that asks about a risk which only the other plan has."""
    condition = branch.condition
    if condition is None or condition.measure is not Measure.HAPPENS:
        return True
    return condition.subject in {risk.id for risk in risks}
