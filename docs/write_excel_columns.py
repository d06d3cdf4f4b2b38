"""Writes the tables of columns in docs/reference/excel.md from the columns that p80 reads.

Run ``python docs/write_excel_columns.py`` after a change to a sheet.
"""

from __future__ import annotations

import re
from pathlib import Path

from simulator.files.workbook.column import Sheet
from simulator.files.workbook.legend import FORMS
from simulator.files.workbook.sheets import SHEETS

PAGE = Path(__file__).parent / "reference" / "excel.md"
BEGIN, END = "<!-- columns: written by docs/write_excel_columns.py -->", "<!-- end of columns -->"


def section(sheet: Sheet) -> str:
    """One sheet: what it is for, and a row for each column."""
    head = "setting" if sheet.vertical else "column"
    lines = [f"### {sheet.name}", "", sheet.says, "", f"| {head} | meaning | in a cell | example |"]
    lines.append("|---|---|---|---|")
    for one in sheet.columns:
        form = FORMS[one.form]
        if one.choices and not isinstance(one.choices, str):
            form = ", ".join(one.choices)
        example = f"`{one.example}`" if one.example else ""
        lines.append(f"| `{one.header}` | {one.says} | {form} | {example} |")
    return "\n".join(lines)


def main() -> None:
    """Put the sections between the two marks of the page."""
    text = PAGE.read_text("utf-8")
    sections = "\n\n".join(section(sheet) for sheet in SHEETS)
    own = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    PAGE.write_text(own.sub(lambda _: f"{BEGIN}\n\n{sections}\n\n{END}", text), "utf-8")


if __name__ == "__main__":
    main()
