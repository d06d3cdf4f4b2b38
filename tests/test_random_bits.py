"""Random programs: what must change no bit of a result, neither of dates nor of money."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tries
from strategies_risk import uncertain

from simulator.engine import passes, simulate
from simulator.model.distributions import Uniform
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task
from simulator.results.raw import Outcome
from simulator.results.result import Result

PAGE_A_JOB = 1


def samples(program: Program, iterations: int = 64) -> Result:
    """A short run without the second pass."""
    return simulate(program, iterations=iterations, seed=5, detail=False, levers=0)


def check_outcome(one: Outcome, other: Outcome) -> None:
    """The very same bits, as far as both go."""
    n = min(len(one.finish), len(other.finish))
    assert np.array_equal(one.finish[:n], other.finish[:n])
    assert (one.cost is None) == (other.cost is None)
    if one.cost is not None and other.cost is not None:
        assert np.array_equal(one.cost[:n], other.cost[:n])


def check_same(one: Result, other: Result) -> None:
    """The very same bits of program and projects."""
    check_outcome(one.outcome, other.outcome)
    for name, outcome in one.project_outcomes.items():
        check_outcome(outcome, other.project_outcomes[name])


def check_tallies(one: Result, other: Result) -> None:
    """The very same bits of every column, task by task."""
    place = {name: k for k, name in enumerate(other.schedule.ids)}
    order = [place[name] for name in one.schedule.ids]
    for column in fields(one.tallies):
        here, there = getattr(one.tallies, column.name), getattr(other.tallies, column.name)
        if here is not None:
            assert np.array_equal(here, there[order], equal_nan=True), column.name


@tries(50)
@given(program=uncertain(), data=st.data())
def test_the_order_of_the_file_changes_no_bit(program: Program, data: st.DataObject) -> None:
    mixed = replace(
        program,
        tasks=tuple(data.draw(st.permutations(program.tasks))),
        risks=program.risks[::-1],
        drivers=program.drivers[::-1],
    )
    one, other = samples(program), samples(mixed)
    check_same(one, other)
    check_tallies(one, other)


@tries(50)
@given(program=uncertain())
def test_one_more_project_changes_no_bit_of_the_others(program: Program) -> None:
    last = program.projects[-1]
    calendar = next(task.calendar for task in program.tasks if task.kind is Kind.TASK)
    more = Task(
        "Q/more",
        "More",
        Kind.TASK,
        calendar,
        480.0,
        spread=Spread(Uniform(60.0, 900.0)),
        cost=Cost(10.0, 0.1, Spread(Uniform(1.0, 20.0))),
    )
    wider = replace(
        program,
        projects=(*program.projects, replace(last, id="Q", name="More")),
        tasks=(more, *program.tasks),
    )
    one, other = samples(program), samples(wider)
    for name, outcome in one.project_outcomes.items():
        found, expected = (
            costed(other, name),
            outcome if outcome.cost is not None else free(outcome),
        )
        if one.origin == other.origin:
            check_outcome(expected, found)
        else:
            # More work may need calendars that reach further back: minutes count from there.
            moved = (one.origin - other.origin).total_seconds() / 60
            np.testing.assert_allclose(found.finish, expected.finish + moved, rtol=0, atol=1e-6)
            np.testing.assert_allclose(found.cost, expected.cost, rtol=1e-12, atol=0)


def free(outcome: Outcome) -> Outcome:
    """An outcome that costs nothing, in place of one of a program that has no money at all."""
    return Outcome(outcome.finish, np.zeros_like(outcome.finish))


def costed(result: Result, name: str) -> Outcome:
    found = result.project_outcomes[name]
    assert found.cost is not None
    return found


@tries(20)
@given(program=uncertain())
def test_threads_change_no_bit(program: Program) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "WORK_OF_A_JOB", PAGE_A_JOB)
        one, other = (
            simulate(program, 3000, seed=5, threads=threads, levers=2) for threads in (1, 2)
        )
    check_same(one, other)
    check_tallies(one, other)
    assert one.levers == other.levers


@tries(20)
@given(program=uncertain(), data=st.data())
def test_a_longer_run_begins_with_the_shorter(program: Program, data: st.DataObject) -> None:
    shorter = data.draw(st.integers(1, 1200))
    check_same(samples(program, shorter), samples(program, 1500))
