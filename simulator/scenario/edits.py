"""Edits: pure functions from a program and what a scenario says to another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from simulator.files.building.correlations import correlated
from simulator.files.building.drafts import Draft
from simulator.files.building.ids import Ids
from simulator.files.building.links import Links
from simulator.files.building.risks import Risks
from simulator.files.building.selectors import Selector
from simulator.files.building.tasks import Tasks
from simulator.files.building.texts import folder_of, in_proportion, share
from simulator.files.building.work import Work
from simulator.files.document.base import present
from simulator.files.document.task import TaskDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.correlation import Side, Subject, What
from simulator.model.program import Program
from simulator.model.risk import Driver, Risk
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Progress, Task
from simulator.scenario.document import AddDoc, RemoveDoc, ScaleDoc, SetDoc, ShiftDoc

T = TypeVar("T", Risk, Driver)


def _chosen(program: Program, texts: tuple[str, ...], at: At, problems: Problems) -> set[str]:
    selector = Selector(program.task, problems)
    return {
        key
        for index, text in enumerate(texts)
        for key in selector.choose((text,), None, at.down(index))
    }


def _named(items: tuple[T, ...], ids: tuple[str, ...], at: At, problems: Problems) -> set[str]:
    """Those of `ids` that exist; the others are problems."""
    known = [item.id for item in items]
    for index, id_ in enumerate(ids):
        if id_ not in known:
            mend = did_you_mean(id_, known, f"Known are: {', '.join(known) or 'none'}.")
            problems.add(at.down(index), "unknown-id", f"the plan has no '{id_}'", mend)
    return set(ids)


def _where(program: Program, chosen: set[str], change: Callable[[Task], Task]) -> Program:
    tasks = (change(task) if task.id in chosen else task for task in program.tasks)
    return replace(program, tasks=tuple(tasks))


def remove(program: Program, doc: RemoveDoc | None, at: At, problems: Problems) -> Program:
    """Without some risks and drivers, and without the work of some tasks.

    A removed task stays as a row of no duration and no cost, so that logic passes through it; it
    stays in its correlations, so that the luck of the others does not change.
    """
    if doc is None:
        return program
    gone = _named(program.risks, doc.risks or (), at.down("risks"), problems)
    out = _named(program.drivers, doc.drivers or (), at.down("drivers"), problems)
    empty = _chosen(program, doc.tasks or (), at.down("tasks"), problems)

    def kept(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if key not in empty)

    risks = [
        replace(risk, impacts=tuple(replace(one, tasks=kept(one.tasks)) for one in risk.impacts))
        for risk in program.risks
        if risk.id not in gone
    ]
    drivers = [
        replace(driver, tasks=kept(driver.tasks))
        for driver in program.drivers
        if driver.id not in out
    ]
    lost = {Subject(What.FACTOR, one) for one in out}
    lost |= {Subject(What.OCCURRENCE, one) for one in gone}
    lost |= {Subject(What.IMPACT, one, side) for one in gone for side in Side}
    left = [statement.without(lost) for statement in program.correlations]
    program = replace(
        program,
        risks=tuple(risks),
        drivers=tuple(drivers),
        correlations=tuple(statement for statement in left if statement is not None),
    )
    return _where(program, empty, _emptied)


def _emptied(task: Task) -> Task:
    """No work, no cost, no dates of its own."""
    kind = Kind.MILESTONE if task.kind in (Kind.TASK, Kind.LEVEL_OF_EFFORT) else task.kind
    return replace(
        task,
        kind=kind,
        duration=0.0,
        spread=None,
        cost=Cost(),
        progress=task.progress if task.is_finished else Progress(),
        constraints=(),
        deadline=None,
    )


def _rebuilt(program: Program, drafts: Mapping[str, Draft], problems: Problems) -> Program:
    """`program` with the tasks of `drafts` changed, or added at the end."""
    notes: list[str] = []
    work = Work(program.resources, problems, notes)
    builder = Tasks(program.calendars, program.project, frozenset(), work)
    tasks = {**program.task, **{key: builder.of(draft) for key, draft in drafts.items()}}
    calendar_of = {key: program.calendars[task.calendar] for key, task in tasks.items()}
    ids = Ids(tasks)
    links = Links(ids, program.project, calendar_of, program.calendars, problems)
    for key, draft in drafts.items():
        parent = draft.base.parent if draft.base else None
        if draft.get("parent") is not None:
            parent = ids.one(draft.get("parent"), draft.project, draft.where("parent"), problems)
        tasks[key] = replace(tasks[key], after=links.of(draft), parent=parent)
    return replace(program, tasks=tuple(tasks.values()), notes=(*program.notes, *notes))


def add(program: Program, doc: AddDoc | None, at: At, problems: Problems) -> Program:
    """With more tasks, risks, drivers and correlations."""
    if doc is None:
        return program
    drafts: dict[str, Draft] = {}
    for index, row in present(doc.tasks):
        here = at.down("tasks", index)
        full_id = _new_id(program, row, here, problems)
        if full_id is None:
            continue
        if full_id in program.task or full_id in drafts:
            message = f"there is a task '{full_id}' already"
            problems.add(here.down("id"), "duplicate-id", message, "Use set: to change a task.")
            continue
        project, short = full_id.split("/", 1)
        drafts[full_id] = Draft(project, short, here)
        drafts[full_id].lay(row, here)
    program = _rebuilt(program, drafts, problems)
    builder = Risks(program.task, program.calendars, problems)
    risks = builder.risks(doc.risks, at.down("risks"))
    drivers = builder.drivers(doc.drivers, at.down("drivers"))
    _no_doubles(program.risks, risks, at.down("risks"), problems)
    _no_doubles(program.drivers, drivers, at.down("drivers"), problems)
    program = replace(program, risks=(*program.risks, *risks), drivers=(*program.drivers, *drivers))
    here = at.down("correlations")
    return correlated(program, doc.correlations, here, folder_of(at), problems)


def _no_doubles(old: tuple[T, ...], new: tuple[T, ...], at: At, problems: Problems) -> None:
    taken = {item.id for item in old}
    for index, item in enumerate(new):
        if item.id in taken:
            message = f"the plan has '{item.id}' already"
            problems.add(at.down(index, "id"), "duplicate-id", message, "Choose another id.")


def _new_id(program: Program, row: TaskDoc, at: At, problems: Problems) -> str | None:
    project, slash, short = row.id.partition("/")
    if slash and project in program.project and short:
        return row.id
    if len(program.projects) == 1:
        return f"{program.projects[0].id}/{row.id}"
    known = ", ".join(program.project)
    message = f"'{row.id}' does not say which project the task belongs to"
    problems.add(at.down("id"), "project-id", message, f"Write PROJECT/ID; projects: {known}.")
    return None


def set_values(
    program: Program, docs: tuple[SetDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With new values of single tasks; what is not said stays, links are added."""
    ids = Ids(program.task)
    drafts: dict[str, Draft] = {}
    for index, doc in present(docs):
        here = at.down(index)
        found = ids.one(doc.id, None, here.down("task"), problems)
        if found is None:
            continue
        task = program.task[found]
        draft = drafts.setdefault(found, Draft(task.project, task.short_id, here, task))
        draft.lay(doc, here)
    return _rebuilt(program, drafts, problems) if drafts else program


def scale(
    program: Program, docs: tuple[ScaleDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With more or less of the work still to do, and of its cost."""
    selector = Selector(program.task, problems)
    for index, doc in present(docs):
        here = at.down(index)
        chosen = set(selector.choose(doc.tasks, doc.wbs, here))
        work = _factor(doc.duration, here.down("duration"), problems)
        money = _factor(doc.cost, here.down("cost"), problems)
        program = _where(program, chosen, partial(_scaled, work=work, money=money))
    return program


def _factor(text: str | None, at: At, problems: Problems) -> float:
    if text is None:
        return 1.0
    value = share(text, at, problems)
    if value is not None and value < 0:
        problems.add(at, "factor", f"a factor of {text} is not possible", "Write 120% or 0.8.")
    return 1.0 if value is None else value


def _scaled(task: Task, work: float, money: float) -> Task:
    if task.is_finished:
        return task
    left, cost = task.remaining, task.cost
    progress = task.progress
    if progress.remaining is not None:
        progress = replace(progress, remaining=left * work)
    return replace(
        task,
        duration=task.duration + left * (work - 1),
        progress=progress,
        spread=in_proportion(task.spread, left) if task.spread and work != 1 else task.spread,
        cost=Cost(
            cost.fixed * money,
            cost.per_day * money,
            in_proportion(cost.spread, cost.fixed) if cost.spread and money != 1 else cost.spread,
        ),
    )


def shift(
    program: Program, docs: tuple[ShiftDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With tasks that cannot start before a date; a later date of the plan stays."""
    for index, doc in present(docs):
        here = at.down(index)
        chosen = _chosen(program, doc.task, here.down("task"), problems)
        begun = sorted(key for key in chosen if program.task[key].is_started)
        if begun:
            message = f"{', '.join(begun)} started already, so no date holds the start back"
            mend = "Give its remaining duration with set:."
            problems.add(here.down("task"), "started-task", message, mend)
        new = Constraint(ConstraintType.START_NO_EARLIER, doc.start_no_earlier)
        program = _where(program, chosen, partial(_bound, new=new))
    return program


def _bound(task: Task, new: Constraint) -> Task:
    return replace(task, constraints=(*task.constraints, new))


def mitigate(program: Program, ids: tuple[str, ...] | None, at: At, problems: Problems) -> Program:
    """With the responses of some risks taken, at their cost."""
    wanted = _named(program.risks, ids or (), at, problems)
    for index, id_ in enumerate(ids or ()):
        if any(risk.id == id_ and risk.response is None for risk in program.risks):
            message = f"risk {id_} has no response"
            mend = "Give it one in the plan: mitigated: {probability: 10%, cost: 60k}."
            problems.add(at.down(index), "no-response", message, mend)
    risks = (replace(risk, mitigated=True) if risk.id in wanted else risk for risk in program.risks)
    return replace(program, risks=tuple(risks))
