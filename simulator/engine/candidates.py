"""What could be made certain, the weightiest first: tasks, lags, risks, drivers, branches, loops,
tasks that may not exist, and what takes days from calendars.

The weight is a guess, in working minutes, that only chooses which of them are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from math import hypot, sqrt

import numpy as np

from simulator.engine.candidate import Candidate, Found, Outcome
from simulator.engine.causes import causes
from simulator.engine.certain import (
    as_planned,
    decided,
    never,
    settled,
    without_loss,
    without_wait,
)
from simulator.model.weather import SLOTS, Loss, daily, name_of
from simulator.network import names
from simulator.network.arrays import Network
from simulator.network.compile import Compiled
from simulator.network.happenings import DECIDED_LATER, Fork
from simulator.network.quantiles import Quantity
from simulator.results.raw import Floats, TaskTallies


def candidates(
    compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...], share: Floats
) -> list[Candidate]:
    """All with any effect on the critical path, the weightiest first. share : as in `Found`."""
    place = {task: k for k, task in enumerate(ids)}
    own = [-1 if row.is_hub else place[row.task.id] for row in compiled.rows]
    by_task = np.append(tallies.critical, 0.0)
    run = Found(compiled, by_task[own], share)
    found = list(_tasks(run))
    found += [*_waits(run), *causes(run), *_forks(run), *_doubtful(run), *_losses(run)]
    ranked = sorted(found, key=lambda one: (-one.score, one.id, one.kind))
    return [candidate for candidate in ranked if candidate.score > 0]


def _tasks(run: Found) -> Iterator[Candidate]:
    """Tasks with a range: how far that takes their duration from the plan's."""
    compiled, tasks = run.compiled, run.compiled.network.tasks
    for i in np.flatnonzero((tasks.duration >= 0) & (run.critical > 0.0)):
        task, drawn = compiled.rows[i].task, compiled.quantities.items[tasks.duration[i]]
        score = float(run.critical[i]) * _width(drawn, float(tasks.planned[i]))
        yield Candidate("task", task.id, task.name, score, partial(as_planned, row=int(i)))


def _waits(run: Found) -> Iterator[Candidate]:
    """Tasks before which a lag is uncertain."""
    compiled, network = run.compiled, run.compiled.network
    if network.logic is None or not len(network.logic.lag_draw):
        return
    links, logic = network.links, network.logic
    drawn = np.flatnonzero(logic.lag >= 0)
    row = np.searchsorted(links.first, drawn, side="right") - 1
    for i in np.unique(row[run.critical[row] > 0.0]):
        task, score = compiled.rows[i].task, 0.0
        for k in drawn[row == i]:
            range_of = compiled.quantities.items[logic.lag_draw[logic.lag[k]]]
            score += _width(range_of, float(links.lag[k]))
        score *= float(run.critical[i])
        yield Candidate("lag", task.id, task.name, score, partial(without_wait, row=int(i)))


def _width(drawn: Quantity, planned: float) -> float:
    """Root mean square distance of what is drawn from the plan's own value."""
    bias = drawn.scale * drawn.distribution.mean() - planned
    return hypot(drawn.scale * sqrt(drawn.distribution.variance()), bias)


def _forks(run: Found) -> Iterator[Candidate]:
    """Branches that take one path in every iteration, and loops that are never done again. A
    branch that a risk decides is no candidate of its own: making the risk certain settles it."""
    conditions = {one.id: one.condition for one in run.compiled.program.branches}
    for (kind, id, name), group in groupby(run.compiled.forks, lambda f: (f.kind, f.id, f.name)):
        forks = list(group)
        if kind == "loop":
            yield Candidate(kind, id, name, *_loop(run, forks))
        elif conditions[id] is None:
            yield Candidate(kind, id, name, *_by_chance(run, forks))
        elif run.compiled.network.effects.event_chance[forks[0].event] == DECIDED_LATER:
            yield Candidate(kind, id, name, *_by_condition(run, forks[0].event))


Weighed = tuple[float, Callable[[Network], Network]]
"""Score, and the network in which it is certain."""


def _by_chance(run: Found, forks: Sequence[Fork]) -> Weighed:
    logic = run.compiled.network.logic
    assert logic is not None
    planned = [bool(logic.planned[fork.event]) for fork in forks]
    outcomes = [run.outcome(fork.event) for fork in forks]
    chances = {fork.event: float(one) for fork, one in zip(forks, planned, strict=True)}
    return _departure(outcomes, int(np.argmax(planned))), partial(decided, chances=chances)


def _by_condition(run: Found, event: int) -> Weighed:
    outcomes = [run.outcome(event), run.outcome(event, happens=False)]
    happens = outcomes[0].chance >= outcomes[1].chance
    return _departure(outcomes, int(not happens)), partial(settled, event=event, happens=happens)


def _loop(run: Found, forks: Sequence[Fork]) -> Weighed:
    repeats = [run.outcome(fork.event) for fork in forks]
    chances = [1.0, *(one.chance for one in repeats), 0.0]
    lengths = np.cumsum([0.0, *(one.length for one in repeats)])
    outcomes = [
        Outcome(chances[k] - chances[k + 1], float(length)) for k, length in enumerate(lengths)
    ]
    return _departure(outcomes, 0), partial(never, event=forks[0].event)


def _departure(outcomes: Sequence[Outcome], sure: int) -> float:
    """Root mean square distance from the outcome that is made certain; what is left of the chance
    brings nothing."""
    rest = Outcome(max(0.0, 1.0 - sum(one.chance for one in outcomes)), 0.0)
    goal = outcomes[sure].length
    return sqrt(sum(one.chance * (one.length - goal) ** 2 for one in (*outcomes, rest)))


def _doubtful(run: Found) -> Iterator[Candidate]:
    """Tasks that may not exist, as the plan takes them."""
    compiled, network = run.compiled, run.compiled.network
    for task in compiled.canonical.tasks:
        if task.exists < 1.0 and network.logic is not None:
            draw = compiled.quantities.rows[names.task_exists(task.id)]
            event = int(np.flatnonzero(network.effects.event_draw == draw)[0])
            planned = bool(network.logic.planned[event])
            score = _departure([run.outcome(event), run.outcome(event, happens=False)], not planned)
            change = partial(decided, chances={event: float(planned)})
            yield Candidate("exists", task.id, task.name, score, change)


def _losses(run: Found) -> Iterator[Candidate]:
    """Weather and downtime of calendars, each once however many calendars share it."""
    compiled, weather = run.compiled, run.compiled.network.weather
    if weather is None:
        return
    every = (loss for one in compiled.program.calendars_in_use.values() for loss in one.losses)
    for loss in dict.fromkeys(every):
        places = np.flatnonzero(weather.key == np.uint64(names.name_key(name_of(loss))))
        if not len(places):
            continue  # of a project all whose work is done: nothing runs on its calendar
        k = int(places[0])
        yield Candidate(
            loss.word,
            loss.owner,
            loss.owner,
            _days_lost(run, loss, k),
            partial(without_loss, loss=k),
        )


def _days_lost(run: Found, loss: Loss, k: int) -> float:
    """Working minutes of the critical path that are lost on average, by the chance of a year; and
    one more, because a calendar may also matter through lags alone."""
    network = run.compiled.network
    weather, sky = network.weather, network.sky
    assert weather is not None
    assert sky is not None
    rough = np.searchsorted(weather.first, np.flatnonzero(weather.loss == k), side="right") - 1
    there = np.isin(sky.weather[network.tasks.calendar], rough)
    chance = min(sum(daily(loss)) / SLOTS, 0.9)
    work = float((run.critical * network.tasks.planned)[there].sum())
    return work * chance / (1.0 - chance) + 1.0
