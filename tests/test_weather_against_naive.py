"""Engine and slow twin agree to the minute on calendars that lose days and have windows."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from naive import Pass, planned
from naive_network import Plan
from naive_weather import inside
from strategies import EVERYTHING, Shape, tries
from strategies_weather import rough
from test_against_naive import check_schedule, check_simulation

from simulator.engine.schedule import schedule
from simulator.errors import PlanError
from simulator.model.program import Program

SHAPES = {
    "everything": EVERYTHING,
    "no progress": Shape(progress=False),
    "links only": Shape(progress=False, constraints=False, efforts=False, summaries=False),
}


def misfits(program: Program) -> set[str]:
    """Tasks that lie in no window in the plan itself, by the slow twin."""
    plan = Plan(program)
    done = Pass(plan, planned(plan))
    return {
        row.id
        for row in plan.order
        if plan.windows[row.task.calendar]
        and not (row.hub or row.task.is_started or done.pinned(row))
        and done.work(row) > 0
        and not inside(plan.windows[row.task.calendar], done.begun[row.id], done.finish[row.id])
    }


def check(program: Program, sampling: str) -> None:
    """Both passes; a plan of which a task fits in no window is refused, and names it."""
    wrong = misfits(program)
    if wrong:
        with pytest.raises(PlanError) as caught:
            schedule(program)
        assert {issue.where.removeprefix("task ") for issue in caught.value.issues} == wrong
        assert {issue.rule for issue in caught.value.issues} == {"no-window"}
        assume(False)
    check_schedule(program)
    check_simulation(program, sampling)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@tries(25)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_rough_programs(shape: Shape, data: st.DataObject, sampling: str) -> None:
    check(data.draw(rough(shape)), sampling)


@pytest.mark.slow
@tries(2000)
@given(program=rough(), sampling=st.sampled_from(["latin", "random"]))
def test_rough_programs_at_length(program: Program, sampling: str) -> None:
    check(program, sampling)
