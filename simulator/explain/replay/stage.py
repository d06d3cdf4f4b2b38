"""Pages of a run played again by the kernels of the run, for what they leave in their workspace.

A draw is a function of (seed, name, iteration), so that a page of 1,024 iterations comes out the
same, bit for bit, whether or not the others are played.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.engine.passes import (
    NO_HISTOGRAMS,
    gates_of,
    make_run,
    no_tallies,
    seen_by_kernels,
    space_of,
)
from simulator.engine.schedule import longer
from simulator.engine.settings import Settings
from simulator.engine.simulate import watched
from simulator.kernels.block import run_pages
from simulator.kernels.workspace import PAGE, Run, Samples, Workspace
from simulator.network.arrays import Network
from simulator.network.compile import Compiled, compile_network
from simulator.results.raw import Floats
from simulator.results.result import Result


@dataclass(frozen=True)
class Stage:
    """The network of a run, with calendars that reach as far, and its settings."""

    compiled: Compiled
    run: Run
    with_cost: bool

    @property
    def network(self) -> Network:
        """The network as the run simulated it."""
        return self.compiled.network

    @property
    def by_the_clock(self) -> Network:
        """The same network with starts and finishes as instants; a run on one calendar has
        working time instead, to the same dates."""
        return self.network._replace(single=0)


@dataclass(frozen=True)
class Played:
    """A page, or its beginning. first : iteration of lane 0. space : what the kernels left.

    finish, cost : float64[1 + projects + watched or 1 + projects, lanes], the samples of the run,
    the program's first; `cost` without rows where no money is planned.
    """

    first: int
    lanes: int
    space: Workspace
    finish: Floats
    cost: Floats


def staged(result: Result) -> Stage:
    """The stage on which the iterations of `result` can be played again."""
    last = max(float(result.outcome.finish.max()), result.schedule.program_finish)
    compiled = compile_network(result.given)
    while last >= compiled.horizon:
        compiled = compile_network(result.given, longer(compiled))
    info = result.run
    settings = Settings(info.iterations, info.seed, info.sampling, detail=False, levers=0)
    run = make_run(compiled.network, settings, watched(compiled), result.schedule.program_finish)
    return Stage(compiled, run, result.program.has_cost)


def play(stage: Stage, network: Network, iteration: int, space: Workspace | None = None) -> Played:
    """The page of `iteration`, up to the iteration itself, which is the last lane.

    network : `stage.network`, or one that differs from it in what is kept. space : a workspace of
    `PAGE` lanes to use again.
    """
    space = space_of(network, PAGE) if space is None else space
    first = iteration // PAGE * PAGE
    run = stage.run._replace(iterations=iteration + 1)
    projects, rows = len(network.projects.history), len(network.tasks.kind)
    samples = Samples(
        finish=np.empty((1 + projects + len(run.watched), run.iterations)),
        cost=np.empty((1 + projects if stage.with_cost else 0, run.iterations)),
    )
    windowed = 0 if network.sky is None else rows
    events = len(network.effects.event_chance)
    tallies = no_tallies((1, rows), windowed, events, gates_of(network))
    outputs = (samples, tallies, NO_HISTOGRAMS)
    run_pages(seen_by_kernels(network), run, first // PAGE, 1, space, outputs)
    kept = slice(first, run.iterations)
    return Played(
        first, run.iterations - first, space, samples.finish[:, kept], samples.cost[:, kept]
    )
