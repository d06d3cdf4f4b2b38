"""What is uncertain in a program, and which numbers of its network make it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from simulator.kernels import codes
from simulator.model.weather import name_of
from simulator.network import names
from simulator.network.compile import Compiled
from simulator.network.dtypes import F
from simulator.network.happenings import DECIDED_LATER


class Group(Enum):
    """Where uncertainty comes from. LOGIC : branches, rework, tasks that may not be needed.
    CALENDAR : days lost to weather and downtime. UNCERTAINTY : ranges of tasks, costs and lags."""

    LOGIC = "plan logic"
    CALENDAR = "calendar"
    UNCERTAINTY = "uncertainty"
    RISKS = "risks"
    DRIVERS = "drivers"


GROUPS = {
    "task": Group.UNCERTAINTY,
    "cost": Group.UNCERTAINTY,
    "resource": Group.UNCERTAINTY,
    "currency": Group.UNCERTAINTY,
    "escalation": Group.UNCERTAINTY,
    "overhead": Group.UNCERTAINTY,
    "lag": Group.UNCERTAINTY,
    "risk": Group.RISKS,
    "driver": Group.DRIVERS,
    "branch": Group.LOGIC,
    "loop": Group.LOGIC,
    "exists": Group.LOGIC,
    "weather": Group.CALENDAR,
    "downtime": Group.CALENDAR,
}
"""The group of each kind of factor."""

RELATIONS = {codes.FS: "FS", codes.SS: "SS", codes.FF: "FF", codes.SF: "SF"}


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that is uncertain, and what makes it certain.

    kind : key of `GROUPS`. rows : whose duration is then as planned. events : (event, chance)
    that then holds whatever else would set it off. draws : (quantity, value) that it then has.
    losses : of `arrays.Weather`, which then take no day. settled : (event, whether it happens) of
    conditions on dates, durations or costs, whatever these are.
    """

    kind: str
    id: str
    name: str
    rows: tuple[int, ...] = ()
    events: tuple[tuple[int, float], ...] = ()
    draws: tuple[tuple[int, float], ...] = ()
    losses: tuple[int, ...] = ()
    settled: tuple[tuple[int, bool], ...] = ()

    @property
    def group(self) -> Group:
        """The group that it belongs to."""
        return GROUPS[self.kind]


def factors(compiled: Compiled) -> tuple[Factor, ...]:
    """Everything that is uncertain in a program, kind by kind; with all of it certain every
    iteration is the plan."""
    return (
        *_tasks(compiled),
        *_costs(compiled),
        *_resources(compiled),
        *_terms(compiled),
        *_lags(compiled),
        *_causes(compiled),
        *_forks(compiled),
        *_existences(compiled),
        *_weather(compiled),
    )


def conditions(compiled: Compiled, share: F) -> tuple[Factor, ...]:
    """Branches that dates, durations or costs decide, each always on the path that it takes most
    often. None of `factors`: what else happens decides them, and with all of that certain they are
    as planned. One that a risk decides is part of what the risk does.

    share : by event, share of the iterations of a run in which it happened.
    """
    asked = {fork.event: fork for fork in compiled.forks if fork.kind == "branch"}
    chance = compiled.network.effects.event_chance
    return tuple(
        Factor("branch", one.id, one.name, settled=((event, bool(share[event] >= 0.5)),))
        for event, one in asked.items()
        if chance[event] == DECIDED_LATER
    )


def _tasks(compiled: Compiled) -> Iterator[Factor]:
    duration = compiled.network.tasks.duration
    for i, row in enumerate(compiled.rows):
        if duration[i] >= 0:
            yield Factor("task", row.task.id, row.task.name, rows=(i,))


def _costs(compiled: Compiled) -> Iterator[Factor]:
    """Ranges of fixed costs, of costs per day, and of what resources are used."""
    place, program, elements = compiled.quantities.rows, compiled.canonical, _elements(compiled)
    planned = dict(
        zip(
            compiled.network.money.item_draw.tolist(),
            compiled.network.money.item_planned.tolist(),
            strict=True,
        )
    )
    for task in program.tasks:
        draws = []
        row = place.get(names.task_cost(task.id))
        if row is not None and task.cost.spread is not None:
            draws.append((row, planned[row]))
        if (row := place.get(names.task_rate(task.id))) is not None:
            draws.append(
                (row, task.cost.per_day / program.calendars[task.calendar].minutes_per_day)
            )
        for number, one in enumerate(task.assignments):
            row = place.get(names.task_quantity(task.id, one.resource, number))
            if row is not None:
                draws.append((row, 1.0))
        draws += elements.get(task.id, [])
        if draws:
            yield Factor("cost", task.id, task.name, draws=tuple(draws))


def _elements(compiled: Compiled) -> dict[str, list[tuple[int, float]]]:
    """(quantity, value as planned) of the uncertain cost elements of each task."""
    lines, found = compiled.network.lines, defaultdict[str, list[tuple[int, float]]](list)
    if lines is not None:
        for k in np.flatnonzero(lines.draw >= 0).tolist():
            task = compiled.rows[lines.row[k]].task.id
            found[task].append((int(lines.draw[k]), float(lines.price[k])))
    return found


def _terms(compiled: Compiled) -> Iterator[Factor]:
    """What currencies cost, how prices rise, what overheads add."""
    terms, place = compiled.canonical.terms, compiled.quantities.rows
    for one in terms.currencies:
        if (row := place.get(names.currency(one.id))) is not None:
            yield Factor("currency", one.id, one.id, draws=((row, one.rate),))
    for index in terms.indices:
        if (row := place.get(names.price_index(index.id))) is not None:
            yield Factor("escalation", index.id, index.id, draws=((row, index.per_year),))
    for over in terms.overheads:
        if (row := place.get(names.overhead(over.name, over.project))) is not None:
            id = f"{over.project} {over.name}"
            yield Factor("overhead", id, over.name, draws=((row, over.share),))


def _resources(compiled: Compiled) -> Iterator[Factor]:
    for resource in compiled.canonical.resources.values():
        row = compiled.quantities.rows.get(names.resource_rate(resource.id))
        if row is not None:
            yield Factor("resource", resource.id, resource.name, draws=((row, 1.0),))


def _lags(compiled: Compiled) -> Iterator[Factor]:
    links, logic = compiled.network.links, compiled.network.logic
    if logic is None:
        return
    successor = np.repeat(np.arange(len(compiled.rows)), np.diff(links.first))
    for k in np.flatnonzero(logic.lag >= 0).tolist():
        before, after = compiled.rows[links.predecessor[k]].task, compiled.rows[successor[k]].task
        row = int(logic.lag_draw[logic.lag[k]])
        id = f"{before.id} {RELATIONS[links.relation[k]]} {after.id}"
        name = f"{after.name}, after {before.name}"
        yield Factor("lag", id, name, draws=((row, float(links.lag[k])),))


def _causes(compiled: Compiled) -> Iterator[Factor]:
    """Risks and drivers; their events stand in the network in this order, others behind them."""
    program = compiled.canonical
    named = [("risk", risk.id, risk.name) for risk in program.risks]
    named += [("driver", driver.id, driver.name) for driver in program.drivers]
    for event, (kind, id, name) in enumerate(named):
        yield Factor(kind, id, name, events=((event, 0.0),))


def _forks(compiled: Compiled) -> Iterator[Factor]:
    """Branches and loops that luck decides; a condition is decided by what else happens."""
    program, logic = compiled.canonical, compiled.network.logic
    if logic is None:
        return
    asked = {branch.id for branch in program.branches if branch.condition is not None}
    found: dict[tuple[str, str, str], dict[int, float]] = {}
    for fork in compiled.forks:
        if fork.kind == "branch" and fork.id in asked:
            continue
        planned = float(logic.planned[fork.event])
        found.setdefault((fork.kind, fork.id, fork.name), {})[fork.event] = planned
    for (kind, id, name), events in found.items():
        yield Factor(kind, id, name, events=tuple(events.items()))


def _existences(compiled: Compiled) -> Iterator[Factor]:
    logic, drawn = compiled.network.logic, compiled.network.effects.event_draw
    if logic is None:
        return
    for task in compiled.canonical.tasks:
        row = compiled.quantities.rows.get(names.task_exists(task.id))
        if row is not None:
            event = int(np.flatnonzero(drawn == row)[0])
            planned = float(logic.planned[event])
            yield Factor("exists", task.id, task.name, events=((event, planned),))


def _weather(compiled: Compiled) -> Iterator[Factor]:
    """One for each cause of lost days, which calendars may share; named by its owner."""
    weather = compiled.network.weather
    if weather is None:
        return
    place = {int(key): loss for loss, key in enumerate(weather.key)}
    calendars = compiled.canonical.calendars_in_use.values()
    losses = dict.fromkeys(loss for one in calendars for loss in one.losses)
    for loss in losses:
        # Of a project all whose work is done nothing runs on its calendar: it has no place.
        if (found := place.get(names.name_key(name_of(loss)))) is not None:
            yield Factor(loss.word, loss.owner, loss.owner, losses=(found,))
