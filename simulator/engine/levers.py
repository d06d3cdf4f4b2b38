"""What happens to the date and the cost when one thing is made certain.

Each is taken out alone and the same iterations are drawn again: all other luck stays the same, so
a difference of days is not noise (one-at-a-time removal, Hulett 2011; merge bias stays in, unlike
in a correlation tornado).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

from simulator.engine.again import Again
from simulator.engine.settings import Settings
from simulator.engine.weights import weights
from simulator.kernels.workspace import PAGE, Samples
from simulator.model.calendar import DAY
from simulator.model.program import Program
from simulator.network.certain import without
from simulator.network.compile import Compiled
from simulator.network.factors import Factor
from simulator.results.paired import percentile_difference
from simulator.results.raw import Lever, TaskTallies

PAGES = 10
"""Iterations spent on each lever of a forecast, in pages; enough for days, and quick."""

LEVEL = 80


def levers(
    program: Program,
    compiled: Compiled,
    settings: Settings,
    tallies: TaskTallies,
    ids: tuple[str, ...],
    samples: Samples,
) -> tuple[Lever, ...]:
    """The factors that seem weightiest with what each adds to P80, largest first."""
    if not settings.levers:
        return ()
    iterations = min(settings.iterations, PAGES * PAGE)
    brief = replace(settings, iterations=iterations, detail=False)
    again = Again(program, brief, compiled)
    critical = dict(zip(ids, tallies.critical.tolist(), strict=True))
    base = Samples(samples.finish[:, :iterations], samples.cost[:, :iterations])
    chosen = heaviest(compiled, tallies, ids)[: settings.levers]
    found = []
    for one in chosen:
        move = moved(base, again.samples(partial(without, factors=(one,))), LEVEL)
        share = critical[one.id] if one.kind == "task" else None
        found.append(Lever(one.kind, one.id, one.name, share, *move))
    return tuple(sorted(found, key=lambda lever: (-lever.days, lever.id)))


def heaviest(compiled: Compiled, tallies: TaskTallies, ids: tuple[str, ...]) -> list[Factor]:
    """Factors with any effect on the critical path, the weightiest first, as far as can be guessed
    without a run."""
    found = [one for one in weights(compiled, tallies, ids) if one.minutes > 0]
    ranked = sorted(found, key=lambda one: (-one.minutes, one.factor.id))
    return [one.factor for one in ranked]


class Move(NamedTuple):
    """By how much one percentile is more than another: elapsed days and money (None where there
    is none), with 95 % intervals."""

    days: float
    low: float
    high: float
    cost: float | None = None
    cost_low: float | None = None
    cost_high: float | None = None


def moved(before: Samples, after: Samples, level: float) -> Move:
    """The percentile of `before` less that of `after`, of the program, on the same draws."""
    days = percentile_difference(before.finish[0], after.finish[0], level)
    found = Move(*(part / DAY for part in days))
    if not before.cost.shape[0]:
        return found
    cost, low, high = percentile_difference(before.cost[0], after.cost[0], level)
    return found._replace(cost=cost, cost_low=low, cost_high=high)
