"""Programs whose calendars lose days, and what is known of them by enumeration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from lucky_programs import Floats, at, day, mean, run, share, task, watched

from simulator.model.calendar import Calendar
from simulator.model.task import Constraint, ConstraintType, Task
from simulator.model.weather import Chances


def steady(chance: float, persistence: float = 0.0, owner: str = "site") -> Chances:
    """The same chance in every month."""
    return Chances(owner, (chance,) * 12, persistence)


def looked_at(*numbers: int) -> list[Task]:
    """Tasks of a day that show whether these days are lost."""
    earliest = ConstraintType.START_NO_EARLIER
    return [
        replace(task(f"D{k}", 1), constraints=(Constraint(earliest, day(k)),), deadline=day(k + 1))
        for k in numbers
    ]


def lost(calendar: Calendar, *numbers: int) -> list[np.ndarray]:
    """Whether each of these days is lost, bool[iteration] each."""
    result = run(at(calendar, tasks=looked_at(*numbers)))
    return [watched(result, f"D{k}") > k + 1.5 for k in numbers]


def ends(
    work: int, fresh: Callable[[int], float], again: Callable[[int], float], before: float
) -> dict[int, float]:
    """Chance of each finish of a task of so many days, day by day.

    fresh, again : chance that a day is lost after one that was not, and after one that was.
    before : chance that the day before the first was lost.
    """
    now = {(0, True): before, (0, False): 1 - before}
    found: dict[int, float] = {}
    for number in range(20 * work):
        then: dict[tuple[int, bool], float] = defaultdict(float)
        for (done, bad), chance in now.items():
            loses = again(number) if bad else fresh(number)
            then[done, True] += chance * loses
            then[done + 1, False] += chance * (1 - loses)
        found[number + 1] = then.pop((work, False), 0.0)
        now = then
    return found


def as_enumerated(values: Floats, chances: dict[int, float]) -> None:
    """Mean and every common value as enumerated."""
    assert sum(chances.values()) == pytest.approx(1, abs=1e-6)
    mean(values, sum(value * chance for value, chance in chances.items()))
    for value, chance in chances.items():
        if chance > 0.01:
            share(np.isclose(values, value), chance)
