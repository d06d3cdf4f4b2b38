"""Working days between instants, against the calendar itself and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from simulator.model.calendar import elapsed_calendar, standard_calendar
from simulator.results.workdays import Workdays

ORIGIN = datetime(2026, 1, 7, 10, 30)


def test_by_hand() -> None:
    """Friday 16:00 to Monday 09:00: one hour and one hour of eight."""
    friday = (datetime(2026, 1, 9, 16) - ORIGIN) / timedelta(minutes=1)
    monday = (datetime(2026, 1, 12, 9) - ORIGIN) / timedelta(minutes=1)
    before = Workdays(standard_calendar(), ORIGIN).before(np.array([friday, monday]))
    assert before[1] - before[0] == pytest.approx(2 / 8)


def test_around_the_clock_it_counts_days() -> None:
    minutes = np.array([0.0, 1440.0, 100_000.0])
    before = Workdays(elapsed_calendar(), ORIGIN).before(minutes)
    np.testing.assert_allclose(before - before[0], minutes / 1440)


def test_it_counts_as_the_calendar_does() -> None:
    """`Calendar.worked` goes day by day and shift by shift; holidays among them."""
    off = {date(2026, 2, 2) + timedelta(days=k): () for k in range(9)}
    calendar = replace(standard_calendar(), exceptions=off)
    minutes = np.random.default_rng(1).uniform(-90_000, 900_000, 200)
    before = Workdays(calendar, ORIGIN).before(minutes)
    first = before[minutes.argmin()]
    begin = ORIGIN + timedelta(minutes=float(minutes.min()))
    for minute, found in zip(minutes.tolist(), (before - first).tolist(), strict=True):
        expected = calendar.worked(begin, ORIGIN + timedelta(minutes=minute))
        assert found * 480 == pytest.approx(expected, abs=1e-6)


def test_two_calls_count_from_the_same_moment() -> None:
    working = Workdays(standard_calendar(), ORIGIN)
    minutes = np.array([-40_000.0, 5_000.0, 400_000.0])
    alone = [float(working.before(minutes[k : k + 1])[0]) for k in range(3)]
    np.testing.assert_allclose(working.before(minutes), alone)
