"""The engine against its slow twin: random programs, the same draws, to the minute."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from naive import Pass, planned
from naive_calendar import WorkTime
from naive_copula import recipes
from naive_late import Late
from naive_network import Plan
from naive_sample import Luck, costs, durations
from naive_weather import Sky
from strategies import Shape, programs, tries
from strategies_correlation import correlated
from strategies_risk import uncertain

from simulator.engine import schedule, simulate
from simulator.model.program import Program
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
    assert critical == done.critical(late=True)


def check_drivers(found: Schedule, done: Pass) -> None:
    """Who sets the date of each activity."""
    for name, indices in zip(found.ids, found.driving, strict=True):
        if name in done.driven_late:
            assert {found.ids[i] for i in indices} == done.activities_driving(name), name


def check_late(found: Schedule, late: Late, moved: float) -> None:
    """Late dates and floats of every task still to be done; NaN floats for finished ones."""
    for i, name in enumerate(found.ids):
        row = late.plan.rows[name]
        if row.is_finished:
            assert np.isnan(found.total_float[i])
            assert np.isnan(found.free_float[i])
        else:
            close(found.late_start[i] - moved, late.shown[name])
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
    plan, given = Plan(program), recipes(program)
    moved = shift(plan, result.origin)
    lossy = any(calendar.losses for calendar in program.calendars.values())
    passes, money, works = [], [], []
    for iteration in range(iterations):
        luck = Luck(3, iteration, sampling == "latin", given)
        works.append(durations(program, luck))
        if lossy:
            plan = Plan(program, sky=Sky(program, luck.seed, luck.iteration, luck.latin))
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
    for name, finish in result.milestone_samples.items():
        close(finish - moved, [p.finish[name] for p in passes])
    check_tallies(result, passes, works, moved)


def check_tallies(
    result: Result, passes: list[Pass], works: list[dict[str, float]], moved: float
) -> None:
    """Means and criticality of the open activities."""
    tallies, ids = result.tallies, result.schedule.ids
    reached = [done.critical() for done in passes]
    for i, name in enumerate(ids):
        row = passes[0].plan.rows[name]
        if row.is_finished:
            continue
        if not row.is_effort:
            count = sum(name in path for path in reached)
            assert round(tallies.critical[i] * len(passes)) == count, name
            close(tallies.duration_mean[i], np.mean([work[name] for work in works]))
        if tallies.finish_mean is not None and tallies.start_mean is not None:
            near(tallies.finish_mean[i] - moved, [done.finish[name] for done in passes], row.time)
            near(tallies.start_mean[i] - moved, [done.start[name] for done in passes], row.time)


def near(mean: float, values: list[float], time: WorkTime) -> None:
    """Means of dates come from histograms of 1,024 bins, on the clock or in working time: no
    value is off by more than a bin of either."""
    works = [time.work(value) for value in values]
    bin_, minutes = (max(values) - min(values)) / 1000, (max(works) - min(works)) / 1000
    pairs = list(zip(values, works, strict=True))
    least = [min(value - bin_, time.end(work - minutes)) for value, work in pairs]
    most = [max(value + bin_, time.begin(work + minutes)) for value, work in pairs]
    assert np.mean(least) - MINUTES <= mean <= np.mean(most) + MINUTES


@shaped
@tries(40)
@given(data=st.data())
def test_deterministic_schedule(shape: Shape, data: st.DataObject) -> None:
    check_schedule(data.draw(programs(shape)))


@shaped
@tries(40)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_simulation(shape: Shape, data: st.DataObject, sampling: str) -> None:
    check_simulation(data.draw(uncertain(shape)), sampling)


@shaped
@tries(40)
@given(data=st.data(), sampling=st.sampled_from(["latin", "random"]))
def test_simulation_with_correlations(shape: Shape, data: st.DataObject, sampling: str) -> None:
    check_simulation(data.draw(correlated(shape)), sampling)


@pytest.mark.slow
@tries(3000)
@given(program=programs())
def test_deterministic_schedule_at_length(program: Program) -> None:
    check_schedule(program)


@pytest.mark.slow
@tries(1000)
@given(program=correlated(), sampling=st.sampled_from(["latin", "random"]))
def test_simulation_with_correlations_at_length(program: Program, sampling: str) -> None:
    check_simulation(program, sampling)


@pytest.mark.slow
@tries(3000)
@given(program=uncertain(), sampling=st.sampled_from(["latin", "random"]))
def test_simulation_at_length(program: Program, sampling: str) -> None:
    check_simulation(program, sampling)
