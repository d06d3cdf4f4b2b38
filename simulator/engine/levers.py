"""What happens to the date and the cost when one thing is made certain.

Each candidate is taken out alone and the same iterations are drawn again: all other luck stays
the same, so a difference of days is not noise (one-at-a-time removal, Hulett 2011; merge bias
stays in, unlike in a correlation tornado).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from simulator.engine.passes import make_run, samples_and_sums
from simulator.engine.settings import Settings
from simulator.kernels.workspace import PAGE, Samples
from simulator.model.calendar import DAY
from simulator.network.arrays import Network
from simulator.network.compile import Compiled
from simulator.results.paired import percentile_difference
from simulator.results.raw import Floats, Lever, TaskTallies

PAGES = 10
"""Iterations spent on each candidate, in pages; enough for days, and quick."""

LEVEL = 80

_LEAST_CHANCE = 0.05
"""Chance by which a risk is weighed that only others make possible."""


@dataclass(frozen=True)
class Candidate:
    """Something that can be made certain. score : a guess of its weight, for choosing whom to
    try. row : of a task; event : of a risk or driver."""

    kind: str
    id: str
    name: str
    score: float
    row: int = -1
    event: int = -1


def candidates(compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...]) -> list[Candidate]:
    """Tasks, risks and drivers with any effect on the critical path, the weightiest first."""
    place = {task: k for k, task in enumerate(ids)}
    critical = tallies.critical
    found = []
    for i, row in enumerate(compiled.rows):
        if compiled.network.tasks.duration[i] >= 0:
            k = place[row.task.id]
            score = float(critical[k] * tallies.duration_sd[k])
            found.append(Candidate("task", row.task.id, row.task.name, score, row=i))
    found += _causes(compiled, critical, place)
    ranked = sorted(found, key=lambda candidate: (-candidate.score, candidate.id))
    return [candidate for candidate in ranked if candidate.score > 0]


def _causes(compiled: Compiled, critical: Floats, place: dict[str, int]) -> list[Candidate]:
    """Risks and drivers; events stand in the network in this order, others behind them."""
    program, effects = compiled.canonical, compiled.network.effects
    weight = np.zeros(len(effects.event_chance))
    planned = compiled.network.tasks.planned
    for i, row in enumerate(compiled.rows):
        if row.is_hub:
            continue
        share = critical[place[row.task.id]]
        for event, draw in _delays(compiled.network, i):
            size = compiled.network.draws.loc[draw] + compiled.network.draws.scale[draw]
            weight[event] += share * abs(size)
        for driver in _drivers(compiled.network, i):
            weight[effects.driver_event[driver]] += share * planned[i] * 0.2
    _blame_causes(compiled.network, weight)
    chance = np.maximum(effects.event_chance, _LEAST_CHANCE)
    scores = weight * np.sqrt(chance * (2.0 - chance))
    named = [("risk", risk.id, risk.name) for risk in program.risks]
    named += [("driver", driver.id, driver.name) for driver in program.drivers]
    return [
        Candidate(kind, key, name, float(scores[event]), event=event)
        for event, (kind, key, name) in enumerate(named)
    ]


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


def without(network: Network, candidate: Candidate) -> Network:
    """The network with a task at its planned duration, or with a risk or driver that never
    acts, whatever else would set it off."""
    if candidate.row >= 0:
        duration = network.tasks.duration.copy()
        duration[candidate.row] = -1
        return network._replace(tasks=network.tasks._replace(duration=duration))
    chance = network.effects.event_chance.copy()
    chance[candidate.event] = 0.0
    changed = network._replace(effects=network.effects._replace(event_chance=chance))
    if network.logic is None:
        return changed
    chances = network.logic.chances
    caused, spread = chances.chance.copy(), chances.spread.copy()
    caused[chances.first[candidate.event] : chances.first[candidate.event + 1]] = 0.0
    spread[candidate.event] = -1
    chances = chances._replace(chance=caused, spread=spread)
    return changed._replace(logic=network.logic._replace(chances=chances))


def levers(
    compiled: Compiled,
    settings: Settings,
    tallies: TaskTallies,
    ids: tuple[str, ...],
    samples: Samples,
) -> tuple[Lever, ...]:
    """The weightiest candidates with what each adds to P80, largest first."""
    if not settings.levers:
        return ()
    iterations = min(settings.iterations, PAGES * PAGE)
    brief = replace(settings, iterations=iterations, detail=False)
    run = make_run(compiled.network, brief, (), 0.0)
    critical = dict(zip(ids, tallies.critical, strict=True))
    with_cost = samples.cost.shape[0] > 0
    base = samples.finish[0, :iterations]
    found = []
    for candidate in candidates(compiled, tallies, ids)[: settings.levers]:
        changed, _ = samples_and_sums(
            without(compiled.network, candidate), run, settings.workers, with_cost, None
        )
        days, low, high = percentile_difference(base, changed.finish[0], LEVEL)
        cost = None
        if with_cost:
            cost, _, _ = percentile_difference(samples.cost[0, :iterations], changed.cost[0], LEVEL)
        share = float(critical[candidate.id]) if candidate.kind == "task" else None
        found.append(
            Lever(
                candidate.kind,
                candidate.id,
                candidate.name,
                share,
                days / DAY,
                low / DAY,
                high / DAY,
                cost,
            )
        )
    return tuple(sorted(found, key=lambda lever: (-lever.days, lever.id)))
