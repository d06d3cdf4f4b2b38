"""Calendars to lookup tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from simulator.model.calendar import DAY, Calendar
from simulator.network.arrays import Clock, F, I64

NEVER = 1e15
"""End of the last period of every table, minutes: past the horizon all time counts as work, so
that kernels need no bounds check; the engine refuses results from there."""


def build_clock(calendars: Sequence[Calendar], origin: date, days: int) -> Clock:
    """Tables of `calendars` from midnight of `origin` over `days` days."""
    periods = [_periods(calendar, origin, days) for calendar in calendars]
    firsts = np.cumsum([0, *(len(begin) for begin, _ in periods)])
    day_tables, work_tables, buckets, befores = [], [], [], []
    for first, (begin, end) in zip(firsts, periods, strict=False):
        before = np.concatenate(([0.0], np.cumsum(end - begin)[:-1]))
        midnights = np.arange(days + 1) * float(DAY)
        day_tables.append(first + np.searchsorted(end, midnights, side="right"))
        bucket = max(before[-1] / len(begin), 1.0)
        marks = np.arange(int(before[-1] / bucket) + 1) * bucket
        done = before + (end - begin)
        work_tables.append(first + np.searchsorted(done, marks, side="left"))
        buckets.append(bucket)
        befores.append(before)
    return Clock(
        first=firsts.astype(np.int64),
        begin=np.concatenate([begin for begin, _ in periods]),
        end=np.concatenate([end for _, end in periods]),
        before=np.concatenate(befores),
        day_first=_offsets(day_tables),
        day_period=np.concatenate(day_tables).astype(np.int64),
        work_first=_offsets(work_tables),
        work_period=np.concatenate(work_tables).astype(np.int64),
        bucket_minutes=np.array(buckets),
        always=np.array([calendar.always_works for calendar in calendars], dtype=np.int8),
    )


def _offsets(tables: Sequence[I64]) -> I64:
    return np.cumsum([0, *(len(table) for table in tables)]).astype(np.int64)


def _periods(calendar: Calendar, origin: date, days: int) -> tuple[F, F]:
    """Begin and end of each period of work, with the endless one past the horizon."""
    week = [[shift for shift in calendar.week[(origin.weekday() + k) % 7]] for k in range(7)]
    by_day = [week[k % 7] for k in range(days)]
    for day, shifts in calendar.exceptions.items():
        k = (day - origin).days
        if 0 <= k < days:
            by_day[k] = list(shifts)
    begin = [k * DAY + shift[0] for k, shifts in enumerate(by_day) for shift in shifts]
    end = [k * DAY + shift[1] for k, shifts in enumerate(by_day) for shift in shifts]
    horizon = float(days * DAY)
    return np.array([*begin, horizon], dtype=np.float64), np.array([*end, NEVER], dtype=np.float64)

