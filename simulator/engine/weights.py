"""A guess of what each uncertain thing weighs, to choose which of hundreds are worth a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

from simulator.network.arrays import Network, Weather
from simulator.network.compile import Compiled
from simulator.network.factors import Factor, factors
from simulator.results.raw import Floats, TaskTallies

DRIVEN = 0.2
"""Share of what it multiplies by which a driver is taken to move it."""

LEAST_CHANCE = 0.05
"""Chance by which an event is weighed that only others make possible."""


class Weight(NamedTuple):
    """A factor with what it may move: working minutes of the finish, and money."""

    factor: Factor
    minutes: float
    money: float


@dataclass(frozen=True)
class Load:
    """What events move: working minutes on the critical path, and money; float64[event]."""

    minutes: Floats
    money: Floats


def weights(compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...]) -> tuple[Weight, ...]:
    """Every factor of the program with its guess, in the order of `factors`.

    tallies, ids : of a run of it.
    """
    row = _Rows(compiled, tallies, ids)
    load = _loads(compiled, row)
    return tuple(_weight(compiled, row, load, factor) for factor in factors(compiled))


class _Rows:
    """Figures of a run by row: critical share, mean and sd of the duration, money a minute."""

    def __init__(self, compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...]) -> None:
        place = {task: k for k, task in enumerate(ids)}
        own = [-1 if row.is_hub else place[row.task.id] for row in compiled.rows]
        none = np.array(own) < 0
        self.critical, self.mean, self.sd = (
            np.where(none, 0.0, values[own])
            for values in (tallies.critical, tallies.duration_mean, tallies.duration_sd)
        )
        money = compiled.network.money
        self.rate = np.zeros(len(own))
        np.add.at(self.rate, money.rate_row, money.rate)


def _weight(compiled: Compiled, row: _Rows, load: Load, factor: Factor) -> Weight:
    minutes = money = 0.0
    for i in factor.rows:
        minutes += float(row.critical[i] * row.sd[i])
        money += float(row.rate[i] * row.sd[i])
    for event, _ in factor.events:
        minutes += float(load.minutes[event])
        money += float(load.money[event])
    for draw, _ in factor.draws:
        spread = _sd(compiled, draw)
        if factor.kind == "lag":
            minutes += spread
        else:
            money += spread * _multiplied(compiled, row, draw)
    if factor.losses:
        minutes += _lost(compiled, row, factor.losses)
    return Weight(factor, minutes, money)


def _sd(compiled: Compiled, draw: int) -> float:
    quantity = compiled.quantities.items[draw]
    return abs(quantity.scale) * sqrt(max(quantity.distribution.variance(), 0.0))


def _multiplied(compiled: Compiled, row: _Rows, draw: int) -> float:
    """What a range of money is multiplied by: 1 for a sum, minutes for a rate, money for a factor
    on what a resource costs."""
    network, logic = compiled.network, compiled.network.logic
    if logic is None:
        return 1.0
    bills, total = logic.bills, 0.0
    of_rate = np.flatnonzero(bills.rate_draw == draw)
    for i, share in zip(network.money.rate_row[of_rate], bills.rate_share[of_rate], strict=True):
        total += float(share * row.mean[i])
    of_item = network.money.item_draw == draw
    total += float(network.money.item_share[of_item].sum())
    for k, i in enumerate(bills.part_row):
        if draw in bills.part_draw[bills.part_first[k] : bills.part_first[k + 1]]:
            total += float(bills.part_fixed[k] + bills.part_rate[k] * row.mean[i])
    return total or 1.0


def _lost(compiled: Compiled, row: _Rows, losses: tuple[int, ...]) -> float:
    """Minutes that lost days add to the work on their calendars that is critical."""
    weather, sky = compiled.network.weather, compiled.network.sky
    if weather is None or sky is None:
        return 0.0
    total = 0.0
    for i, c in enumerate(compiled.network.tasks.calendar):
        place = sky.weather[c]
        for loss in weather.loss[weather.first[place] : weather.first[place + 1]]:
            if place >= 0 and loss in losses:
                share = _share(weather, int(loss))
                total += float(row.critical[i] * row.mean[i]) * share / max(1.0 - share, 0.1)
    return total


def _share(weather: Weather, loss: int) -> float:
    """Share of days that a loss takes over a year, as far as neighbours are alike."""
    if weather.years[loss]:
        first = weather.at[loss]
        return float(weather.observed[first : first + weather.years[loss]].mean())
    fresh, again = weather.fresh[loss], weather.again[loss]
    return float((fresh / (1.0 - again + fresh)).mean())


def _loads(compiled: Compiled, row: _Rows) -> Load:
    """What each event brings, times the square root of its variance where it is rare."""
    network = compiled.network
    chance = np.clip(network.effects.event_chance, LEAST_CHANCE, 1.0)
    load = Load(np.zeros(len(chance)), np.zeros(len(chance)))
    driver_event = network.effects.driver_event
    for i in range(len(compiled.rows)):
        for event, draw in _delays(network, i):
            size = abs(network.draws.loc[draw] + network.draws.scale[draw])
            load.minutes[event] += row.critical[i] * size
            load.money[event] += row.rate[i] * size
        for driver in _drivers(network, i):
            moved = network.tasks.planned[i] * DRIVEN
            load.minutes[driver_event[driver]] += row.critical[i] * moved
            load.money[driver_event[driver]] += row.rate[i] * moved
    _bill(compiled, load)
    _blame_causes(network, load)
    rare = np.sqrt(chance * (2.0 - chance))
    found = Load(load.minutes * rare, load.money * rare)
    _gate(network, row, found)
    return found


def _bill(compiled: Compiled, load: Load) -> None:
    """Money that events cost at once, and drivers of costs, in place."""
    network, items = compiled.network, compiled.quantities.items
    money, logic = network.money, network.logic
    for k, event in enumerate(money.item_event.tolist()):
        if event >= 0:
            mean = items[money.item_draw[k]].distribution.mean() * items[money.item_draw[k]].scale
            load.money[event] += abs(mean)
        if logic is not None:
            bills = logic.bills
            for driver in bills.item_driver[bills.item_first[k] : bills.item_first[k + 1]]:
                driven = network.effects.driver_event[driver]
                load.money[driven] += abs(money.item_planned[k]) * DRIVEN


def _gate(network: Network, row: _Rows, load: Load) -> None:
    """Work that is there in some iterations only weighs what its presence spreads: of work `d`
    that is there with chance p that is d sqrt(p (1 - p)), and it is critical p times at most."""
    if network.logic is None:
        return
    gates = network.logic.gates
    for i in np.flatnonzero(gates.gate >= 0):
        there = slice(gates.first[gates.gate[i]], gates.first[gates.gate[i] + 1])
        for event in gates.event[there]:
            chance = float(np.clip(network.effects.event_chance[event], LEAST_CHANCE, 0.95))
            spread = row.critical[i] * network.tasks.planned[i] * sqrt((1.0 - chance) / chance)
            load.minutes[event] += spread
            load.money[event] += row.rate[i] * network.tasks.planned[i] * sqrt(chance)


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


def _blame_causes(network: Network, load: Load) -> None:
    """A risk that makes others likelier weighs what they do, in place."""
    if network.logic is None:
        return
    chances = network.logic.chances
    for event in chances.order[::-1]:
        for k in range(chances.first[event], chances.first[event + 1]):
            cause = chances.cause[k]
            load.minutes[cause] += load.minutes[event] * chances.chance[k]
            load.money[cause] += load.money[event] * chances.chance[k]
