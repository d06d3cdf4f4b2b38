"""The worth of a plan in every iteration, and without each of its risks and drivers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import numpy as np

from simulator.engine.benefits import drawn
from simulator.engine.passes import Progress
from simulator.errors import PlanError
from simulator.model.program import Program
from simulator.results.joint.chance import share_of
from simulator.results.paired import half_width
from simulator.results.precision import BLOCK
from simulator.results.raw import Floats
from simulator.results.worth.flows import Worth, planned_times, times_of, worth
from simulator.results.worth.present import WEEK
from simulator.scenario.contingency.answer import Amount
from simulator.scenario.contingency.causes import without_driver, without_risk
from simulator.scenario.contingency.run import PAGES
from simulator.scenario.runs import Runs
from simulator.scenario.value.answer import AtStake, Value


def value(
    program: Program,
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Value:
    """What `program` is worth, and what each of its risks and drivers takes from it.

    Every run has the same seed and the same names of draws. progress, threads : as in `simulate`;
    Raises PlanError for a plan that cannot be scheduled or has no benefits, SettingsError.
    """
    if not program.benefits:
        raise PlanError.one(
            program.title,
            "no-benefits",
            "the plan says nothing of what it is worth",
            "Add benefits: [{name: Fares, from: A30, per_month: 80k, until: 2040-12-31}].",
        )
    begun = time.perf_counter()
    runs = Runs(1 + len(program.risks) + len(program.drivers), iterations, seed, progress, threads)
    own = runs.of(program)
    amounts = drawn(program.benefits, own.run)
    times = times_of(own)
    found = worth(times, own, amounts)
    later = worth(times.later(WEEK), own, amounts)
    planned = worth(planned_times(own), own, {b.name: _one(b.amount) for b in program.benefits})
    return Value(
        own,
        found,
        planned,
        _mean(found.net - later.net),
        _stakes(program, found, amounts, runs),
        time.perf_counter() - begun,
    )


def _one(amount: float) -> Floats:
    return np.array([amount], dtype=np.float64)


def _mean(differences: Floats) -> Amount:
    """Mean of paired differences, with the interval from blocks of 1,024 iterations."""
    blocks = len(differences) // BLOCK
    mean = float(differences.mean())
    half = half_width(differences[: blocks * BLOCK].reshape(blocks, BLOCK).mean(axis=1))
    return Amount(mean, mean - half, mean + half)


def _stakes(
    program: Program, own: Worth, amounts: Mapping[str, Floats], runs: Runs
) -> tuple[AtStake, ...]:
    """Each risk and driver taken out, what takes most first."""
    things: list[tuple[str, str, str, Callable[[Program, str], Program]]] = [
        ("risk", risk.id, risk.name, without_risk) for risk in program.risks
    ]
    things += [("driver", one.id, one.name, without_driver) for one in program.drivers]
    iterations = min(len(own.net), PAGES * BLOCK)
    fewer = {name: some[:iterations] for name, some in amounts.items()}
    found = []
    for kind, id, name, take_out in things:
        other = runs.of(take_out(program, id), iterations)
        net = worth(times_of(other), other, fewer).net
        positive = share_of(net > 0.0, other.run.sampling)
        found.append(AtStake(kind, id, name, _mean(net - own.net[:iterations]), positive))
    return tuple(sorted(found, key=lambda one: (-one.value.value, one.id)))
