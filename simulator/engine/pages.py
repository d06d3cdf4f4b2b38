"""Pages of a run played again, for what the kernels leave in their workspace.

A draw is a function of (seed, name, iteration), so that a page of 1,024 iterations comes out the
same, bit for bit, whether or not the others are played.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from simulator.engine.passes import (
    NO_HISTOGRAMS,
    gates_of,
    no_tallies,
    seen_by_kernels,
    space_of,
)
from simulator.kernels.block import run_pages
from simulator.kernels.workspace import PAGE, Run, Samples, Workspace
from simulator.network.arrays import Network
from simulator.results.raw import Floats


@dataclass(frozen=True)
class Page:
    """One page as it was played. first : iteration of lane 0. space : what the kernels left; the
    next page overwrites it.

    finish, cost : float64[1 + projects + watched, lanes] and [1 + projects, lanes], the samples,
    the program's first; `cost` without rows where no money is asked for.
    """

    first: int
    lanes: int
    space: Workspace
    finish: Floats
    cost: Floats


def played(network: Network, run: Run, with_cost: bool, pages: Iterable[int]) -> Iterator[Page]:
    """Those pages of `run`, in their order, each as a whole in one workspace."""
    seen, space = seen_by_kernels(network), space_of(network, PAGE)
    projects, rows = len(network.projects.history), len(network.tasks.kind)
    windowed = 0 if network.sky is None else rows
    tallies = no_tallies((1, rows), windowed, len(network.effects.event_chance), gates_of(network))
    samples = Samples(
        finish=np.empty((1 + projects + len(run.watched), run.iterations)),
        cost=np.empty((1 + projects if with_cost else 0, run.iterations)),
    )
    for page in pages:
        run_pages(seen, run, page, 1, space, (samples, tallies, NO_HISTOGRAMS))
        kept = slice(page * PAGE, min((page + 1) * PAGE, run.iterations))
        width = kept.stop - kept.start
        yield Page(kept.start, width, space, samples.finish[:, kept], samples.cost[:, kept])
