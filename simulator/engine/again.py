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
from simulator.network.compile import Compiled, compile_network

MOST_ROWS = 2500
"""Rows of which each thread holds a page and a copy of it; a larger plan is worked out anew."""

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

    compiled : its network; calendars are lengthened where a change runs past their end.
    """

    def __init__(
        self, program: Program, settings: Settings, compiled: Compiled | None = None
    ) -> None:
        self.program = program
        self.settings = settings
        self.compiled = compile_network(program) if compiled is None else compiled

    def samples(self, edit: Edit | None = None) -> Samples:
        """Finish and cost of the program and of each project in every iteration, after a change."""
        while True:
            network = self.compiled.network
            if edit is not None:
                network = edit(network)
            run = make_run(network, self.settings, (), 0.0)._replace(bare=1)
            found, _ = samples_and_sums(
                network, run, self.settings.workers, self.program.has_cost, None
            )
            if found.finish[0].max() < self.compiled.horizon:
                return found
            self.compiled = compile_network(self.program, longer(self.compiled))

    def each(self, base: Edit, changes: Sequence[Change]) -> list[Samples]:
        """`samples` after `base` and one of `changes`, for each of them.

        Only the rows that a change touches are worked out again, page by page from what `base` left
        in the workspace; the others stand, so that the numbers are those of `samples` bit for bit.
        Where logic depends on luck, or rows wait for others as late as possible, all are.
        """
        network = base(self.compiled.network)
        whole = network.late or network.logic is not None or len(self.compiled.rows) > MOST_ROWS
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

    def _changed(
        self, base: Network, network: Network, touched: NDArray[np.bool_] | None
    ) -> _Changed:
        rows, projects = len(network.tasks.kind), len(network.projects.history)
        if touched is None or network.single != base.single:
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


def _in_turn(first: Edit, then: Edit, network: Network) -> Network:
    return then(first(network))


def _keep(source: Workspace, goal: Workspace, rows: NDArray[np.int64]) -> None:
    """Copy work and dates of some rows from one workspace to another."""
    for name in ("duration", "start", "finish"):
        getattr(goal, name)[rows] = getattr(source, name)[rows]
