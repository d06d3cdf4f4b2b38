"""Sheets of resources and money: Resources, Assignments, Expenses, Funding; and the limits of
schedule health."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Sheet

RESOURCES = Sheet(
    "Resources",
    "resources",
    "People, machines and material. One row each; a price that changes stands in further rows with"
    " its date.",
    (
        Column(
            "id",
            "",
            Form.TEXT,
            "unique; empty in a further row with another price",
            "fitter",
            16,
            needed=True,
        ),
        Column("name", "name", Form.TEXT, "what people call it", "Fitters", 30),
        Column(
            "type", "type", Form.WORD, "work where empty", "work", 12, ("work", "material", "cost")
        ),
        Column("capacity", "capacity", Form.SHARE, "units at most: 100% is one, full time", "600%"),
        Column("calendar", "calendar", Form.TEXT, "its own calendar", "standard", 16, "Calendars"),
        Column(
            "rate",
            "rate",
            Form.MONEY,
            "price of an hour as 95/h, of a day as 760/d; of material, the price of a unit",
            "95/h",
        ),
        Column("per use", "per_use", Form.MONEY, "money for each unit assigned", "10"),
        Column(
            "rate range",
            "rate_uncertainty",
            Form.RANGE,
            "range of its prices, in percent of them",
            "triangular(90%, 100%, 130%)",
            26,
            rare=True,
        ),
        Column(
            "from",
            "start",
            Form.START,
            "the day from which this price holds; empty for the first",
            "2028-01-01",
        ),
    ),
)

TASK_COLUMNS = (
    Column(
        "project",
        "",
        Form.ID,
        "id of the task's project, where there are several",
        "CIVIL",
        12,
        "Projects",
        rare=True,
    ),
    Column("task", "", Form.ID, "id of the task", "A10", 16, "Tasks", needed=True),
)
"""Which task a row belongs to."""

_SPENT = (
    Column("actual cost", "actual_cost", Form.MONEY, "what of it is spent", "2000", 14),
    Column("remaining cost", "remaining_cost", Form.MONEY, "what of it is left", "3000", 14),
)

ASSIGNMENTS = Sheet(
    "Assignments",
    "",
    "Who works on which task. One row for each task and resource.",
    (
        *TASK_COLUMNS,
        Column(
            "resource", "", Form.TEXT, "id of the resource", "fitter", 20, "Resources", needed=True
        ),
        Column("units", "units", Form.SHARE, "100% is one, full time", "400%"),
        Column(
            "work",
            "work",
            Form.TEXT,
            "time of all its work, with its unit; of material, how much",
            "80h",
        ),
        Column("remaining", "remaining", Form.TEXT, "what is left of it", "40h"),
        Column(
            "range",
            "uncertainty",
            Form.RANGE,
            "range of the quantity, in percent of it",
            "pert(80%, 100%, 150%)",
            26,
            rare=True,
        ),
        Column(
            "cost",
            "cost",
            Form.MONEY,
            "where it is known: it is then a part of the cost of the task and not added to it",
            "5000",
            14,
        ),
        Column(
            "cost per day",
            "cost_per_day",
            Form.MONEY,
            "of the cost, what comes by the working day of the task",
            "500",
            14,
            rare=True,
        ),
        *_SPENT,
        Column(
            "paid",
            "paid",
            Form.TEXT,
            "when the money for its time leaves; evenly where empty",
            "front loaded",
            16,
            rare=True,
        ),
    ),
)

EXPENSES = Sheet(
    "Expenses",
    "",
    "Costs that no resource causes. They are a part of the cost of their task, not added to it.",
    (
        *TASK_COLUMNS,
        Column("name", "name", Form.TEXT, "what is paid for", "Crane hire", 30, needed=True),
        Column("cost", "cost", Form.MONEY, "planned", "5000", 14, needed=True),
        *_SPENT,
    ),
)

HEALTH = Sheet(
    "Health",
    "health",
    "Limits of p80 check that differ from the usual, by the name of the check.",
    (
        Column("check", "", Form.TEXT, "name of the check", "lags", 24, needed=True),
        Column("limit", "", Form.LIST, "its share, its size, or both", "10%; 60d", 20, needed=True),
    ),
)

FUNDING = Sheet(
    "Funding",
    "funding",
    "What may be spent by when, for p80 cash: all money from the start of the program on.",
    (
        Column(
            "until", "", Form.FINISH, "the last day that it is for", "2027-06-30", 14, needed=True
        ),
        Column("amount", "", Form.MONEY, "all that may be spent by then", "2M", 14, needed=True),
    ),
)
