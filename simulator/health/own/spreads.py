"""What ranges say, in days of the activity's own calendar."""

from __future__ import annotations

from math import isfinite, sqrt

import numpy as np

from simulator.health.plan import Plan
from simulator.model.risk import Driver
from simulator.model.task import Task


def scale(plan: Plan, task: Task) -> float:
    """Days for one unit of the task's range."""
    if task.spread is not None and task.spread.relative:
        return task.remaining / plan.day(task)
    return 1 / plan.day(task)


def quantiles(plan: Plan, task: Task, *levels: float) -> list[float]:
    """Values of the task's range at these probabilities, days."""
    if task.spread is None:
        return [task.remaining / plan.day(task) for _ in levels]
    found = task.spread.distribution.quantile(np.array(levels, dtype=np.float64))
    return [float(value) * scale(plan, task) for value in found]


def own_sd(plan: Plan, task: Task) -> float:
    """Standard deviation of the task's own range, days; 0 where there is none or it is infinite."""
    if task.spread is None:
        return 0.0
    variance = task.spread.distribution.variance()
    return sqrt(variance) * scale(plan, task) if isfinite(variance) else 0.0


def factor_sd(driver: Driver) -> float:
    """Standard deviation of the factor: 1 where the cause does not happen, else as drawn."""
    p, mean = driver.probability, driver.factor.mean()
    variance = p * driver.factor.variance() + p * (1 - p) * (mean - 1) ** 2
    return sqrt(variance) if isfinite(variance) else 0.0


def ranged(plan: Plan) -> list[Task]:
    """Open work with a range that is more than one value."""
    return [
        task
        for task in plan.work
        if task.spread is not None and np.ptp(quantiles(plan, task, 0.001, 0.999)) > 0
    ]
