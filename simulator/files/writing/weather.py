"""Weather, downtime and windows of calendars as they stand in a plan file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from simulator.files.writing.style import Items, Row, moment
from simulator.model.calendar import DAY, Calendar
from simulator.model.units import plain, share_text
from simulator.model.weather import MONTHS, Chances, Downtime, Observed, Weather
from simulator.model.window import AnyWindow, Window

LONGEST_RANGE = 3650
"""Days in one range; the reader refuses more than ten years."""


def losses_of(key: str, calendar: Calendar, known: Mapping[str, Calendar]) -> dict[str, Any]:
    """The keys of a calendar for what takes its days, and for its windows. known : calendars that
    are written; what one of them was given first is shared with it."""
    found: dict[str, Any] = {}
    weather, downtime = calendar.weather, calendar.downtime
    if weather is not None:
        other = known.get(weather.owner)
        if weather.owner != key and other is not None and other.weather == weather:
            found["weather_of"] = weather.owner
        else:
            found["weather"] = weather_row(weather)
    if downtime is not None:
        other = known.get(downtime.owner)
        if downtime.owner != key and other is not None and other.downtime == downtime:
            found["downtime_of"] = downtime.owner
        else:
            found["downtime"] = _downtime(downtime)
    if calendar.windows:
        found["windows"] = Items(window_text(one) for one in calendar.windows)
    return found


def owners(calendars: Iterable[Calendar]) -> set[str]:
    """Calendars that what takes days was first given to."""
    return {loss.owner for one in calendars for loss in (one.weather, one.downtime) if loss}


def weather_row(weather: Weather) -> Row:
    """Chances by month, or what was observed."""
    if isinstance(weather, Observed):
        years = [date(year, 1, 1) for year in weather.years]
        lost = _runs(weather.lost, lambda one, other: (other - one).days == 1)
        return Row(
            years=Items(
                f"{one.year}..{other.year}" if one != other else f"{one.year}"
                for one, other in _runs(years, lambda one, other: other.year == one.year + 1)
            ),
            lost=Items(f"{one}..{other}" if one != other else f"{one}" for one, other in lost),
        )
    found = Row(_months(weather))
    if weather.persistence:
        found["persistence"] = plain(weather.persistence)
    return found


def _months(weather: Chances) -> dict[str, str]:
    """``{nov: 20%, dec-feb: 35%}``: months in a row with one chance as one, also over New Year."""
    if len(set(weather.month)) == 1:
        return {"jan-dec": share_text(weather.month[0])}
    begins = next(k for k in range(12) if weather.month[k] != weather.month[k - 1])
    months = [(begins + k) % 12 for k in range(12)]
    runs: list[list[int]] = []
    for month in months:
        if runs and weather.month[runs[-1][0]] == weather.month[month]:
            runs[-1].append(month)
        else:
            runs.append([month])
    return {_range(run): share_text(weather.month[run[0]]) for run in runs if weather.month[run[0]]}


def _range(run: list[int]) -> str:
    names = [MONTHS[month][:3] for month in run]
    return names[0] if len(run) == 1 else f"{names[0]}-{names[-1]}"


def _runs(days: Iterable[date], follows: Callable[[date, date], bool]) -> list[tuple[date, date]]:
    """First and last of the days in a row."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and follows(found[-1][1], day) and (day - found[-1][0]).days < LONGEST_RANGE:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _downtime(downtime: Downtime) -> Row:
    return Row(every=_time(downtime.every * DAY), lasts=_time(downtime.lasts * DAY))


def _time(minutes: float) -> str:
    """Days where they are whole, else minutes."""
    return f"{plain(minutes / DAY)}d" if minutes % DAY == 0 else f"{plain(minutes)}min"


def window_text(window: AnyWindow) -> str:
    """``04-01..10-15``, or ``2026-07-04T01:00..2026-07-06T05:00 every 14d``."""
    if not isinstance(window, Window):
        (month, day), (last_month, last_day) = window.first, window.last
        return f"{month:02d}-{day:02d}..{last_month:02d}-{last_day:02d}"
    span = f"{moment(window.open)}..{moment(window.close)}"
    return f"{span} every {_time(window.every)}" if window.every else span
