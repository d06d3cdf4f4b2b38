"""Sums of rows to statistics of activities."""

from __future__ import annotations

import numpy as np

from simulator.engine.passes import Sums
from simulator.network.axis import Axis
from simulator.network.compile import Compiled
from simulator.network.dtypes import I64
from simulator.results.raw import Floats, Happening, Schedule, TaskTallies


def spread_of_finish(compiled: Compiled, finish: Floats) -> Floats:
    """Standard deviation of the program's finish in working minutes of each calendar in use,
    float64[calendar]."""
    clock = compiled.network.clock
    calendars = int(compiled.network.tasks.calendar.max(initial=0)) + 1
    return np.array([Axis(clock, c).work(finish).std() for c in range(calendars)])


def task_tallies(compiled: Compiled, schedule: Schedule, sums: Sums, finish: Floats) -> TaskTallies:
    """Means, deviations, correlations and criticality by activity.

    finish : float64[iteration], the program's. Finished activities are certain and never
    critical; what has no spread has no correlation (NaN).
    """
    n = len(finish)
    planned = compiled.network.tasks.planned
    distance = finish - schedule.program_finish
    mean = sums.moments[:, 0] / n
    variance = np.maximum(sums.moments[:, 1] / n - mean**2, 0.0)
    noise = 1e-12 * (planned**2 + 1.0)
    sd = np.sqrt(np.where(variance > noise, variance, 0.0))
    covariance = sums.moments[:, 2] / n - mean * distance.mean()
    scale = sd * distance.std()
    pearson = np.divide(covariance, scale, out=np.full(len(sd), np.nan), where=scale > 0)
    calendar_sd = spread_of_finish(compiled, finish)
    place = compiled.places
    certain = np.array([task.duration for task in compiled.program.activities])
    present = np.ones(len(planned))
    if compiled.network.logic is not None:
        gate = compiled.network.logic.gates.gate
        present[gate >= 0] = sums.present[gate[gate >= 0]] / n
    return TaskTallies(
        critical=by_activity(place, sums.critical / n, np.zeros(len(certain))),
        duration_mean=by_activity(place, planned + mean, certain),
        duration_sd=by_activity(place, sd, np.zeros(len(certain))),
        finish_sd=by_activity(
            place, calendar_sd[compiled.network.tasks.calendar], np.full(len(certain), np.nan)
        ),
        pearson=by_activity(place, np.clip(pearson, -1.0, 1.0), np.full(len(certain), np.nan)),
        present=by_activity(place, present, np.ones(len(certain))),
    )


def happenings(compiled: Compiled, sums: Sums, iterations: int) -> tuple[Happening, ...]:
    """How often each risk and driver, path and repeat happened."""
    program, share = compiled.canonical, sums.happened / iterations
    own = [("risk", risk.id, risk.name) for risk in program.risks]
    own += [("driver", driver.id, driver.name) for driver in program.drivers]
    found = [Happening(*one, "", float(share[event])) for event, one in enumerate(own)]
    for fork in compiled.forks:
        happened = float(share[fork.event])
        part = happened if fork.wanted else 1.0 - happened
        found.append(Happening(fork.kind, fork.id, fork.name, fork.part, part))
    return tuple(found)


def by_activity(place: tuple[I64, I64], by_row: Floats, otherwise: Floats) -> Floats:
    """Values of rows at their activities, `otherwise` where there is no row.

    place : see `Compiled.places`. by_row : float64[row, ...]; otherwise : float64[activity, ...].
    """
    found = otherwise.copy()
    activity, row = place
    found[activity] = by_row[row]
    return found
