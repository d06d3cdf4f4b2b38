"""An iteration opened again: the sample of the run bit for bit, the schedule of the slow twin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lucky_programs import DAY, days, program, run, task
from naive_logic import LuckyPass, plan_of
from naive_money import lucky_costs
from naive_sample import Luck
from strategies import EVERYTHING, Shape, tries
from strategies_elements import dear
from strategies_logic import lucky
from test_against_naive import MONEY, close, shift

from simulator.engine import simulate
from simulator.errors import SettingsError
from simulator.explain.replay import Replay, replay
from simulator.files import load
from simulator.model.distributions import Constant
from simulator.model.program import Program
from simulator.model.risk import Driver, Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost

MODELS = Path(__file__).parents[2] / "models"
ONE_CALENDAR = Shape(one_calendar=True, progress=False, constraints=False, efforts=False)
EDGES = (0, 1, 511, 512, 1023, 1024, 2047, 2048, 2499)
"""First and last iterations of pages and of the chunks that the run works on, and of the run."""


def check_samples(opened: Replay) -> None:
    """Finish and cost of program and projects are those of the run, to the last bit."""
    result, k = opened.result, opened.iteration
    assert opened.finish == result.outcome.finish[k]
    for id, outcome in result.project_outcomes.items():
        assert opened.project_finish[id] == outcome.finish[k]
        if outcome.cost is not None:
            assert opened.project_cost[id] == outcome.cost[k]
    if result.outcome.cost is not None:
        assert opened.cost == result.outcome.cost[k]
        assert opened.paid is not None
        np.testing.assert_allclose(opened.paid.total, opened.cost, rtol=MONEY, atol=1e-6)


@pytest.mark.parametrize("model", ["first-steps", "it-rollout", "harbour-line", "sound-link"])
@pytest.mark.parametrize("sampling", ["latin", "random"])
def test_an_iteration_of_a_model_is_its_sample_bit_for_bit(model: str, sampling: str) -> None:
    given_ = load(MODELS / model / "program.yaml")
    result = simulate(given_, 2500, 9, sampling=sampling, detail=False, levers=0)
    for k in EDGES:
        check_samples(replay(result, k))


def check_schedule(opened: Replay, done: LuckyPass) -> None:
    """Dates, durations, the driving path and who drives whom, by the slow twin."""
    ids = opened.result.schedule.ids
    moved = shift(done.plan, opened.result.origin)
    close(opened.tasks.start - moved, [done.start[name] for name in ids])
    close(opened.tasks.finish - moved, [done.finish[name] for name in ids])
    critical = {name for name, yes in zip(ids, opened.tasks.critical, strict=True) if yes}
    assert critical == done.critical()
    for k, name in enumerate(ids):
        row = done.plan.rows[name]
        if not (row.is_finished or row.is_effort):
            close(opened.tasks.duration[k], done.remaining[name])
        if name in done.driven_late:
            assert {ids[i] for i in opened.tasks.driving[k]} == done.activities_driving(name), name


@pytest.mark.parametrize("shape", [EVERYTHING, ONE_CALENDAR], ids=["everything", "one calendar"])
@tries(40)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_an_iteration_of_any_program(shape: Shape, data: st.DataObject, sampling: str) -> None:
    lucky_program = data.draw(lucky(shape))
    result = simulate(lucky_program, 5, 3, sampling=sampling, detail=False, levers=0)
    for k in (0, 4):
        opened = replay(result, k)
        check_samples(opened)
        done = LuckyPass(lucky_program, plan_of(lucky_program), Luck(3, k, sampling == "latin"))
        check_schedule(opened, done)
        if opened.cost is not None:
            money = sum(lucky_costs(lucky_program, done).values())
            np.testing.assert_allclose(opened.cost, money, rtol=MONEY, atol=1e-7)


def dice() -> Program:
    """A chain of two tasks; a risk adds 3 days to the first and 70 of money, a driver doubles the
    second, which costs 10 a day."""
    risk = Risk(
        "R", "Rain", 0.5, (Impact(("P/A",), Spread(Constant(3 * DAY)), Spread(Constant(70.0))),)
    )
    return program(
        task("A", days(4, 6), cost=Cost(fixed=100.0)),
        task("B", days(1, 3), "A", cost=Cost(per_day=10.0)),
        task("C", days(1, 2)),
        risks=(risk,),
        drivers=(Driver("D", "Slow", Constant(2.0), ("P/B",), 0.5),),
    )


def test_what_happened_adds_up_to_the_finish_and_the_cost() -> None:
    result = run(dice(), 64)
    seen = set()
    for k in range(64):
        opened = replay(result, k)
        came = {one.id: one for one in opened.happened}
        seen.add(frozenset(came))
        a, b, c = opened.tasks.duration / DAY
        extra = 3.0 if "R" in came else 0.0
        assert 4 <= a - extra <= 6
        assert 1 <= b / (2 if "D" in came else 1) <= 3
        assert opened.finish / DAY == pytest.approx(_begin(opened) + a + b)
        assert opened.cost == pytest.approx(100 + 10 * b + (70 if "R" in came else 0))
        assert opened.paid is not None
        assert opened.paid.risks == ({"R": 70.0} if "R" in came else {})
        assert opened.paid.tasks == pytest.approx({"P/A": 100.0, "P/B": 10 * b})
        if "R" in came:
            assert came["R"].delays == (("P/A", 3.0),)
        if "D" in came:
            assert came["D"].factor == 2.0
        assert [result.schedule.ids[row] for row in opened.tasks.path] == ["P/A", "P/B"]
        assert opened.tasks.driving[1] == (0,)
        assert opened.tasks.overruns == pytest.approx([a - 5, b - 2, c - 1.5])
    assert len(seen) == 4


def _begin(opened: Replay) -> float:
    """Days from the origin to the start of the program."""
    return float(opened.tasks.start[0]) / DAY


@pytest.mark.parametrize("iteration", [-1, 64, 10**9])
def test_an_iteration_that_the_run_does_not_have(iteration: int) -> None:
    result = run(dice(), 64)
    with pytest.raises(SettingsError, match="iterations 0 to 63"):
        replay(result, iteration)


@tries(30)
@given(program=dear())
def test_who_was_paid_what_adds_up_with_elements_and_terms(program: Program) -> None:
    result = simulate(program, 3, 3, detail=False, levers=0)
    check_samples(replay(result, 1))
