"""Sheets of the plan as a whole: Program, Projects."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Sheet

LAG_CALENDARS = ("predecessor", "successor", "elapsed", "project")
PROGRESS_LOGIC = ("retained logic", "progress override", "actual dates")

WHOLE_DAYS = Column(
    "whole days",
    "whole_days",
    Form.FLAG,
    "TRUE: what is drawn is rounded to whole working days",
    "FALSE",
    10,
    ("TRUE", "FALSE"),
)

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
        Column("currency", "currency", Form.TEXT, "of all amounts that name no other", "EUR"),
        *SETTINGS[3:5],
        SETTINGS[2],
        *SETTINGS[5:],
        WHOLE_DAYS,
        Column(
            "discount",
            "discount",
            Form.SHARE,
            "rate a year, for present values",
            "6%",
            10,
            rare=True,
        ),
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
