"""Calendars as tables: against days counted one by one, each once, and far enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import calendars

from simulator.engine import schedule, simulate
from simulator.errors import PlanError
from simulator.kernels.worktime import FIRST, HEADER
from simulator.model.calendar import DAY, Calendar, standard_calendar
from simulator.model.dependency import Dependency
from simulator.model.distributions import Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.network.axis import Axis
from simulator.network.compile import compile_network
from simulator.network.worktime import build_clock

ORIGIN = date(2026, 2, 1)
DAYS = 120
NAMES = sorted(calendars())
CLOCK = build_clock([calendars()[name] for name in NAMES], ORIGIN, DAYS)


def midnight(day: date) -> datetime:
    """The first instant of `day`."""
    return datetime(day.year, day.month, day.day)


@given(
    c=st.integers(0, len(NAMES) - 1),
    minutes=st.lists(st.floats(0, (DAYS - 1) * DAY), min_size=1, max_size=8),
)
def test_work_is_the_sum_of_the_shifts(c: int, minutes: list[float]) -> None:
    """`Calendar.worked` goes through the days one at a time."""
    axis, origin = Axis(CLOCK, c), midnight(ORIGIN)
    instants = np.array([round(m, 3) for m in minutes])
    before = axis.work(np.zeros(1))
    expected = [
        calendars()[NAMES[c]].worked(origin, origin + timedelta(minutes=float(t))) for t in instants
    ]
    np.testing.assert_allclose(axis.work(instants) - before, expected, rtol=0, atol=1e-6)


def _steps(c: int) -> tuple[np.ndarray, np.ndarray]:
    """Quarters of an hour over 35 days, and the working minutes before each."""
    shift = calendars()[NAMES[c]]
    instants = np.arange(0, 35 * DAY + 15, 15.0)
    works = [
        any(
            begin <= (t % DAY) < end
            for begin, end in shift.shifts(ORIGIN + timedelta(days=int(t // DAY)))
        )
        for t in instants[:-1]
    ]
    return instants, np.concatenate(([0.0], np.cumsum(works) * 15.0))


@pytest.mark.parametrize("c", range(len(NAMES)), ids=NAMES)
def test_begin_is_the_latest_and_end_the_earliest_instant(c: int) -> None:
    """Among all quarters of an hour; every shift of these calendars begins and ends on one."""
    axis, (instants, work) = Axis(CLOCK, c), _steps(c)
    known = np.unique(work)
    known = known[(known > 0) & (known < work[-1])]
    begins = [instants[work == w].max() for w in known]
    ends = [instants[work == w].min() for w in known]
    np.testing.assert_allclose(axis.begin(known), begins, rtol=0, atol=1e-6)
    np.testing.assert_allclose(axis.end(known), ends, rtol=0, atol=1e-6)


def _program(known: dict[str, Calendar], tasks: tuple[Task, ...]) -> Program:
    start = datetime(2026, 3, 2, 8)
    return Program("P", start, known, (Project("P", "P", start, next(iter(known))),), tasks)


def test_equal_calendars_share_one_table() -> None:
    """A copy under another name, and one whose exception says what the week says anyway."""
    plain = standard_calendar("a")
    monday = date(2026, 3, 9)
    other = replace(plain, name="d", exceptions={monday: ()})
    known = {
        "a": plain,
        "b": replace(plain, name="b", notes=("copied",)),
        "c": replace(plain, name="c", exceptions={monday: plain.week[0]}),
        "d": other,
    }
    tasks = tuple(Task(f"P/{k}", k, Kind.TASK, k, 480.0) for k in known)
    compiled = compile_network(_program(known, tasks))
    used = compiled.network.tasks.calendar
    found = {row.task.name: used[i] for i, row in enumerate(compiled.rows)}
    assert found["a"] == found["b"] == found["c"] != found["d"]
    assert compiled.network.clock[FIRST] == 2 * HEADER


ONE_HOUR_A_WEEK = Calendar("slow", (((540, 600),), (), (), (), (), (), ()))


def test_a_calendar_of_one_hour_a_week() -> None:
    """300 hours: the 300th Monday, 10:00, is 299 weeks after the first."""
    tasks = (Task("P/A", "A", Kind.TASK, "slow", 300 * 60.0),)
    found = schedule(_program({"slow": ONE_HOUR_A_WEEK}, tasks))
    finish = found.origin + timedelta(minutes=found.program_finish)
    assert finish == datetime(2026, 3, 2, 10) + timedelta(weeks=299)


@pytest.mark.parametrize("name", ["slow", "once"])
def test_calendars_reach_as_far_as_the_latest_iteration(name: str) -> None:
    """Planned an hour, drawn up to 1,000: dates run past the calendars of the first guess, and
    all of them are Mondays between 9 and 10 o'clock."""
    off = {date(2026, 3, 2) + timedelta(weeks=k): () for k in range(0, 300, 2)}
    known = {"slow": ONE_HOUR_A_WEEK, "once": replace(ONE_HOUR_A_WEEK, exceptions=off)}
    task = Task("P/A", "A", Kind.TASK, name, 60.0, spread=Spread(Uniform(60.0, 60_000.0)))
    last = Task("P/B", "B", Kind.TASK, "slow", 60.0, after=(Dependency("P/A"),))
    result = simulate(_program(known, (task, last)), 1024, seed=2, levers=0)
    finish = result.outcome.finish
    dates = [result.origin + timedelta(minutes=float(t)) for t in finish]
    assert all(d.weekday() == 0 and 9 <= d.hour + d.minute / 60 <= 10.0001 for d in dates)
    weeks = (finish - finish.min()) / (7 * DAY)
    assert 990 < weeks.max() < 1400


@pytest.mark.parametrize("hours", [(1.0, 9000.0), (9000.0, 9000.0), (1e12, 1e12)])
def test_work_that_never_ends_is_an_error(hours: tuple[float, float]) -> None:
    """More than 150 years at an hour a week: planned, or in some iterations."""
    planned, longest = hours
    spread = Spread(Uniform(60.0, longest * 60.0))
    task = Task("P/A", "A", Kind.TASK, "slow", planned * 60.0, spread=spread)
    with pytest.raises(PlanError) as caught:
        simulate(_program({"slow": ONE_HOUR_A_WEEK}, (task,)), 100)
    (issue,) = caught.value.issues
    assert issue.rule == "never-finishes"
    assert issue.message.startswith("the work of the program does not end within 150 years")
    assert "hardly any working time" in issue.mend
