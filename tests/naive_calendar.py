"""Working time, the slow way: walk the days of a calendar and list its work periods.

Written from "Instants" in docs/reference/scheduling.md. Instants are minutes since the midnight
`origin`; working minutes count from a day long before it, so that leads may reach back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta

from simulator.model.calendar import DAY, Calendar, Shifts

NEAR = 1e-6
"""Instants closer than this are the same; minutes."""

BEFORE = 1200
"""Days before the origin at which counting begins."""

LONGEST = 400 * 366
"""Days after which a calendar is taken to have no more work."""


class WorkTime:
    """The clock of one calendar: `work`, `begin` and `end` of the page, minutes."""

    def __init__(self, calendar: Calendar, origin: datetime) -> None:
        self.calendar = calendar
        self.origin = origin
        self.day = -BEFORE
        self.begins: list[float] = []
        self.ends: list[float] = []
        self.total: list[float] = []
        """Working minutes up to the end of each period."""

    def shifts(self, day: date) -> Shifts:
        """Shifts that are worked on a day."""
        return self.calendar.shifts(day)

    def walk(self) -> None:
        """List the work periods of one more day."""
        assert self.day < LONGEST, f"{self.calendar.name} has no more work"
        for begin, end in self.shifts((self.origin + timedelta(days=self.day)).date()):
            self.begins.append(self.day * DAY + begin)
            self.ends.append(self.day * DAY + end)
            self.total.append((self.total[-1] if self.total else 0.0) + end - begin)
        self.day += 1

    def work(self, instant: float) -> float:
        """Working minutes before `instant`."""
        while self.day * DAY <= instant:
            self.walk()
        period = bisect_right(self.begins, instant) - 1
        if period < 0:
            return 0.0
        return self.total[period] - (self.ends[period] - min(instant, self.ends[period]))

    def begin(self, work: float) -> float:
        """Latest instant with so much work before it: the start of a next work period."""
        while not self.total or self.total[-1] <= work + NEAR:
            self.walk()
        period = bisect_right(self.total, work + NEAR)
        return max(self.begins[period], self.ends[period] - (self.total[period] - work))

    def end(self, work: float) -> float:
        """Earliest instant with so much work before it: the end of the last work period."""
        while not self.total or self.total[-1] < work - NEAR:
            self.walk()
        period = bisect_left(self.total, work - NEAR)
        return min(self.ends[period], self.ends[period] - (self.total[period] - work))

    def touches(self, instant: float) -> bool:
        """True inside a work period and at both its edges."""
        self.work(instant + 1)
        period = bisect_right(self.begins, instant + NEAR) - 1
        return period >= 0 and instant <= self.ends[period] + NEAR
