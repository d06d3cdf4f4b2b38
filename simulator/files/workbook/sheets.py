"""All sheets of a plan workbook. Writer, reader, legend and the page of the manual go by it."""

from __future__ import annotations

from simulator.files.workbook.sheet_calendars import CALENDARS, EXCEPTIONS, WEATHER
from simulator.files.workbook.sheet_logic import BENEFITS, BRANCHES, LOOPS, SCALES
from simulator.files.workbook.sheet_money import (
    COSTS,
    CURRENCIES,
    ESCALATION,
    OVERHEADS,
    PENALTIES,
)
from simulator.files.workbook.sheet_plan import PROGRAM, PROJECTS
from simulator.files.workbook.sheet_ranges import TEMPLATES, UNCERTAINTY
from simulator.files.workbook.sheet_risks import CORRELATIONS, DRIVERS, RISKS
from simulator.files.workbook.sheet_tasks import TASKS
from simulator.files.workbook.sheet_work import (
    ASSIGNMENTS,
    EXPENSES,
    FUNDING,
    HEALTH,
    RESOURCES,
)

SHEETS = (
    PROGRAM,
    PROJECTS,
    TASKS,
    RISKS,
    DRIVERS,
    CORRELATIONS,
    UNCERTAINTY,
    SCALES,
    BRANCHES,
    LOOPS,
    BENEFITS,
    TEMPLATES,
    CALENDARS,
    EXCEPTIONS,
    WEATHER,
    RESOURCES,
    ASSIGNMENTS,
    EXPENSES,
    FUNDING,
    COSTS,
    CURRENCIES,
    ESCALATION,
    OVERHEADS,
    PENALTIES,
    HEALTH,
)

LEGEND = "Legend"

MATRIX = "Matrix"
"""Begins the names of sheets that are correlation matrices."""

IGNORED = "#"
"""A sheet, or a column, whose name begins with it is the user's own and is not read."""

SETTING, VALUE, MEANING = "setting", "value", "what it means"
"""Headers of a vertical sheet."""
