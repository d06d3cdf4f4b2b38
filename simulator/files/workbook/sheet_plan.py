"""Sheets of the plan as a whole: Program, Projects, Calendars, Exceptions."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Sheet

LAG_CALENDARS = ("predecessor", "successor", "elapsed", "project")
PROGRESS_LOGIC = ("retained logic", "progress override", "actual dates")

SETTINGS = (
    Column("start", "start", Form.START, "nothing starts earlier", "2027-01-04", 14),
    Column(
        "data date",
        "data_date",
        Form.START,
        "status date: everything before it is history; needed once there are actual dates",
        "2027-02-01",
        14,
    ),
    Column(
        "calendar",
        "calendar",
        Form.TEXT,
        "calendar of tasks that name none; standard where empty",
        "standard",
        14,
        "Calendars",
    ),
    Column("target finish", "target.finish", Form.FINISH, "promised finish", "2027-08-31", 14),
    Column("target cost", "target.cost", Form.MONEY, "promised cost", "750000", 14),
    Column(
        "must finish",
        "must_finish",
        Form.FINISH,
        "replaces the latest finish when floats are computed",
        "2027-09-30",
        14,
    ),
    Column(
        "lag calendar",
        "lag_calendar",
        Form.WORD,
        "calendar on which lags run; predecessor where empty, as in P6",
        "predecessor",
        14,
        LAG_CALENDARS,
    ),
    Column(
        "progress logic",
        "progress_logic",
        Form.WORD,
        "how remaining work obeys logic that was broken; retained logic where empty",
        "retained logic",
        18,
        PROGRESS_LOGIC,
    ),
    Column(
        "SS lag from early start",
        "ss_lag_from_early_start",
        Form.FLAG,
        "option of P6 for lags of predecessors in progress; TRUE where empty",
        "TRUE",
        18,
        ("TRUE", "FALSE"),
    ),
    Column(
        "source",
        "source",
        Form.TEXT,
        "tool that made the plan: its dates are accepted as they are, also without a data date",
        "MS Project",
        14,
        rare=True,
    ),
    Column(
        "schedule file",
        "file",
        Form.TEXT,
        "a schedule of P6, MS Project or another tool, beside this workbook, over which the rows"
        " are laid: a row with the id of one of its tasks changes that task",
        "plan.xer",
        20,
    ),
    Column(
        "encoding",
        "encoding",
        Form.TEXT,
        "code page of the schedule file, where its letters come out wrong",
        "windows-1251",
        14,
        rare=True,
    ),
    Column(
        "three point",
        "three_point",
        Form.TEXT,
        "fields of the schedule file with optimistic, most likely and pessimistic durations",
        "Duration1, Duration2, Duration3",
        24,
        rare=True,
    ),
    Column(
        "tables",
        "tables",
        Form.LIST,
        "further tables of tasks, CSV or Excel, beside this workbook",
        "civil.csv; systems.csv",
        20,
    ),
)

PROGRAM = Sheet(
    "Program",
    "",
    "The plan as a whole: one setting a row. With several projects, what stands here holds for each"
    " of them unless the sheet Projects says otherwise.",
    (
        Column("title", "program", Form.TEXT, "title of the program", "Small clinic"),
        SETTINGS[0],
        SETTINGS[1],
        Column("currency", "currency", Form.TEXT, "shown with money", "EUR"),
        *SETTINGS[3:5],
        SETTINGS[2],
        *SETTINGS[5:],
        Column(
            "repair correlations",
            "repair_correlations",
            Form.WORD,
            "nearest: where coefficients cannot hold together, the nearest ones that can are taken",
            "nearest",
            14,
            ("nearest",),
        ),
    ),
    vertical=True,
)

PROJECTS = Sheet(
    "Projects",
    "projects",
    "One project a row. Leave the sheet empty where the plan is one project.",
    (
        Column(
            "id",
            "id",
            Form.ID,
            "first part of a full task id, CIVIL/A310; no slash",
            "CIVIL",
            12,
            needed=True,
        ),
        Column("name", "name", Form.TEXT, "name of the project", "Civil works", 30),
        *SETTINGS,
    ),
)

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
