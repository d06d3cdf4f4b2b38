"""The same numbers to the last bit, however the work is cut up and shared out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from simulator.engine import passes, simulate
from simulator.files import load
from simulator.model.dependency import Dependency
from simulator.model.distributions import Uniform
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task
from simulator.network.compile import compile_network
from simulator.results.raw import TaskTallies
from simulator.results.result import Result

MODELS = Path(__file__).parents[2] / "models"
ITERATIONS = 4500
"""Four full blocks of 1,024 and a rest."""

PAGE_A_JOB, ALL_AT_ONCE = 1, 10**12


@pytest.fixture(params=["first-steps", "it-rollout", "sound-link"])
def program(request: pytest.FixtureRequest) -> Program:
    """One calendar, simulated in working time; and several, by the clock, with every feature."""
    return load(MODELS / request.param / "program.yaml")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Program, int, int], Result]:
    """Simulate with so much work a job, on so many threads; count the jobs."""

    def simulated(program: Program, work: int, threads: int) -> Result:
        monkeypatch.setattr(passes, "WORK_OF_A_JOB", work)
        return simulate(program, ITERATIONS, seed=11, threads=threads, levers=2)

    return simulated


def check_same(one: Result, other: Result) -> None:
    """Every sample, tally and lever."""
    assert np.array_equal(one.outcome.finish, other.outcome.finish)
    if one.outcome.cost is not None:
        assert np.array_equal(one.outcome.cost, other.outcome.cost)
    for name, part in one.project_outcomes.items():
        assert np.array_equal(part.finish, other.project_outcomes[name].finish)
    check_tallies(one.tallies, other.tallies, slice(None))
    assert one.levers == other.levers


def check_tallies(one: TaskTallies, other: TaskTallies, places: slice | list[int]) -> None:
    """Every column, bit for bit; NaN is NaN."""
    for column in fields(TaskTallies):
        here, there = getattr(one, column.name), getattr(other, column.name)
        assert np.array_equal(here, there[places], equal_nan=True), column.name


def test_two_threads_and_one(program: Program, run: Callable[..., Result]) -> None:
    """Five jobs for two threads."""
    check_same(run(program, PAGE_A_JOB, 1), run(program, PAGE_A_JOB, 2))


@pytest.mark.parametrize("pages", [2, 3])
def test_blocks_of_any_size(program: Program, run: Callable[..., Result], pages: int) -> None:
    whole = run(program, ALL_AT_ONCE, 1)
    check_same(whole, run(program, PAGE_A_JOB, 1))
    rows = sum(task.kind is not Kind.SUMMARY for task in program.tasks)
    check_same(whole, run(program, pages * rows * passes.PAGE, 2))


def test_jobs_are_as_many_as_these_tests_suppose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would be shared out at all."""
    network = compile_network(load(MODELS / "first-steps" / "program.yaml")).network
    monkeypatch.setattr(passes, "WORK_OF_A_JOB", PAGE_A_JOB)
    assert [job.pages for job in passes.jobs_of(network, ITERATIONS)] == [1] * 5
    monkeypatch.setattr(passes, "WORK_OF_A_JOB", ALL_AT_ONCE)
    assert [job.pages for job in passes.jobs_of(network, ITERATIONS)] == [5]


def test_tasks_listed_in_another_order(program: Program) -> None:
    backwards = replace(program, tasks=program.tasks[::-1])
    one, other = (simulate(p, 2500, seed=11, levers=0) for p in (program, backwards))
    assert np.array_equal(one.outcome.finish, other.outcome.finish)
    assert one.outcome.cost is not None
    assert np.array_equal(one.outcome.cost, other.outcome.cost)
    place = {name: k for k, name in enumerate(other.schedule.ids)}
    order = [place[name] for name in one.schedule.ids]
    check_tallies(one.tallies, other.tallies, order)


def test_a_new_task_leaves_the_draws_of_all_others_alone(program: Program) -> None:
    """A task with a range, a cost and a predecessor of its own, inserted in the middle."""
    before = next(t for t in program.tasks if t.kind is Kind.TASK and not t.is_started)
    more = Task(
        f"{before.project}/NEW",
        "New",
        Kind.TASK,
        before.calendar,
        480.0,
        spread=Spread(Uniform(240.0, 960.0)),
        cost=Cost(100.0, 10.0, Spread(Uniform(1.0, 200.0))),
        after=(Dependency(before.id),),
    )
    half = len(program.tasks) // 2
    tasks = (*program.tasks[:half], more, *program.tasks[half:])
    one, other = (
        simulate(p, 2500, seed=11, levers=0) for p in (program, replace(program, tasks=tasks))
    )
    place = {name: k for k, name in enumerate(other.schedule.ids)}
    order = [place[name] for name in one.schedule.ids]
    for column in ("duration_mean", "duration_sd", "duration_percentiles", "start_percentiles"):
        here, there = getattr(one.tallies, column), getattr(other.tallies, column)
        efforts = {t.id for t in program.tasks if t.kind is Kind.LEVEL_OF_EFFORT}
        kept = [k for k, name in enumerate(one.schedule.ids) if name not in efforts]
        assert np.array_equal(here[kept], there[order][kept], equal_nan=True), column
    assert other.tallies.duration_sd[place[more.id]] > 0


def test_the_first_10000_of_50000(program: Program) -> None:
    short, long = (simulate(program, n, seed=11, detail=False, levers=0) for n in (10_000, 50_000))
    assert np.array_equal(short.outcome.finish, long.outcome.finish[:10_000])
    if short.outcome.cost is not None:
        assert np.array_equal(short.outcome.cost, long.outcome.cost[:10_000])
    assert len(np.unique(long.outcome.finish[10_000:])) > 10_000
