"""Small programs by the clock, in days, for answers that are known by formula or enumeration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.engine import simulate
from simulator.model.calendar import ELAPSED, Calendar, elapsed_calendar
from simulator.model.dependency import Dependency
from simulator.model.distribution import Distribution
from simulator.model.distributions import Constant, Uniform
from simulator.model.program import Program, Project
from simulator.model.risk import Impact, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task
from simulator.results.result import Result

START = datetime(2026, 1, 5)
DAY = 1440.0
ITERATIONS = 20_480

Floats = NDArray[np.float64]


def day(number: float) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=number)


def days(low: float, high: float) -> Uniform:
    """Uniform between so many days."""
    return Uniform(low * DAY, high * DAY)


def task(id: str, work: float | Distribution, *after: str, cost: Cost | None = None) -> Task:
    """A task of so many days, or with a range in minutes, after others."""
    certain = not isinstance(work, Distribution)
    return Task(
        id=f"P/{id}",
        name=id,
        kind=Kind.TASK,
        calendar=ELAPSED,
        duration=work * DAY if not isinstance(work, Distribution) else work.mean(),
        spread=None if certain else Spread(work),  # type: ignore[arg-type]
        after=tuple(Dependency(f"P/{one}") for one in after),
        cost=cost or Cost(),
    )


def site(name: str = "site", **losses: object) -> Calendar:
    """Every day of the week from midnight to midnight, less what `losses` takes: weather and
    downtime, or within windows."""
    return replace(elapsed_calendar(), name=name, **losses)  # type: ignore[arg-type]


def at(*calendars: Calendar, tasks: Iterable[Task], **more: object) -> Program:
    """One project of these tasks, all on the first of the calendars but those that name another."""
    keys = {one.name: one for one in calendars}
    rows = [
        one if one.calendar in keys else replace(one, calendar=calendars[0].name) for one in tasks
    ]
    known = program(*rows, **more)
    return replace(known, calendars={**known.calendars, **keys})


def program(*tasks: Task, **more: object) -> Program:
    """One project of these tasks."""
    return Program(
        title="known",
        start=START,
        calendars={ELAPSED: elapsed_calendar()},
        projects=(Project("P", "known", START, ELAPSED),),
        tasks=tasks,
        **more,  # type: ignore[arg-type]
    )


def run(known: Program, iterations: int = ITERATIONS, seed: int = 7) -> Result:
    """Without the second pass and levers."""
    return simulate(known, iterations=iterations, seed=seed, detail=False, levers=0)


def finish(result: Result) -> Floats:
    """Days from the start to the finish of every iteration."""
    moved = (START - result.origin) / timedelta(days=1)
    return np.asarray(result.outcome.finish / DAY - moved)


def cost(result: Result) -> Floats:
    """Money of every iteration."""
    assert result.outcome.cost is not None
    return result.outcome.cost


def costly(id: str, probability: float, money: float, **more: object) -> Risk:
    """A risk that costs so much, from which the bill tells whether it happened."""
    return Risk(
        id,
        id,
        probability,
        (Impact(cost=Spread(Constant(money))),),
        **more,  # type: ignore[arg-type]
    )


def watched(result: Result, id: str) -> Floats:
    """Days from the start to the finish of a task with a deadline, of every iteration."""
    moved = (START - result.origin) / timedelta(days=1)
    return np.asarray(result.milestone_samples[f"P/{id}"] / DAY - moved)


def share(happened: NDArray[np.bool_], expected: float) -> None:
    """The share of true values is `expected`, within 5 standard errors of plain sampling."""
    error = np.sqrt(max(expected * (1 - expected), 1e-12) / happened.size)
    assert abs(happened.mean() - expected) < 5 * error, (happened.mean(), expected, error)


def mean(values: Floats, expected: float) -> None:
    """The mean is `expected`, within 5 standard errors."""
    error = values.std() / np.sqrt(values.size)
    assert abs(values.mean() - expected) <= 5 * error + 1e-9, (values.mean(), expected, error)


def variance(values: Floats, expected: float) -> None:
    """The variance is `expected`, within 5 standard errors of plain sampling."""
    squares = (values - values.mean()) ** 2
    error = squares.std() / np.sqrt(values.size)
    assert abs(squares.mean() - expected) < 5 * error, (squares.mean(), expected, error)
