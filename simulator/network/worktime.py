"""Calendars to lookup tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from simulator.kernels.worktime import HALF_DAY, HEADER, PERIOD
from simulator.model.calendar import DAY, Calendar
from simulator.network.dtypes import F

NEVER = 1e15
"""End of the last period of every table, minutes: past the horizon all time counts as work, so
that kernels need no bounds check; the engine refuses results from there."""


def build_clock(calendars: Sequence[Calendar], origin: date, days: int) -> F:
    """Tables of `calendars` from midnight of `origin` over `days` days, laid out in one array as
    `kernels.worktime` says."""
    halves = np.arange(2 * days + 1) * HALF_DAY
    header = np.zeros((len(calendars), HEADER))
    parts: list[F] = []
    at = header.size
    for c, calendar in enumerate(calendars):
        begin, end = _periods(calendar, origin, days)
        before = np.concatenate(([0.0], np.cumsum(end - begin)[:-1]))
        bucket = _usual(end[:-1] - begin[:-1])
        marks = np.arange(int(before[-1] / bucket) + 1) * bucket
        by_half = at + PERIOD * np.searchsorted(end, halves, side="right")
        by_work = at + PERIOD * np.searchsorted(before + (end - begin), marks, side="right")
        half_at = at + PERIOD * len(begin)
        work_at = half_at + len(by_half)
        always = calendar.always_works
        header[c] = (half_at, len(by_half), work_at, len(by_work), 1.0 / bucket, always, at)
        periods = np.stack([begin, end, before], axis=1).ravel()
        parts += [periods, by_half.astype(np.float64), by_work.astype(np.float64)]
        at = work_at + len(by_work)
    return np.concatenate([header.ravel(), *parts])


def _usual(lengths: F) -> float:
    """The most frequent length of a period, but at least a quarter of the mean."""
    if not len(lengths):
        return float(DAY)
    values, counts = np.unique(lengths, return_counts=True)
    return max(float(values[counts.argmax()]), float(lengths.mean()) / 4.0)


def _periods(calendar: Calendar, origin: date, days: int) -> tuple[F, F]:
    """Begin and end of each period of work, with the endless one past the horizon."""
    week = [list(calendar.week[(origin.weekday() + k) % 7]) for k in range(7)]
    by_day = [week[k % 7] for k in range(days)]
    for day, shifts in calendar.exceptions.items():
        k = (day - origin).days
        if 0 <= k < days:
            by_day[k] = list(shifts)
    begin = [k * DAY + shift[0] for k, shifts in enumerate(by_day) for shift in shifts]
    end = [k * DAY + shift[1] for k, shifts in enumerate(by_day) for shift in shifts]
    horizon = float(days * DAY)
    return np.array([*begin, horizon], dtype=np.float64), np.array([*end, NEVER], dtype=np.float64)
