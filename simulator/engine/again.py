"""A plan that is run again with changes, on the very draws of its first run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.local import in_order
from simulator.engine.passes import (
    NO_HISTOGRAMS,
    Sums,
    make_run,
    no_tallies,
    samples_and_sums,
    seen_by_kernels,
    space_of,
)
from simulator.engine.schedule import longer
from simulator.engine.settings import Settings
from simulator.kernels.block import run_pages
from simulator.kernels.workspace import PAGE, Run, Samples, Workspace
from simulator.model.program import Program
from simulator.network.arrays import Network
from simulator.network.certain import touched, without
from simulator.network.compile import Compiled, compile_network
from simulator.network.factors import Factor
from simulator.results.raw import Floats

MOST_ROWS = 2500
"""Rows of which each thread holds a page and a copy of it; a larger plan is worked out anew."""

FEW = 16
"""So few changes are not worth a page and its copy where one calendar serves all and a run is
quick."""

NO_SUMS = no_tallies((1, 0), 0, 0, 0)
"""Where nothing is summed, for one page."""

Edit = Callable[[Network], Network]


class Change(NamedTuple):
    """What makes another network of one. touched : rows whose dates it can change, bool[row]; None
    where that is not known."""

    edit: Edit
    touched: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class _Changed:
    """A changed network as kernels see it, the rows that stay (uint8[row]), those that do not, and
    room for what comes out."""

    seen: Network
    run: Run
    rows: NDArray[np.int64]
    samples: Samples


class Again:
    """Runs a program with changes to its compiled network.

    compiled : its network; calendars are lengthened where a change runs past their end. most_rows :
    up to which `each` may take memory for pages and their copies.
    """

    def __init__(
        self,
        program: Program,
        settings: Settings,
        compiled: Compiled | None = None,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self.program = program
        self.settings = settings
        self._most_rows = most_rows
        self.compiled = compile_network(program) if compiled is None else compiled

    def samples(self, edit: Edit | None = None) -> Samples:
        """Finish and cost of the program and of each project in every iteration, after a change."""
        return self._run(edit or _as_it_is, bare=True)[0]

    def first(self) -> tuple[Samples, Floats]:
        """`samples` without a change, and by event in what share of iterations it happened."""
        samples, sums = self._run(_as_it_is, bare=False)
        return samples, sums.happened / self.settings.iterations

    def _run(self, edit: Edit, bare: bool) -> tuple[Samples, Sums]:
        while True:
            network = edit(self.compiled.network)
            run = make_run(network, self.settings, (), 0.0)._replace(bare=int(bare))
            samples, sums = samples_and_sums(
                network, run, self.settings.workers, self.program.has_cost, None
            )
            if samples.finish[0].max() < self.compiled.horizon:
                return samples, sums
            self.compiled = compile_network(self.program, longer(self.compiled))

    def certain(self, out: Sequence[Factor], factors: Sequence[Factor]) -> list[Samples]:
        """`samples` with `out` certain and one of `factors` too, for each of them."""
        network = self.compiled.network
        changes = [
            Change(partial(without, factors=(one,)), touched(network, one)) for one in factors
        ]
        return self.each(changes, partial(without, factors=tuple(out)))

    def each(self, changes: Sequence[Change], base: Edit | None = None) -> list[Samples]:
        """`samples` after `base` and one of `changes`, for each of them.

        Only the rows that a change touches are worked out again, page by page from what `base` left
        in the workspace; the others stand, so that the numbers are those of `samples` bit for bit.
        Where logic depends on luck, or rows wait for others as late as possible, all are.
        """
        base = base or _as_it_is
        network = base(self.compiled.network)
        whole = network.late or network.logic is not None or not self._pays(len(changes))
        if whole:
            return [self.samples(partial(_in_turn, base, change.edit)) for change in changes]
        plain = self._changed(network, network, None)
        changed = [self._changed(network, one.edit(network), one.touched) for one in changes]
        pages = range(-(-self.settings.iterations // PAGE))
        spaces = [
            (space_of(network, PAGE), space_of(network, PAGE))
            for _ in range(min(self.settings.workers, len(pages)))
        ]

        def work(page: int, pair: tuple[Workspace, Workspace]) -> None:
            space, copy = pair
            for one in (plain, *changed):
                outputs = (one.samples, NO_SUMS, NO_HISTOGRAMS)
                run_pages(one.seen, one.run, page, 1, space, outputs)
                _keep(*((space, copy) if one is plain else (copy, space)), one.rows)

        for _ in in_order(pages, work, spaces):
            pass
        return [
            one.samples
            if one.samples.finish[0].max() < self.compiled.horizon
            else self.samples(partial(_in_turn, base, change.edit))
            for one, change in zip(changed, changes, strict=True)
        ]

    def _pays(self, changes: int) -> bool:
        """Whether so many changes are run sooner from a page and its copy than anew."""
        quick = changes < FEW and self.compiled.network.on_clock is None
        return not quick and len(self.compiled.rows) <= self._most_rows

    def _changed(
        self, base: Network, network: Network, touched: NDArray[np.bool_] | None
    ) -> _Changed:
        rows, projects = len(network.tasks.kind), len(network.projects.history)
        if touched is None or network.on_clock != base.on_clock:
            touched = np.ones(rows, dtype=bool)
        run = make_run(network, self.settings, (), 0.0)
        iterations = self.settings.iterations
        paid = 1 + projects if self.program.has_cost else 0
        return _Changed(
            seen_by_kernels(network),
            run._replace(bare=1, kept=(~touched).astype(np.uint8)),
            np.flatnonzero(touched),
            Samples(np.empty((1 + projects, iterations)), np.empty((paid, iterations))),
        )


def _as_it_is(network: Network) -> Network:
    return network


def _in_turn(first: Edit, then: Edit, network: Network) -> Network:
    return then(first(network))


def _keep(source: Workspace, goal: Workspace, rows: NDArray[np.int64]) -> None:
    """Copy work and dates of some rows from one workspace to another."""
    for name in ("duration", "start", "finish"):
        getattr(goal, name)[rows] = getattr(source, name)[rows]
