"""The sheet that explains all others, made from the columns themselves."""

from __future__ import annotations

from typing import Any

from simulator.files.workbook.column import Form
from simulator.files.workbook.looks import Looks
from simulator.files.workbook.sheets import SHEETS

FORMS = {
    Form.TEXT: "text",
    Form.ID: "text: letters, digits, - and .",
    Form.WORD: "one of the list",
    Form.LENGTH: "number of days; or 4h, 2w, 1mo, 14ed",
    Form.HOURS: "number of hours; or 450min",
    Form.MONEY: "number; or 80k, 4.2M",
    Form.SHARE: "percent",
    Form.FACTOR: "number, or percent",
    Form.RANGE: "range as text",
    Form.START: "date; from 00:00 unless it has a time",
    Form.FINISH: "date; to the end of the day unless it has a time",
    Form.DATE: "date",
    Form.FLAG: "TRUE or FALSE",
    Form.LIST: "texts, ; between",
    Form.LINKS: "links, ; between",
}
"""What may stand in a cell, in the words of the legend."""

RULES = (
    ("Start here", "Fill Program (title and start) and Tasks; every other sheet may stay empty."),
    ("Run it", "p80 check plan.xlsx, then p80 run plan.xlsx. p80 only reads: it changes nothing."),
    (
        "Dark headers",
        "A row cannot do without these columns. Notes on the headers say what they"
        " mean; columns that are rarely needed are folded away: press + above the letters.",
    ),
    (
        "Durations",
        "A number is working days of the task's calendar; 4h 3d 2w 1mo are read too, and"
        " 14ed is elapsed days, nights and weekends included.",
    ),
    (
        "Ranges",
        "low, likely, high in days, or in percent of the planned duration (90%, 100%, 130%)."
        " Beside a duration they are its range; without one they are both plan and range.",
    ),
    (
        "Other shapes",
        "The folded column uncertainty takes any range as text:"
        " trigen(10, 15, 30), normal(20, 3), lognormal(...), discrete(10: 60%, 40: 40%).",
    ),
    (
        "Dates",
        "Dates of Excel, or text as 2027-03-01 or 2027-03-01T17:00. A finish without a time is"
        " the end of that day.",
    ),
    ("Links", "A10 is finish-to-start; A10 SS+5d, A10 FF-4h, A10 FS-50%; several with ; between."),
    (
        "Choosing tasks",
        "A10; CIVIL/A10; CIVIL/*; wbs:Earthworks; trade:civil (a column field: trade);"
        " * for all tasks. Several with ; between.",
    ),
    (
        "Correlations",
        "A row of Correlations is a group with one coefficient. Coefficients pair by pair stand in"
        " a sheet Matrix that you add: names (task A10, cost of A10, risk R1) in its first row and"
        " again in its first column.",
    ),
    (
        "Codes",
        "Add columns field: NAME to Tasks; others of your own begin with # and are not read,"
        " and neither are sheets whose name begins with #.",
    ),
    (
        "Long lists",
        "Where a list does not fit into a cell, a further row with nothing but ... and"
        " the rest of the list goes on with it.",
    ),
    ("Formulas", "May be used: p80 reads the values that were saved with them and runs nothing."),
)
"""What holds for all sheets."""

HEADERS = ("sheet", "column", "what it means", "what stands in a cell", "example")


def write_legend(page: Any, looks: Looks) -> None:
    """General rules, then every column of every sheet."""
    page.write_string(0, 0, "How to fill this workbook", looks.named("title"))
    for line, (name, says) in enumerate(RULES, start=1):
        page.write_string(line, 0, name, looks.named("name"))
        page.merge_range(line, 1, line, 4, says, looks.named("says"))
    line = len(RULES) + 2
    for at, header in enumerate(HEADERS):
        page.write_string(line, at, header, looks.header(needed=False))
    for cells in lines():
        line += 1
        for at, text in enumerate(cells):
            page.write_string(line, at, text, looks.named("says" if at else "name"))
    for at, width in enumerate((16, 24, 80, 36, 30)):
        page.set_column(at, at, width)


def lines() -> list[tuple[str, str, str, str, str]]:
    """Sheet, column, meaning, form and example of every column."""
    found = []
    for sheet in SHEETS:
        found.append((sheet.name, "", sheet.says, "", ""))
        for one in sheet.columns:
            form = FORMS[one.form]
            if one.choices and not isinstance(one.choices, str):
                form = ", ".join(one.choices)
            found.append((sheet.name, one.header, one.says, form, one.example))
    return found
