"""Engine and slow twin on random programs with cost elements, prices that rise and terms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive_elements import add_elements
from naive_logic import LuckyPass, plan_of
from naive_money import lucky_costs
from naive_sample import Luck
from strategies import tries
from strategies_elements import dear
from test_against_naive import MONEY

from simulator.engine import simulate
from simulator.engine.schedule import schedule
from simulator.model.program import Program


def bill(program: Program, done: LuckyPass) -> dict[str, float]:
    """Money by project."""
    spent = lucky_costs(program, done)
    add_elements(program, done, spent)
    return spent


def check(program: Program, sampling: str, iterations: int = 8) -> None:
    """Money of every project, as planned and in each iteration."""
    plan = plan_of(program)
    found = schedule(program)
    planned = bill(program, LuckyPass(program, plan, None))
    for project, money in planned.items():
        np.testing.assert_allclose(found.project_cost[project], money, rtol=MONEY, atol=1e-6)
    result = simulate(program, iterations=iterations, seed=3, sampling=sampling)
    lucks = [Luck(3, iteration, sampling == "latin") for iteration in range(iterations)]
    bills = [bill(program, LuckyPass(program, plan, luck)) for luck in lucks]
    if result.outcome.cost is None:
        assert not any(any(one.values()) for one in bills)
        return
    for project, outcome in result.project_outcomes.items():
        money = [one[project] for one in bills]
        np.testing.assert_allclose(outcome.cost, money, rtol=MONEY, atol=1e-6)


@tries(60)
@given(program=dear(), sampling=st.sampled_from(["latin", "random"]))
def test_money(program: Program, sampling: str) -> None:
    check(program, sampling)


@pytest.mark.slow
@tries(2000)
@given(program=dear(), sampling=st.sampled_from(["latin", "random"]))
def test_money_at_length(program: Program, sampling: str) -> None:
    check(program, sampling)
