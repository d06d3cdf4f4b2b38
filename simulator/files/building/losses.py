"""What takes days from a calendar of the plan file, its own or shared, and its windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.files.building.task_windows import windows_of
from simulator.files.building.weather import downtime_of, weather_of
from simulator.files.document.calendar import CalendarDoc
from simulator.files.place import At, Problems, did_you_mean
from simulator.model.calendar import Calendar


@dataclass(frozen=True)
class Losses:
    """Gives calendars what takes their days. built : calendars that are ready by name; it grows.
    docs : all of the plan file."""

    built: Mapping[str, Calendar]
    docs: Mapping[str, CalendarDoc]
    problems: Problems

    def of(self, calendar: Calendar, doc: CalendarDoc, at: At) -> Calendar:
        """The calendar with what its mapping says; what that does not say is as in its base."""
        weather, downtime, windows = calendar.weather, calendar.downtime, calendar.windows
        if (other := self._other("weather", calendar.name, doc, at)) is not None:
            weather = other.weather
        if doc.weather is not None:
            place = at.down("weather")
            weather = weather_of(doc.weather, calendar.name, place, self.problems)
        if (other := self._other("downtime", calendar.name, doc, at)) is not None:
            downtime = other.downtime
        if doc.downtime is not None:
            place = at.down("downtime")
            downtime = downtime_of(doc.downtime, calendar.name, place, self.problems)
        if doc.windows is not None:
            windows = windows_of(doc.windows, at.down("windows"), self.problems)
        found = replace(calendar, weather=weather, downtime=downtime, windows=windows)
        if found.losses and not found.keeps_days:
            message = f"calendar '{calendar.name}' loses every day of the year: no work would end"
            self.problems.add(at, "weather", message, "Leave some days on which work is possible.")
            return calendar
        return found

    def _other(self, what: str, name: str, doc: CalendarDoc, at: At) -> Calendar | None:
        """The calendar whose weather or downtime `name` shares."""
        key: str | None = getattr(doc, f"{what}_of")
        if key is None:
            return None
        here, found = at.down(f"{what}_of"), self.built.get(key)
        if getattr(doc, what) is not None:
            message = f"the calendar has a {what} of its own, and that of another"
            self.problems.add(here, what, message, "Keep one of the two.")
        elif key == name or (found is None and key not in self.docs):
            known = sorted({*self.built, *self.docs} - {name})
            message = f"there is no other calendar '{key}' whose {what} could be shared"
            mend = did_you_mean(key, known, f"Known are: {', '.join(known)}.")
            self.problems.add(here, "unknown-calendar", message, mend)
        elif found is not None and getattr(found, what) is None and not self.problems.at(here):
            message = f"calendar '{key}' has no {what}"
            self.problems.add(here, what, message, f"Give it {what}, or name another.")
        return found
