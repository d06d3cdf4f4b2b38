"""From a program to what explains its forecast."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TypedDict, Unpack

from simulator.engine import simulate
from simulator.engine.again import Again
from simulator.engine.found import Found, found_by
from simulator.engine.levers import ranked
from simulator.engine.passes import Progress
from simulator.engine.settings import Settings
from simulator.engine.weights import Weight, weightiest, weights
from simulator.errors import SettingsError
from simulator.explain import ordered, responses, shares
from simulator.explain.ends import End, ends_of
from simulator.explain.result import Explanation
from simulator.explain.trials import Trials
from simulator.explain.walk import Walk
from simulator.model.program import Program
from simulator.network.factors import Factor, Group
from simulator.results.result import Result

MOST = 20
"""Causes that are taken out alone: those that seem weightiest for the finish, and as many for the
cost."""

ENDS = 10
"""Tasks that are tried at both ends of their range."""


class Options(TypedDict, total=False):
    """The rarer settings of `explain`. threads : as in `simulate`. level : of the percentile, above
    0 and below 100. most : causes taken out alone, for the finish and for the cost. budget : money
    for responses, None to ask about none. aim : see `responses.AIMS`."""

    threads: int | None
    level: float
    most: int
    budget: float | None
    aim: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Options, checked. Raises SettingsError."""

    threads: int | None = None
    level: float = 80.0
    most: int = MOST
    budget: float | None = None
    aim: str = "days"

    def __post_init__(self) -> None:
        if not 0 < self.level < 100:
            raise SettingsError(f"P{self.level:g}: give a percentile above 0 and below 100")
        if self.most < 1:
            raise SettingsError(f"{self.most} causes: give 1 or more")
        if self.budget is not None and not (isfinite(self.budget) and self.budget >= 0):
            raise SettingsError(f"a budget of {self.budget:g}: give a sum of money, 0 or more")


class Counter:
    """Counts runs, and tells of them."""

    def __init__(self, progress: Progress | None) -> None:
        self.done, self.total, self._progress = 0, 1, progress

    def __call__(self) -> None:
        self.done += 1
        if self._progress is not None:
            self._progress(self.done, max(self.total, self.done))


def explain(
    program: Program,
    iterations: int = 10_000,
    seed: int = 1,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Explanation:
    """What drives the finish and the cost of `program`, and what would help most.

    Every comparison runs the plan again on the same draws, all iterations of it. progress : called
    with (runs done, runs foreseen); options : see `Options`.
    Raises PlanError for a plan that cannot be scheduled, SettingsError.
    """
    begun = time.perf_counter()
    asked = Asked(**options)
    settings = Settings(iterations, seed, threads=asked.threads, detail=False)
    own = simulate(program, iterations, seed, threads=asked.threads, levers=0)
    responses.check_aim(own, asked.aim)
    again, counter = Again(program, settings), Counter(progress)
    trials, found = first_run(again, own, asked.level, counter)
    every = weights(found)
    causes = by_name(every)
    groups = grouped(causes.values())
    chosen, tasks = tried_alone(every, asked.most), at_ends(every)
    counter.total = foreseen(len(chosen), groups, len(tasks), program)
    certain = zip(chosen, trials.each((), chosen), strict=True)
    levers = ranked(trials.base, certain, asked.level, found.critical)
    finish, cost = shares.shares(trials, groups)
    walk = Walk(again.compiled, settings, own, asked.level)
    return Explanation(
        own=own,
        level=asked.level,
        tasks=walk.indices(),
        causes=len(every),
        levers=levers,
        ordered=ordered.ordered(trials, levers, causes),
        shares=finish,
        cost_shares=cost,
        paths=walk.paths(),
        different=walk.different,
        meetings=walk.meetings(),
        ends=at_both_ends(trials, tasks),
        advice=advice(trials, own, asked),
        runs=counter.done,
        seconds=time.perf_counter() - begun,
    )


def first_run(
    again: Again, own: Result, level: float, report: Callable[[], None]
) -> tuple[Trials, Found]:
    """The plan as it is, to hold changes against, and what is known of each task and event."""
    base, share = again.first()
    plan = (own.schedule.program_finish, own.schedule.program_cost)
    found = found_by(again.compiled, own.tallies, own.schedule.ids, share)
    return Trials(again, base, plan, level, report), found


def by_name(every: Iterable[Weight]) -> dict[tuple[str, str], Factor]:
    """Everything uncertain, by kind and id; conditions are decided by it."""
    known = (one.factor for one in every if not one.factor.settled)
    return {(factor.kind, factor.id): factor for factor in known}


def grouped(causes: Iterable[Factor]) -> dict[Group, list[Factor]]:
    """Factors by the group that they belong to."""
    found: dict[Group, list[Factor]] = defaultdict(list)
    for factor in causes:
        found[factor.group].append(factor)
    return found


def tried_alone(every: Sequence[Weight], most: int) -> list[Factor]:
    """Those that seem weightiest for the finish, then those for the cost that are no such yet."""
    by_money = sorted(every, key=lambda one: (-one.money, one.factor.id))
    dear = [one.factor for one in by_money[:most] if one.money > 0]
    return list(dict.fromkeys([*weightiest(every, most), *dear]))


def at_ends(every: Sequence[Weight]) -> list[Factor]:
    """Tasks whose range seems to matter most for the finish."""
    return weightiest([one for one in every if one.factor.kind == "task"], ENDS)


def at_both_ends(trials: Trials, tasks: Sequence[Factor]) -> tuple[End, ...]:
    """The tasks at both ends of their range, the largest swing first."""
    return tuple(sorted(ends_of(trials, tasks), key=lambda end: (-end.swing, end.id)))


def advice(trials: Trials, own: Result, asked: Asked) -> responses.Advice | None:
    """What responses buy; None where none is left to take.

    Raises SettingsError where a budget is given and there is nothing to spend it on.
    """
    if not responses.open_responses(trials.again.program):
        if asked.budget is not None:
            raise SettingsError(
                "a budget, but no risk has a response to spend it on: give risks "
                "mitigated: {probability: 10%, cost: 60k}"
            )
        return None
    return responses.Adviser(trials, own, asked.aim).advice(asked.budget)


def foreseen(levers: int, groups: dict[Group, list[Factor]], ends: int, program: Program) -> int:
    """About how many runs it will take, for the bar that shows how far it is."""
    found = levers + ordered.runs_of(levers) + shares.runs_of(groups) + 2 * ends
    return found + len(responses.open_responses(program))
