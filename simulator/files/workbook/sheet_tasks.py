"""The sheet Tasks."""

from __future__ import annotations

from simulator.files.document.task import SHORT_CONSTRAINTS
from simulator.files.workbook.column import Column, Form, Points, Sheet, points_columns
from simulator.model.task import Kind

DURATION = Points("", "duration", "uncertainty")
COST = Points("cost ", "cost", "cost_uncertainty")

KINDS = tuple(kind.value for kind in Kind)
CONSTRAINTS = tuple(type_.value for type_ in SHORT_CONSTRAINTS.values())

_COMMON = (
    Column(
        "project",
        "",
        Form.ID,
        "id of its project, where there are several",
        "CIVIL",
        12,
        "Projects",
        rare=True,
    ),
    Column("id", "id", Form.ID, "short and unique within the project", "A10", 12, needed=True),
    Column("name", "name", Form.TEXT, "what people call it", "Groundworks", 36),
    Column(
        "duration",
        "duration",
        Form.LENGTH,
        "a number is working days of its calendar; 4h, 2w, 1mo are read too, 14ed is elapsed days;"
        " empty for a milestone",
        "15",
        12,
    ),
    *points_columns(DURATION, Form.LENGTH, "duration", "10 15 30 triangular"),
    Column(
        "after",
        "after",
        Form.LINKS,
        "predecessors: A10 is finish-to-start; A10 SS+5d, A10 FF-4h, A10 FS-50%, A10 FF+2ed;"
        ' an id with ; or , in quotes: "a, b" SS+5d',
        "A10; A20 SS+5d",
        24,
    ),
    Column(
        "calendar",
        "calendar",
        Form.TEXT,
        "its calendar, if not that of the project",
        "site",
        14,
        "Calendars",
    ),
    Column("cost", "cost", Form.MONEY, "cost independent of time", "80000", 14),
    *points_columns(COST, Form.MONEY, "cost", "70000 80000 120000 triangular"),
    Column(
        "actual cost",
        "actual_cost",
        Form.MONEY,
        "of the cost, what is spent by the data date",
        "20000",
        14,
        rare=True,
    ),
    Column(
        "remaining cost",
        "remaining_cost",
        Form.MONEY,
        "what is left to pay beside the days to come, in place of the cost",
        "60000",
        14,
        rare=True,
    ),
    Column("cost per day", "cost_per_day", Form.MONEY, "cost of each working day", "1200", 12),
    Column(
        "deadline",
        "deadline",
        Form.FINISH,
        "a date to be kept: it moves nothing, the result says how likely it is",
        "2027-08-31",
    ),
    Column(
        "wbs",
        "wbs",
        Form.TEXT,
        "path of the work breakdown structure, / between",
        "Civil/Earthworks",
        24,
    ),
)

_PROGRESS = (
    Column("actual start", "actual_start", Form.START, "when it began", "2027-01-11", 14),
    Column("actual finish", "actual_finish", Form.FINISH, "when it ended", "2027-01-29", 14),
    Column("remaining", "remaining", Form.LENGTH, "work left at the data date", "5", 12),
)

_RARE = (
    Column(
        "kind",
        "kind",
        Form.WORD,
        "task where there is a duration, else milestone, unless it says otherwise",
        "level of effort",
        16,
        KINDS,
        rare=True,
    ),
    Column(
        "uncertainty",
        "uncertainty",
        Form.RANGE,
        "range of the duration as one text, for shapes that low, likely, high cannot give",
        "trigen(10, 15, 30)",
        24,
        rare=True,
    ),
    Column(
        "cost uncertainty",
        "cost_uncertainty",
        Form.RANGE,
        "range of the cost as one text",
        "normal(80k, 10k)",
        24,
        rare=True,
    ),
    Column(
        "cost per day uncertainty",
        "cost_per_day_uncertainty",
        Form.RANGE,
        "range of the cost per day as one text",
        "uniform(95%, 130%)",
        24,
        rare=True,
    ),
    Column(
        "exists",
        "exists",
        Form.SHARE,
        "chance that the task has to be done at all; 100% where empty",
        "60%",
        12,
        rare=True,
    ),
    Column(
        "constraint",
        "constraint",
        Form.TEXT,
        "what binds it to a date; several, each with its date, between ;",
        "start no earlier than",
        24,
        CONSTRAINTS,
        rare=True,
    ),
    Column(
        "constraint date", "", Form.DATE, "the date of the constraint", "2027-03-01", 14, rare=True
    ),
    Column(
        "as late as possible",
        "alap",
        Form.FLAG,
        "TRUE: as late as possible",
        "TRUE",
        12,
        ("TRUE", "FALSE"),
        rare=True,
    ),
    Column(
        "resume",
        "resume",
        Form.START,
        "the remaining work of a suspended task does not start before it",
        "2027-03-01",
        14,
        rare=True,
    ),
    Column(
        "expected finish",
        "expected_finish",
        Form.FINISH,
        "P6 made the remaining work such that it ends there: it has no free float",
        "2027-03-31",
        14,
        rare=True,
    ),
    Column(
        "parent",
        "parent",
        Form.ID,
        "id of the summary that it belongs to",
        "A00",
        12,
        "Tasks",
        rare=True,
    ),
    Column(
        "summary",
        "summary",
        Form.FLAG,
        "TRUE for a summary",
        "TRUE",
        10,
        ("TRUE", "FALSE"),
        rare=True,
    ),
    Column(
        "milestone",
        "milestone",
        Form.FLAG,
        "TRUE for a milestone",
        "TRUE",
        10,
        ("TRUE", "FALSE"),
        rare=True,
    ),
    Column(
        "baseline start",
        "baseline.start",
        Form.START,
        "start that was once agreed",
        "2027-01-04",
        14,
        rare=True,
    ),
    Column(
        "baseline finish",
        "baseline.finish",
        Form.FINISH,
        "finish that was once agreed",
        "2027-01-22",
        14,
        rare=True,
    ),
    Column(
        "baseline duration",
        "baseline.duration",
        Form.LENGTH,
        "duration that was once agreed",
        "15",
        12,
        rare=True,
    ),
    Column(
        "baseline cost",
        "baseline.cost",
        Form.MONEY,
        "cost that was once agreed",
        "80000",
        14,
        rare=True,
    ),
    Column(
        "resources",
        "resources",
        Form.TEXT,
        "who works on it, in short: name and number, ; between; or rows of the sheet Assignments",
        "fitter 4; crane 1",
        24,
        rare=True,
    ),
    Column(
        "note", "note", Form.TEXT, "text of the notebook", "Agreed with the city", 30, rare=True
    ),
)

TASKS = Sheet(
    "Tasks",
    "tasks",
    "One task a row. Add columns called field: NAME for codes of your own, by which tasks can be"
    " chosen: field: trade, chosen as trade:civil.",
    (*_COMMON, *_PROGRESS, *_RARE),
    (DURATION, COST),
    fields=True,
)
