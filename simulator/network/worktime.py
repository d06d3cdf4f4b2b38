"""Calendars to lookup tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from simulator.kernels.worktime import EVEN, HALF_DAY, HEADER, PERIOD, SAME
from simulator.model.calendar import DAY, Calendar
from simulator.network.dtypes import F

NEVER = 1e15
"""End of the last period of every table, minutes: past the horizon all time counts as work, so
that kernels need no bounds check; the engine refuses results from there."""

HALVINGS = 3
"""How often cells are halved before a calendar is taken for uneven."""


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
        header[c, :EVEN] = (half_at, len(by_half), work_at, len(by_work), 1.0 / bucket, always, at)
        periods = np.stack([begin, end, before], axis=1)
        parts += [periods.ravel(), by_half.astype(np.float64), by_work.astype(np.float64)]
        at = work_at + len(by_work)
        if not always:
            header[c, EVEN:], cells = _even(periods, bucket, at)
            parts += cells
            at += sum(map(len, cells))
    return np.concatenate([header.ravel(), *parts])


def _even(periods: F, bucket: float, at: int) -> tuple[list[float], list[F]]:
    """The end of a header, and the cells of clock time and of working time from place `at` on;
    of an uneven calendar none. periods : float64[period, 3], begin, end, before."""
    begin, end, before = periods.T
    clock = _cells(periods, end, HALF_DAY)
    work = _cells(periods, before + (end - begin), bucket)
    if clock is None or work is None:
        return [0.0] * (HEADER - EVEN), []
    (by_clock, width), (by_work, narrow) = clock, work
    there = at + by_clock.size
    found = (1, at, len(by_clock) - 1, 1.0 / width, there, len(by_work) - 1, 1.0 / narrow)
    return list(map(float, found)), [by_clock.ravel(), by_work.ravel()]


def _cells(periods: F, ends: F, width: float) -> tuple[F, float] | None:
    """(cells float64[cell, 4], their width) in minutes in which the periods end at `ends`: as wide
    as `width`, or as halves of it if need be; None where even very narrow ones do not do."""
    for _ in range(HALVINGS + 1):
        last = int(ends[-2] / width) + 1 if len(ends) > 1 else 0
        edges = np.arange(last + 2) * width
        first = np.searchsorted(ends, edges[:-1], side="right")
        after = np.minimum(first + 1, len(ends) - 1)
        if np.all(ends[after] > edges[1:] + 2.0 * SAME):
            return np.column_stack([periods[first], periods[after, 0]]), width
        width /= 2.0
    return None


def _usual(lengths: F) -> float:
    """The most frequent length of a period, but at least a quarter of the mean."""
    if not len(lengths):
        return float(DAY)
    values, counts = np.unique(lengths, return_counts=True)
    return max(float(values[counts.argmax()]), float(lengths.mean()) / 4.0)


def _periods(calendar: Calendar, origin: date, days: int) -> tuple[F, F]:
    """Begin and end of each period of work, with the endless one past the horizon."""
    week = [calendar.week[(origin.weekday() + k) % 7] for k in range(7)]
    others = {(day - origin).days: shifts for day, shifts in calendar.exceptions.items()}
    kinds = week + [shifts for day, shifts in others.items() if 0 <= day < days]
    kind = np.arange(days) % 7
    kind[[day for day in others if 0 <= day < days]] = np.arange(7, len(kinds))
    edges = np.array([shift for shifts in kinds for shift in shifts], dtype=np.float64)
    many = np.array([len(shifts) for shifts in kinds])
    first, many = (np.cumsum(many) - many)[kind], many[kind]
    shift = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many - first, many)
    found = edges.reshape(-1, 2)[shift] + np.repeat(np.arange(days) * float(DAY), many)[:, None]
    begin, end = np.vstack([found, (days * DAY, NEVER)]).T
    return np.ascontiguousarray(begin), np.ascontiguousarray(end)
