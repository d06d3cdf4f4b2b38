"""Calendars of the plan file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.files.document.base import Number, Strict, Texts


class CalendarDoc(Strict):
    """Work by weekday, and the days that differ."""

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


def _short(value: Any) -> Any:
    return {"work": value} if isinstance(value, str) else value


AnyCalendar = Annotated[
    CalendarDoc, BeforeValidator(_short, json_schema_input_type=str | CalendarDoc)
]
"""A mapping, or the text of its `work` alone."""
