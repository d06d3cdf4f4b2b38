"""A network with some of what is uncertain made certain.

The compiled network is kept and only its arrays are changed, so that nothing is compiled anew;
draws belong to names, so that all other luck stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.kernels.codes import SHAPE_CONSTANT
from simulator.network.arrays import Effects, Links, Logic, Network, Weather
from simulator.network.compile import successors
from simulator.network.factors import Factor


def without(network: Network, factors: Iterable[Factor]) -> Network:
    """`network` with all of `factors` certain: ranges as planned, risks that never happen, drivers
    that never act, branches and rework as the plan takes them, calendars that lose no day,
    conditions that always hold or never."""
    many = tuple(factors)
    rows = [row for one in many for row in one.rows]
    events = dict(pair for one in many for pair in one.events)
    draws = dict(pair for one in many for pair in one.draws)
    losses = [loss for one in many for loss in one.losses]
    settled = dict(pair for one in many for pair in one.settled)
    changed = _planned(network, rows) if rows else network
    if events:
        logic = changed.logic and _uncaused(changed.logic, list(events))
        changed = changed._replace(effects=_fixed(changed.effects, events), logic=logic)
    if draws:
        changed = with_values(changed, draws)
    if losses and changed.weather is not None:
        changed = changed._replace(weather=_fair(changed.weather, losses))
    if settled and changed.logic is not None:
        changed = changed._replace(logic=_settled(changed.logic, settled))
    return changed


def with_values(network: Network, values: dict[int, float]) -> Network:
    """`network` in which quantities have one value in every iteration. values : by row of
    `arrays.Draws`."""
    rows = list(values)
    code, loc = network.draws.code.copy(), network.draws.loc.copy()
    code[rows], loc[rows] = SHAPE_CONSTANT, list(values.values())
    return network._replace(draws=network.draws._replace(code=code, loc=loc))


def _planned(network: Network, rows: Sequence[int]) -> Network:
    duration = network.tasks.duration.copy()
    duration[rows] = -1
    # Working time alone cannot tell apart the two instants of a task without work.
    on_clock = network.on_clock if (network.tasks.planned[rows] > 0).all() else 1
    return network._replace(tasks=network.tasks._replace(duration=duration), on_clock=on_clock)


def _fixed(effects: Effects, events: dict[int, float]) -> Effects:
    chance = effects.event_chance.copy()
    chance[list(events)] = list(events.values())
    return effects._replace(event_chance=chance)


def _uncaused(logic: Logic, events: Sequence[int]) -> Logic:
    """Nothing raises the chance of these events, nor makes it uncertain."""
    caused, spread = logic.chances.chance.copy(), logic.chances.spread.copy()
    spread[events] = -1
    for event in events:
        caused[logic.chances.first[event] : logic.chances.first[event + 1]] = 0.0
    return logic._replace(chances=logic.chances._replace(chance=caused, spread=spread))


def _fair(weather: Weather, losses: Sequence[int]) -> Weather:
    fresh, again = weather.fresh.copy(), weather.again.copy()
    observed = weather.observed.copy()
    fresh[losses], again[losses] = 0.0, 0.0
    for loss in losses:
        observed[weather.at[loss] : weather.at[loss] + weather.years[loss]] = 0
    return weather._replace(fresh=fresh, again=again, observed=observed)


def _settled(logic: Logic, settled: dict[int, bool]) -> Logic:
    limit = logic.checks.limit.copy()
    for event, happens in settled.items():
        here = logic.checks.event == event
        passed = (logic.checks.above[here] != 0) == happens
        limit[here] = np.where(passed, -np.inf, np.inf)
    return logic._replace(checks=logic.checks._replace(limit=limit))


def only_path(network: Network, rows: NDArray[np.bool_], kept: NDArray[np.bool_]) -> Network:
    """`network` whose finish is that of some rows alone, with some of its links.

    rows : bool[row]; kept : bool[link]. Dates that bind a row by themselves stay.
    """
    links, tasks, logic = network.links, network.tasks, network.logic
    row = np.repeat(np.arange(len(tasks.kind)), np.diff(links.first))
    fewer = Links(
        first=np.searchsorted(row[kept], np.arange(len(tasks.kind) + 1)).astype(np.int64),
        **{name: getattr(links, name)[kept] for name in Links._fields if name != "first"},
    )
    counted = np.where(rows, tasks.counted, 0).astype(tasks.counted.dtype)
    return network._replace(
        links=fewer,
        tasks=tasks._replace(counted=counted),
        logic=logic and logic._replace(lag=logic.lag[kept]),
        successors=successors(fewer, tasks.kind) if network.late else network.successors,
    )


def touched(network: Network, factor: Factor) -> NDArray[np.bool_] | None:
    """Rows whose dates may be others once `factor` is certain, bool[row]; None where that may be
    any. For networks in which luck decides no logic."""
    if factor.losses:
        return None
    effects, rows = network.effects, len(network.tasks.kind)
    seeds = np.zeros(rows, dtype=bool)
    seeds[list(factor.rows)] = True
    events = [event for event, _ in factor.events]
    drivers = np.flatnonzero(np.isin(effects.driver_event, events))
    delayed = np.isin(effects.delay_event, events)
    driven = np.isin(effects.factor_driver, drivers)
    seeds[np.repeat(np.arange(rows), np.diff(effects.delay_first))[delayed]] = True
    seeds[np.repeat(np.arange(rows), np.diff(effects.factor_first))[driven]] = True
    return downstream(network.links, seeds)


def downstream(links: Links, seeds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`seeds` and all that follow them, bool[row]."""
    found = seeds.copy()
    row = np.repeat(np.arange(len(seeds)), np.diff(links.first))
    while True:
        reached = row[found[links.predecessor] & ~found[row]]
        if not len(reached):
            return found
        found[reached] = True
