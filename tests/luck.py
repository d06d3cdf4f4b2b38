"""What the quantities of a program are drawn from, and small programs to draw."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from strategies import START

from simulator.kernels.correlate import luck
from simulator.model.calendar import ELAPSED, elapsed_calendar
from simulator.model.correlation import Statement
from simulator.model.dependency import Dependency
from simulator.model.distribution import Distribution
from simulator.model.distributions import Uniform
from simulator.model.program import Program, Project
from simulator.model.risk import Driver, Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task
from simulator.network.compile import compile_network

F = NDArray[np.float64]

N = 102_400
"""Iterations of a statistical test."""


def lucks(program: Program, iterations: int = N, seed: int = 3, latin: int = 1) -> Mapping[str, F]:
    """Probabilities of all quantities by name, float64[iterations], through the kernel."""
    compiled = compile_network(program)
    draws, rows = compiled.network.draws, compiled.quantities.rows
    out = np.empty((len(rows), iterations))
    shared, scratch = np.empty((len(draws.shared), iterations)), np.empty(iterations)
    places = np.array(list(rows.values()), dtype=np.int64)
    luck(draws, places, np.uint64(seed), 0, latin, shared, scratch, out)
    return dict(zip(rows, out, strict=True))


def spearman(one: F, other: F) -> float:
    """Rank correlation."""
    ranks = [x.argsort().argsort().astype(float) for x in (one, other)]
    return float(np.corrcoef(ranks)[0, 1])


def noise(coefficient: float, count: int = N) -> float:
    """Five standard errors of a rank correlation, and what the least-biased estimate rounds."""
    return float(5 * (1 - coefficient**2) / np.sqrt(count - 1) + 1e-9)


def small(
    *correlations: Statement,
    distribution: Distribution | None = None,
    tasks: str = "ABCDE",
    repair: bool = False,
) -> Program:
    """Tasks in one chain, with ranges and costs of one distribution; a risk R with a delay of A
    and B and a cost, and a driver D."""
    spread = Spread(distribution or Uniform(100.0, 200.0))
    ids = [f"P/{one}" for one in tasks]
    rows = tuple(
        Task(
            id_,
            id_,
            Kind.TASK,
            ELAPSED,
            150.0,
            spread=spread,
            after=tuple(Dependency(before) for before in ids[:k][-1:]),
            cost=Cost(150.0, 0.0, spread),
        )
        for k, id_ in enumerate(ids)
    )
    impact = Impact(("P/A", "P/B"), Spread(Uniform(1.0, 2.0)), Spread(Uniform(5.0, 6.0)))
    return Program(
        "Small",
        START,
        {ELAPSED: elapsed_calendar()},
        (Project("P", "P", START, ELAPSED),),
        rows,
        risks=(Risk("R", "R", 0.3, (impact,)), Risk("S", "S", 0.6, (impact,))),
        drivers=(Driver("D", "D", Uniform(0.9, 1.2), ("P/A",)),),
        correlations=correlations,
        repair_correlations=repair,
    )
