"""Sheets of ranges by rule: Templates, Uncertainty."""

from __future__ import annotations

from simulator.files.workbook.column import Column, Form, Points, Sheet, points_columns
from simulator.files.workbook.sheet_risks import CHOSEN, WBS

RULE = Points("", "duration", "duration")
RULE_COST = Points("cost ", "cost", "cost")

_DURATION = Column(
    "duration",
    "duration",
    Form.RANGE,
    "range of the duration as one text, where low, likely, high do not do",
    "trigen(90%, 100%, 125%)",
    26,
    rare=True,
)
_COST = Column(
    "cost",
    "cost",
    Form.RANGE,
    "range of the cost as one text, where low, likely, high do not do",
    "normal(100%, 10%)",
    26,
    rare=True,
)

_RATE = Column(
    "rate",
    "rate",
    Form.RANGE,
    "range of the cost per day as text, in percent or money",
    "uniform(95%, 130%)",
    26,
    rare=True,
)
_COSTS = Column(
    "costs",
    "costs",
    Form.RANGE,
    "range of each of its costs in the sheet Costs, in percent",
    "triangular(90%, 100%, 140%)",
    26,
    rare=True,
)
_LAG = Column(
    "lag",
    "lag",
    Form.RANGE,
    "range of the lags before these tasks, in percent of each",
    "triangular(90%, 100%, 150%)",
    26,
    rare=True,
)

TEMPLATES = Sheet(
    "Templates",
    "templates",
    "Ranges by name, which a row of Uncertainty picks by a field of the task.",
    (
        Column("name", "", Form.ID, "as the field of a task says it", "high", 20, needed=True),
        *points_columns(RULE, Form.LENGTH, "duration", "90% 100% 160% pert"),
        *points_columns(RULE_COST, Form.MONEY, "cost", "95% 100% 140% pert"),
        _DURATION,
        _COST,
        _RATE,
        _COSTS,
        _LAG,
    ),
    (RULE, RULE_COST),
)

UNCERTAINTY = Sheet(
    "Uncertainty",
    "uncertainty",
    "Ranges for tasks that have none of their own; the first row that fits a task counts.",
    (
        Column(
            CHOSEN.header, CHOSEN.key, CHOSEN.form, f"which tasks: {CHOSEN.says}", "trade:civil", 34
        ),
        *points_columns(RULE, Form.LENGTH, "duration", "90% 100% 125% triangular"),
        *points_columns(RULE_COST, Form.MONEY, "cost", "95% 100% 125% triangular"),
        _DURATION,
        _COST,
        Column(
            "field",
            "field",
            Form.TEXT,
            "field of the task whose value names a row of Templates, instead of a range here",
            "risk class",
            20,
            rare=True,
        ),
        _RATE,
        _COSTS,
        _LAG,
        WBS,
    ),
    (RULE, RULE_COST),
)
