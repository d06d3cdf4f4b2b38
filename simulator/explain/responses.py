"""What each response to a risk buys, and which of them to take under a budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from simulator.engine.again import Again
from simulator.engine.moves import Move
from simulator.errors import SettingsError
from simulator.explain.trials import Trials
from simulator.kernels.workspace import Samples
from simulator.model.program import Program
from simulator.model.risk import Risk
from simulator.results.result import Result

AIMS = ("days", "chance", "jcl")
"""What a set of responses can be chosen for: an earlier percentile, a better chance of the target
date, a better chance of both targets."""

ALL_TRIED = 64
"""Up to so many affordable sets every one is run; of more, those that seem good."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A set of responses, all taken.

    risks : ids. price : what they cost together. move : what they take off the percentile, of the
    finish and of the total cost, their own price included. chance, jcl : of the target date, and of
    both targets; None without them. gain : in the aim, so that more is better.
    """

    risks: tuple[str, ...]
    price: float
    move: Move
    chance: float | None
    jcl: float | None
    gain: float

    @property
    def per_money(self) -> float:
        """Gain for each unit of money; infinite where it is free and gains, NaN where neither."""
        if self.price:
            return self.gain / self.price
        return float("inf") if self.gain > 0 else float("nan")


@dataclass(frozen=True)
class Advice:
    """What responses buy.

    now : chance and joint chance as things are. single : each response alone, by gain for money.
    best : the best set within `budget` that was run; None where no budget was asked about, and an
    empty set where nothing helps. tried : sets that were run; every : True where those are all that
    can be afforded.
    """

    aim: str
    now: Plan
    single: tuple[Plan, ...]
    budget: float | None = None
    best: Plan | None = None
    tried: int = 0
    every: bool = False


def open_responses(program: Program) -> tuple[Risk, ...]:
    """Risks with a response that is not taken."""
    return tuple(one for one in program.risks if one.response is not None and not one.mitigated)


def taken(program: Program, risks: Sequence[str]) -> Program:
    """`program` with the responses to these risks."""
    chosen = set(risks)
    return replace(
        program,
        risks=tuple(
            replace(risk, mitigated=True) if risk.id in chosen else risk for risk in program.risks
        ),
    )


def check_aim(result: Result, aim: str) -> None:
    """Raise SettingsError for an aim that is unknown or asks for a target that is not there."""
    if aim not in AIMS:
        raise SettingsError(f'aim "{aim}": give {", ".join(AIMS[:-1])} or {AIMS[-1]}')
    if aim != "days" and result.target.finish is None:
        raise SettingsError(f'aim "{aim}": the plan has no target date; give it target: finish')
    if aim == "jcl" and (result.target.cost is None or result.cost is None):
        raise SettingsError('aim "jcl": the plan has no target cost; give it target: cost')


class Adviser:
    """Runs sets of responses, each once."""

    def __init__(self, trials: Trials, result: Result, aim: str) -> None:
        self._trials, self._result, self._aim = trials, result, aim
        self._risks = {risk.id: risk for risk in open_responses(trials.again.program)}
        self._known: dict[frozenset[str], Plan] = {frozenset(): self._plan((), trials.base)}

    def advice(self, budget: float | None) -> Advice:
        """Each response alone, and the best set within a budget."""
        now = self._known[frozenset()]
        ids = tuple(self._risks)
        alone = sorted((self.of((one,)) for one in ids), key=_worth)
        if budget is None:
            return Advice(self._aim, now, tuple(alone))
        sets = affordable(self._prices(ids), budget, ALL_TRIED)
        if sets is not None:
            for one in sets:
                self.of(one)
        else:
            self._search(alone, budget)
        within = [plan for plan in self._known.values() if plan.price <= budget]
        best = max(within, key=lambda plan: (plan.gain, -plan.price, plan.risks))
        return Advice(
            self._aim, now, tuple(alone), budget, best, len(self._known) - 1, sets is not None
        )

    def of(self, risks: Sequence[str]) -> Plan:
        """One set, run by the engine if it was not yet."""
        key = frozenset(risks)
        if key not in self._known:
            again = self._trials.again
            program = taken(again.program, risks)
            samples = Again(program, again.settings).samples()
            self._trials.report()
            self._known[key] = self._plan(tuple(sorted(risks)), samples)
        return self._known[key]

    def _prices(self, ids: Sequence[str]) -> dict[str, float]:
        return {one: _price(self._risks[one]) for one in ids}

    def _plan(self, risks: tuple[str, ...], samples: Samples) -> Plan:
        move = self._trials.move(self._trials.base, samples)
        finish, cost = self._result.finish, self._result.cost
        in_time = within = None
        if finish.target is not None:
            in_time = samples.finish[0] <= finish.target_number + finish.noise(0.0)
        if in_time is not None and cost is not None and cost.target is not None:
            limit = cost.target_number + cost.noise(cost.target_number)
            within = in_time & (samples.cost[0] <= limit)
        chance = None if in_time is None else float(in_time.mean())
        jcl = None if within is None else float(within.mean())
        price = sum(_price(self._risks[one]) for one in risks)
        now = self._known[frozenset()] if risks else None
        before = (now.chance, now.jcl) if now else (chance, jcl)
        more = (move.days, _more(chance, before[0]), _more(jcl, before[1]))
        gain = dict(zip(AIMS, more, strict=True))[self._aim]
        return Plan(risks, price, move, chance, jcl, gain)

    def _search(self, alone: Sequence[Plan], budget: float) -> None:
        """The knapsack of separate gains, and greedy steps from nothing and from there: add what
        gains most for its money, or exchange one for another, as long as that gains."""
        prices = {plan.risks[0]: plan.price for plan in alone}
        gains = {plan.risks[0]: plan.gain for plan in alone}
        for start in ((), knapsack(prices, gains, budget)):
            here = self.of(start)
            while True:
                near = [self.of(one) for one in _neighbours(here.risks, prices, budget)]
                better = [plan for plan in near if plan.gain > here.gain]
                if not better:
                    break
                here = max(better, key=lambda plan: self._step(here, plan))

    @staticmethod
    def _step(here: Plan, plan: Plan) -> tuple[float, float]:
        more = plan.price - here.price
        gain = plan.gain - here.gain
        return (gain / more if more > 0 else float("inf"), gain)


def affordable(prices: dict[str, float], budget: float, most: int) -> list[tuple[str, ...]] | None:
    """Every set within the budget but the empty one; None where there are more than `most`."""
    found: list[tuple[str, ...]] = []
    for size in range(1, len(prices) + 1):
        before = len(found)
        for chosen in combinations(sorted(prices), size):
            if sum(prices[one] for one in chosen) <= budget:
                found.append(chosen)
                if len(found) > most:
                    return None
        if len(found) == before:
            break
    return found


def knapsack(prices: dict[str, float], gains: dict[str, float], budget: float) -> tuple[str, ...]:
    """The set with the largest sum of separate gains within a budget, exactly (HiGHS, by
    `scipy.optimize.milp`)."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    ids = sorted(one for one in prices if gains[one] > 0)
    if not ids:
        return ()
    price, gain = (np.array([table[one] for one in ids]) for table in (prices, gains))
    answer = milp(
        -gain,
        integrality=np.ones(len(ids), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(price[None, :], ub=budget),
    )
    if answer.x is None:
        raise RuntimeError(f"the solver found no set of responses: {answer.message}")
    return tuple(one for one, chosen in zip(ids, answer.x, strict=True) if chosen > 0.5)


def _neighbours(
    here: tuple[str, ...], prices: dict[str, float], budget: float
) -> Iterator[tuple[str, ...]]:
    """Sets with one more, and with one exchanged, within the budget."""
    spent = sum(prices[one] for one in here)
    for new in sorted(set(prices) - set(here)):
        if spent + prices[new] <= budget:
            yield (*here, new)
        for old in here:
            if spent - prices[old] + prices[new] <= budget:
                yield (*(one for one in here if one != old), new)


def _price(risk: Risk) -> float:
    return 0.0 if risk.response is None else risk.response.cost


def _more(after: float | None, before: float | None) -> float:
    return float("nan") if after is None or before is None else after - before


def _worth(plan: Plan) -> tuple[float, str]:
    worth = plan.per_money
    return (-worth if worth == worth else float("inf"), plan.risks[0])
