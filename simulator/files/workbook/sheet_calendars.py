"""Sheets of calendars: Calendars, Exceptions, Weather."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Sheet

LOSSES = (
    Column(
        "weather of",
        "weather_of",
        Form.TEXT,
        "calendar whose weather this one shares: the same days are lost",
        "site",
        14,
        "Calendars",
        rare=True,
    ),
    Column(
        "persistence",
        "weather.persistence",
        Form.FACTOR,
        "how much a day's weather is like that of the day before: correlation, 0 where empty;"
        " chances stand in the sheet Weather",
        "0.6",
        12,
        rare=True,
    ),
    Column(
        "weather series",
        "weather.series",
        Form.TEXT,
        "CSV file beside this workbook with a row a day and whole years, for weather as observed",
        "observed.csv",
        16,
        rare=True,
    ),
    Column(
        "observed years",
        "weather.years",
        Form.LIST,
        "years of which the lost days are listed, instead of a file",
        "2019..2021",
        14,
        rare=True,
    ),
    Column(
        "lost days",
        "weather.lost",
        Form.LIST,
        "with a file: what makes a day lost; with years: the days that were lost",
        "wind > 12",
        20,
        rare=True,
    ),
    Column(
        "downtime of",
        "downtime_of",
        Form.TEXT,
        "calendar whose downtime this one shares",
        "crane",
        14,
        "Calendars",
        rare=True,
    ),
    Column(
        "downtime every",
        "downtime.every",
        Form.LENGTH,
        "mean days of service, by the clock, between two failures of a machine",
        "60",
        14,
        rare=True,
    ),
    Column(
        "downtime lasts",
        "downtime.lasts",
        Form.LENGTH,
        "mean days until it works again",
        "3",
        14,
        rare=True,
    ),
    Column(
        "windows",
        "windows",
        Form.LIST,
        "a task lies inside one of them as a whole: each year, once, or again and again",
        "04-01..10-15",
        24,
        rare=True,
    ),
)
"""What takes days, and when work may be done that must not be interrupted."""

CALENDARS = Sheet(
    "Calendars",
    "calendars",
    "One calendar a row. standard (Monday to Friday, 08:00-12:00 13:00-17:00), 24/7 and elapsed"
    " are there without being named; days that differ stand in the sheet Exceptions.",
    (
        Column("name", "", Form.TEXT, "name of the calendar", "site", 24, needed=True),
        Column(
            "work",
            "work",
            Form.TEXT,
            "days and shifts, groups between ; or 24/7; a shift may run past midnight",
            "Mon-Fri 07:00-15:30; Sat 08:00-12:00",
            44,
        ),
        Column(
            "base",
            "base",
            Form.TEXT,
            "calendar that this one starts from",
            "standard",
            16,
            "Calendars",
        ),
        Column(
            "hours per day",
            "day",
            Form.HOURS,
            "working time that one day of a duration stands for; the longest day of the week where"
            " empty",
            "8",
            14,
        ),
        Column(
            "holidays",
            "holidays",
            Form.LIST,
            "country codes (NL, DE-BY), days and ranges of days off",
            "NL; 2027-05-03..2027-05-07",
            36,
        ),
        *LOSSES,
    ),
)

EXCEPTIONS = Sheet(
    "Exceptions",
    "calendars",
    "Days on which a calendar differs from its week: days off and special shifts.",
    (
        Column(
            "calendar",
            "",
            Form.TEXT,
            "the calendar that differs",
            "site",
            24,
            "Calendars",
            needed=True,
        ),
        Column(
            "from", "", Form.DATE, "the day, or the first of several", "2027-12-27", needed=True
        ),
        Column("to", "", Form.DATE, "the last day; empty for a single one", "2027-12-31"),
        Column(
            "work",
            "",
            Form.TEXT,
            "shifts of these days; off, or empty, for days off",
            "08:00-12:00",
            30,
        ),
        Column("note", "", Form.TEXT, "why; not used", "Site closed over Christmas", 30),
    ),
)

WEATHER = Sheet(
    "Weather",
    "calendars",
    "Chance that a working day is lost, by month; months that are not named lose nothing.",
    (
        Column(
            "calendar",
            "",
            Form.TEXT,
            "the calendar that loses days",
            "site",
            24,
            "Calendars",
            needed=True,
        ),
        Column("months", "", Form.TEXT, "a month, or some in a row", "dec-feb", 14, needed=True),
        Column(
            "chance lost",
            "",
            Form.SHARE,
            "chance that a working day in them is lost",
            "35%",
            14,
            needed=True,
        ),
    ),
)
