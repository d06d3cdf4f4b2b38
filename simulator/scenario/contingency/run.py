"""The same plan without some of its causes, on the same draws."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

import numpy as np

from simulator.engine.passes import Progress
from simulator.errors import SettingsError
from simulator.kernels.workspace import PAGE
from simulator.model.program import Program
from simulator.results.allocation import Share, shared_out
from simulator.results.allocation.shapley import shapley
from simulator.results.estimate import DateEstimate, MoneyEstimate
from simulator.results.paired import block_percentiles, half_width, percentile_difference
from simulator.results.percentile import percentile
from simulator.results.raw import Floats
from simulator.results.result import Result
from simulator.scenario.contingency.answer import Amount, Contingency, Responses, Side, Stake
from simulator.scenario.contingency.causes import (
    CAUSES,
    mitigated,
    with_only,
    without_driver,
    without_risk,
)
from simulator.scenario.contingency.orders import orders
from simulator.scenario.runs import Runs, Sampling

LEVEL, RESERVE = 80.0, 95.0

PAGES = 10
"""Iterations spent on each risk and driver, in pages; enough, and quick."""

MOST_WORK = 100_000_000
"""Tasks times iterations of all runs that a report makes beside its own: some ten seconds."""

DAY = 1440.0


def contingency(
    program: Program,
    levels: tuple[float, float] = (LEVEL, RESERVE),
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Contingency:
    """The contingency of `program`, in time and money, with its causes.

    levels : of the contingency and, above it, of the management reserve; 0 < level < reserve < 100.
    The plan runs with each combination of ranges, risks and drivers, without each risk and each
    driver, and with no and with all responses. Every run has the same seed and the same names of
    draws, so that a difference is the cause's and not chance's.
    Raises PlanError, SettingsError.
    """
    level, reserve = levels
    if not 0 < level < reserve < 100:
        raise SettingsError(
            f"levels {level:g} % and {reserve:g} %: give two between 0 and 100, "
            "the reserve's higher"
        )
    begun = time.perf_counter()
    runs = Runs(1 + _others(program), iterations, seed, progress, threads)
    return replace(_found(runs.of(program), runs, levels), seconds=time.perf_counter() - begun)


def contingency_of(own: Result) -> Contingency | None:
    """The contingency of a run at the usual levels, which is not run again; None where no
    money is planned or its sum is certain, or where the other runs would take long."""
    program, run = own.given, own.run
    if own.cost is None or own.cost.is_certain:
        return None
    if _others(program) * run.iterations * len(program.tasks) > MOST_WORK:
        return None
    begun = time.perf_counter()
    sampling = cast("Sampling", run.sampling)
    runs = Runs(_others(program), run.iterations, run.seed, None, run.threads, sampling)
    found = _found(own, runs, (LEVEL, RESERVE))
    return replace(found, seconds=time.perf_counter() - begun)


def _others(program: Program) -> int:
    """How many programs run beside the plan itself."""
    responses = any(risk.response is not None for risk in program.risks)
    combinations = (1 << len(CAUSES)) - 1
    return combinations + len(program.risks) + len(program.drivers) + 2 * responses


def _found(own: Result, runs: Runs, levels: tuple[float, float]) -> Contingency:
    """The answer from the plan's own run and all others; its time is not known yet."""
    program, (level, reserve) = own.given, levels
    responses = sum(risk.response is not None for risk in program.risks)
    every = _combinations(program, own, runs)
    money = None
    if own.cost is not None:
        costs = [_cost(one) for one in every]
        money = Side(own.cost, _causes(costs, own.cost.planned, level, 1.0))
    finishes = [one.outcome.finish for one in every]
    side = Side(own.finish, _causes(finishes, own.finish.planned, level, DAY))
    stakes = _stakes(program, own, runs, level)
    answer = _responses(program, runs, level, responses) if responses else None
    return Contingency(
        own,
        level,
        reserve,
        side,
        money,
        stakes,
        answer,
        "project",
        _by_project(own, level),
        seconds=0.0,
    )


def _by_project(own: Result, level: float) -> tuple[Share, ...]:
    """The money shared out among the projects; empty where there is but one, or no money."""
    outcomes = own.project_outcomes
    samples = {id: one.cost for id, one in outcomes.items() if one.cost is not None}
    if len(samples) < 2:
        return ()
    planned = {id: own.schedule.project_cost[id] for id in samples}
    return tuple(shared_out(samples, planned, level, partial(orders, own.run.seed)))


def _combinations(program: Program, own: Result, runs: Runs) -> list[Result]:
    """A result for each group of causes; entry k has those whose bits are set in k."""
    found = []
    for group in range((1 << len(CAUSES)) - 1):
        causes = frozenset(one for bit, one in enumerate(CAUSES) if group >> bit & 1)
        found.append(runs.of(with_only(program, causes)))
    return [*found, own]


def _cost(result: Result) -> Floats:
    assert result.outcome.cost is not None
    return result.outcome.cost


def _causes(samples: list[Floats], planned: float, level: float, unit: float) -> dict[str, Amount]:
    """What each cause adds to the P-value: Shapley's over all orders; what is left of it without
    any of them is that of branches, loops and weather. unit : what amounts are divided by."""
    whole = np.array([percentile(np.sort(one), level) for one in samples])
    blocks = np.array([block_percentiles(one, level) for one in samples])
    rest = _amount((whole[0] - planned) / unit, (blocks[0] - planned) / unit)
    values, parts = shapley(whole) / unit, shapley(blocks) / unit
    found = {"logic": rest}
    return found | {cause: _amount(float(values[k]), parts[k]) for k, cause in enumerate(CAUSES)}


def _amount(value: float, blocks: Floats) -> Amount:
    half = half_width(blocks)
    return Amount(float(value), float(value - half), float(value + half))


def _stakes(program: Program, own: Result, runs: Runs, level: float) -> tuple[Stake, ...]:
    """Each risk and each driver taken out, the dearest first."""
    iterations = min(own.run.iterations, PAGES * PAGE)
    found = []
    things: list[tuple[str, str, str, Callable[[Program, str], Program]]] = [
        ("risk", risk.id, risk.name, without_risk) for risk in program.risks
    ]
    things += [("driver", one.id, one.name, without_driver) for one in program.drivers]
    for kind, id, name, take_out in things:
        other = runs.of(take_out(program, id), iterations)
        days, mean_days = _moved(own.outcome.finish, other.outcome.finish, level, DAY)
        cost, mean_cost = None, None
        if own.outcome.cost is not None:
            cost, mean_cost = _moved(own.outcome.cost, _cost(other), level, 1.0)
        found.append(Stake(kind, id, name, days, mean_days, cost, mean_cost))
    return tuple(
        sorted(found, key=lambda one: (-(one.cost or one.days).value, -one.days.value, one.id))
    )


def _moved(own: Floats, other: Floats, level: float, unit: float) -> tuple[Amount, float]:
    """(P-value of `own` less that of `other`, the same of the means), in `unit`."""
    same = own[: len(other)]
    value, low, high = (one / unit for one in percentile_difference(same, other, level))
    return Amount(value, low, high), float(same.mean() - other.mean()) / unit


def _responses(program: Program, runs: Runs, level: float, count: int) -> Responses:
    before, after = (runs.of(mitigated(program, taken)) for taken in (False, True))
    cost = None
    if before.outcome.cost is not None and after.outcome.cost is not None:
        cost, _ = _moved(after.outcome.cost, before.outcome.cost, level, 1.0)
    days, _ = _moved(after.outcome.finish, before.outcome.finish, level, DAY)
    price = sum(risk.response.cost for risk in program.risks if risk.response is not None)
    return Responses(
        count,
        price,
        _values(before, level),
        _values(after, level),
        days,
        cost,
    )


def _values(result: Result, level: float) -> tuple[DateEstimate, MoneyEstimate | None]:
    cost = None if result.cost is None else result.cost.percentile(level)
    return result.finish.percentile(level), cost
