"""The worth of a plan in every iteration, and without each of its risks and drivers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import numpy as np

from simulator.engine.benefits import drawn
from simulator.engine.passes import Progress
from simulator.engine.payers import outlays, planned_outlays
from simulator.errors import PlanError
from simulator.model.program import Program
from simulator.results.joint.chance import share_of
from simulator.results.paired import half_width
from simulator.results.precision import BLOCK
from simulator.results.raw import Floats
from simulator.results.result import Result
from simulator.results.worth.flows import WEEK, Flows
from simulator.results.worth.payback import payback
from simulator.results.worth.worth import (
    Times,
    Worth,
    benefits_of,
    later,
    planned_times,
    times_of,
)
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
    amounts = drawn(program, own.run)
    times = times_of(own)
    found = _worth(own, times, amounts)
    planned = _planned(own)
    delayed = _without_costs(own, later(times, WEEK), amounts)
    return Value(
        own,
        found,
        planned,
        _mean(found.benefits - found.lost - delayed),
        _stakes(program, found, runs),
        time.perf_counter() - begun,
    )


def _worth(result: Result, times: Times, amounts: Mapping[str, Floats]) -> Worth:
    """What it is worth, all money at its own dates in every iteration. amounts : by benefit."""
    rate, n = _rate(result), result.run.iterations
    gains, losses = benefits_of(result, times, amounts)
    costs, paid_back = np.empty(n), np.empty(n)
    for part, spent in outlays(result):
        costs[part] = spent.present(rate)
        paid_back[part] = _paid_back(gains.of(part), losses.of(part), spent)
    return Worth(gains.present(rate), costs, losses.present(rate), paid_back)


def _planned(own: Result) -> Worth:
    """Of the plan itself."""
    rate, amounts = _rate(own), {one.name: _one(one.amount) for one in own.program.benefits}
    gains, losses = benefits_of(own, planned_times(own), amounts)
    spent = planned_outlays(own)
    paid_back = _paid_back(gains, losses, spent)
    return Worth(gains.present(rate), spent.present(rate), losses.present(rate), paid_back)


def _paid_back(gains: Flows, losses: Flows, spent: Flows) -> Floats:
    return payback(gains, Flows.joined([spent, losses], spent.money.shape[1]))


def _without_costs(result: Result, times: Times, amounts: Mapping[str, Floats]) -> Floats:
    """Present value of benefits less losses alone."""
    gains, losses = benefits_of(result, times, amounts)
    return np.asarray(gains.present(_rate(result)) - losses.present(_rate(result)))


def _costs(result: Result) -> Floats:
    """Present value of what is spent."""
    found = np.empty(result.run.iterations)
    for part, spent in outlays(result):
        found[part] = spent.present(_rate(result))
    return found


def _rate(result: Result) -> float:
    return result.program.terms.discount or 0.0


def _one(amount: float) -> Floats:
    return np.array([amount], dtype=np.float64)


def _mean(differences: Floats) -> Amount:
    """Mean of paired differences, with the interval from blocks of 1,024 iterations."""
    blocks = len(differences) // BLOCK
    mean = float(differences.mean())
    half = half_width(differences[: blocks * BLOCK].reshape(blocks, BLOCK).mean(axis=1))
    return Amount(mean, mean - half, mean + half)


def _stakes(program: Program, own: Worth, runs: Runs) -> tuple[AtStake, ...]:
    """Each risk and driver taken out, what takes most first."""
    things: list[tuple[str, str, str, Callable[[Program, str], Program]]] = [
        ("risk", risk.id, risk.name, without_risk) for risk in program.risks
    ]
    things += [("driver", one.id, one.name, without_driver) for one in program.drivers]
    iterations = min(len(own.net), PAGES * BLOCK)
    found = []
    for kind, id, name, take_out in things:
        changed = take_out(program, id)
        other = runs.of(changed, iterations)
        amounts = drawn(changed, other.run)
        net = _without_costs(other, times_of(other), amounts) - _costs(other)
        positive = share_of(net > 0.0, other.run.sampling)
        found.append(AtStake(kind, id, name, _mean(net - own.net[:iterations]), positive))
    return tuple(sorted(found, key=lambda one: (-one.value.value, one.id)))
