"""Working days between instants, on one calendar: the unit in which people count what they save."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import numpy as np

from simulator.model.calendar import DAY, Calendar
from simulator.results.raw import Floats


class Workdays:
    """Counts working days of `calendar` from `origin` on, as it is planned: what chance takes from
    it, such as weather, is not counted off."""

    def __init__(self, calendar: Calendar, origin: datetime) -> None:
        self.calendar = calendar
        self.midnight = datetime.combine(origin.date(), time())
        self.ahead = (origin - self.midnight) / timedelta(minutes=1)

    def before(self, minutes: Floats) -> Floats:
        """Working days up to instants `minutes` after the origin; differences of two of them count.

        minutes : float64[...], finite; the answer has its shape.
        """
        clock = minutes + self.ahead
        first, last = int(clock.min() // DAY), int(clock.max() // DAY)
        edges, worked = [float(first * DAY)], [0.0]
        for day in range(first, last + 1):
            for begin, end in self.calendar.shifts((self.midnight + timedelta(days=day)).date()):
                edges += [float(day * DAY + begin), float(day * DAY + end)]
                worked += [worked[-1], worked[-1] + end - begin]
        # From the first day on, so that two arrays could begin on different days: counted back.
        offset = self._until(first)
        found: Floats = (np.interp(clock, edges, worked) + offset) / self.calendar.minutes_per_day
        return found

    def _until(self, day: int) -> float:
        """Working minutes from the origin's midnight to that of `day`; below 0 for a day before."""
        there = self.midnight + timedelta(days=day)
        if day >= 0:
            return self.calendar.worked(self.midnight, there)
        return -self.calendar.worked(there, self.midnight)
