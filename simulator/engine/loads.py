"""What risks and drivers move, by their events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.engine.found import Found
from simulator.network.arrays import Network
from simulator.results.raw import Floats

DRIVEN = 0.2
"""Share of what it multiplies by which a driver is taken to move it."""

LEAST_CHANCE = 0.05
"""Chance by which an event is weighed that only others make possible."""


@dataclass(frozen=True)
class Load:
    """What events move: working minutes on the critical path, and money; float64[event]."""

    minutes: Floats
    money: Floats


def loads(found: Found) -> Load:
    """What each event brings, times the square root of its variance where it is rare."""
    network = found.compiled.network
    load = Load(*np.zeros((2, len(network.effects.event_chance))))
    for i in range(len(found.compiled.rows)):
        _add_row(found, i, load)
    _add_bills(found, load)
    _add_branches(found, load)
    _blame_causes(network, load)
    chance = np.maximum(network.effects.event_chance, LEAST_CHANCE)
    rare = np.sqrt(chance * (2.0 - chance))
    return Load(load.minutes * rare, load.money * rare)


def _add_row(found: Found, i: int, load: Load) -> None:
    network = found.compiled.network
    draws = network.draws
    for event, draw in _delays(network, i):
        size = abs(draws.loc[draw] + draws.scale[draw])
        load.minutes[event] += found.critical[i] * size
        load.money[event] += found.rate[i] * size
    for driver in _drivers(network, i):
        event, moved = network.effects.driver_event[driver], network.tasks.planned[i] * DRIVEN
        load.minutes[event] += found.critical[i] * moved
        load.money[event] += found.rate[i] * moved


def _add_bills(found: Found, load: Load) -> None:
    """Money that events cost at once, and drivers of costs."""
    network, items = found.compiled.network, found.compiled.quantities.items
    money, logic = network.money, network.logic
    for k, event in enumerate(money.item_event.tolist()):
        if event >= 0:
            mean = items[money.item_draw[k]].distribution.mean() * items[money.item_draw[k]].scale
            load.money[event] += abs(mean)
        if logic is not None:
            bills = logic.bills
            for driver in bills.item_driver[bills.item_first[k] : bills.item_first[k + 1]]:
                driven = network.effects.driver_event[driver]
                load.money[driven] += abs(money.item_share[k] * money.item_planned[k]) * DRIVEN


def _add_branches(found: Found, load: Load) -> None:
    """A branch that a risk decides is part of what the risk does."""
    risks = len(found.compiled.canonical.risks)
    for event in {fork.event for fork in found.compiled.forks if fork.event < risks}:
        one, other = (found.outcome(event, happens).work for happens in (True, False))
        load.minutes[event] += abs(one.minutes - other.minutes)
        load.money[event] += abs(one.money - other.money)


def _blame_causes(network: Network, load: Load) -> None:
    """A risk that makes others likelier weighs what they do."""
    if network.logic is None:
        return
    chances = network.logic.chances
    for event in chances.order[::-1]:
        for k in range(chances.first[event], chances.first[event + 1]):
            cause = chances.cause[k]
            load.minutes[cause] += load.minutes[event] * chances.chance[k]
            load.money[cause] += load.money[event] * chances.chance[k]


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
