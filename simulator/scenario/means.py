"""Calendars and resources that a scenario changes, brings or takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isclose

from simulator.files.building.calendars import Calendars
from simulator.files.building.holidays import holiday_years
from simulator.files.building.resources import Resources
from simulator.files.document.calendar import CalendarDoc
from simulator.files.document.resource import ResourceDoc
from simulator.files.place import At, Problems
from simulator.files.pricing import Price, price_of, rate_at
from simulator.model.program import Program
from simulator.model.resource import Assignment, Resource
from simulator.model.task import Task
from simulator.scenario.common import changed, listed
from simulator.scenario.dated import repriced, works_of
from simulator.scenario.document import SetCalendarDoc, SetResourceDoc

_TAKEN = "Use set: to change it."
_MOST = 5
"""Tasks that are named one by one."""


def set_calendars(
    program: Program, docs: Iterable[tuple[At, SetCalendarDoc]], problems: Problems
) -> Program:
    """With calendars changed; durations keep their working hours, not their days."""
    for at, doc in docs:
        here = at.about(f"calendar {doc.id}")
        if listed(program.calendars, (doc.id,), here.down("calendar"), problems, "calendar"):
            base = doc.model_copy(update={"base": doc.base or doc.id})
            program = _with_calendars(program, {doc.id: base}, here, problems)
    return program


def add_calendars(
    program: Program, docs: Mapping[str, CalendarDoc] | None, at: At, problems: Problems
) -> Program:
    """With more calendars."""
    _no_doubles(program.calendars, docs or {}, "calendar", at, problems)
    return _with_calendars(program, docs, at, problems) if docs else program


def _with_calendars(
    program: Program, docs: Mapping[str, CalendarDoc], at: At, problems: Problems
) -> Program:
    years = holiday_years(program.projects)
    found = Calendars(docs, program.calendars, years, at, problems).built
    said = [note for key in docs if key in found for note in found[key].notes]
    new = [note for note in dict.fromkeys(said) if note not in program.notes]
    return replace(program, calendars=found, notes=(*program.notes, *new))


def remove_calendars(program: Program, ids: tuple[str, ...], at: At, problems: Problems) -> Program:
    """Without calendars by which nothing works."""
    gone = listed(program.calendars, ids, at, problems, "calendar")
    for key in sorted(gone):
        users = [task.id for task in program.tasks if task.calendar == key]
        users += [f"project {one.id}" for one in program.projects if one.calendar == key]
        users += [f"resource {one.id}" for one in program.resources.values() if one.calendar == key]
        if users:
            more = f" and {len(users) - _MOST:,} more" if len(users) > _MOST else ""
            message = f"calendar '{key}' is that of {', '.join(users[:_MOST])}{more}"
            problems.add(at, "calendar-in-use", message, "Give them another one with set: first.")
    left = {key: one for key, one in program.calendars.items() if key not in gone}
    return program if gone & program.calendars_in_use.keys() else replace(program, calendars=left)


def set_resources(
    program: Program, docs: Iterable[tuple[At, SetResourceDoc]], problems: Problems
) -> Program:
    """With resources changed; a new rate changes the cost of work that was priced by the old."""
    for at, doc in docs:
        if listed(program.resources, (doc.id,), at.down("resource"), problems, "resource"):
            builder = Resources(program.calendars, at, problems)
            program = priced(program, builder.built({doc.id: doc}, program.resources))
    return program


def add_resources(
    program: Program, docs: Mapping[str, ResourceDoc] | None, at: At, problems: Problems
) -> Program:
    """With more resources."""
    _no_doubles(program.resources, docs or {}, "resource", at, problems)
    found = Resources(program.calendars, at, problems).built(docs, program.resources)
    return replace(program, resources=found)


def remove_resources(program: Program, ids: tuple[str, ...], at: At, problems: Problems) -> Program:
    """Without resources, their assignments, and what these cost; durations stay."""
    gone = listed(program.resources, ids, at, problems, "resource")
    users = {task.id for task in program.tasks if _hired(task) & gone}
    left = {key: one for key, one in program.resources.items() if key not in gone}

    def freed(task: Task) -> Task:
        for one in task.assignments:
            if one.resource in gone:
                task = _paid(task, _stated(one, task, program), -1.0)
        lost = works_of(task, gone)
        elements = tuple(one for one in task.elements if one.name not in lost)
        kept = tuple(one for one in task.assignments if one.resource not in gone)
        return replace(task, assignments=kept, elements=elements)

    return replace(changed(program, users, freed), resources=left)


def priced(program: Program, resources: Mapping[str, Resource]) -> Program:
    """`program` with other `resources` under the same keys. Work that was priced by its rate is
    priced anew; work with a cost of its own keeps that, and a note says how much there is."""
    moved = {key for key, one in resources.items() if one.rates != program.resources[key].rates}
    repricer = _Repricer(program, resources, moved)
    users = {task.id for task in program.tasks if _hired(task) & moved}
    edited = changed(replace(program, resources=resources), users, repricer.task)
    edited = repriced(edited, program.resources, moved)
    if not repricer.kept:
        return edited
    note = f"a new rate leaves {repricer.kept:,} assignments as they are: they state their cost"
    return replace(edited, notes=(*edited.notes, note))


@dataclass
class _Repricer:
    """Prices work anew. moved : resources whose rate is another. kept : counts what is not."""

    program: Program
    resources: Mapping[str, Resource]
    moved: set[str]
    kept: int = 0

    def task(self, task: Task) -> Task:
        """`task` with the new cost of its assignments."""
        assignments = []
        for one in task.assignments:
            if one.resource in self.moved:
                old = self._price(one, task, self.program.resources)
                new = self._price(one, task, self.resources)
                days = _days(task, self.program)
                if old and one.cost is not None and isclose(one.cost, old.total(days)):
                    task = _paid(task, old, -1.0)
                    task = _paid(task, new, 1.0)
                    one = replace(one, cost=new.total(days), per_day=new.per_day)
                elif one.cost is not None:
                    self.kept += 1
            assignments.append(one)
        return replace(task, assignments=tuple(assignments))

    def _price(self, one: Assignment, task: Task, resources: Mapping[str, Resource]) -> Price:
        resource, project = resources[one.resource], self.program.project[task.project]
        if not resource.rates:
            return Price()
        since = task.progress.actual_start or project.data_date or project.start
        calendar = self.program.calendars[task.calendar]
        return price_of(replace(one, cost=None), resource, task, calendar, rate_at(resource, since))


def _paid(task: Task, price: Price, sign: float) -> Task:
    """`task` with `price` added to its cost, or taken off; never below nothing."""
    cost = task.cost
    fixed, per_day = cost.fixed + sign * price.fixed, cost.per_day + sign * price.per_day
    return replace(task, cost=replace(cost, fixed=max(0.0, fixed), per_day=max(0.0, per_day)))


def _stated(one: Assignment, task: Task, program: Program) -> Price:
    """The cost of an assignment as it stands in that of its task."""
    by_time = one.per_day * _days(task, program)
    return Price(fixed=max(0.0, (one.cost or 0.0) - by_time), per_day=one.per_day)


def _days(task: Task, program: Program) -> float:
    return task.duration / program.calendars[task.calendar].minutes_per_day


def _hired(task: Task) -> set[str]:
    return {one.resource for one in task.assignments}


def _no_doubles(
    old: Mapping[str, object], new: Mapping[str, object], what: str, at: At, problems: Problems
) -> None:
    for key in new:
        if key in old:
            message = f"there is a {what} '{key}' already"
            problems.add(at.down(key), "duplicate-id", message, _TAKEN, key=True)
