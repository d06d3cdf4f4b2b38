"""What several edits need: tasks and things by their ids, and tasks built anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from simulator.files.building.dated_rates import DatedRates
from simulator.files.building.drafts import Draft
from simulator.files.building.elements import Elements
from simulator.files.building.ids import Ids
from simulator.files.building.links import Links
from simulator.files.building.selectors import Selector
from simulator.files.building.tasks import Tasks
from simulator.files.building.work import Work
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.branch import Branch, Loop
from simulator.model.program import Program
from simulator.model.risk import Driver, Risk
from simulator.model.task import Task

T = TypeVar("T", Risk, Driver, Branch, Loop)


def selected(program: Program, texts: tuple[str, ...], at: At, problems: Problems) -> set[str]:
    """Full ids of the tasks that `texts` choose."""
    selector = Selector(program.task, problems)
    return {
        key
        for index, text in enumerate(texts)
        for key in selector.choose((text,), None, at.down(index))
    }


def named(items: tuple[T, ...], ids: tuple[str, ...], at: At, problems: Problems) -> set[str]:
    """Those of `ids` that exist; the others are problems."""
    known = [item.id for item in items]
    for index, id_ in enumerate(ids):
        if id_ not in known:
            mend = did_you_mean(id_, known, f"Known are: {', '.join(known) or 'none'}.")
            problems.add(at.down(index), "unknown-id", f"the plan has no '{id_}'", mend)
    return set(ids)


def changed(program: Program, chosen: set[str], change: Callable[[Task], Task]) -> Program:
    """`program` with some of its tasks changed."""
    tasks = (change(task) if task.id in chosen else task for task in program.tasks)
    return replace(program, tasks=tuple(tasks))


def rebuilt(program: Program, drafts: Mapping[str, Draft], problems: Problems) -> Program:
    """`program` with the tasks of `drafts` changed, or added at the end."""
    notes: list[str] = []
    elements = Elements(program.terms, program.currency, problems)
    rates = DatedRates(program.resources, program.terms)
    work = Work(rates, elements, notes)
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
    notes = [*program.notes, *notes]
    return replace(program, tasks=tuple(tasks.values()), terms=rates.all_terms, notes=tuple(notes))
