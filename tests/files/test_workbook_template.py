"""The template workbook, looked at as its XML and through another reader of workbooks."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook
from workbooks import PROGRAM, write_book

from simulator.files import load
from simulator.files.build import build
from simulator.files.document.calendar import CalendarDoc
from simulator.files.document.money import ElementDoc, IndexDoc, OverheadDoc, TermDoc
from simulator.files.document.plan import PlanDoc, ProjectDoc
from simulator.files.document.resource import AssignmentDoc, ExpenseDoc, RateDoc, ResourceDoc
from simulator.files.document.risk import (
    CorrelationDoc,
    DriverDoc,
    ImpactDoc,
    ResponseDoc,
    RiskDoc,
    RuleDoc,
    TemplateDoc,
)
from simulator.files.document.task import TaskDoc
from simulator.files.starter import text
from simulator.files.workbook import template
from simulator.files.workbook.column import Form
from simulator.files.workbook.sheets import SHEETS
from simulator.files.yaml import YamlSource
from simulator.model.correlation import CorrelationMatrix, Subject, What
from simulator.model.fingerprint import fingerprint

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DATA = template()
BOOK = CalamineWorkbook.from_filelike(BytesIO(DATA))
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "excel.md"


def part(name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(DATA)) as packed:
        return ET.fromstring(packed.read(name))


def sheet(name: str) -> ET.Element:
    return part(f"xl/worksheets/sheet{BOOK.sheet_names.index(name) + 1}.xml")


def choices(name: str) -> dict[str, str]:
    """What may be chosen, by the column of the cells."""
    return {
        re.sub(r"\d", "", (one.get("sqref") or "").partition(":")[0]): one.findtext(
            f"{MAIN}formula1", ""
        )
        for one in sheet(name).iter(f"{MAIN}dataValidation")
        if one.get("type") == "list"
    }


def letter(name: str, header: str) -> str:
    at = [str(cell) for cell in BOOK.get_sheet_by_name(name).to_python()[0]].index(header)
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def test_it_is_the_starter_plan_of_p80_new(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(DATA)
    program = load(tmp_path / "plan.xlsx")
    assert program.notes == ()
    assert fingerprint(program) == fingerprint(build(YamlSource("plan.yaml", text()), Path()))


def test_sheets_in_order_and_a_legend() -> None:
    assert BOOK.sheet_names == [*(one.name for one in SHEETS), "Legend"]
    assert {"Program", "Tasks", "Risks", "Drivers", "Correlations", "Calendars"} <= set(
        BOOK.sheet_names
    )


@pytest.mark.parametrize("name", [one.name for one in SHEETS if not one.vertical])
def test_headers_are_those_that_the_reader_knows(name: str) -> None:
    columns = [column.header for one in SHEETS if one.name == name for column in one.columns]
    fields = ["field: trade"] if name == "Tasks" else []
    assert BOOK.get_sheet_by_name(name).to_python()[0] == columns + fields


def test_settings_of_the_program_stand_below_each_other() -> None:
    rows = BOOK.get_sheet_by_name("Program").to_python()
    assert rows[0][:2] == ["setting", "value"]
    settings = {str(row[0]): row[1] for row in rows[1:]}
    assert list(settings) == [column.header for column in SHEETS[0].columns]
    assert (settings["title"], settings["currency"]) == ("Small clinic", "EUR")
    assert settings["target cost"] == 750_000.0


@pytest.mark.parametrize(
    ("name", "header", "expected"),
    [
        ("Tasks", "shape", '"triangular,pert,trigen,uniform"'),
        ("Tasks", "calendar", "Calendars!$A$2:$A$20000"),
        ("Tasks", "parent", "Tasks!$B$2:$B$20000"),
        ("Tasks", "project", "Projects!$A$2:$A$20000"),
        ("Projects", "lag calendar", '"predecessor,successor,elapsed,project"'),
        ("Risks", "state", '"current,mitigated"'),
        ("Exceptions", "calendar", "Calendars!$A$2:$A$20000"),
        ("Assignments", "resource", "Resources!$A$2:$A$20000"),
    ],
)  # fmt: skip
def test_cells_offer_what_may_be_chosen(name: str, header: str, expected: str) -> None:
    assert choices(name)[letter(name, header)] == expected


def test_probabilities_are_checked_and_units_are_not() -> None:
    """600 % of a fitter are six fitters; a chance is 100 % at most."""
    checked = {
        (one.get("sqref") or "").partition(":")[0]: one.findtext(f"{MAIN}formula2", "")
        for one in sheet("Risks").iter(f"{MAIN}dataValidation")
        if one.get("type") == "decimal"
    }
    assert checked[letter("Risks", "probability") + "2"] == "1"
    for name, header in (("Resources", "capacity"), ("Assignments", "units")):
        places = {one.get("sqref") for one in sheet(name).iter(f"{MAIN}dataValidation")}
        assert not any(str(place).startswith(f"{letter(name, header)}2") for place in places)


def test_kinds_and_constraints_may_be_chosen() -> None:
    kinds = choices("Tasks")[letter("Tasks", "kind")].strip('"').split(",")
    assert kinds[:3] == ["task", "milestone", "start milestone"]
    assert kinds[-1] == "summary"
    offered = choices("Tasks")[letter("Tasks", "constraint")].strip('"').split(",")
    assert offered[:2] == ["start no earlier than", "start no later than"]
    assert "mandatory finish" in offered
    assert len(",".join(offered)) <= 255, "more than Excel takes"


def test_the_lists_hold_the_columns_that_they_name() -> None:
    """Tasks!$B is the column of ids, Calendars!$A that of names."""
    assert (letter("Tasks", "id"), letter("Calendars", "name")) == ("B", "A")
    assert (letter("Projects", "id"), letter("Resources", "id")) == ("A", "A")


@pytest.mark.parametrize("name", [one.name for one in SHEETS])
def test_headers_stay_in_view_and_carry_notes(name: str) -> None:
    pane = sheet(name).find(f".//{MAIN}pane")
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    if name == "Program":  # what a setting means stands beside it
        return
    with zipfile.ZipFile(BytesIO(DATA)) as packed:
        number = BOOK.sheet_names.index(name) + 1
        target = packed.read(f"xl/worksheets/_rels/sheet{number}.xml.rels").decode()
        comments = re.findall(r"\.\./(comments\d+\.xml)", target)
    notes = list(part(f"xl/{comments[0]}").iter(f"{MAIN}comment"))
    columns = next(one.columns for one in SHEETS if one.name == name)
    assert len(notes) >= len(columns)


def test_every_column_has_a_width_and_rare_ones_are_folded_away() -> None:
    columns = list(sheet("Tasks").iter(f"{MAIN}col"))
    hidden = [one for one in columns if one.get("hidden") == "1"]
    assert all(one.get("customWidth") == "1" for one in columns)
    assert hidden
    assert all(one.get("outlineLevel") == "1" for one in hidden)


def test_the_legend_explains_every_column() -> None:
    rows = [[str(cell) for cell in row] for row in BOOK.get_sheet_by_name("Legend").to_python()]
    told = {(row[0], row[1]): row[2:] for row in rows if len(row) > 4}
    for one in SHEETS:
        for column in one.columns:
            says, form, example = told[(one.name, column.header)]
            assert says == column.says
            assert form
            assert example == column.example


def test_a_matrix_as_the_legend_tells_it_is_read(tmp_path: Path) -> None:
    """The sheet is not in the template: the legend alone says how to add one."""
    rows = [list(map(str, row)) for row in BOOK.get_sheet_by_name("Legend").to_python()]
    (told,) = (row[1] for row in rows if row[0] == "Correlations" and "Matrix" in row[1])
    duration, cost, risk = names = re.findall(r"\((.*?)\)", told)[0].split(", ")
    path = write_book(
        tmp_path / "plan.xlsx",
        {
            "Program": PROGRAM,
            "Tasks": [["id", "duration", "cost"], ["A10", "uniform(4d, 6d)", "uniform(1, 2)"]],
            "Risks": [["id", "probability", "tasks", "delay"], ["R1", 0.3, "A10", 5]],
            "Matrix": [["", *names], [duration, 1, 0.4], [cost, "", 1, -0.2], [risk]],
        },
    )
    (found,) = load(path).correlations
    assert isinstance(found, CorrelationMatrix)
    whats = (What.DURATION, "P/A10"), (What.COST, "P/A10"), (What.OCCURRENCE, "R1")
    subjects = [Subject(*one) for one in whats]
    pairs = dict(zip(pairwise(subjects), (0.4, -0.2), strict=True))
    assert found == CorrelationMatrix.of_pairs(pairs, subjects)


def test_examples_are_of_the_form_that_they_show() -> None:
    """An example of a date is a date, of a share a share; every column but texts has one."""
    for one in SHEETS:
        for column in one.columns:
            if column.form is not Form.TEXT:
                assert column.example or column.form is Form.WORD, (one.name, column.header)
            if column.form in (Form.START, Form.FINISH, Form.DATE):
                assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", column.example)
            if isinstance(column.choices, tuple) and column.choices and column.form is Form.WORD:
                assert column.example in column.choices


ELSEWHERE = {
    "projects", "tasks", "calendars", "resources", "risks", "drivers", "correlations",
    "uncertainty", "health", "funding", "target", "impacts", "mitigated", "exceptions", "fields",
    "expenses", "baseline", "rates", "scales", "exclusive", "branches", "loops", "window",
    "templates", "costs", "currencies", "escalation", "overheads", "penalties", "bonuses", "steps",
    "benefits",
}  # fmt: skip
"""Keys that are sheets, rows or groups of columns of their own."""


@pytest.mark.parametrize(
    ("names", "model"),
    [
        (("Program",), PlanDoc),
        (("Projects",), ProjectDoc),
        (("Tasks",), TaskDoc),
        (("Risks",), RiskDoc),
        (("Risks",), ImpactDoc),
        (("Risks",), ResponseDoc),
        (("Drivers",), DriverDoc),
        (("Correlations",), CorrelationDoc),
        (("Uncertainty",), RuleDoc),
        (("Templates",), TemplateDoc),
        (("Calendars",), CalendarDoc),
        (("Resources",), ResourceDoc),
        (("Resources",), RateDoc),
        (("Assignments",), AssignmentDoc),
        (("Expenses",), ExpenseDoc),
        (("Costs",), ElementDoc),
        (("Escalation",), IndexDoc),
        (("Overheads",), OverheadDoc),
        (("Penalties",), TermDoc),
    ],
)
def test_every_key_of_a_plan_file_has_its_place(names: tuple[str, ...], model: type) -> None:
    keys = {
        step
        for one in SHEETS
        if one.name in names
        for column in one.columns
        for step in column.key.split(".")
    }
    known = {name for name, info in model.model_fields.items() if not info.exclude}
    assert known - ELSEWHERE <= keys


def test_the_page_of_the_manual_names_every_sheet_and_column() -> None:
    page = PAGE.read_text("utf-8")
    for one in SHEETS:
        assert f"### {one.name}" in page
        for column in one.columns:
            assert f"| `{column.header}` | {column.says.replace('|', '/')} |" in page
