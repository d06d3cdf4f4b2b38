"""What happens to the date and the cost when one thing is made certain.

Each candidate is taken out alone and the same iterations are drawn again: all other luck stays
the same, so a difference of days is not noise (one-at-a-time removal, Hulett 2011; merge bias
stays in, unlike in a correlation tornado).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.engine.candidates import candidates
from simulator.engine.passes import make_run, samples_and_sums
from simulator.engine.settings import Settings
from simulator.kernels.workspace import PAGE, Samples
from simulator.model.calendar import DAY
from simulator.network.compile import Compiled
from simulator.results.paired import percentile_difference
from simulator.results.raw import Lever, TaskTallies

PAGES = 10
"""Iterations spent on each candidate, in pages; enough for days, and quick."""

LEVEL = 80


def levers(
    compiled: Compiled,
    settings: Settings,
    tallies: TaskTallies,
    ids: tuple[str, ...],
    samples: Samples,
    happened: NDArray[np.int64],
) -> tuple[Lever, ...]:
    """The weightiest candidates with what each adds to P80, largest first.

    happened : by event, in how many iterations it happened.
    """
    if not settings.levers:
        return ()
    iterations = min(settings.iterations, PAGES * PAGE)
    brief = replace(settings, iterations=iterations, detail=False)
    run = make_run(compiled.network, brief, (), 0.0)
    critical = dict(zip(ids, tallies.critical, strict=True))
    with_cost = samples.cost.shape[0] > 0
    base = samples.finish[0, :iterations]
    share = happened / settings.iterations
    found = []
    for candidate in candidates(compiled, tallies, ids, share)[: settings.levers]:
        changed, _ = samples_and_sums(
            candidate.certain(compiled.network), run, settings.workers, with_cost, None
        )
        days, low, high = percentile_difference(base, changed.finish[0], LEVEL)
        cost = None
        if with_cost:
            cost, _, _ = percentile_difference(samples.cost[0, :iterations], changed.cost[0], LEVEL)
        on_path = float(critical[candidate.id]) if candidate.kind == "task" else None
        what = (candidate.kind, candidate.id, candidate.name, on_path)
        found.append(Lever(*what, days / DAY, low / DAY, high / DAY, cost))
    return tuple(sorted(found, key=lambda lever: (-lever.days, lever.id, lever.kind)))
