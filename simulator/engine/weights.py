"""A guess of what each uncertain thing weighs, to choose which of hundreds are worth a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot, sqrt
from typing import NamedTuple

import numpy as np

from simulator.engine.found import Found, Outcome, Size, departure
from simulator.engine.loads import Load, loads
from simulator.network.arrays import Weather
from simulator.network.factors import Factor, conditions, factors
from simulator.network.quantiles import Quantity
from simulator.results.raw import Floats

MOST_LOST = 0.9
"""Share of days up to which what takes them is weighed: at 1 work never ends."""


class Weight(NamedTuple):
    """A factor with what it may move: working minutes of the finish, and money."""

    factor: Factor
    minutes: float
    money: float


def weights(found: Found) -> tuple[Weight, ...]:
    """Everything that can be made certain with its guess: `factors` in their order, then
    `conditions`."""
    scale, known = _Scale(found), found.compiled
    every = (*factors(known), *conditions(known, found.share))
    return tuple(Weight(one, *WEIGHED[one.kind](scale, one)) for one in every)


def weightiest(every: Sequence[Weight], most: int) -> list[Factor]:
    """Those that seem weightiest for the finish, as many as asked for."""
    ranked = sorted(every, key=lambda one: (-one.minutes, one.factor.id, one.factor.kind))
    return [one.factor for one in ranked[:most] if one.minutes > 0]


@dataclass(frozen=True)
class _Scale:
    """What factors are weighed by; each part is worked out once, where it is asked for."""

    found: Found

    @cached_property
    def load(self) -> Load:
        return loads(self.found)

    @cached_property
    def multiplied(self) -> Floats:
        """By quantity, what a range of money is multiplied by: 1 for a sum, minutes for a rate,
        money for a factor on what a resource costs."""
        network = self.found.compiled.network
        total = np.zeros(len(network.draws.loc))
        np.add.at(total, network.money.item_draw, network.money.item_share)
        if network.logic is not None:
            bills, mean = network.logic.bills, self.found.mean
            rated = bills.rate_draw >= 0
            minutes = bills.rate_share * mean[network.money.rate_row]
            np.add.at(total, bills.rate_draw[rated], minutes[rated])
            part = np.repeat(np.arange(len(bills.part_row)), np.diff(bills.part_first))
            paid = bills.part_fixed + bills.part_rate * mean[bills.part_row]
            np.add.at(total, bills.part_draw, paid[part])
        return np.where(total == 0.0, 1.0, total)

    @cached_property
    def waiting(self) -> Mapping[int, float]:
        """By quantity of a lag, the critical share of the task that waits."""
        links, logic = self.found.compiled.network.links, self.found.compiled.network.logic
        if logic is None:
            return {}
        drawn = np.flatnonzero(logic.lag >= 0)
        row = np.searchsorted(links.first, drawn, side="right") - 1
        draws = logic.lag_draw[logic.lag[drawn]]
        return dict(zip(draws.tolist(), self.found.critical[row].tolist(), strict=True))


def _width(drawn: Quantity, planned: float) -> float:
    """Root mean square distance of what is drawn from the plan's own value."""
    bias = drawn.scale * drawn.distribution.mean() - planned
    return hypot(drawn.scale * sqrt(max(drawn.distribution.variance(), 0.0)), bias)


def _task(scale: _Scale, factor: Factor) -> Size:
    found, (i,) = scale.found, factor.rows
    tasks, items = found.compiled.network.tasks, found.compiled.quantities.items
    width = _width(items[tasks.duration[i]], float(tasks.planned[i]))
    return Size(float(found.critical[i]) * width, float(found.rate[i]) * width)


def _paid(scale: _Scale, factor: Factor) -> Size:
    items = scale.found.compiled.quantities.items
    widths = (_width(items[draw], value) * scale.multiplied[draw] for draw, value in factor.draws)
    return Size(money=float(sum(widths)))


def _lag(scale: _Scale, factor: Factor) -> Size:
    items = scale.found.compiled.quantities.items
    ((draw, planned),) = factor.draws
    return Size(scale.waiting[draw] * _width(items[draw], planned))


def _cause(scale: _Scale, factor: Factor) -> Size:
    ((event, _),) = factor.events
    return Size(float(scale.load.minutes[event]), float(scale.load.money[event]))


def _branch(scale: _Scale, factor: Factor) -> Size:
    if factor.settled:
        return _either(scale, *factor.settled[0])
    outcomes = [scale.found.outcome(event) for event, _ in factor.events]
    return departure(outcomes, int(np.argmax([taken for _, taken in factor.events])))


def _exists(scale: _Scale, factor: Factor) -> Size:
    ((event, planned),) = factor.events
    return _either(scale, event, bool(planned))


def _either(scale: _Scale, event: int, sure: bool) -> Size:
    outcomes = [scale.found.outcome(event), scale.found.outcome(event, happens=False)]
    return departure(outcomes, int(not sure))


def _loop(scale: _Scale, factor: Factor) -> Size:
    """Each repeat happens after the one before it."""
    repeats = [scale.found.outcome(event) for event, _ in factor.events]
    chances = [1.0, *(one.chance for one in repeats), 0.0]
    works = np.cumsum([Size(), *(one.work for one in repeats)], axis=0)
    outcomes = [
        Outcome(chances[k] - chances[k + 1], Size(*work)) for k, work in enumerate(works.tolist())
    ]
    return departure(outcomes, 0)


def _loss(scale: _Scale, factor: Factor) -> Size:
    """Working minutes of the critical path that are lost on average, by the chance of a year; and
    one more, because a calendar may also matter through lags alone."""
    network = scale.found.compiled.network
    weather, sky = network.weather, network.sky
    assert weather is not None
    assert sky is not None
    (loss,) = factor.losses
    rough = np.searchsorted(weather.first, np.flatnonzero(weather.loss == loss), side="right") - 1
    there = np.isin(sky.weather[network.tasks.calendar], rough)
    share = min(_share(weather, loss), MOST_LOST)
    work = float((scale.found.critical * network.tasks.planned)[there].sum())
    return Size(work * share / (1.0 - share) + 1.0)


def _share(weather: Weather, loss: int) -> float:
    """Share of days that a loss takes over a year, as far as neighbours are alike."""
    if weather.years[loss]:
        first = weather.at[loss]
        return float(weather.observed[first : first + weather.years[loss]].mean())
    fresh, again = weather.fresh[loss], weather.again[loss]
    return float((fresh / (1.0 - again + fresh)).mean())


WEIGHED: Mapping[str, Callable[[_Scale, Factor], Size]] = {
    "task": _task,
    "cost": _paid,
    "resource": _paid,
    "currency": _paid,
    "escalation": _paid,
    "overhead": _paid,
    "lag": _lag,
    "risk": _cause,
    "driver": _cause,
    "branch": _branch,
    "loop": _loop,
    "exists": _exists,
    "weather": _loss,
    "downtime": _loss,
}
"""How each kind of factor is weighed."""
