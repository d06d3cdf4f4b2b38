"""Calendars of the plan file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Number, Strict, Texts


class DowntimeDoc(Strict):
    """A machine that fails and is repaired, by days."""

    every: Number = Field(description="days of service between two failures, on average: 60d")
    lasts: Number = Field(description="days until it works again, on average: 3d")


class CalendarDoc(Strict):
    """Work by weekday, the days that differ, and those that chance takes."""

    base: str | None = Field(default=None, description="calendar that this one starts from")
    work: Texts | None = Field(
        default=None,
        description="24/7, or days with shifts: Mon-Fri 08:00-12:00 13:00-17:00; Sat 08:00-12:00",
    )
    holidays: Texts | None = Field(
        default=None,
        description="country codes (NL, DE-BY), 2026-12-24, 2026-12-24..2027-01-02",
    )
    exceptions: dict[str, str | None] | None = Field(
        default=None, description="date or range: shifts of that day, or off"
    )
    day: Number | None = Field(default=None, description="working time that 1d stands for, e.g. 8h")
    weather: dict[str, Texts] | None = Field(
        default=None,
        description="chance that a working day is lost: {nov: 20%, dec-feb: 35%, persistence: 0.6};"
        " or {series: observed.csv, lost: wind > 12}; or {years: 2019..2021, lost: [2020-01-07]}",
    )
    weather_of: str | None = Field(
        default=None, description="calendar whose weather this one shares, day by day"
    )
    downtime_of: str | None = Field(
        default=None, description="calendar whose downtime this one shares, day by day"
    )
    downtime: DowntimeDoc | None = Field(default=None, description="{every: 60d, lasts: 3d}")
    windows: Texts | None = Field(
        default=None,
        description="a task lies inside one of them as a whole: 04-01..10-15,"
        " 2026-07-04 01:00..2026-07-06 05:00, or the same with: every 14d",
    )


def _short(value: Any) -> Any:
    return {"work": value} if isinstance(value, str) else value


AnyCalendar = Annotated[
    CalendarDoc, BeforeValidator(_short, json_schema_input_type=str | CalendarDoc)
]
"""A mapping, or the text of its `work` alone."""
