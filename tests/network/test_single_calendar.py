"""One calendar, simulated in working time, gives the very dates that the clock gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import START, calendars, instants

from simulator.engine import simulate
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.distributions import Constant, Triangular, Uniform
from simulator.model.program import Program, Project
from simulator.model.risk import Driver, Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Task
from simulator.network import compile as compiling
from simulator.results.result import Result

MINUTES = 1e-6
LAGS = [0.0, 0.0, 480.0, 60.0, -240.0, 1001.0]
OPEN = Spread(Triangular(100.0, 480.0, 2000.0))
ALL_SAVED = Spread(Uniform(-3000.0, -100.0))


@st.composite
def one_calendar_programs(draw: DrawFn) -> Program:
    """Programs that working time can serve: every task works, nothing is as late as possible."""
    name = draw(st.sampled_from(sorted(calendars())))
    rows: list[Task] = []
    for number in range(draw(st.integers(2, 9))):
        marks = draw(st.integers(0, 4)) == 0
        rows.append(_row(draw, rows, f"P/T{number}", name, marks))
    project = Project("P", "One", START, name, lag_calendar=draw(st.sampled_from(LagCalendar)))
    works = [row.id for row in rows if row.kind is Kind.TASK]
    delay = draw(st.sampled_from([OPEN] * 4 + [ALL_SAVED]))
    return Program(
        "One calendar",
        START,
        calendars(),
        (project,),
        tuple(rows),
        risks=(Risk("R", "R", 0.4, (Impact(tuple(works[:1]), delay, Spread(Constant(5.0))),)),),
        drivers=(Driver("D", "D", Uniform(0.7, 1.9), tuple(works[-1:]), 0.5),),
    )


def _row(draw: DrawFn, earlier: list[Task], key: str, calendar: str, marks: bool) -> Task:
    """A task after up to two others, or a milestone before, between or after work."""
    usable = st.lists(st.sampled_from(earlier), max_size=2, unique_by=lambda row: row.id)
    chosen = draw(usable) if earlier else []
    if marks:
        return Task(key, key, Kind.MILESTONE, calendar, after=tuple(map(_after, chosen)))
    links = tuple(
        Dependency(row.id, draw(_relations(row)), Lag(draw(st.sampled_from(LAGS))))
        for row in chosen
    )
    late = draw(st.none() | instants())
    return Task(
        key,
        key,
        Kind.TASK,
        calendar,
        draw(st.integers(1, 3000).map(float)),
        spread=draw(st.none() | st.just(OPEN)),
        after=links,
        constraints=(Constraint(ConstraintType.START_NO_EARLIER, late),) if late else (),
        cost=Cost(10.0, 100.0),
    )


def _after(row: Task) -> Dependency:
    return Dependency(row.id)


def _relations(row: Task) -> st.SearchStrategy[Relation]:
    known = [Relation.FS, Relation.SS, Relation.FF]
    return st.sampled_from(known if row.kind is Kind.TASK else known[:1])


@contextmanager
def by_the_clock() -> Iterator[None]:
    """Networks compiled inside do not use working time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "is_single", lambda *_: False)
        yield


def check_same(one: Result, other: Result) -> None:
    """Every sample to the minute, every tally; percentiles of dates within their bins."""
    close = {"rtol": 0.0, "atol": MINUTES}
    np.testing.assert_allclose(one.outcome.finish, other.outcome.finish, **close)
    np.testing.assert_allclose(one.outcome.cost, other.outcome.cost, rtol=1e-12)
    assert one.milestone_samples.keys() == other.milestone_samples.keys()
    for name, milestone in one.milestone_samples.items():
        np.testing.assert_allclose(milestone, other.milestone_samples[name], **close)
    here, there = one.tallies, other.tallies
    np.testing.assert_array_equal(here.critical, there.critical)
    for column in ("duration_mean", "duration_sd", "finish_sd", "pearson"):
        np.testing.assert_allclose(
            getattr(here, column), getattr(there, column), rtol=1e-6, atol=1e-5, err_msg=column
        )


@settings(max_examples=60)
@given(program=one_calendar_programs(), sampling=st.sampled_from(["latin", "random"]))
def test_working_time_and_clock_give_the_same_dates(program: Program, sampling: str) -> None:
    one = simulate(program, 200, seed=9, sampling=sampling, levers=0)
    with by_the_clock():
        assert compiling.compile_network(program).network.on_clock
        other = simulate(program, 200, seed=9, sampling=sampling, levers=0)
    check_same(one, other)


def plain() -> Program:
    """Two tasks and a milestone on one calendar."""
    link = (Dependency("P/A", lag=Lag(480.0)),)
    tasks = (
        Task("P/A", "A", Kind.TASK, "standard", 960.0, spread=OPEN),
        Task("P/B", "B", Kind.TASK, "standard", 960.0, after=link),
        Task("P/C", "C", Kind.MILESTONE, "standard", after=(Dependency("P/B"),)),
    )
    return Program("Plain", START, calendars(), (Project("P", "P", START, "standard"),), tasks)


def test_a_plain_program_runs_in_working_time() -> None:
    assert compiling.compile_network(plain()).network.on_clock is None


@pytest.mark.parametrize("spoiled", [
    {"calendar": "night"},
    {"kind": Kind.FINISH_MILESTONE, "duration": 0.0},
    {"constraints": (Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),)},
    {"constraints": (Constraint(ConstraintType.FINISH_NO_EARLIER, START),)},
    {"constraints": (Constraint(ConstraintType.MANDATORY_START, START),)},
    {"after": (Dependency("P/A", Relation.SF),)},
    {"after": (Dependency("P/A", lag=Lag(60.0, elapsed=True)),)},
    {"after": (Dependency("P/A", lag=Lag(share=0.5)),)},
    {"spread": Spread(Uniform(0.0, 0.0))},
    {"spread": Spread(Uniform(1.0, 2.0), relative=True), "duration": 0.0},
], ids=str)  # fmt: skip
def test_what_working_time_cannot_tell_apart_runs_on_the_clock(spoiled: dict[str, object]) -> None:
    program = plain()
    first, second, last = program.tasks
    tasks = (first, replace(second, **spoiled), last)
    assert compiling.compile_network(replace(program, tasks=tasks)).network.on_clock
