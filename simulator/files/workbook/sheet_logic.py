"""Sheets of what luck decides: Scales, Branches, Loops; and of what it is all for: Benefits."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Sheet

SCALE_KEYS = ("probability", "delay", "cost")

SCALES = Sheet(
    "Scales",
    "scales",
    "Words of a risk register, and what they stand for: of each scale the lowest step first. The"
    " sheet Risks may then say high, or P4 for the fourth step.",
    (
        Column(
            "scale", "", Form.WORD, "what it measures", "probability", 14, SCALE_KEYS, needed=True
        ),
        Column("step", "", Form.TEXT, "the word", "high", 20, needed=True),
        Column(
            "value",
            "",
            Form.RANGE,
            "what it stands for: a number or a range",
            "triangular(10d, 20d, 40d)",
            34,
            needed=True,
        ),
    ),
)

BRANCHES = Sheet(
    "Branches",
    "branches",
    "Forks of which at most one path is taken. One row a path, further paths in further rows with"
    " the id, or with the id left empty. The first task of a path brings along all that follow it"
    " alone; or name all its tasks.",
    (
        Column(
            "id",
            "id",
            Form.ID,
            "unique; empty in a further row of the same branch",
            "B1",
            10,
            needed=True,
        ),
        Column("name", "name", Form.TEXT, "what is decided", "Test passed?", 30),
        Column("after", "after", Form.ID, "task at whose end luck decides", "A20", 12, "Tasks"),
        Column(
            "if",
            "if",
            Form.TEXT,
            "instead of luck a condition: where it holds the path of the first row is taken, else"
            " that of the second",
            "A20 finish > 2027-06-01",
            30,
        ),
        Column("path", "", Form.TEXT, "name of the path", "Rework", 20),
        Column(
            "first task",
            "",
            Form.LIST,
            "where the path begins; with it go all tasks that follow it alone",
            "A30",
            16,
        ),
        Column(
            "tasks",
            "",
            Form.LIST,
            "instead of the first task: exactly these are on the path",
            "A30; A31",
            26,
        ),
        Column("chance", "", Form.SHARE, "share of the path; none beside if", "80%", 12),
    ),
)

LOOPS = Sheet(
    "Loops",
    "loops",
    "Work that may have to be done again. One loop a row.",
    (
        Column("id", "id", Form.ID, "unique", "L1", 10, needed=True),
        Column("name", "name", Form.TEXT, "why", "Design is not accepted", 30),
        Column("from", "from", Form.ID, "first task that is done again", "A10", 12, "Tasks"),
        Column("to", "to", Form.ID, "last one, at whose end luck decides", "A20", 12, "Tasks"),
        Column(
            "task",
            "task",
            Form.ID,
            "instead of from and to: a loop of one task",
            "A20",
            12,
            "Tasks",
        ),
        Column("chance", "chance", Form.SHARE, "of each repeat", "30%", 12, needed=True),
        Column("at most", "at_most", Form.FACTOR, "repeats at most; 1 where empty", "3", 12),
        Column(
            "work",
            "work",
            Form.SHARE,
            "of a repeat, as a share of the first time's; 100% where empty",
            "50%",
            12,
        ),
    ),
)

BENEFITS = Sheet(
    "Benefits",
    "benefits",
    "What the program is worth once it is there. One benefit a row, with one of the three amounts.",
    (
        Column("name", "name", Form.TEXT, "unique", "Fares", 26, needed=True),
        Column(
            "from",
            "from",
            Form.ID,
            "task or project whose finish begins it; empty for the program's",
            "A30",
            12,
        ),
        Column("per month", "per_month", Form.MONEY, "money each month until the date", "80k", 16),
        Column(
            "until", "until", Form.FINISH, "last day of the money by the month", "2040-12-31", 12
        ),
        Column("once", "once", Form.MONEY, "money that comes once, at the finish", "2M", 16),
        Column(
            "lost per week",
            "lost_per_week",
            Form.MONEY,
            "money lost for each week that the finish comes after the due date",
            "25k",
            16,
        ),
        Column("due", "due", Form.FINISH, "date after which money is lost", "2029-06-30", 12),
    ),
)
