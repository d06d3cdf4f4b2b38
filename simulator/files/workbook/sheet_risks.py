"""Sheets of risks and common causes: Risks, Drivers, Correlations."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Points, Sheet, points_columns

DELAY = Points("delay ", "delay", "delay")
IMPACT_COST = Points("cost ", "cost", "cost")
FACTOR = Points("", "factor", "factor")

GROUP = "exclusive group"
"""Header of the column by which risks exclude each other."""

STATES = ("current", "mitigated")

CHOSEN = Column(
    "tasks",
    "tasks",
    Form.LIST,
    "ids or selectors: A10; CIVIL/*; wbs:Earthworks; trade:civil; * for all",
    "A10; trade:civil",
    34,
)
"""Which tasks, by selector."""

WBS = Column(
    "wbs", "wbs", Form.TEXT, "only those at or below this WBS element", "Earthworks", 20, rare=True
)

_PARALLEL = Column(
    "parallel",
    "parallel",
    Form.FLAG,
    "TRUE: of all that are parallel only the largest counts on a task",
    "TRUE",
    10,
    ("TRUE", "FALSE"),
    rare=True,
)

_OF_AN_IMPACT = (
    Column(
        "start delay",
        "start_delay",
        Form.RANGE,
        "wait before each task starts, as one text or number",
        "triangular(5d, 10d, 30d)",
        24,
        rare=True,
    ),
    Column(
        "delay cost per day",
        "cost_per_day",
        Form.MONEY,
        "money for each working day of the delay",
        "1500",
        14,
        rare=True,
    ),
    Column(
        "chance",
        "chance",
        Form.SHARE,
        "chance with which each task is delayed, each for itself, once the risk happens",
        "40%",
        12,
        rare=True,
    ),
)
"""Columns of one impact that are rarely needed."""

_OF_A_RISK = (
    Column(
        "window from", "window.from", Form.START, "alive from this day on", "2027-11-01", rare=True
    ),
    Column(
        "window to",
        "window.to",
        Form.FINISH,
        "alive to the end of this day",
        "2028-03-31",
        rare=True,
    ),
    Column(
        "window during",
        "window.during",
        Form.ID,
        "alive while this task runs",
        "A10",
        14,
        "Tasks",
        rare=True,
    ),
    Column(
        "raises",
        "raises",
        Form.TEXT,
        "what it makes of the probability of other risks once it has happened, ; between",
        "R2: 60%; R3: 100%",
        24,
        rare=True,
    ),
    Column(
        GROUP,
        "",
        Form.TEXT,
        "of the risks with the same word here at most one happens",
        "supplier",
        16,
        rare=True,
    ),
    _PARALLEL,
    Column(
        "mitigation tasks",
        "mitigated.tasks",
        Form.LIST,
        "the work that the response takes: done only where the response is",
        "A15; A16",
        20,
        rare=True,
    ),
)
"""Columns of a risk that are rarely needed."""

RISKS = Sheet(
    "Risks",
    "risks",
    "Events that may happen. One row a risk; what else it does stands in further rows, with its id"
    " or with the id left empty.",
    (
        Column(
            "id",
            "id",
            Form.ID,
            "unique; empty in a further row of the same risk",
            "R1",
            10,
            needed=True,
        ),
        Column("name", "name", Form.TEXT, "what may happen", "Old foundations found", 40),
        Column(
            "probability",
            "probability",
            Form.SHARE,
            "chance that it happens",
            "25%",
            12,
            needed=True,
        ),
        Column(
            CHOSEN.header,
            CHOSEN.key,
            CHOSEN.form,
            f"what it hits: {CHOSEN.says}",
            CHOSEN.example,
            CHOSEN.width,
        ),
        *points_columns(
            DELAY, Form.LENGTH, "delay of each task; negative saves time", "5 10 30 triangular"
        ),
        *points_columns(IMPACT_COST, Form.MONEY, "cost", "20000 40000 60000 uniform"),
        Column(
            "mitigated probability",
            "mitigated.probability",
            Form.SHARE,
            "chance that is left after the response",
            "5%",
            12,
        ),
        Column(
            "mitigation cost", "mitigated.cost", Form.MONEY, "what the response costs", "8000", 14
        ),
        Column(
            "state",
            "",
            Form.WORD,
            "mitigated: this row is what the risk does after the response; else what it does now",
            "mitigated",
            12,
            STATES,
        ),
        Column(
            "delay",
            "delay",
            Form.RANGE,
            "delay as one text or number, where low, likely, high do not do",
            "discrete(10: 60%, 40: 40%)",
            26,
            rare=True,
        ),
        Column(
            "cost",
            "cost",
            Form.RANGE,
            "cost as one text or number, where low, likely, high do not do",
            "50k",
            20,
            rare=True,
        ),
        *_OF_AN_IMPACT,
        WBS,
        *_OF_A_RISK,
    ),
    (DELAY, IMPACT_COST),
)

DRIVERS = Sheet(
    "Drivers",
    "drivers",
    "Common causes: one draw speeds up or slows down all their tasks together.",
    (
        Column("id", "id", Form.ID, "unique", "F1", 10, needed=True),
        Column("name", "name", Form.TEXT, "the cause", "Productivity of the trades", 40),
        Column(
            "probability",
            "probability",
            Form.SHARE,
            "chance that it acts; 100% where empty",
            "100%",
            12,
        ),
        Column(
            CHOSEN.header,
            CHOSEN.key,
            CHOSEN.form,
            f"whose durations it multiplies: {CHOSEN.says}",
            CHOSEN.example,
            CHOSEN.width,
        ),
        *points_columns(FACTOR, Form.FACTOR, "factor", "0.95 1 1.2 triangular"),
        Column(
            "factor",
            "factor",
            Form.RANGE,
            "factor as one text, where low, likely, high do not do",
            "lognormal(1, 0.1)",
            26,
            rare=True,
        ),
        Column(
            "acts on",
            "on",
            Form.LIST,
            "what the factor multiplies: duration, cost, rate (the cost per day); duration where"
            " empty",
            "duration; cost",
            20,
            rare=True,
        ),
        _PARALLEL,
        WBS,
    ),
    (FACTOR,),
)

CORRELATIONS = Sheet(
    "Correlations",
    "correlations",
    "What moves together. A row is a group of tasks, by their durations, or of other quantities;"
    " coefficients pair by pair stand in a sheet of their own, called Matrix.",
    (
        Column(
            CHOSEN.header,
            CHOSEN.key,
            CHOSEN.form,
            f"tasks whose durations move together: {CHOSEN.says}",
            CHOSEN.example,
            44,
        ),
        Column(
            "of",
            "of",
            Form.LIST,
            "instead of tasks: any quantities, as task A10; cost of A10; risk R1; impact of R1;"
            " impact of R1 on time; impact of R1 on cost; driver F1; cost steel of A10;"
            " cost per day of A10; rate of fitter; overhead site; currency USD; escalation wages;"
            " benefit Fares",
            "cost of A10; risk R1",
            44,
        ),
        Column("coefficient", "coefficient", Form.FACTOR, "Spearman's, -1 to 1", "0.6", 12),
        Column(
            "matrix",
            "matrix",
            Form.TEXT,
            "instead of all others: a CSV file or workbook with a matrix, beside this workbook",
            "costs.csv",
            20,
            rare=True,
        ),
        WBS,
    ),
)
