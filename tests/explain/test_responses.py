"""Which responses to take: by enumeration, and by a plan whose answer is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from explained import DAY, MODELS, network

from simulator.engine import simulate
from simulator.errors import SettingsError
from simulator.explain import explain, responses
from simulator.files import load
from simulator.model.distributions import Constant
from simulator.model.program import Program, Target
from simulator.model.risk import Impact, Response, Risk
from simulator.model.spread import Spread


@pytest.mark.parametrize("seed", range(20))
def test_the_knapsack_is_that_of_enumeration(seed: int) -> None:
    random = np.random.default_rng(seed)
    ids = [f"R{k}" for k in range(8)]
    prices = dict(zip(ids, random.uniform(1, 10, 8).round(1).tolist(), strict=True))
    gains = dict(zip(ids, random.uniform(-2, 8, 8).tolist(), strict=True))
    budget = float(random.uniform(5, 30))
    best = max(
        sum(gains[one] for one in chosen)
        for size in range(9)
        for chosen in combinations(ids, size)
        if sum(prices[one] for one in chosen) <= budget
    )
    found = responses.knapsack(prices, gains, budget)
    assert sum(gains[one] for one in found) == pytest.approx(best)
    assert sum(prices[one] for one in found) <= budget


def test_affordable_sets_are_all_there_or_none() -> None:
    prices = {"a": 1.0, "b": 2.0, "c": 4.0}
    found = responses.affordable(prices, 3.0, 10)
    assert found == [("a",), ("b",), ("a", "b")]
    assert responses.affordable(prices, 7.0, 7) is not None
    assert responses.affordable(prices, 7.0, 6) is None
    assert responses.affordable(prices, 0.5, 6) == []


def certain_risks(delays: dict[str, tuple[float, float]]) -> Program:
    """A task of 10 days, and risks that surely happen: (days, price of ruling them out)."""
    plan = network({"A": (Constant(10 * DAY), ())})
    risks = tuple(
        Risk(
            id,
            id,
            1.0,
            (Impact(("P/A",), Spread(Constant(days * DAY)), Spread(Constant(0.0))),),
            Response(0.0, price),
        )
        for id, (days, price) in delays.items()
    )
    return replace(plan, risks=risks)


def test_each_alone_and_the_best_for_a_budget() -> None:
    plan = certain_risks({"R1": (6, 50), "R2": (5, 30), "R3": (4, 30), "R4": (1, 100)})
    found = explain(plan, 1024, seed=1, budget=60.0).advice
    assert found is not None
    assert found.best is not None
    assert found.best.risks == ("R2", "R3")
    assert found.best.move.days == pytest.approx(9.0)
    assert found.best.move.cost == pytest.approx(-60.0)
    assert found.every
    alone = {plan.risks[0]: plan for plan in found.single}
    assert alone["R1"].move.days == pytest.approx(6.0)
    assert [plan.risks[0] for plan in found.single] == ["R2", "R3", "R1", "R4"]
    assert alone["R2"].per_money == pytest.approx(5 / 30)


def test_a_search_finds_the_best_of_many_sets() -> None:
    """Ten responses that do not interact: the knapsack is exact, and the engine agrees."""
    random = np.random.default_rng(5)
    delays = {
        f"R{k}": (float(random.integers(1, 12)), float(random.integers(10, 60))) for k in range(10)
    }
    found = explain(certain_risks(delays), 64, seed=1, most=1, budget=150.0).advice
    assert found is not None
    assert found.best is not None
    assert not found.every
    best = max(
        sum(delays[one][0] for one in chosen)
        for size in range(11)
        for chosen in combinations(delays, size)
        if sum(delays[one][1] for one in chosen) <= 150.0
    )
    assert found.best.move.days == pytest.approx(best)
    assert found.best.price <= 150.0
    assert found.tried < 2**10


def test_what_does_not_help_is_not_bought() -> None:
    plan = certain_risks({"R1": (0, 5)})
    found = explain(plan, 64, seed=1, budget=60.0).advice
    assert found is not None
    assert found.best is not None
    assert found.best.risks == ()


def test_chances_are_those_of_the_plan_with_the_responses_taken() -> None:
    program = load(MODELS / "harbour-line" / "program.yaml")
    found = explain(program, 2048, seed=4, most=1, budget=400e3, aim="jcl").advice
    assert found is not None
    assert found.best is not None
    edited = responses.taken(program, found.best.risks)
    result = simulate(edited, 2048, seed=4, detail=False, levers=0)
    assert result.target_joint_chance is not None
    assert result.finish.target_chance is not None
    assert found.best.jcl == pytest.approx(result.target_joint_chance.value)
    assert found.best.chance == pytest.approx(result.finish.target_chance.value)
    affordable = [plan for plan in found.single if plan.price <= 400e3]
    assert found.best.gain >= max(plan.gain for plan in affordable)


def test_what_cannot_be_asked_is_said() -> None:
    plan = network({"A": (Constant(10 * DAY), ())})
    with pytest.raises(SettingsError, match="no risk has a response"):
        explain(plan, 64, budget=100.0)
    with pytest.raises(SettingsError, match="no target date"):
        explain(plan, 64, aim="chance")
    dated = replace(plan, target=Target(finish=plan.start))
    with pytest.raises(SettingsError, match="no target cost"):
        explain(dated, 64, aim="jcl")
    with pytest.raises(SettingsError, match="give days, chance or jcl"):
        explain(plan, 64, aim="fun")
    with pytest.raises(SettingsError, match="a sum of money"):
        explain(plan, 64, budget=float("nan"))
    with pytest.raises(SettingsError, match="above 0 and below 100"):
        explain(plan, 64, level=100)
    with pytest.raises(SettingsError, match="give 1 or more"):
        explain(plan, 64, most=0)
