"""Calendars looked up for many lanes at a time, against the search for one (`network.axis`, which
`tests/network/test_clocks.py` holds to days counted one by one)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import numba
import numpy as np
import pytest
from strategies import calendars

from simulator.engine import schedule, simulate
from simulator.kernels.lean import Lean
from simulator.kernels.records import AT_ONCE
from simulator.kernels.worktime import EVEN, SAME, begin_tasks, end_tasks, resume_tasks
from simulator.model.calendar import DAY, Calendar
from simulator.model.distributions import Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task
from simulator.network.axis import Axis
from simulator.network.worktime import build_clock

ORIGIN, DAYS = date(2026, 2, 1), 120


def every(gap: int, length: int, begin: int = 480, end: int = 1020) -> Calendar:
    """`length` minutes of work every `gap` minutes of a working day."""
    shifts = tuple((t, t + length) for t in range(begin, end, gap))
    week = (shifts, shifts, shifts, shifts, shifts, (), ())
    return Calendar(f"{length} in {gap}", week)


KNOWN = {
    **calendars(),
    "breaks": every(135, 120),
    "short friday": Calendar(
        "f", (((480, 720), (780, 1020)),) * 4 + (((480, 720), (780, 870)), (), ())
    ),
    "ninety in a hundred": every(100, 90),
}
UNEVEN = every(15, 10)


@cache
def compiled() -> Any:
    @numba.njit(_nrt=False)
    def all_three(clock: Any, c: int, t: Any, w: Any, out: Any) -> None:
        begin_tasks(clock, c, t, out[0], out[1])
        for lane in range(w.size):
            out[2, lane] = out[3, lane] = w[lane]
        end_tasks(clock, c, out[2], out[4].view(np.uint64))
        resume_tasks(clock, c, out[3], out[4].view(np.uint64))

    return all_three


def points(edges: np.ndarray, last: float) -> np.ndarray:
    """Edges, just beside them, and in between."""
    rng = np.random.default_rng(7)
    near = [edges, edges - 1e-3, edges + 1e-3, edges - SAME / 4, edges + SAME / 4]
    return np.clip(np.concatenate([*near, rng.uniform(0, last, 999)]), 0.0, last)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_many_lanes_find_what_one_finds(name: str) -> None:
    clock = build_clock([KNOWN[name]], ORIGIN, DAYS)
    axis, whole = Axis(clock, 0), (DAYS - 1.0) * DAY
    if KNOWN[name].always_works:
        assert not clock[EVEN]
        return
    assert clock[EVEN]
    t = points(np.arange(0.0, whole, 30.0), whole)
    w = points(axis.work(np.arange(0.0, whole, 30.0)), float(axis.work(np.array([whole]))[0]))
    assert t.size % AT_ONCE != 0
    lanes = min(t.size, w.size)
    out = np.zeros((5, lanes))
    compiled()(Lean(clock), 0, t[:lanes], w[:lanes], out)
    worked = axis.work(t[:lanes])
    np.testing.assert_allclose(out[1], worked, rtol=0, atol=2 * SAME)
    np.testing.assert_allclose(out[0], axis.begin(worked), rtol=0, atol=2 * SAME)
    np.testing.assert_allclose(out[2], axis.end(w[:lanes]), rtol=0, atol=2 * SAME)
    np.testing.assert_allclose(out[3], axis.begin(w[:lanes]), rtol=0, atol=2 * SAME)


def program(calendar: Calendar) -> Program:
    """Two tasks of 95 to 105 minutes on `calendar`; the second waits for no one."""
    start = datetime(2026, 3, 2, 8)
    tasks = (
        Task("P/A", "A", Kind.TASK, "c", 100.0, spread=Spread(Uniform(95.0, 105.0))),
        Task("P/B", "B", Kind.TASK, "all", 1.0),
    )
    known = {"c": calendar, "all": replace(calendar, name="all", week=(((0, 1440),),) * 7)}
    return Program("P", start, known, (Project("P", "P", start, "c"),), tasks)


def test_an_uneven_calendar_is_searched_lane_by_lane() -> None:
    """Ten minutes of work a quarter of an hour from 08:00: 95 to 100 minutes end between 10:20 and
    10:25, 100 to 105 between 10:30 and 10:35; the mean of all is 10:27:30."""
    plan = program(UNEVEN)
    clock = build_clock([UNEVEN], ORIGIN, DAYS)
    assert not clock[EVEN]
    planned = schedule(plan)
    assert planned.origin + timedelta(minutes=planned.program_finish) == datetime(
        2026, 3, 2, 10, 25
    )
    minutes = simulate(plan, 1024).outcome.finish - planned.program_finish
    early, late = minutes[minutes < 2.5], minutes[minutes > 2.5]
    assert early.min() >= -5.0
    assert early.max() <= 0.0
    assert late.min() >= 5.0
    assert late.max() <= 10.0
    assert abs(minutes.mean() - 2.5) < 5 * minutes.std() / np.sqrt(minutes.size)
