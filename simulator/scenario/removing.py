"""What a scenario takes out of a program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.files.building.chains import asked_about
from simulator.files.place import At, Problems
from simulator.model.correlation import Side, Subject, What
from simulator.model.program import Program
from simulator.model.risk import Impact, Risk
from simulator.model.task import Cost, Kind, Progress, Task
from simulator.scenario.common import changed, named, selected, uncorrelated
from simulator.scenario.document import RemoveDoc
from simulator.scenario.means import remove_calendars, remove_resources
from simulator.scenario.unlinking import remove_links

_NO_CORRELATION = "the plan has no correlations", "Take this line out."


def remove(program: Program, doc: RemoveDoc | None, at: At, problems: Problems) -> Program:
    """Without some risks, drivers, branches and loops, without all correlations, and without the
    work of some tasks.

    A removed task stays as a row of no duration and no cost, so that logic passes through it; it
    stays in its correlations, so that the luck of the others does not change.
    A removed branch leaves the tasks of all its paths.
    """
    if doc is None:
        return program
    program = remove_resources(program, doc.resources or (), at.down("resources"), problems)
    program = _bare(program, doc, at, problems)
    program = remove_calendars(program, doc.calendars or (), at.down("calendars"), problems)
    out = named(program.drivers, doc.drivers or (), at.down("drivers"), problems)
    forks = named(program.branches, doc.branches or (), at.down("branches"), problems)
    loops = named(program.loops, doc.loops or (), at.down("loops"), problems)
    empty = selected(program, doc.tasks or (), at.down("tasks"), problems)
    drivers = [
        replace(driver, tasks=_kept(driver.tasks, empty))
        for driver in program.drivers
        if driver.id not in out
    ]
    program = replace(
        program,
        drivers=tuple(drivers),
        branches=tuple(one for one in program.branches if one.id not in forks),
        loops=tuple(one for one in program.loops if one.id not in loops),
    )
    gone = named(program.risks, doc.risks or (), at.down("risks"), problems)
    lost = {Subject(What.FACTOR, one) for one in out}
    lost |= {Subject(What.OCCURRENCE, one) for one in gone}
    lost |= {Subject(What.IMPACT, one, side) for one in gone for side in Side}
    stay = () if doc.correlations else program.correlations
    if doc.correlations and not program.correlations:
        problems.add(at.down("correlations"), "no-correlation", *_NO_CORRELATION)
    program = uncorrelated(replace(program, correlations=stay), lost)
    program = _without_risks(program, gone, empty, at.down("risks"), problems)
    return changed(program, empty, emptied)


def _bare(program: Program, doc: RemoveDoc, at: At, problems: Problems) -> Program:
    """Without some links, constraints, deadlines and costs of tasks that stay."""
    program = remove_links(program, doc.links or (), at.down("links"), problems)
    edits: tuple[tuple[str, Callable[[Task], Task]], ...] = (
        ("constraints", lambda task: replace(task, constraints=())),
        ("deadlines", lambda task: replace(task, deadline=None)),
        ("costs", _free),
    )
    for key, change in edits:
        texts: tuple[str, ...] = getattr(doc, key) or ()
        program = changed(program, selected(program, texts, at.down(key), problems), change)
    return program


def _free(task: Task) -> Task:
    """At no cost, of its own or of those who work on it."""
    unpaid = tuple(
        replace(one, cost=None, per_day=0.0, actual_cost=None, remaining_cost=None)
        for one in task.assignments
    )
    return replace(task, cost=Cost(), assignments=unpaid, expenses=(), elements=())


def _without_risks(
    program: Program, gone: set[str], empty: set[str], at: At, problems: Problems
) -> Program:
    """Without the risks that are `gone`, and what is left of the others where tasks are `empty`."""
    for branch in program.branches:
        for risk in asked_about([branch]) & gone:
            message = f"branch {branch.id} asks whether risk {risk} happens"
            mend = f"Remove the branch as well: branches: [{branch.id}]."
            problems.add(at, "asked-risk", message, mend)
    groups = (tuple(id_ for id_ in group if id_ not in gone) for group in program.exclusive)
    return replace(
        program,
        risks=tuple(_left(risk, gone, empty) for risk in program.risks if risk.id not in gone),
        exclusive=tuple(group for group in groups if len(group) > 1),
    )


def _left(risk: Risk, gone: set[str], empty: set[str]) -> Risk:
    response = risk.response
    if response is not None and response.impacts is not None:
        response = replace(response, impacts=_impacts(response.impacts, empty))
    return replace(
        risk,
        impacts=_impacts(risk.impacts, empty),
        response=response,
        raises=tuple(rise for rise in risk.raises if rise.risk not in gone),
    )


def _impacts(impacts: tuple[Impact, ...], empty: set[str]) -> tuple[Impact, ...]:
    return tuple(replace(one, tasks=_kept(one.tasks, empty)) for one in impacts)


def _kept(tasks: tuple[str, ...], empty: set[str]) -> tuple[str, ...]:
    return tuple(task for task in tasks if task not in empty)


def emptied(task: Task) -> Task:
    """No work, no cost, no dates of its own."""
    kind = Kind.MILESTONE if task.kind in (Kind.TASK, Kind.LEVEL_OF_EFFORT) else task.kind
    return replace(
        task,
        kind=kind,
        duration=0.0,
        spread=None,
        cost=Cost(),
        elements=(),
        progress=task.progress if task.is_finished else Progress(),
        constraints=(),
        deadline=None,
        exists=1.0,
    )
