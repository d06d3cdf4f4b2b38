"""A result made from known distributions, so that every answer has a formula.

Finish = 400 days after the start + 20 days x normal score; cost = 40M + 5M x normal score, the two
scores correlated. Task i of n has a known duration spread, criticality and correlation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from simulator.model.calendar import elapsed_calendar, standard_calendar
from simulator.model.program import Program, Project, Target
from simulator.model.risk import Impact, Risk
from simulator.model.task import Cost, Kind, Task
from simulator.model.weather import Chances, Downtime
from simulator.results.raw import (
    LEVELS,
    Happening,
    Lever,
    Outcome,
    Receipt,
    RunInfo,
    Schedule,
    TaskTallies,
    WindowUse,
)
from simulator.results.result import Result

DAY = 1440.0
START = datetime(2026, 3, 2)
MEAN_DAYS, SD_DAYS = 400.0, 20.0
MEAN_COST, SD_COST = 40e6, 5e6

NAMES = (
    "Divert utilities",
    "Piling",
    "Station box",
    "Tunnel drive north",
    "Track slab",
    "Signalling design",
    "Factory test of interlocking",
    "Install point machines",
    "Overhead line",
    "Power supply",
    "Integrated testing",
    "Ready for service",
)


def latin_scores(n: int, columns: int, seed: int) -> NDArray[np.float64]:
    """Normal scores, float64[n, columns]: each full block of 1,024 fills 1,024 strata once; the
    remainder is plain random."""
    rng = np.random.default_rng(seed)
    u = rng.random((n, columns))
    for first in range(0, n - n % 1024, 1024):
        for column in range(columns):
            strata = rng.permutation(1024)
            u[first : first + 1024, column] = (strata + u[first : first + 1024, column]) / 1024
    return norm.ppf(u)


def program(
    tasks: int = 12, *, names: Sequence[str] = NAMES, money: bool = True, title: str = "North Line"
) -> Program:
    """One project of `tasks` activities, the last a milestone."""
    rows = []
    for number in range(tasks):
        last = number == tasks - 1
        name = names[number % len(names)]
        rows.append(
            Task(
                f"CIVIL/A{100 + 10 * number}",
                name,
                Kind.MILESTONE if last else Kind.TASK,
                "standard",
                0.0 if last else 20 * 480.0,
                wbs="Civil/Works",
                cost=Cost(fixed=1e6 if money else 0.0),
            )
        )
    calendars = {"standard": standard_calendar(), "elapsed": elapsed_calendar()}
    risk = Risk("R1", "Utility diversion found late", 0.3, (Impact((rows[0].id,)),))
    target = Target(START + timedelta(days=MEAN_DAYS), MEAN_COST if money else None)
    project = Project("CIVIL", "Civil works", START, "standard", data_date=datetime(2026, 6, 1))
    return Program(
        title,
        START,
        calendars,
        (project,),
        tuple(rows),
        "EUR",
        target,
        (risk,),
        notes=("3 relationships to activities outside the file were dropped.",),
    )


def schedule(plan: Program, days: float = 380.0) -> Schedule:
    """Tasks one after the other, 380 days in all."""
    ids = tuple(task.id for task in plan.tasks)
    n = len(ids)
    edges = np.linspace(8 / 24, days, n + 1) * DAY
    zero = np.zeros(n)
    cost = sum(task.cost.fixed for task in plan.tasks)
    driving = ((), *((row - 1,) for row in range(1, n)))
    start, finish = edges[:-1], edges[1:]
    return Schedule(
        origin=START,
        ids=ids,
        start=start,
        remaining_start=start,
        finish=finish,
        late_start=start,
        late_finish=finish,
        total_float=zero,
        free_float=zero,
        critical=np.ones(n, bool),
        driving=driving,
        program_finish=days * DAY,
        project_finish={"CIVIL": days * DAY},
        program_cost=cost,
        project_cost={"CIVIL": cost},
    )


def tallies(plan: Program, dates: Schedule) -> TaskTallies:
    """Normal spreads that widen along the plan; criticality falls from 1 to about 0."""
    n = len(plan.tasks)
    share = np.arange(n) / max(n - 1, 1)
    critical = (1 - share) ** 2
    critical[-1] = 1.0
    sd_finish = SD_DAYS * DAY * np.sqrt(share + 0.02)
    scores = norm.ppf(np.array(LEVELS) / 100)
    mean = np.array([task.duration for task in plan.tasks])
    sd = 0.1 * mean
    correlation = np.where(mean > 0, 0.9 * critical, np.nan)
    later = 1.05
    return TaskTallies(
        critical=critical,
        duration_mean=mean,
        duration_sd=sd,
        finish_sd=np.full(n, SD_DAYS * 480.0),
        pearson=correlation,
        present=np.ones(n),
        spearman=correlation,
        start_mean=dates.start * later,
        finish_mean=dates.finish * later,
        start_percentiles=dates.start[:, None] * later + sd_finish[:, None] * scores,
        finish_percentiles=dates.finish[:, None] * later + sd_finish[:, None] * scores,
        duration_percentiles=mean[:, None] + sd[:, None] * scores,
    )


def result(
    iterations: int = 10_000,
    seed: int = 1,
    *,
    tasks: int = 12,
    rho: float = 0.6,
    sampling: str = "latin",
    money: bool = True,
    levers: bool = True,
    plan: Program | None = None,
) -> Result:
    """A whole result with answers known from the normal distribution."""
    plan = plan or program(tasks, money=money)
    if sampling == "latin":
        scores = latin_scores(iterations, 2, seed)
    else:
        scores = np.random.default_rng(seed).standard_normal((iterations, 2))
    finish = (MEAN_DAYS + SD_DAYS * scores[:, 0]) * DAY
    second = rho * scores[:, 0] + np.sqrt(1 - rho**2) * scores[:, 1]
    cost = MEAN_COST + SD_COST * second if money else None
    dates = schedule(plan)
    last = plan.tasks[-1]
    return Result(
        plan,
        START,
        RunInfo(seed, iterations, sampling, 2, 0.31, "0.1.0"),
        dates,
        Outcome(finish, cost),
        {"CIVIL": Outcome(finish, cost)},
        {last.id: finish},
        tallies(plan, dates),
        some_levers(plan) if levers else (),
        tuple(Happening("risk", risk.id, risk.name, "", 0.3) for risk in plan.risks),
        receipts=some_receipts(plan),
    )


def some_receipts(plan: Program, change: float = 0.0) -> tuple[Receipt, ...]:
    """A pair of tasks whose coefficient was moved by so much, and a group."""
    names = tuple(f"task {task.id}" for task in plan.tasks[:5])
    used = 0.5 - change
    return (
        Receipt(names[:2], 2, 1, 0.5, used, change, used, used, used, 10_000),
        Receipt(names, 40, 780, 0.3, 0.3, 0.0, 0.3, 0.29, 0.31, 10_000),
    )


def with_calendars(found: Result, outside: float = 0.02) -> Result:
    """The same on a calendar with weather, downtime and windows: its first task misses the window
    of the plan in a quarter of iterations."""
    rough = replace(
        found.program.calendars["standard"],
        weather=Chances("standard", (0.1,) * 12),
        downtime=Downtime("standard", 60.0, 3.0),
    )
    calendars = {**found.program.calendars, "standard": rough}
    found.program = replace(found.program, calendars=calendars)
    first = found.schedule.ids[0]
    found.windows = (WindowUse(first, 0.0, 30 * DAY, 0.25, outside),)
    return found


def some_levers(plan: Program) -> tuple[Lever, ...]:
    """Five levers: four tasks and the risk."""
    own = [
        Lever(
            "task",
            task.id,
            task.name,
            0.83 - 0.15 * k,
            21.0 / (k + 1),
            19.0 / (k + 1),
            23.0 / (k + 1),
        )
        for k, task in enumerate(plan.tasks[:4])
    ]
    risk = plan.risks[0]
    return (own[0], Lever("risk", risk.id, risk.name, None, 12.4, 11.0, 14.0), *own[1:])


def certain(plan: Program | None = None, iterations: int = 10_000) -> Result:
    """A result in which nothing moves; without a plan, of one that holds no risk either."""
    base = result(iterations, plan=plan or replace(program(), risks=()), levers=False)
    n = base.run.iterations
    finish = np.full(n, base.schedule.program_finish)
    cost = np.full(n, base.schedule.program_cost)
    still = np.zeros_like(base.tallies.duration_sd)
    flat = replace(base.tallies, duration_sd=still, pearson=still * np.nan, spearman=still * np.nan)
    return Result(
        base.program,
        base.origin,
        base.run,
        base.schedule,
        Outcome(finish, cost),
        {"CIVIL": Outcome(finish, cost)},
        {},
        flat,
        (),
    )
