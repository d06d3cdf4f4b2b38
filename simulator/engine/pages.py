"""Pages of a run played again, for what the kernels leave in their workspace.

A draw is a function of (seed, name, iteration), so that a page of 1,024 iterations comes out the
same, bit for bit, whether or not the others are played.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.engine.passes import (
    NO_HISTOGRAMS,
    gates_of,
    no_tallies,
    seen_by_kernels,
    space_of,
)
from simulator.engine.schedule import longer
from simulator.kernels.block import run_pages
from simulator.kernels.workspace import PAGE, Run, Samples, Workspace
from simulator.network.arrays import Network
from simulator.network.compile import Compiled, compile_network
from simulator.results.raw import Floats
from simulator.results.result import Result


def compiled_again(result: Result, apart: bool = False) -> Compiled:
    """The network of a run, with calendars that reach as far as it did. apart : True for money by
    account."""
    last = max(float(result.outcome.finish.max()), result.schedule.program_finish)
    compiled = compile_network(result.given, apart=apart)
    while last >= compiled.horizon:
        compiled = compile_network(result.given, longer(compiled), apart)
    return compiled


@dataclass(frozen=True)
class Page:
    """One page as it was played, or a part of it; the next one overwrites it.

    first : iteration of lane 0. space : what the kernels left.
    finish, cost : float64[1 + projects, lanes], the samples, the program's first; `cost` without
    rows where no money is asked for.
    """

    first: int
    lanes: int
    space: Workspace
    finish: Floats
    cost: Floats


def played(
    network: Network, run: Run, with_cost: bool, pages: Sequence[int], width: int = PAGE
) -> Iterator[Page]:
    """Those pages of `run`, in their order, in one workspace.

    width : iterations in the workspace at a time, `PAGE` divided by a whole number. A part of a
    page is played from the page's beginning: of four parts ten are.
    """
    seen, space = seen_by_kernels(network), space_of(network, width)
    projects, rows = len(network.projects.history), len(network.tasks.kind)
    windowed = 0 if network.sky is None else rows
    tallies = no_tallies((1, rows), windowed, len(network.effects.event_chance), gates_of(network))
    # Rows that the run watches need no room: their dates are in the workspace.
    finish = np.empty((1 + projects, PAGE))
    paid = np.empty((1 + projects if with_cost else 0, PAGE))
    for page in pages:
        end = min((page + 1) * PAGE, run.iterations)
        for first in range(page * PAGE, end, width):
            part = run._replace(iterations=min(first + width, end), watched=run.watched[:0])
            outputs = (Samples(finish, paid, page * PAGE), tallies, NO_HISTOGRAMS)
            run_pages(seen, part, page, 1, space, outputs)
            kept = slice(first - page * PAGE, part.iterations - page * PAGE)
            yield Page(first, kept.stop - kept.start, space, finish[:, kept], paid[:, kept])
