"""Finishes measured in the working time of a calendar, as the sensitivity index needs them."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from simulator.model.calendar import DAY, Calendar
from simulator.results.raw import Floats

LONGEST = 200 * 366
"""Days of calendar that are looked at; a sample beyond two centuries stands at their end."""


def working_minutes(samples: Floats, calendar: Calendar, origin: datetime) -> Floats:
    """Working minutes of `calendar` before each instant, counted from the earliest of them.

    samples : float64[n], minutes since `origin`.
    """
    if calendar.always_works:
        since: Floats = samples - samples.min()
        return since
    base = (origin.hour * 60 + origin.minute) + origin.second / 60
    first = int((samples.min() + base) // DAY)
    last = min(int((samples.max() + base) // DAY), first + LONGEST)
    clock, work = [float(first * DAY)], [0.0]
    for number in range(first, last + 1):
        day = (origin + timedelta(days=number)).date()
        for begin, end in calendar.shifts(day):
            clock += [float(number * DAY + begin), float(number * DAY + end)]
            work += [work[-1], work[-1] + (end - begin)]
    # The clock must rise for interpolation; shifts that touch share an instant, which is harmless.
    worked: Floats = np.interp(samples + base, clock, work)
    return worked


def working_sd(samples: Floats, calendar: Calendar, origin: datetime) -> float:
    """Sample standard deviation in working minutes of `calendar`; NaN for one iteration."""
    if len(samples) < 2:
        return float("nan")
    return float(working_minutes(samples, calendar, origin).std(ddof=1))
