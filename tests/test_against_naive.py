"""The engine against its slow twin: random programs, the same draws, to the minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import Pass, planned
from naive_late import Late
from naive_network import Plan
from naive_sample import Luck, costs, durations
from strategies import Shape, programs
from strategies_risk import uncertain

from simulator.engine import schedule, simulate
from simulator.model.program import Program
from simulator.model.task import Kind, Task
from simulator.results.raw import Schedule
from simulator.results.result import Result

MINUTES = 1e-6
"""How far engine and twin may be apart: rounding of doubles only."""

MONEY = 1e-9

SHAPES = {
    "several calendars": Shape(),
    "one calendar": Shape(one_calendar=True),
    "no progress": Shape(progress=False),
    "links only": Shape(progress=False, constraints=False, efforts=False, summaries=False),
}

shaped = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())


def shift(plan: Plan, origin: datetime) -> float:
    """Minutes from the engine's origin to the twin's."""
    return (plan.origin - origin).total_seconds() / 60


def close(one: object, other: object) -> None:
    """Equal to rounding; NaN equals NaN."""
    np.testing.assert_allclose(one, other, rtol=0, atol=MINUTES)


def check_dates(found: Schedule, done: Pass, moved: float) -> None:
    """Start and finish of every activity, the finishes, and what is critical."""
    close(found.start - moved, [done.start[name] for name in found.ids])
    close(found.finish - moved, [done.finish[name] for name in found.ids])
    close(found.program_finish - moved, done.program_finish)
    for name, finish in found.project_finish.items():
        close(finish - moved, done.project_finish[name])
    critical = {name for name, yes in zip(found.ids, found.critical, strict=True) if yes}
    assert critical == done.critical()


def check_drivers(found: Schedule, done: Pass) -> None:
    """Who sets the date of each activity."""
    for name, indices in zip(found.ids, found.driving, strict=True):
        if name in done.driven:
            assert {found.ids[i] for i in indices} == done.activities_driving(name), name


def check_late(found: Schedule, late: Late, moved: float) -> None:
    """Late dates and floats of every task still to be done; NaN floats for finished ones."""
    for i, name in enumerate(found.ids):
        row = late.plan.rows[name]
        if row.is_finished:
            assert np.isnan(found.total_float[i])
            assert np.isnan(found.free_float[i])
        elif not row.is_effort:
            close(found.late_start[i] - moved, late.start[name])
            close(found.late_finish[i] - moved, late.finish[name])
            close(found.total_float[i], late.total[name])
            close(found.free_float[i], late.free[name])


def check_schedule(program: Program) -> None:
    """The deterministic schedule of engine and twin."""
    found, plan = schedule(program), Plan(program)
    done, moved = Pass(plan, planned(plan)), shift(plan, found.origin)
    assert set(found.ids) == {task.id for task in program.activities}
    check_dates(found, done, moved)
    check_drivers(found, done)
    check_late(found, Late(done), moved)
    money = costs(program, None, done)
    np.testing.assert_allclose(found.program_cost, sum(money.values()), rtol=MONEY)
    for name, cost in found.project_cost.items():
        np.testing.assert_allclose(cost, money[name], rtol=MONEY)


def check_simulation(program: Program, sampling: str, iterations: int = 12) -> None:
    """Every sample and tally of engine and twin, from the same draws."""
    result = simulate(program, iterations=iterations, seed=3, sampling=sampling)
    plan = Plan(program)
    moved = shift(plan, result.origin)
    passes, money, works = [], [], []
    for iteration in range(iterations):
        luck = Luck(3, iteration, sampling == "latin")
        works.append(durations(program, luck))
        passes.append(Pass(plan, works[-1]))
        money.append(costs(program, luck, passes[-1]))
    close(result.outcome.finish - moved, [p.program_finish for p in passes])
    if result.outcome.cost is not None:
        np.testing.assert_allclose(
            result.outcome.cost, [sum(m.values()) for m in money], rtol=MONEY, atol=1e-9
        )
    for name, outcome in result.project_outcomes.items():
        close(outcome.finish - moved, [p.project_finish[name] for p in passes])
        if outcome.cost is not None:
            np.testing.assert_allclose(
                outcome.cost, [m[name] for m in money], rtol=MONEY, atol=1e-9
            )
    check_tallies(result, passes, works, moved)


def check_tallies(
    result: Result, passes: list[Pass], works: list[dict[str, float]], moved: float
) -> None:
    """Means and criticality of the open activities."""
    tallies, ids = result.tallies, result.schedule.ids
    reached = [done.critical() for done in passes]
    for i, name in enumerate(ids):
        row = passes[0].plan.rows[name]
        if row.is_finished or row.is_effort:
            continue
        count = sum(name in path for path in reached)
        assert round(tallies.critical[i] * len(passes)) == count, name
        close(tallies.duration_mean[i], np.mean([work[name] for work in works]))
        if tallies.finish_mean is not None and tallies.start_mean is not None:
            near(tallies.finish_mean[i] - moved, [done.finish[name] for done in passes])
            near(tallies.start_mean[i] - moved, [done.start[name] for done in passes])


def near(mean: float, values: list[float]) -> None:
    """Means of dates come from histograms of 1,024 bins."""
    width = (max(values) - min(values)) / 1000 + MINUTES
    assert mean == pytest.approx(np.mean(values), rel=0, abs=width)


@shaped
@given(data=st.data())
def test_deterministic_schedule(shape: Shape, data: st.DataObject) -> None:
    check_schedule(data.draw(programs(shape)))


@shaped
@settings(max_examples=40)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_simulation(shape: Shape, data: st.DataObject, sampling: str) -> None:
    check_simulation(data.draw(uncertain(shape)), sampling)


def samples(program: Program, iterations: int = 40, threads: int = 1) -> Result:
    """A short run without the second pass."""
    return simulate(program, iterations=iterations, seed=5, threads=threads, detail=False)


def same(one: Result, other: Result) -> None:
    """The very same bits, by project and by task."""
    n = min(len(one.outcome.finish), len(other.outcome.finish))
    assert np.array_equal(one.outcome.finish[:n], other.outcome.finish[:n])
    for name, outcome in one.project_outcomes.items():
        found = other.project_outcomes[name]
        assert np.array_equal(outcome.finish[:n], found.finish[:n])
        assert (outcome.cost is None) == (found.cost is None)
        if outcome.cost is not None and found.cost is not None:
            np.testing.assert_allclose(outcome.cost[:n], found.cost[:n], rtol=1e-12)


@settings(max_examples=15)
@given(program=uncertain(), data=st.data())
def test_the_order_of_tasks_changes_no_bit(program: Program, data: st.DataObject) -> None:
    mixed = tuple(data.draw(st.permutations(program.tasks)))
    same(samples(program), samples(replace(program, tasks=mixed)))


@settings(max_examples=15)
@given(program=uncertain())
def test_one_more_task_changes_no_bit_of_the_others(program: Program) -> None:
    # A milestone at its project's start: the project ends no earlier than that anyhow.
    project = program.projects[-1]
    more = Task(f"{project.id}/more", "More", Kind.MILESTONE, project.calendar)
    same(samples(program), samples(replace(program, tasks=(*program.tasks, more))))


@settings(max_examples=15)
@given(program=uncertain())
def test_threads_change_no_bit(program: Program) -> None:
    same(samples(program, 3000), samples(program, 3000, threads=2))


@settings(max_examples=15)
@given(program=uncertain())
def test_a_longer_run_begins_with_the_shorter(program: Program) -> None:
    same(samples(program, 700), samples(program, 1500))


@pytest.mark.slow
@settings(max_examples=3000)
@given(program=programs())
def test_deterministic_schedule_at_length(program: Program) -> None:
    check_schedule(program)


@pytest.mark.slow
@settings(max_examples=3000)
@given(program=uncertain(), sampling=st.sampled_from(["latin", "random"]))
def test_simulation_at_length(program: Program, sampling: str) -> None:
    check_simulation(program, sampling)
