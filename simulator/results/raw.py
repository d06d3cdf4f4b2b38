"""What the engine hands over: numbers only. Instants are minutes since `Result.origin`,
durations working minutes, money plain units of the currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVELS = (1, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 99)
"""The percentiles that are published for every quantity."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How the run was made. sampling : "latin" or "random"."""

    seed: int
    iterations: int
    sampling: str
    threads: int
    seconds: float
    version: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """One deterministic pass, arrays by activity in the order of `ids`.

    origin : midnight to which the instants count. start : the actual start where there is one.
    remaining_start : early start of the work still to do, what P6 stores as early start of an
    activity in progress; NaN for finished ones.
    total_float, free_float : working minutes of the activity's calendar; NaN for finished ones.
    critical : on the driving path to the program's finish.
    driving : for each activity the indices of the activities that drive its start or finish.
    """

    origin: datetime
    ids: tuple[str, ...]
    start: Floats
    remaining_start: Floats
    finish: Floats
    late_start: Floats
    late_finish: Floats
    total_float: Floats
    free_float: Floats
    critical: NDArray[np.bool_]
    driving: tuple[tuple[int, ...], ...]
    program_finish: float
    project_finish: dict[str, float]
    program_cost: float
    project_cost: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Samples kept in full, one value an iteration, in the order of iterations."""

    finish: Floats
    cost: Floats | None = None


@dataclass(frozen=True, slots=True)
class TaskTallies:
    """Streaming statistics, arrays by activity in the order of `Schedule.ids`.

    critical : share of iterations on the driving path. duration_* : working minutes.
    finish_sd : standard deviation of the program's finish in working minutes of the activity's own
    calendar, so that it compares with `duration_sd`.
    present : share of iterations in which it is there at all.
    pearson : correlation of duration with the program's finish, NaN where either never moved.
    spearman : the same by ranks. The last five are None where `detail` was not asked for;
    *_percentiles : float64[activity, len(LEVELS)].
    """

    critical: Floats
    duration_mean: Floats
    duration_sd: Floats
    finish_sd: Floats
    pearson: Floats
    present: Floats
    spearman: Floats | None = None
    start_mean: Floats | None = None
    finish_mean: Floats | None = None
    start_percentiles: Floats | None = None
    finish_percentiles: Floats | None = None
    duration_percentiles: Floats | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """How often something happened. kind : "risk", "driver", "branch" (a path was taken) or "loop"
    (it was done again). part : path or number of the repeat, "" for risks and drivers. share : of
    all iterations."""

    kind: str
    id: str
    name: str
    part: str
    share: float


@dataclass(frozen=True, slots=True)
class WindowUse:
    """A task that must lie inside a window. open, close : instants of the one that the plan uses.

    missed : share of iterations in which it lies after that one; outside : share in which it fits
    in none and overruns.
    """

    id: str
    open: float
    close: float
    missed: float
    outside: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was asked for and what was drawn of one pair, or of a group with one coefficient.

    of : names of the quantities measured; of a large group some of its `quantities`; none for the
    pairs of a large matrix that are not listed. pairs : how many it is about.
    given : Spearman's coefficient of the plan, NaN where it says nothing, which is 0. used : that
    which is drawn; change : the largest difference of the two. realised, low, high : mean, least
    and greatest over the pairs measured, in the first `iterations`; NaN where none is.
    """

    of: tuple[str, ...]
    quantities: int
    pairs: int
    given: float
    used: float
    change: float
    realised: float
    low: float
    high: float
    iterations: int


@dataclass(frozen=True, slots=True)
class Lever:
    """What happens when one thing is made certain and all else stays.

    kind : "task" (it lasts as planned), "lag" (the wait of one link is as planned), "risk" or
    "driver" (it does not happen), "branch" (always its likeliest path), "loop" (never done again),
    "exists" (a task that may not exist, as the plan takes it), "weather" or "downtime" (a calendar
    loses no day to it). days : P80 of the finish with it minus without it, elapsed days, same
    draws; low, high : its 95 % interval. cost, cost_low, cost_high : the same in money, or None.
    """

    kind: str
    id: str
    name: str
    critical: float | None
    days: float
    low: float
    high: float
    cost: float | None = None
    cost_low: float | None = None
    cost_high: float | None = None
