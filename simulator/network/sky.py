"""Lost days and windows of calendars to arrays; None for a plan that has neither."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from simulator.errors import PlanError
from simulator.kernels import codes
from simulator.kernels.clock import BEYOND, Sky
from simulator.kernels.workspace import LANES
from simulator.model.calendar import DAY, Calendar
from simulator.model.program import Program
from simulator.model.weather import SLOTS, Loss, Observed, name_of, slot_of
from simulator.model.window import Span, joined
from simulator.network.arrays import Tasks, Weather
from simulator.network.axis import Axis
from simulator.network.clocks import Clocks
from simulator.network.dtypes import I8, F
from simulator.network.names import name_key
from simulator.network.rows import Row
from simulator.network.worktime import NEVER

FORGOTTEN = 1e-30
"""Chance below which what a day was like no longer matters to a later one."""

FIRST_REACH = 366
"""Days for which the first iterations are drawn; more where they turn out to end later."""

MOST_BYTES = 256 * 1024 * 1024
"""Most memory for the lost days of the iterations that a thread works on at a time."""


@dataclass(frozen=True)
class Stretch:
    """Days that are laid out: so many from midnight of `origin`; of them those from number `first`
    on can be lost."""

    origin: datetime
    days: int
    first: int

    @property
    def day(self) -> date:
        """The first day that can be lost."""
        return self.origin.date() + timedelta(days=self.first)


def stretch_of(program: Program, origin: datetime, days: int) -> Stretch:
    """History loses nothing: days are lost from the earliest data date on, or start of a project
    without one."""
    now = min(project.data_date or project.start for project in program.projects)
    return Stretch(origin, days, (now.date() - origin.date()).days)


def sky_of(
    clocks: Clocks, rows: Sequence[Row], tasks: Tasks, stretch: Stretch
) -> tuple[Weather | None, Sky | None]:
    """The two structures of kernels, both None where no calendar loses days or has windows."""
    if not any(one.losses or one.windows for one in clocks.calendars):
        return None, None
    rough = [c for c, one in enumerate(clocks.calendars) if one.losses]
    index = np.full(len(clocks.calendars), -1, dtype=np.int32)
    index[rough] = np.arange(len(rough))
    before = _before(clocks, rough, stretch)
    span = np.diff(before[:, :-1], axis=1).max(axis=1, initial=1)
    buckets = int(((before[:, -2] - before[:, 0]) // span).max(initial=0)) + 2
    _refuse_too_much(len(rough), before.shape[1], buckets)
    losses = list(dict.fromkeys(loss for c in rough for loss in clocks.calendars[c].losses))
    windows = [_windows(one, stretch) for one in clocks.calendars]
    bounds = np.array([span for spans in windows for span in spans]).reshape(-1, 2)
    sky = Sky(
        weather=index,
        first=float(stretch.first * DAY),
        before=before,
        reach=np.array([min(stretch.days - stretch.first, FIRST_REACH)]),
        kept=np.zeros((*before.shape, 0), dtype=np.int32),
        place=np.zeros((len(rough), buckets, 0), dtype=np.uint16),
        span=span.astype(np.float64),
        state=np.zeros((len(losses), 0), dtype=np.uint8),
        like=np.zeros((len(losses), 0), dtype=np.uint8),
        lost=np.zeros(0, dtype=np.uint8),
        filled=np.zeros((len(rough), 0), dtype=np.int32),
        windowed=_windowed(rows, tasks, windows),
        window_first=np.cumsum([0, *map(len, windows)]),
        open=np.ascontiguousarray(bounds[:, 0]),
        close=np.ascontiguousarray(bounds[:, 1]),
        planned=np.full(len(rows), np.inf),
    )
    return _weather([clocks.calendars[c].losses for c in rough], losses, stretch), sky


def without_weather(sky: Sky | None) -> Sky | None:
    """`sky` in which no day is lost, for the plan's own dates."""
    if sky is None:
        return None
    return sky._replace(weather=np.full_like(sky.weather, -1))


def _before(clocks: Clocks, rough: Sequence[int], stretch: Stretch) -> np.ndarray:
    """Working minutes of the calendars that lose days before each of them, int32[row, day + 2]."""
    midnights = np.arange(stretch.first, stretch.days + 1, dtype=np.float64) * DAY
    found = np.full((len(rough), len(midnights) + 1), BEYOND, dtype=np.int32)
    for k, c in enumerate(rough):
        found[k, :-1] = Axis(clocks.clock, c).work(midnights)
    return found


def _refuse_too_much(calendars: int, days: int, buckets: int) -> None:
    size = calendars * LANES * (4 * days + 2 * buckets)
    if size > MOST_BYTES:
        raise PlanError.one(
            "calendars",
            "too-large",
            f"the lost days of {calendars} calendars over {days / 365:.0f} years take "
            f"{size / 1024**2:,.0f} MB a thread",
            "Let calendars share their weather and their week, or look for work that takes too "
            "long.",
        )


def _windowed(rows: Sequence[Row], tasks: Tasks, windows: Sequence[Sequence[Span]]) -> I8:
    """1 for tasks that must lie inside a window: not started, and without a mandatory date."""
    pinned = ~np.isnan(tasks.pinned_start) | ~np.isnan(tasks.pinned_finish)
    free = np.array([not row.task.is_started for row in rows], dtype=bool)
    has = np.array([bool(windows[c]) for c in tasks.calendar], dtype=bool)
    found = has & free & ~pinned & (tasks.kind == codes.KIND_TASK)
    return np.asarray(found, dtype=np.int8)


def _windows(calendar: Calendar, stretch: Stretch) -> list[Span]:
    """In order and apart; where they recur, past the horizon it is always open, so that a task
    that is moved there is seen to be late."""
    horizon = float(stretch.days * DAY)
    spans = [span for one in calendar.windows for span in one.spans(stretch.origin, horizon)]
    if any(one.recurs for one in calendar.windows):
        spans.append((horizon, NEVER))
    return joined(spans)


def _weather(
    calendars: Sequence[Sequence[Loss]], losses: Sequence[Loss], stretch: Stretch
) -> Weather:
    """losses : each once, however many calendars share it."""
    chains = [_chain(loss) for loss in losses]
    records = [_record(loss) for loss in losses]
    back = max((_memory(*chain) for chain in chains), default=0)
    days = [stretch.day + timedelta(days=k) for k in range(-back, stretch.days - stretch.first)]
    years = np.array([len(record) for record in records], dtype=np.int64)
    return Weather(
        first=np.cumsum([0, *map(len, calendars)]),
        loss=np.array([losses.index(loss) for own in calendars for loss in own], dtype=np.int64),
        key=np.array([name_key(name_of(loss)) for loss in losses], dtype=np.uint64),
        fresh=np.array([fresh for fresh, _ in chains]).reshape(-1, SLOTS),
        again=np.array([again for _, again in chains]).reshape(-1, SLOTS),
        years=years,
        at=np.cumsum(years) - years,
        observed=np.concatenate([np.zeros((0, SLOTS), np.uint8), *records]),
        ordinal=stretch.day.toordinal(),
        back=back,
        slot=np.array([slot_of(day.month, day.day) for day in days], dtype=np.int16),
        year=np.array([day.year for day in days[back:]], dtype=np.int32),
    )


def _chain(loss: Loss) -> tuple[F, F]:
    """Chances after a day that was not lost, and after one that was; zeros for a record."""
    if isinstance(loss, Observed):
        return np.zeros(SLOTS), np.zeros(SLOTS)
    fresh, again = zip(*(loss.chain(slot) for slot in range(SLOTS)), strict=True)
    return np.array(fresh), np.array(again)


def _record(loss: Loss) -> np.ndarray:
    """Lost days by year and slot; no years for a chain."""
    if not isinstance(loss, Observed):
        return np.zeros((0, SLOTS), dtype=np.uint8)
    found = np.zeros((len(loss.years), SLOTS), dtype=np.uint8)
    for place, slots in enumerate(loss.record().values()):
        found[place, list(slots)] = 1
    return found


def _memory(fresh: F, again: F) -> int:
    """Days after which what a day was like is forgotten."""
    strongest = float(np.abs(again - fresh).max())
    if strongest == 0.0:
        return 1
    return math.ceil(math.log(FORGOTTEN) / math.log(strongest))
