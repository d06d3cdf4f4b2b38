"""What a claim asks for, read from a result, with its standard error.

Times are days of 24 hours since the start: one unit of the source is one day of a 24/7 calendar.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.workbench.cases import Case

if TYPE_CHECKING:
    from simulator.results.result import Result

DAY = 1440.0
PROJECT = "CASE"
BATCHES = 100
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and its standard error; 0 for what is not sampled."""

    value: float | str
    error: float = 0.0


def measure(case: Case, result: Result, quantity: str) -> Measured:
    """The quantity as the product gives it.

    quantity : ``finish mean``, ``finish sd``, ``finish P80``, ``finish <= 20``, the same with
    ``cost``; ``mean A``, ``sd A``, ``critical A``, ``ssi A`` of a task; ``correlation A`` of a
    task's duration with the finish, ``correlation A B`` of two milestones or ``cost finish``;
    ``joint <= 20 300``, finish and cost together;
    ``plan …`` for the plan's own dates; ``classical …`` for the one-path method of PERT.
    """
    head, _, rest = quantity.partition(" ")
    if head in ("finish", "cost"):
        return _of_sample(_sample(result, head), rest)
    if head == "joint":
        return _joint(result, *(float(word) for word in rest.split()[1:]))
    if head == "plan":
        return _of_plan(result, rest)
    if head == "classical":
        return Measured(_classical(case, result, rest))
    if head == "correlation" and " " in rest:
        return _correlation(*(_sample(result, name) for name in rest.split()))
    return _of_task(result, head, rest)


def _sample(result: Result, name: str) -> Floats:
    """Samples of the finish, the cost, or a milestone of the case."""
    if name == "cost":
        if result.outcome.cost is None:
            raise ValueError("the case has no cost")
        return result.outcome.cost
    minutes = (
        result.outcome.finish if name == "finish" else result.milestone_samples[f"{PROJECT}/{name}"]
    )
    return (minutes - _start(result)) / DAY


def _start(result: Result) -> float:
    return (result.program.start - result.origin).total_seconds() / 60


def _of_sample(sample: Floats, what: str) -> Measured:
    n = sample.size
    mean, sd = float(sample.mean()), float(sample.std(ddof=1))
    if what == "mean":
        return Measured(mean, sd / math.sqrt(n))
    if what == "sd":
        kurtosis = float(np.mean(((sample - mean) / sd) ** 4))
        return Measured(sd, sd * math.sqrt(max(kurtosis - 1, 0) / (4 * n)))
    if what.startswith("<="):
        share = float(np.mean(sample <= float(what[2:]) + 1e-9))
        return Measured(share, _share_error(share, n))
    return _percentile(sample, float(what.removeprefix("P")) / 100)


def _joint(result: Result, days: float, money: float) -> Measured:
    chance = result.joint_chance(result.program.start + timedelta(days=days), money)
    if chance is None:
        raise ValueError("the case has no cost")
    return Measured(chance.value, _share_error(chance.value, chance.iterations))


def _percentile(sample: Floats, share: float) -> Measured:
    ordered, n = np.sort(sample), sample.size
    error = math.sqrt(share * (1 - share) / n)
    index = math.ceil(share * n) - 1
    low, high = (min(max(round((share + k * error) * n), 0), n - 1) for k in (-5, 5))
    return Measured(float(ordered[index]), float(ordered[high] - ordered[low]) / 10)


def _share_error(share: float, n: int) -> float:
    return math.sqrt(max(share * (1 - share), 1 / n) / n)


def _correlation(one: Floats, two: Floats) -> Measured:
    value = float(np.corrcoef(one, two)[0, 1])
    batches = [
        np.corrcoef(a, b)[0, 1]
        for a, b in zip(np.array_split(one, BATCHES), np.array_split(two, BATCHES), strict=True)
    ]
    return Measured(value, float(np.std(batches, ddof=1)) / math.sqrt(BATCHES))


def _of_task(result: Result, what: str, task: str) -> Measured:
    n, row = result.run.iterations, result.schedule.ids.index(f"{PROJECT}/{task}")
    tallies = result.tallies
    critical = float(tallies.critical[row])
    mean, sd = float(tallies.duration_mean[row]) / DAY, float(tallies.duration_sd[row]) / DAY
    if what == "mean":
        return Measured(mean, sd / math.sqrt(n))
    if what == "sd":
        return Measured(sd, sd / math.sqrt(n))
    if what == "critical":
        return Measured(critical, _share_error(critical, n))
    if what == "correlation":
        pearson = float(tallies.pearson[row])
        return Measured(pearson, (1 - pearson**2) / math.sqrt(n))
    if what == "ssi":
        ssi = critical * sd / float(_sample(result, "finish").std(ddof=1))
        return Measured(ssi, ssi * math.sqrt(((1 - critical) / critical + 1.6) / n))
    raise ValueError(f"unknown quantity: {what} {task}")


def _of_plan(result: Result, what: str) -> Measured:
    schedule = result.schedule
    head, _, task = what.partition(" ")
    if head == "finish":
        return Measured((schedule.program_finish - _start(result)) / DAY)
    if head == "cost":
        return Measured(schedule.program_cost)
    if head == "critical":
        return Measured("-".join(_critical(result)))
    if head == "duration":
        return Measured(result.program.task[f"{PROJECT}/{task}"].duration / DAY)
    if head == "float":
        return Measured(float(schedule.total_float[schedule.ids.index(f"{PROJECT}/{task}")]) / DAY)
    raise ValueError(f"unknown quantity: plan {what}")


def _critical(result: Result) -> list[str]:
    """Critical tasks of the plan by start, without their project."""
    schedule = result.schedule
    rows = sorted(np.flatnonzero(schedule.critical), key=lambda row: float(schedule.start[row]))
    return [schedule.ids[row].split("/", 1)[1] for row in rows]


def _classical(case: Case, result: Result, what: str) -> float:
    """The one-path method of PERT: sd of a task = (high - low) / 6; the path that the plan finds
    critical adds up, and its total is taken as normal.

    what : ``variance`` or ``sd`` of the path, the same with a task, ``score 50`` (standard
    deviations from the mean to 50), ``<= 50`` (the chance), ``P95``.
    """
    head, _, rest = what.partition(" ")
    tasks = [rest] if rest in case.tasks else _critical(result)
    variance = sum(((high - low) / 6) ** 2 for low, _, high in map(case.triple, tasks))
    if head in ("variance", "sd"):
        return variance if head == "variance" else math.sqrt(variance)
    total = NormalDist((result.schedule.program_finish - _start(result)) / DAY, math.sqrt(variance))
    if head == "score":
        return total.zscore(float(rest))
    return total.cdf(float(rest)) if head == "<=" else total.inv_cdf(float(head[1:]) / 100)
