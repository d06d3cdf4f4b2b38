"""Random programs of what MPXJ's schedulers do as P6 and MS Project do, and as JSON for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from simulator.model.calendar import Calendar, Shifts, elapsed_calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.program import Program, Project
from simulator.model.task import Constraint, ConstraintType, Kind, Progress, Task

START = datetime(2026, 3, 2, 8)
DAY: Shifts = ((480, 720), (780, 1020))
EARLY: Shifts = ((360, 600), (630, 870))
CALENDARS = {
    "standard": Calendar("standard", (DAY, DAY, DAY, DAY, DAY, (), ())),
    "six": Calendar(
        "six",
        (DAY, DAY, DAY, DAY, DAY, DAY, ()),
        {date(2026, 3, 2) + timedelta(days=d): () for d in (9, 10, 25, 38)},
    ),
    "early": Calendar("early", (EARLY, EARLY, EARLY, EARLY, (), (), EARLY)),
}
LAGS = {
    LagCalendar.PREDECESSOR: "PREDECESSOR",
    LagCalendar.SUCCESSOR: "SUCCESSOR",
    LagCalendar.PROJECT: "PROJECT_DEFAULT",
    LagCalendar.ELAPSED: "TWENTY_FOUR_HOUR",
}
TYPES = {
    Kind.TASK: "TASK_DEPENDENT",
    Kind.START_MILESTONE: "START_MILESTONE",
    Kind.FINISH_MILESTONE: "FINISH_MILESTONE",
    Kind.MILESTONE: "TASK_DEPENDENT",
}
CONSTRAINTS = {
    ConstraintType.START_NO_EARLIER: "START_NO_EARLIER_THAN",
    ConstraintType.FINISH_NO_EARLIER: "FINISH_NO_EARLIER_THAN",
    ConstraintType.FINISH_NO_LATER: "FINISH_NO_LATER_THAN",
}


@dataclass(frozen=True)
class Make:
    """What the networks hold. calendars : so many. starts, pushes : SS and FF links."""

    source: str = "P6"
    starts: bool = True
    pushes: bool = True
    calendars: int = 1
    progress: bool = False
    constraints: bool = True
    milestones: bool = True


def program(luck: Random, make: Make) -> Program:
    """One project of 5 to 40 activities, links from earlier to later ones."""
    names = luck.sample(sorted(CALENDARS), make.calendars)
    lag_calendar = _lag_calendar(luck, make)
    if lag_calendar is LagCalendar.ELAPSED:
        make = replace(make, starts=False, pushes=False, milestones=False)
    project = Project(
        "P", "P", START, names[0],
        data_date=START if make.source == "P6" else None,
        lag_calendar=lag_calendar, source=make.source,
    )  # fmt: skip
    tasks: list[Task] = []
    for number in range(luck.randint(5, 40)):
        task = Task(f"P/{number + 1}", f"{number + 1}", _kind(luck, make), luck.choice(names))
        length = float(luck.choice((luck.randint(1, 3000), 480 * luck.randint(1, 9))))
        duration = length if task.kind is Kind.TASK else 0.0
        after = _links(luck, make, task, tasks)
        task = replace(task, duration=duration, after=after)
        tasks.append(replace(task, constraints=_constraints(luck, make, task)))
    calendars = {**CALENDARS, "elapsed": elapsed_calendar()}
    found = Program("Random", START, calendars, (project,), tuple(tasks))
    return _progressed(luck, found) if make.progress else found


def _lag_calendar(luck: Random, make: Make) -> LagCalendar:
    """Of the project only where it is that of all activities: MPXJ moves links without lag to its
    next work as well."""
    if make.source != "P6":
        return LagCalendar.PROJECT
    ends = [LagCalendar.PREDECESSOR, LagCalendar.SUCCESSOR]
    return luck.choice(list(LAGS) if make.calendars == 1 else ends)


def _kind(luck: Random, make: Make) -> Kind:
    if not make.milestones or luck.random() > 0.15:
        return Kind.TASK
    return Kind.START_MILESTONE if make.source == "P6" else Kind.MILESTONE


def _links(luck: Random, make: Make, task: Task, earlier: list[Task]) -> tuple[Dependency, ...]:
    chosen = luck.sample(earlier, min(len(earlier), luck.choice((0, 1, 1, 2, 3))))
    return tuple(Dependency(one.id, _relation(luck, make, task, one), _lag(luck)) for one in chosen)


def _relation(luck: Random, make: Make, task: Task, before: Task) -> Relation:
    same = task.calendar == before.calendar and task.kind is before.kind is Kind.TASK
    pushed = [Relation.FF] if make.pushes and same else []
    starts = [Relation.SS] if make.starts else []
    return luck.choice([Relation.FS, Relation.FS, *starts, *pushed])


def _lag(luck: Random) -> Lag:
    return Lag(float(luck.choice((0, 0, 0, 480, 60, 960, 1001))))


def _constraints(luck: Random, make: Make, task: Task) -> tuple[Constraint, ...]:
    only_finishes = all(link.relation is Relation.FS for link in task.after)
    if (
        not make.constraints
        or not only_finishes
        or luck.random() > 0.2
        or task.kind is not Kind.TASK
    ):
        return ()
    which = luck.choice(list(CONSTRAINTS))
    if make.source != "P6":
        which = ConstraintType.START_NO_EARLIER
    weeks = 30 if which is ConstraintType.FINISH_NO_EARLIER else luck.choice((0, 2, 4))
    day = START + timedelta(weeks=weeks, days=luck.randint(0, 3))
    return (Constraint(which, day.replace(hour=luck.choice((9, 11, 14)))),)


def _progressed(luck: Random, found: Program) -> Program:
    """The same, some days later: activities without open predecessors finished or under way."""
    data_date = START + timedelta(days=luck.choice((7, 8, 14)))
    done: set[str] = set()
    tasks = []
    for task in found.tasks:
        task = replace(task, after=tuple(_from_finish(link, done) for link in task.after))
        ready = all(link.predecessor in done for link in task.after)
        if ready and task.kind is Kind.TASK and luck.random() < 0.5:
            begun = START + timedelta(days=luck.randint(0, 3))
            ended = begun + timedelta(hours=luck.randint(1, 8))
            finished = luck.random() < 0.6
            left = 0.0 if finished else float(luck.randint(1, 2000))
            progress = Progress(begun, ended if finished else None, left)
            task = replace(task, progress=progress, constraints=())
            done |= {task.id} if finished else set()
        tasks.append(task)
    project = replace(found.projects[0], data_date=data_date)
    return replace(found, projects=(project,), tasks=tuple(tasks))


def _from_finish(link: Dependency, done: set[str]) -> Dependency:
    """No FF link from finished work: MPXJ counts its lag from the data date."""
    pushed = link.relation is Relation.FF and link.predecessor in done
    return replace(link, relation=Relation.FS) if pushed else link


def document(found: Program) -> dict[str, Any]:
    """The network for `mpxj_oracle`."""
    (project,) = found.projects
    used = {task.calendar for task in found.tasks} | {project.calendar}
    return {
        "source": project.source,
        "start": project.start.isoformat(),
        "data_date": project.data_date and project.data_date.isoformat(),
        "calendar": project.calendar,
        "lag_calendar": LAGS[project.lag_calendar],
        "calendars": {name: _calendar(found.calendars[name]) for name in sorted(used)},
        "tasks": [
            _task(task, found.calendars[task.calendar], project.data_date) for task in found.tasks
        ],
        "links": [
            {
                "predecessor": int(link.predecessor.split("/")[1]),
                "successor": int(task.short_id),
                "relation": link.relation.value,
                "lag": link.lag.minutes,
            }
            for task in found.tasks
            for link in task.after
        ],
    }


def _calendar(calendar: Calendar) -> dict[str, Any]:
    exceptions = {day.isoformat(): shifts for day, shifts in calendar.exceptions.items()}
    return {"week": calendar.week, "exceptions": exceptions}


def _task(task: Task, calendar: Calendar, data_date: datetime | None) -> dict[str, Any]:
    limit = task.constraints[0] if task.constraints else None
    begun, ended = task.progress.actual_start, task.progress.actual_finish
    status = "COMPLETED" if ended else "IN_PROGRESS" if begun else "NOT_STARTED"
    return {
        "uid": int(task.short_id),
        "calendar": task.calendar,
        "type": TYPES[task.kind],
        "status": status,
        "minutes": task.duration,
        "remaining": task.remaining,
        "done": calendar.worked(begun, data_date) if begun and data_date else 0.0,
        "constraint": limit and CONSTRAINTS[limit.type],
        "date": limit and limit.date and limit.date.isoformat(),
        "actual_start": begun and begun.isoformat(),
        "actual_finish": ended and ended.isoformat(),
    }
