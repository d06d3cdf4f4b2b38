"""Working time of a calendar between any two instants, however far apart."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime
from itertools import accumulate

from simulator.model.calendar import DAY, Calendar, Shifts
from simulator.model.program import Program
from simulator.model.task import Task


def _minutes(shifts: Shifts) -> int:
    return sum(end - begin for begin, end in shifts)


def _minute(moment: datetime) -> float:
    return moment.hour * 60 + moment.minute + moment.second / 60


class Worktime:
    """A calendar that counts whole weeks at once: a plan may hold dates of the year 9999."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        week = [_minutes(shifts) for shifts in calendar.week]
        self._week = sum(week)
        self._before = [0, *accumulate(week)]
        self._dates = sorted(calendar.exceptions)
        gained = (_minutes(calendar.exceptions[d]) - week[d.weekday()] for d in self._dates)
        self._gained = [0, *accumulate(gained)]

    def before(self, moment: datetime) -> float:
        """Working minutes since the year 1."""
        weeks, weekday = divmod(moment.toordinal() - 1, 7)
        whole = weeks * self._week + self._before[weekday]
        whole += self._gained[bisect_left(self._dates, moment.date())]
        minute = _minute(moment)
        shifts = self.calendar.shifts(moment.date())
        return whole + sum(max(0.0, min(end, minute) - begin) for begin, end in shifts)

    def worked(self, begin: datetime, end: datetime) -> float:
        """Working minutes from `begin` to `end`; negative where `end` is earlier."""
        return self.before(end) - self.before(begin)

    def days(self, begin: datetime, end: datetime) -> float:
        """The same in working days. Where no work lies between them, on the clock."""
        minutes = self.worked(begin, end)
        if minutes == 0:
            return (end - begin).total_seconds() / 86_400
        return minutes / self.calendar.minutes_per_day

    def starts_at(self, moment: datetime) -> bool:
        """True where work goes on right after `moment`."""
        minute = _minute(moment)
        return any(begin <= minute < end for begin, end in self.calendar.shifts(moment.date()))

    def touches(self, moment: datetime) -> bool:
        """True where `moment` lies in a work period or at either of its edges."""
        minute = _minute(moment)
        if any(begin <= minute <= end for begin, end in self.calendar.shifts(moment.date())):
            return True
        if minute or moment.toordinal() == 1:
            return False
        yesterday = moment.fromordinal(moment.toordinal() - 1).date()
        return any(end == DAY for _, end in self.calendar.shifts(yesterday))


class Worktimes:
    """The calendars of a program, each laid out once."""

    def __init__(self, program: Program) -> None:
        self._calendars = program.calendars
        self._known: dict[str, Worktime] = {}

    def of(self, task: Task) -> Worktime:
        """The calendar of a task."""
        return self.named(task.calendar)

    def named(self, key: str) -> Worktime:
        """The calendar `key`."""
        if key not in self._known:
            self._known[key] = Worktime(self._calendars[key])
        return self._known[key]
