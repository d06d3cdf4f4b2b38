"""What several edits need: tasks and things by their ids, and tasks built anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from simulator.files.building.dated_rates import DatedRates
from simulator.files.building.drafts import Draft
from simulator.files.building.elements import Elements
from simulator.files.building.ids import Ids
from simulator.files.building.links import Links
from simulator.files.building.selectors import Selector
from simulator.files.building.tasks import Tasks
from simulator.files.building.texts import in_proportion, parsed, share
from simulator.files.building.work import Work
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.branch import Branch, Loop
from simulator.model.correlation import Subject
from simulator.model.distribution import Distribution
from simulator.model.distributions import Constant
from simulator.model.expression import parse_money
from simulator.model.program import Program
from simulator.model.risk import Driver, Risk
from simulator.model.spread import Spread
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
    return listed([item.id for item in items], ids, at, problems)


def listed(
    known: Iterable[str], ids: tuple[str, ...], at: At, problems: Problems, what: str = ""
) -> set[str]:
    """Those of `ids` that are `known`; the others are problems. what : the kind of thing."""
    every = list(known)
    for index, id_ in enumerate(ids):
        if id_ not in every:
            mend = did_you_mean(id_, every, f"Known are: {', '.join(every) or 'none'}.")
            message = f"the plan has no {what + ' ' if what else ''}'{id_}'"
            problems.add(at.down(index), "unknown-id", message, mend)
    return set(ids) & set(every)


def changed(program: Program, chosen: set[str], change: Callable[[Task], Task]) -> Program:
    """`program` with some of its tasks changed."""
    tasks = (change(task) if task.id in chosen else task for task in program.tasks)
    return replace(program, tasks=tuple(tasks))


def factor(text: str | None, at: At, problems: Problems) -> float:
    """A factor of at least 0; 1 where none is given."""
    if text is None:
        return 1.0
    value = share(text, at, problems)
    if value is not None and value < 0:
        problems.add(at, "factor", f"a factor of {text} is not possible", "Write 120% or 0.8.")
    return 1.0 if value is None or value < 0 else value


def scaled(distribution: Distribution, by: float) -> Distribution:
    """The distribution of `by` times the value; itself where that changes nothing."""
    if by == 1.0:
        return distribution
    if by == 0.0:
        return Constant(0.0)
    return in_proportion(Spread(distribution), 1.0 / by).distribution


MOST_DAYS = 36_525
"""Days by which a date may be moved."""


def days_of(text: str | None, at: At, problems: Problems) -> float:
    """Days by the clock, of either sign; 0 where none are given."""
    if text is None:
        return 0.0
    read = parsed(at, problems, "days", lambda: parse_money(text))
    if read is None or abs(read) <= MOST_DAYS:
        return read or 0.0
    message = f"dates: {text} days are more than a century"
    problems.add(at, "shift-dates", message, f"Give at most {MOST_DAYS:,}.")
    return 0.0


def uncorrelated(program: Program, gone: set[Subject]) -> Program:
    """`program` with what its correlations say of the others than those that are `gone`."""
    left = (statement.without(gone) for statement in program.correlations)
    return replace(program, correlations=tuple(one for one in left if one is not None))


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
