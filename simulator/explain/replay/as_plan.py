"""An iteration as a plan without any luck: what was drawn is what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from simulator.engine import schedule
from simulator.engine.pages import Page
from simulator.explain.replay.happened import drawn
from simulator.explain.replay.iteration import Replay
from simulator.explain.replay.stage import Stage, play, staged
from simulator.model.calendar import DAY, Calendar
from simulator.model.dependency import Dependency, Lag
from simulator.model.money import Terms
from simulator.model.program import Program, Target
from simulator.model.risk import active
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Task
from simulator.network import names
from simulator.network.effects import account_of
from simulator.network.links import RELATION_CODES
from simulator.results.estimate import moment
from simulator.results.raw import Schedule
from simulator.scenario.removing import emptied

MINUTES = 1.5
"""How far dates may be apart that are the same: dates in a plan are whole minutes."""

BARE: dict[str, Any] = {"elements": (), "assignments": (), "expenses": ()}
"""A task whose whole cost is one sum."""


@dataclass(frozen=True)
class AsPlan:
    """program : with every duration, lag, lost day and cost as drawn, and nothing left to chance.
    held : tasks that start no earlier than they did, because something else than their links had
    kept them: the wait that a risk brings. differing : tasks whose dates are others all the same.
    """

    program: Program
    held: tuple[str, ...]
    differing: tuple[str, ...]


def as_plan(replay: Replay) -> AsPlan:
    """The iteration as a plan of its own. Assignments and expenses are left out: what they cost is
    in the cost of their tasks; what a risk costs is that of a milestone of its own."""
    stage = staged(replay.result)
    played = play(stage, stage.network, replay.iteration)
    given = stage.compiled.program
    lags = _lags(stage, played)
    tasks = [_task(replay, task, lags) for task in given.tasks]
    program = replace(
        given,
        title=f"{given.title}, iteration {replay.iteration}",
        calendars=_calendars(stage, played),
        tasks=(*tasks, *_bills(replay, given)),
        risks=(), drivers=(), correlations=(), exclusive=(), branches=(), loops=(),
        whole_days=False, target=Target(), terms=Terms(), notes=(),
    )  # fmt: skip
    late = _apart(replay, schedule(program), only_late=True)
    program = replace(program, tasks=tuple(_held(replay, task, late) for task in program.tasks))
    return AsPlan(program, late, _apart(replay, schedule(program)))


def _task(replay: Replay, task: Task, lags: Mapping[str, float]) -> Task:
    """The task as it came out; one that luck left out is a milestone that passes logic through."""
    place = replay.result.row.get(task.id)
    after = tuple(_linked(task, link, lags) for link in task.after)
    if place is not None and not replay.tasks.present[place]:
        name = f"{task.name} (not in this iteration)"
        return replace(emptied(task), after=after, name=name, **BARE)
    paid = replay.paid.tasks.get(task.id, 0.0) if replay.paid is not None else 0.0
    task = replace(
        task, after=after, spread=None, exists=1.0, cost=Cost(fixed=paid), stored=None, **BARE
    )
    work = float("nan") if place is None else float(replay.tasks.duration[place])
    if np.isnan(work):
        return task
    if task.is_started or task.progress.remaining is not None:
        # Its whole duration stays: lags may be a share of it.
        return replace(task, progress=replace(task.progress, remaining=work))
    kind = Kind.TASK if task.is_milestone and work > 0 else task.kind
    return replace(task, kind=kind, duration=work)


def _linked(task: Task, link: Dependency, lags: Mapping[str, float]) -> Dependency:
    if link.lag.spread is None:
        return link
    name = names.link_lag(link.predecessor, str(RELATION_CODES[link.relation]), task.id)
    minutes = lags.get(name, link.lag.minutes)
    return replace(link, lag=Lag(minutes, link.lag.elapsed, link.lag.share))


def _lags(stage: Stage, played: Page) -> dict[str, float]:
    """Drawn lags by their stable names, minutes."""
    logic, items = stage.network.logic, stage.compiled.quantities.items
    if logic is None:
        return {}
    return {items[row].name: drawn(stage, played, row) for row in logic.lag_draw.tolist()}


def _bills(replay: Replay, given: Program) -> Iterator[Task]:
    """A milestone for the cost of each risk that has any, and for each overhead and penalty."""
    paid = replay.paid.risks if replay.paid is not None else {}
    for risk in given.risks:
        if cost := paid.get(risk.id):
            hit = [task for impact in active(risk).impacts for task in impact.tasks]
            project = given.project[account_of(given, risk.id, hit).project]
            id = f"{project.id}/cost of {risk.id}"
            name = f"Cost of risk {risk.id} {risk.name}"
            yield Task(id, name, Kind.MILESTONE, project.calendar, cost=Cost(fixed=cost))
    for number, (name, cost) in enumerate((replay.paid.terms if replay.paid else {}).items(), 1):
        project = given.projects[0]
        id = f"{project.id}/cost {number}"
        yield Task(id, name, Kind.MILESTONE, project.calendar, cost=Cost(fixed=cost))


def _calendars(stage: Stage, played: Page) -> dict[str, Calendar]:
    """The calendars, with the days that were lost as days off."""
    found = {}
    for key, calendar in stage.compiled.program.calendars.items():
        exceptions = dict(calendar.exceptions) | dict.fromkeys(_lost(stage, played, key), ())
        found[key] = replace(calendar, exceptions=exceptions, weather=None, downtime=None)
    return found


def _lost(stage: Stage, played: Page, key: str) -> list[date]:
    """Days that the calendar `key` lost in the last lane."""
    sky, c = played.space.sky, stage.compiled.calendars.get(key, -1)
    if sky is None or c < 0 or sky.weather[c] < 0:
        return []
    row = sky.weather[c]
    known = int(sky.reach[0])
    worked = np.diff(sky.before[row, : known + 1]) > 0
    kept = np.diff(sky.kept[row, : known + 1, played.lanes - 1]) > 0
    first = stage.compiled.origin + timedelta(days=sky.first / DAY)
    return [(first + timedelta(days=int(k))).date() for k in np.flatnonzero(worked & ~kept)]


def _held(replay: Replay, task: Task, late: tuple[str, ...]) -> Task:
    if task.id not in late:
        return task
    start = moment(replay.result.origin, replay.tasks.start[replay.result.row[task.id]])
    held = Constraint(ConstraintType.START_NO_EARLIER, start)
    return replace(task, constraints=(*task.constraints, held))


def _apart(replay: Replay, found: Schedule, only_late: bool = False) -> tuple[str, ...]:
    """Tasks with another date than in the iteration; only_late : those that it starts later. The
    two ends of a break, such as Friday evening and Monday morning, are one date."""
    shift = (found.origin - replay.result.origin) / timedelta(minutes=1)
    place = {id: k for k, id in enumerate(found.ids)}
    calendars, program = replay.result.program.calendars, replay.result.program
    differing = []
    for k, id in enumerate(replay.result.schedule.ids):
        pairs = [
            (replay.tasks.start[k], found.start[place[id]] + shift),
            (replay.tasks.finish[k], found.finish[place[id]] + shift),
        ]
        if only_late:
            pairs = [pair for pair in pairs[:1] if pair[0] > pair[1]]
        calendar = calendars[program.task[id].calendar]
        ends = [sorted(moment(replay.result.origin, one) for one in pair) for pair in pairs]
        apart = any(calendar.worked(one, other) > MINUTES for one, other in ends)
        if apart and replay.tasks.present[k]:
            differing.append(id)
    return tuple(differing)
