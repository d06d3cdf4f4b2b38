"""Sheets of what luck decides: Scales, Branches, Loops."""

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
