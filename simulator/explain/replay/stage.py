"""The run whose iterations are opened, set up to be played again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.pages import Page, compiled_again, played
from simulator.engine.passes import make_run
from simulator.engine.settings import Settings
from simulator.kernels.workspace import PAGE, Run
from simulator.network.arrays import Network
from simulator.network.compile import Compiled
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
        return self.network._replace(on_clock=1)


def staged(result: Result, apart: bool = False) -> Stage:
    """The stage on which the iterations of `result` can be played again. apart : True to keep money
    by account, whose sums may differ from those of the run in their last bits."""
    compiled, info = compiled_again(result, apart), result.run
    settings = Settings(info.iterations, info.seed, info.sampling, detail=False, levers=0)
    run = make_run(compiled.network, settings, (), result.schedule.program_finish)
    return Stage(compiled, run, result.program.has_cost)


def play(stage: Stage, network: Network, iteration: int) -> Page:
    """The page of `iteration`, up to the iteration itself, which is the last lane.

    network : `stage.network`, or one that differs from it in what is kept.
    """
    floor = None if network.on_clock else stage.run.floor
    run, page = stage.run._replace(iterations=iteration + 1, floor=floor), iteration // PAGE
    return next(played(network, run, stage.with_cost, range(page, page + 1)))


def pages(stage: Stage) -> Iterator[Page]:
    """All pages of the run, in their order."""
    count = -(-stage.run.iterations // PAGE)
    return played(stage.network, stage.run, stage.with_cost, range(count))
