"""Edits: pure functions from a program and what a scenario says to another program."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from simulator.files.building.drafts import Draft
from simulator.files.building.ids import Ids
from simulator.files.building.selectors import Selector
from simulator.files.building.texts import in_proportion, share
from simulator.files.document.base import present
from simulator.files.place import At, Problems
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Cost, Task
from simulator.scenario.common import changed, named, rebuilt, selected
from simulator.scenario.document import ScaleDoc, SetDoc, ShiftDoc


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
    return rebuilt(program, drafts, problems) if drafts else program


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
        program = changed(program, chosen, partial(_scaled, work=work, money=money))
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
        spread=_kept(task.spread, left, work),
        cost=Cost(
            cost.fixed * money,
            cost.per_day * money,
            _kept(cost.spread, cost.fixed, money),
            _kept(cost.rate_spread, cost.per_day, money),
        ),
        elements=tuple(
            replace(one, price=one.price * money, spread=_kept(one.spread, one.price, money))
            for one in task.elements
        ),
    )


def _kept(spread: Spread | None, planned: float, factor: float) -> Spread | None:
    """A range in proportion to what was `planned`, which a factor changes."""
    return in_proportion(spread, planned) if spread is not None and factor != 1 else spread


def shift(
    program: Program, docs: tuple[ShiftDoc, ...] | None, at: At, problems: Problems
) -> Program:
    """With tasks that cannot start before a date; a later date of the plan stays."""
    for index, doc in present(docs):
        here = at.down(index)
        chosen = selected(program, doc.task, here.down("task"), problems)
        begun = sorted(key for key in chosen if program.task[key].is_started)
        if begun:
            message = f"{', '.join(begun)} started already, so no date holds the start back"
            mend = "Give its remaining duration with set:."
            problems.add(here.down("task"), "started-task", message, mend)
        new = Constraint(ConstraintType.START_NO_EARLIER, doc.start_no_earlier)
        program = changed(program, chosen, partial(_bound, new=new))
    return program


def _bound(task: Task, new: Constraint) -> Task:
    return replace(task, constraints=(*task.constraints, new))


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
