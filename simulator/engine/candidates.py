"""What could be made certain, the weightiest first: tasks, risks, drivers, branches, loops, tasks
that may not exist, and what takes days from calendars.

The weight is a guess, in working minutes, that only chooses which of them are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import hypot, sqrt

import numpy as np

from simulator.engine.certain import as_planned, decided, never, settled, without_loss
from simulator.model.weather import SLOTS, Loss, daily, name_of
from simulator.network import names
from simulator.network.arrays import Network
from simulator.network.compile import Compiled
from simulator.network.happenings import DECIDED_LATER, Fork
from simulator.results.raw import Floats, TaskTallies

_LEAST_CHANCE = 0.05
"""Chance by which a risk is weighed that only others make possible."""


@dataclass(frozen=True)
class Candidate:
    """Something that can be made certain. kind, id, name : as in `results.raw.Lever`. score : a
    guess of its weight. certain : the network in which it is."""

    kind: str
    id: str
    name: str
    score: float
    certain: Callable[[Network], Network]


@dataclass(frozen=True)
class Outcome:
    """One way that something can come out: its chance, and the working minutes that it then has
    on the critical path."""

    chance: float
    length: float


@dataclass(frozen=True)
class Found:
    """A compiled program and what its first pass found. critical : by row, share of iterations on
    the critical path. share : by event, share of iterations in which it happened."""

    compiled: Compiled
    critical: Floats
    share: Floats

    def outcome(self, event: int, happens: bool = True) -> Outcome:
        """What an event puts on the critical path where it happens, or where it does not."""
        chance = float(self.share[event])
        chance = chance if happens else 1.0 - chance
        logic, planned = self.compiled.network.logic, self.compiled.network.tasks.planned
        if logic is None or chance <= 0.0:
            return Outcome(chance, 0.0)
        gates = logic.gates
        named = np.flatnonzero((gates.event == event) & (gates.wanted == happens))
        there = np.isin(gates.gate, np.searchsorted(gates.first, named, side="right") - 1)
        return Outcome(chance, float((self.critical * planned)[there].sum()) / chance)


def candidates(
    compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...], share: Floats
) -> list[Candidate]:
    """All with any effect on the critical path, the weightiest first. share : as in `Found`."""
    place = {task: k for k, task in enumerate(ids)}
    own = [-1 if row.is_hub else place[row.task.id] for row in compiled.rows]
    by_task = np.append(tallies.critical, 0.0)
    run = Found(compiled, by_task[own], share)
    found = list(_tasks(run))
    found += [*_causes(run), *_forks(run), *_doubtful(run), *_losses(run)]
    ranked = sorted(found, key=lambda one: (-one.score, one.id, one.kind))
    return [candidate for candidate in ranked if candidate.score > 0]


def _tasks(run: Found) -> Iterator[Candidate]:
    """Tasks with a range: how far that takes their duration from the plan's."""
    compiled, tasks = run.compiled, run.compiled.network.tasks
    for i in np.flatnonzero((tasks.duration >= 0) & (run.critical > 0.0)):
        task, drawn = compiled.rows[i].task, compiled.quantities.items[tasks.duration[i]]
        sd = drawn.scale * sqrt(drawn.distribution.variance())
        bias = drawn.scale * drawn.distribution.mean() - float(tasks.planned[i])
        score = float(run.critical[i]) * hypot(sd, bias)
        yield Candidate("task", task.id, task.name, score, partial(as_planned, row=int(i)))


def _causes(run: Found) -> Iterator[Candidate]:
    """Risks and drivers; events stand in the network in this order, others behind them."""
    compiled, network = run.compiled, run.compiled.network
    effects, draws = network.effects, network.draws
    weight = np.zeros(len(effects.event_chance))
    for i, row in enumerate(compiled.rows):
        if row.is_hub:
            continue
        for event, draw in _delays(network, i):
            weight[event] += run.critical[i] * abs(draws.loc[draw] + draws.scale[draw])
        for driver in _drivers(network, i):
            weight[effects.driver_event[driver]] += run.critical[i] * network.tasks.planned[i] * 0.2
    program = compiled.canonical
    # A branch that a risk decides is part of what the risk does.
    for event in {fork.event for fork in compiled.forks if fork.event < len(program.risks)}:
        weight[event] += abs(run.outcome(event).length - run.outcome(event, happens=False).length)
    _blame_causes(network, weight)
    chance = np.maximum(effects.event_chance, _LEAST_CHANCE)
    scores = weight * np.sqrt(chance * (2.0 - chance))
    named = [("risk", risk.id, risk.name) for risk in program.risks]
    named += [("driver", driver.id, driver.name) for driver in program.drivers]
    for event, one in enumerate(named):
        yield Candidate(*one, float(scores[event]), partial(never, event=event))


def _delays(network: Network, i: int) -> Iterator[tuple[int, int]]:
    """(event, quantity) of each delay of row `i`."""
    effects, logic = network.effects, network.logic
    there = slice(effects.delay_first[i], effects.delay_first[i + 1])
    yield from zip(effects.delay_event[there], effects.delay_draw[there], strict=True)
    if logic is not None:
        there = slice(logic.hits.first[i], logic.hits.first[i + 1])
        yield from zip(logic.hits.event[there], logic.hits.draw[there], strict=True)


def _drivers(network: Network, i: int) -> Iterator[int]:
    """Drivers of the duration of row `i`."""
    effects, logic = network.effects, network.logic
    yield from effects.factor_driver[effects.factor_first[i] : effects.factor_first[i + 1]]
    if logic is not None:
        yield from logic.factor_driver[logic.factor_first[i] : logic.factor_first[i + 1]]


def _blame_causes(network: Network, weight: Floats) -> None:
    """A risk that makes others likelier weighs what they do, in place."""
    if network.logic is None:
        return
    chances = network.logic.chances
    for event in chances.order[::-1]:
        for k in range(chances.first[event], chances.first[event + 1]):
            weight[chances.cause[k]] += weight[event] * chances.chance[k]


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
        k = int(np.flatnonzero(weather.key == np.uint64(names.name_key(name_of(loss))))[0])
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
