"""Engine and slow twin agree to the minute on calendars that lose days and have windows."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from naive import Pass, planned
from naive_logic import LuckyPass, plan_of
from naive_network import Plan
from naive_weather import inside
from strategies import EVERYTHING, Shape, tries
from strategies_weather import rough, rough_and_lucky
from test_against_naive import check_schedule, check_simulation
from test_logic_against_naive import check_luck, check_plan

from simulator.engine.schedule import schedule
from simulator.errors import PlanError
from simulator.model.program import Program

SHAPES = {
    "everything": EVERYTHING,
    "no progress": Shape(progress=False),
    "links only": Shape(progress=False, constraints=False, efforts=False, summaries=False),
}


def misfits(done: Pass) -> set[str]:
    """Tasks that lie in no window in the plan itself, by the slow twin."""
    plan = done.plan
    return {
        row.id
        for row in plan.order
        if plan.windows[row.task.calendar]
        and not (row.hub or row.task.is_started or done.pinned(row))
        and done.work(row) > 0
        and not inside(plan.windows[row.task.calendar], done.begun[row.id], done.finish[row.id])
    }


def check_fit(program: Program, done: Pass) -> None:
    """A plan of which a task fits in no window is refused, and names it; the others go on."""
    wrong = misfits(done)
    if wrong:
        with pytest.raises(PlanError) as caught:
            schedule(program)
        assert {issue.where.removeprefix("task ") for issue in caught.value.issues} == wrong
        assert {issue.rule for issue in caught.value.issues} == {"no-window"}
        assume(False)


def check(program: Program, sampling: str) -> None:
    """Both passes."""
    plan = Plan(program)
    check_fit(program, Pass(plan, planned(plan)))
    check_schedule(program)
    check_simulation(program, sampling)


def check_lucky(program: Program, sampling: str) -> None:
    """Both passes where luck decides about logic as well."""
    check_fit(program, LuckyPass(program, plan_of(program), None))
    check_plan(program)
    check_luck(program, sampling)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@tries(25)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_rough_programs(shape: Shape, data: st.DataObject, sampling: str) -> None:
    check(data.draw(rough(shape)), sampling)


@pytest.mark.slow  # kernels for both together take minutes to compile
@tries(25)
@given(program=rough_and_lucky(), sampling=st.sampled_from(["latin", "random"]))
def test_rough_programs_in_which_luck_decides(program: Program, sampling: str) -> None:
    check_lucky(program, sampling)


@pytest.mark.slow
@tries(2000)
@given(program=rough(), sampling=st.sampled_from(["latin", "random"]))
def test_rough_programs_at_length(program: Program, sampling: str) -> None:
    check(program, sampling)


@pytest.mark.slow
@tries(1000)
@given(program=rough_and_lucky(), sampling=st.sampled_from(["latin", "random"]))
def test_luck_at_length(program: Program, sampling: str) -> None:
    check_lucky(program, sampling)
