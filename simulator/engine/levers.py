"""What happens to the date and the cost when one thing is made certain.

Each is taken out alone and the same iterations are drawn again: all other luck stays the same, so a
difference of days is not noise (one-at-a-time removal, Hulett 2011; merge bias stays in, unlike in
a correlation tornado).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.engine.again import Again
from simulator.engine.found import found_by
from simulator.engine.moves import moved
from simulator.engine.weights import weightiest, weights
from simulator.kernels.workspace import PAGE, Samples
from simulator.network.factors import Factor
from simulator.results.raw import Floats, Lever, TaskTallies

MOST = 10 * PAGE
"""Iterations spent on each lever of a forecast; enough for days, and quick."""

LEVEL = 80

SMALL = 1000
"""Rows up to which a plan is run again so quickly, for little memory, that more is tried."""

TRIED, TRIED_IN_SMALL = 8, 12
"""How many are tried where nobody says how many."""


def levers(
    again: Again,
    tallies: TaskTallies,
    ids: tuple[str, ...],
    samples: Samples,
    happened: NDArray[np.int64],
) -> tuple[Lever, ...]:
    """The weightiest of a forecast with what each adds to P80, the largest first.

    again : of the forecast. happened : by event, in how many iterations it happened.
    """
    settings, most = again.settings, again.settings.levers
    if most is None:
        most = TRIED_IN_SMALL if len(again.compiled.rows) <= SMALL else TRIED
    if not most:
        return ()
    found = found_by(again.compiled, tallies, ids, happened / settings.iterations)
    brief = replace(settings, iterations=min(settings.iterations, MOST), detail=False)
    base = Samples(samples.finish[:, : brief.iterations], samples.cost[:, : brief.iterations])
    chosen = weightiest(weights(found), most)
    certain = Again(again.program, brief, again.compiled, SMALL).certain((), chosen)
    return ranked(base, zip(chosen, certain, strict=True), LEVEL, found.critical)


def ranked(
    base: Samples,
    certain: Iterable[tuple[Factor, Samples]],
    level: float,
    critical: Floats,
) -> tuple[Lever, ...]:
    """What each adds to a percentile, the largest first.

    base : as things are. certain : factors, and what comes of making each certain. critical : by
    row, share of iterations on the critical path.
    """
    found = []
    for factor, after in certain:
        on_path = float(critical[factor.rows[0]]) if factor.kind == "task" else None
        what = (factor.kind, factor.id, factor.name, on_path)
        days, low, high, *cost = moved(base, after, level)
        found.append(Lever(*what, days, low, high, *cost))
    return tuple(sorted(found, key=lambda one: (-one.days, -(one.cost or 0.0), one.id, one.kind)))
