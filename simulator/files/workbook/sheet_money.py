"""Sheets of money: Costs, Currencies, Escalation, Overheads, Penalties."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Points, Sheet, points_columns
from simulator.files.workbook.sheet_work import TASK_COLUMNS

PRICE = Points("", "amount", "uncertainty", ("per_day", "per_elapsed_day"))


COSTS = Sheet(
    "Costs",
    "",
    "Costs with a name, on top of the cost in the sheet Tasks. One cost a row, with one of the"
    " three prices.",
    (
        *TASK_COLUMNS,
        Column("name", "name", Form.TEXT, "unique in the task", "Steel", 24),
        Column("amount", "amount", Form.MONEY, "money in all", "900000", 14),
        Column(
            "per day", "per_day", Form.MONEY, "money for each working day of the task", "3200", 12
        ),
        Column(
            "per elapsed day",
            "per_elapsed_day",
            Form.MONEY,
            "money for each 24 hours from the start of the task to its finish",
            "90",
            14,
        ),
        *points_columns(PRICE, Form.MONEY, "price", "850000 900000 1200000 triangular"),
        Column(
            "uncertainty",
            "uncertainty",
            Form.RANGE,
            "range of the price as one text, for shapes that low, likely, high cannot give",
            "normal(100%, 10%)",
            24,
            rare=True,
        ),
        Column(
            "paid",
            "paid",
            Form.TEXT,
            "when the money leaves; evenly where empty",
            "end +30ed",
            20,
        ),
        Column(
            "actual",
            "actual",
            Form.MONEY,
            "spent by the data date; the price is then for what is left",
            "300000",
            12,
            rare=True,
        ),
        Column(
            "currency",
            "currency",
            Form.TEXT,
            "currency of the price, if not that of the program",
            "USD",
            10,
            "Currencies",
        ),
        Column(
            "escalation",
            "escalation",
            Form.TEXT,
            "how its price rises; not at all where empty",
            "steel",
            14,
            "Escalation",
        ),
        Column(
            "account",
            "account",
            Form.TEXT,
            "place in the cost breakdown, / between",
            "Bridge/Deck",
            20,
        ),
    ),
    (PRICE,),
)

CURRENCIES = Sheet(
    "Currencies",
    "currencies",
    "Other currencies, and what one unit of each costs in the currency of the program.",
    (
        Column("currency", "", Form.TEXT, "its name", "USD", 14, needed=True),
        Column("rate", "", Form.FACTOR, "a number, or a range as text", "0.92", 30, needed=True),
    ),
)

ESCALATION = Sheet(
    "Escalation",
    "escalation",
    "How prices rise: by a rate, by steps, or both. One row each; further steps stand in further"
    " rows, with the name or with the name left empty.",
    (
        Column(
            "name",
            "",
            Form.TEXT,
            "unique; empty in a further row with another step",
            "steel",
            16,
            needed=True,
        ),
        Column(
            "per year",
            "per_year",
            Form.SHARE,
            "rise in a year; a percent, or a range as text",
            "3%",
            24,
        ),
        Column(
            "since",
            "since",
            Form.START,
            "the date whose prices stand in the plan",
            "2026-01-01",
            14,
        ),
        Column("from", "", Form.START, "the day from which a level holds", "2028-01-01", 14),
        Column(
            "level", "", Form.SHARE, "price level from then on; 100% before the first", "104%", 12
        ),
    ),
)

OVERHEADS = Sheet(
    "Overheads",
    "overheads",
    "Shares of what a project spends, on top of it. One overhead a row.",
    (
        Column("name", "name", Form.TEXT, "what it is for", "Head office", 24, needed=True),
        Column(
            "share", "share", Form.SHARE, "a percent, or a range as text", "8%", 24, needed=True
        ),
        Column(
            "project",
            "project",
            Form.ID,
            "id of the project; each of them where empty",
            "CIVIL",
            14,
            "Projects",
        ),
    ),
)

PENALTIES = Sheet(
    "Penalties",
    "penalties",
    "Money for each day that a task finishes after a date, and bonuses for each day before one. One"
    " penalty or bonus a row.",
    (
        Column("name", "name", Form.TEXT, "unique", "Late opening", 24, needed=True),
        Column("task", "task", Form.ID, "whose finish counts", "A40", 16, "Tasks", needed=True),
        Column(
            "after", "after", Form.FINISH, "penalty: from the end of this day", "2027-08-31", 14
        ),
        Column("before", "before", Form.FINISH, "bonus: to the end of this day", "2027-06-30", 14),
        Column("per day", "per_day", Form.MONEY, "money for each day", "5000", 12, needed=True),
        Column("at most", "at_most", Form.MONEY, "in all", "250000", 12),
    ),
)
