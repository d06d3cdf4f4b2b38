"""What is done about it: responses to risks are taken, and tasks made shorter, for money."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from simulator.files.building.ids import Ids
from simulator.files.building.texts import money, share, working
from simulator.files.document.base import present
from simulator.files.place import At, Problems
from simulator.model.dependency import Dependency, Relation
from simulator.model.program import Program
from simulator.model.task import Cost, Kind, Task
from simulator.scenario.common import changed, named
from simulator.scenario.document import CrashDoc
from simulator.scenario.scaling import scaled_task


def mitigate(program: Program, ids: tuple[str, ...] | None, at: At, problems: Problems) -> Program:
    """With the responses of some risks taken, at their cost."""
    wanted = named(program.risks, ids or (), at, problems)
    for index, id_ in enumerate(ids or ()):
        if any(risk.id == id_ and risk.response is None for risk in program.risks):
            message = f"risk {id_} has no response"
            mend = "Give it one in the plan: mitigated: {probability: 10%, cost: 60k}."
            problems.add(at.down(index), "no-response", message, mend)
    risks = (replace(risk, mitigated=True) if risk.id in wanted else risk for risk in program.risks)
    return replace(program, risks=tuple(risks))


def crash(
    program: Program, docs: tuple[CrashDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With tasks made shorter, for money that is spent whatever luck brings."""
    ids = Ids(program.task)
    for index, doc in present(docs):
        here = at.down(index)
        found = ids.one(doc.task, None, here.down("task"), problems)
        cost = money(doc.cost, here.down("cost"), problems)
        if found is None or cost is None:
            continue
        task = program.task[found]
        left = _left(program, task, doc, here.about(f"task {found}"), problems)
        if cost < 0:
            message = f"a cost of {doc.cost} is not possible"
            problems.add(here.down("cost"), "negative-number", message, "Give 0 or more.")
        if left is None:
            continue
        work = left / task.remaining
        program = changed(program, {found}, partial(scaled_task, program.resources, work=work))
        program = replace(program, tasks=(*program.tasks, _bill(program, task, cost)))
    return program


def _left(program: Program, task: Task, doc: CrashDoc, at: At, problems: Problems) -> float | None:
    """Working minutes that are left of the task; its range keeps its proportion."""
    if task.is_finished or not task.remaining:
        message = f"{task.id} has no work left that could be shortened"
        problems.add(at.down("task"), "crash", message, "Take this row out.")
        return None
    if (doc.to is None) == (doc.by is None):
        message = "a crash says to what a task is shortened, or by how much"
        problems.add(at, "crash", message, "Write to: 8d, or by: 5d.")
        return None
    text, key = (doc.to, "to") if doc.to is not None else (doc.by or "", "by")
    here, day = at.down(key), program.calendars[task.calendar].minutes_per_day
    if text.endswith("%"):
        part = share(text, here, problems)
        given = None if part is None else part * task.remaining
    else:
        given = working(text, day, here, problems)
    if given is None:
        return None
    left = given if key == "to" else task.remaining - given
    if not 0 <= left <= task.remaining:
        has = f"{task.remaining / day:.4g}"
        message = f"{key}: {text} does not shorten {task.id}, which has {has} working days left"
        problems.add(here, "crash", message, f"Give from 0 to {has} days.")
        return None
    return left


def _bill(program: Program, task: Task, cost: float) -> Task:
    """The price as a row of its own, so that no range and no driver of the task touches it. It
    falls due when the task starts, and so never ends later than the task."""
    taken = {one.short_id for one in program.tasks if one.project == task.project}
    name = f"{task.short_id} crash"
    number = next(k for k in range(1, len(taken) + 2) if _numbered(name, k) not in taken)
    return Task(
        id=f"{task.project}/{_numbered(name, number)}",
        name=f"Crash of {task.name}",
        kind=Kind.MILESTONE,
        calendar=task.calendar,
        after=(Dependency(task.id, Relation.SS),),
        cost=Cost(fixed=cost),
        parent=task.parent,
        wbs=task.wbs,
    )


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"
