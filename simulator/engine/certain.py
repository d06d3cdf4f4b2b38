"""One thing made certain: networks in which it no longer varies, on the same draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.network.arrays import Logic, Network


def as_planned(network: Network, row: int) -> Network:
    """The network with one row's duration as planned."""
    duration = network.tasks.duration.copy()
    duration[row] = -1
    return network._replace(tasks=network.tasks._replace(duration=duration))


def never(network: Network, event: int) -> Network:
    """The network with an event that does not happen, whatever else would set it off."""
    changed = decided(network, {event: 0.0})
    logic = network.logic
    if logic is None:
        return changed
    chances = logic.chances
    caused, spread = chances.chance.copy(), chances.spread.copy()
    caused[chances.first[event] : chances.first[event + 1]] = 0.0
    spread[event] = -1
    chances = chances._replace(chance=caused, spread=spread)
    return changed._replace(logic=logic._replace(chances=chances))


def decided(network: Network, chances: Mapping[int, float]) -> Network:
    """The network with other chances of some events, whose chance is theirs alone."""
    chance = network.effects.event_chance.copy()
    for event, value in chances.items():
        chance[event] = value
    return network._replace(effects=network.effects._replace(event_chance=chance))


def settled(network: Network, event: int, happens: bool) -> Network:
    """The network with a condition on dates, durations or costs that is always true, or never."""
    logic = _logic(network)
    limit = logic.checks.limit.copy()
    here = logic.checks.event == event
    passed = (logic.checks.above[here] != 0) == happens
    limit[here] = np.where(passed, -np.inf, np.inf)
    checks = logic.checks._replace(limit=limit)
    return network._replace(logic=logic._replace(checks=checks))


def without_wait(network: Network, row: int) -> Network:
    """The network with the lags before one row as planned."""
    logic = _logic(network)
    lag = logic.lag.copy()
    lag[network.links.first[row] : network.links.first[row + 1]] = -1
    return network._replace(logic=logic._replace(lag=lag))


def without_loss(network: Network, loss: int) -> Network:
    """The network with calendars that lose no day to one of what takes them."""
    weather = network.weather
    assert weather is not None
    kept = weather.loss != loss
    before = np.concatenate(([0], np.cumsum(kept)))
    return network._replace(
        weather=weather._replace(first=before[weather.first], loss=weather.loss[kept])
    )


def _logic(network: Network) -> Logic:
    assert network.logic is not None
    return network.logic
