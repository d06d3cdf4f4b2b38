"""Risks and drivers as candidates for being made certain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from simulator.engine.candidate import Candidate, Found
from simulator.engine.certain import never
from simulator.network.arrays import Network
from simulator.results.raw import Floats

_LEAST_CHANCE = 0.05
"""Chance by which a risk is weighed that only others make possible."""


def causes(run: Found) -> Iterator[Candidate]:
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
