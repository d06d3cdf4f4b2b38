"""Engine and slow twin on random programs in which luck decides about the logic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive_logic import LuckyPass, plan_of
from naive_money import lucky_costs
from naive_sample import Luck
from naive_weather import Sky
from strategies import EVERYTHING, Shape, tries
from strategies_logic import lucky
from test_against_naive import MONEY, check_dates, check_tallies, close, shift

from simulator.engine import simulate
from simulator.engine.schedule import schedule
from simulator.model.program import Program

ONE_CALENDAR = Shape(one_calendar=True, progress=False, constraints=False, efforts=False)


def sky_of(program: Program, luck: Luck) -> Sky:
    """The days that one iteration loses."""
    return Sky(program, luck.seed, luck.iteration, luck.latin)


def check_plan(program: Program) -> None:
    """The plan's own dates and money."""
    found, plan = schedule(program), plan_of(program)
    done = LuckyPass(program, plan, None)
    check_dates(found, done, shift(plan, found.origin))
    money = lucky_costs(program, done)
    np.testing.assert_allclose(found.program_cost, sum(money.values()), rtol=MONEY, atol=1e-9)


def check_luck(program: Program, sampling: str, iterations: int = 10) -> None:
    """Every sample and tally, from the same draws."""
    result = simulate(program, iterations=iterations, seed=3, sampling=sampling)
    plan = plan_of(program)
    moved = shift(plan, result.origin)
    lucks = [Luck(3, iteration, sampling == "latin") for iteration in range(iterations)]
    lossy = any(calendar.losses for calendar in program.calendars.values())
    plans = [plan_of(program, sky_of(program, luck)) if lossy else plan for luck in lucks]
    passes = [LuckyPass(program, *one) for one in zip(plans, lucks, strict=True)]
    close(result.outcome.finish - moved, [done.program_finish for done in passes])
    if result.outcome.cost is not None:
        money = [sum(lucky_costs(program, done).values()) for done in passes]
        np.testing.assert_allclose(result.outcome.cost, money, rtol=MONEY, atol=1e-7)
    for name, finish in result.milestone_samples.items():
        close(finish - moved, [done.finish[name] for done in passes])
    check_tallies(result, list(passes), [dict(done.remaining) for done in passes], moved)


@tries(60)
@given(program=lucky())
def test_plan(program: Program) -> None:
    check_plan(program)


@pytest.mark.parametrize("shape", [EVERYTHING, ONE_CALENDAR], ids=["everything", "one calendar"])
@tries(60)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_luck(shape: Shape, data: st.DataObject, sampling: str) -> None:
    check_luck(data.draw(lucky(shape)), sampling)


@pytest.mark.slow
@tries(2000)
@given(program=lucky(), sampling=st.sampled_from(["latin", "random"]))
def test_luck_at_length(program: Program, sampling: str) -> None:
    check_plan(program)
    check_luck(program, sampling)
