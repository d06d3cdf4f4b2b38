"""The same plan under every assumption, on the same draws."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product

from simulator.engine.passes import Progress
from simulator.model.program import Program
from simulator.results.estimate import DateEstimate, MoneyEstimate
from simulator.scenario.envelope.across import Across, Answer, Case, answer_of
from simulator.scenario.envelope.assume import COEFFICIENTS, correlated, ranges_of, reshaped
from simulator.scenario.envelope.result import Envelope
from simulator.scenario.envelope.three_points import SHAPES
from simulator.scenario.runs import Runs

CASES = tuple(Case(*one) for one in product(SHAPES, COEFFICIENTS))
"""The full factorial, shape by shape."""


def envelope(
    program: Program,
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Envelope:
    """`program` as it is, and under each shape of its ranges with each correlation of durations.

    Every case has the same seed and the same names of draws: iteration k is the same luck in all,
    so that a difference is the assumption's. progress : called with (pages done, pages in all) of
    all runs together. threads : as in `simulate`.
    Raises PlanError for a plan that cannot be scheduled or has no ranges, SettingsError.
    """
    begun = time.perf_counter()
    ranges = ranges_of(program)
    runs = Runs(1 + len(CASES), iterations, seed, progress, threads)
    own = runs.of(program)
    finish: dict[Case, Answer[DateEstimate]] = {}
    cost: dict[Case, Answer[MoneyEstimate]] = {}
    for case, other in _programs(program, ranges.durations):
        result = runs.of(other)
        finish[case] = answer_of(result.finish)
        if result.cost is not None:
            cost[case] = answer_of(result.cost)
    return Envelope(
        own,
        ranges,
        Across(answer_of(own.finish), finish),
        None if own.cost is None else Across(answer_of(own.cost), cost),
        time.perf_counter() - begun,
    )


def _programs(program: Program, durations: tuple[str, ...]) -> Iterator[tuple[Case, Program]]:
    """Each case of the grid with its program."""
    shaped = {shape: reshaped(program, shape) for shape in SHAPES}
    for case in CASES:
        yield case, correlated(shaped[case.shape], durations, case.correlation)
