"""What is wrong with a workbook is said with its sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from workbooks import PROGRAM, TASKS, Formula, Rows, write_book

from simulator.errors import PlanError
from simulator.files import load

Faults = Callable[..., list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Sheets of rows to everything that is wrong with them, the path of the file left out."""

    def found(**sheets: Rows) -> list[str]:
        with pytest.raises(PlanError) as raised:
            load(write_book(tmp_path / "plan.xlsx", {"Program": PROGRAM, **sheets}))
        return [
            f"{issue.where}: {issue.message}".replace(f"{tmp_path}/", "")
            for issue in raised.value.issues
        ]

    return found


FAULTS: list[tuple[dict[str, Rows], str]] = [
    (
        {"Tasks": [["id", "Durration"], ["A", 5]]},
        "plan.xlsx, sheet Tasks, row 1, column Durration: unknown column 'Durration'",
    ),
    (
        {"Risc": [["x"]], "Tasks": TASKS},
        "plan.xlsx, sheet Risc: unknown sheet 'Risc'",
    ),
    (
        {"Program": [*PROGRAM, ["currancy", "EUR"]], "Tasks": TASKS},
        "plan.xlsx, sheet Program, row 4: unknown setting 'currancy'",
    ),
    (
        {"Tasks": [["id", "duration"], ["A", 5], [], ["B", "soon"]]},
        "plan.xlsx, sheet Tasks, row 4, column duration, task P/B: duration: 'soon' is not a"
        " duration",
    ),
    (
        {"Tasks": [["id", "duration"], ["A", date(2027, 5, 5)]]},
        "plan.xlsx, sheet Tasks, row 2, column duration: '2027-05-05' is probably a value that a"
        " spreadsheet turned into a date",
    ),
    (
        {"Tasks": [["id", "duration"], [date(2027, 2, 1), 5]]},
        "plan.xlsx, sheet Tasks, row 2, column id: '2027-02-01' is probably a value that a"
        " spreadsheet turned into a date",
    ),
    (
        {"Tasks": [["id", "duration"], [1234567890123456, 5]]},
        "plan.xlsx, sheet Tasks, row 2, column id: '1.234568E+15' is an id that a spreadsheet"
        " turned into a number",
    ),
    (
        {"Tasks": [["id", "deadline"], ["A", 46027]]},
        "plan.xlsx, sheet Tasks, row 2, column deadline: 46027 is a number; as a date it would be"
        " 2026-01-05",
    ),
    (
        {"Tasks": [["id", "duration"], ["A", Formula("=1/0", "#DIV/0!")]]},
        "plan.xlsx, sheet Tasks, row 2, column duration: the cell holds the spreadsheet error"
        " #DIV/0!",
    ),
    (
        {"Tasks": [["id", "duration"], ["A", 5], ["", ""], ["", Formula("=1/0", "#DIV/0!")]]},
        "plan.xlsx, sheet Tasks, row 4, column duration: the cell holds the spreadsheet error"
        " #DIV/0!",
    ),
    (
        {"Tasks": [["id", "duration"], ["A", Formula("=1+1")]]},
        "plan.xlsx, sheet Tasks, row 2, column duration: the cell holds a formula whose value was"
        " never saved",
    ),
    (
        {"Tasks": [["id", "duration", "after"], ["A", 5, "B"]]},
        "plan.xlsx, sheet Tasks, row 2, column after, task P/A: there is no task 'B'",
    ),
    (
        {"Tasks": [["id", "name"], ["", "nameless"]]},
        "plan.xlsx, sheet Tasks, row 2, column id: the key 'id' is missing",
    ),
    (
        {"Tasks": [["name"], ["nameless"]]},
        "plan.xlsx, sheet Tasks, row 1: the first row names no column 'id'",
    ),
    (
        {"Tasks": [["id", "duration", "duration"], ["A", 5, 6]]},
        "plan.xlsx, sheet Tasks, row 1, column duration: two columns are called 'duration'",
    ),
    (
        {"Tasks": [["id", "duration"], ["A", 5, "", "lost"]]},
        "plan.xlsx, sheet Tasks, row 2, column D: 'lost' stands below no header",
    ),
    (
        {"Tasks": [["id", "duration", "low", "likely", "high"], ["A", 5, 4, 5, ""]]},
        "plan.xlsx, sheet Tasks, row 2, column high: a range needs low and high, and likely unless"
        " it is uniform",
    ),
    (
        {"Tasks": [["id", "duration", "low", "high"], ["A", 5, 4, ""]]},
        "plan.xlsx, sheet Tasks, row 2, column high: a range needs low and high, and likely unless"
        " it is uniform",
    ),
    (
        {"Tasks": [["id", "duration", "low", "high", "uncertainty"],
                   ["A", 5, 4, 9, "normal(100%, 10%)"]]},
        "plan.xlsx, sheet Tasks, row 2, column low: there is a range here and one in the column"
        " uncertainty",
    ),
    (
        {"Tasks": [["id", "duration", "low", "likely", "high", "shape"],
                   ["A", 5, 4, 5, 9, "bell"]]},
        "plan.xlsx, sheet Tasks, row 2, column shape: 'bell' is not a shape of three points",
    ),
    (
        {"Tasks": [["id", "duration", "constraint", "constraint date"],
                   ["A", 5, "", date(2027, 2, 1)]]},
        "plan.xlsx, sheet Tasks, row 2, column constraint date: the date needs one constraint"
        " without a date beside it",
    ),
    (
        {"Tasks": [["project", "id", "duration"], ["X", "A", 5]]},
        "plan.xlsx, sheet Tasks, row 2, column project: there is no project 'X'",
    ),
    (
        {"Projects": [["id"], ["P1"], ["P2"]], "Tasks": TASKS},
        "plan.xlsx, sheet Tasks, row 2, column project: the task does not say which project it"
        " belongs to",
    ),
    (
        {"Tasks": TASKS, "Risks": [["id", "probability", "tasks", "delay"], ["R", 25, "A", "5d"]]},
        "plan.xlsx, sheet Risks, row 2, column probability, risk R: a probability of 25 is not"
        " possible",
    ),
    (
        {"Tasks": TASKS, "Risks": [["id", "probability", "tasks", "delay"], ["R", 0.2, "Z", "5d"]]},
        "plan.xlsx, sheet Risks, row 2, column tasks, risk R: 'Z' selects no task",
    ),
    (
        {"Tasks": TASKS, "Risks": [["id", "name", "probability"], ["R", "x", 0.2]]},
        "plan.xlsx, sheet Risks, row 2: the risk does nothing",
    ),
    (
        {"Tasks": TASKS, "Risks": [["id", "name", "probability", "tasks", "delay"],
                                   ["R", "x", 0.2, "A", "5d"], ["R", "y", "", "A", "1d"]]},
        "plan.xlsx, sheet Risks, row 3, column name: this row of risk R says otherwise than its"
        " first",
    ),
    (
        {"Tasks": TASKS, "Exceptions": [["calendar", "from"], ["sight", date(2027, 5, 1)]]},
        "plan.xlsx, sheet Exceptions, row 2, column calendar, calendar sight: there is no calendar"
        " 'sight' to start from",
    ),
    (
        {"Tasks": TASKS, "Assignments": [["task", "resource"], ["Z", "x"]]},
        "plan.xlsx, sheet Assignments, row 2, column task: there is no task 'Z'",
    ),
    (
        {"Tasks": [["id", "duration", "cost"], ["A", "2,5", "1,200"]]},
        "plan.xlsx, sheet Tasks, row 2, column cost: '1,200' is a text that may mean 1200 or 1.200",
    ),
    (
        {"Tasks": TASKS, "Exceptions": [["calendar", "from"], ["standard", date(2027, 5, 1)],
                                        ["standard", date(2027, 5, 1)]]},
        "plan.xlsx, sheet Exceptions, row 3, column from: two rows of calendar standard are about"
        " 2027-05-01",
    ),
    (
        {"Tasks": TASKS, "Exceptions": [["calendar", "from", "note"], ["", "", "closed"]]},
        "plan.xlsx, sheet Exceptions, row 2, column calendar: the calendar is empty",
    ),
    (
        {"Tasks": TASKS, "Calendars": [["name", "work"], ["site", "24/7"], ["site", "24/7"]]},
        "plan.xlsx, sheet Calendars, row 3, column name: 'site' stands twice in this sheet",
    ),
    (
        {"Tasks": TASKS, "Resources": [["id", "rate"], ["x", "1/h"], ["y", "1/h"], ["x", "2/h"]]},
        "plan.xlsx, sheet Resources, row 4, column id: 'x' stands twice in this sheet",
    ),
    (
        {"Tasks": [["id", "duration", "resources"], ["A", 5, "x 4"]], "Resources": [["id"], ["x"]],
         "Assignments": [["task", "resource"], ["A", "x"]]},
        "plan.xlsx, sheet Assignments, row 2, column task: the resources of this task stand in the"
        " sheet Tasks already",
    ),
    (
        {"Projects": [["id"], ["P1"], ["P2"]],
         "Tasks": [["project", "id", "duration"], ["P1", "A", 5], ["P2", "A", 5]],
         "Expenses": [["task", "name", "cost"], ["A", "Crane", 5]]},
        "plan.xlsx, sheet Expenses, row 2, column task: several projects have a task 'A': P1, P2",
    ),
    (
        {"Tasks": TASKS, "Expenses": [["task", "name", "cost"], ["", "Crane", 5]]},
        "plan.xlsx, sheet Expenses, row 2, column task: the task is empty",
    ),
    (
        {"Tasks": TASKS, "Health": [["check", "limit"], ["lag", "10%"]]},
        "plan.xlsx, sheet Health, row 2",
    ),
    (
        {"Tasks": TASKS, "Risks": [["id", "probability", "tasks", "delay", "state"],
                                   ["R", 0.2, "A", "5d", "later"]]},
        "plan.xlsx, sheet Risks, row 2, column state: unknown state 'later'",
    ),
    (
        {"Program": [*PROGRAM, ["title", "Again"]], "Tasks": TASKS},
        "plan.xlsx, sheet Program, row 4: the setting 'title' stands twice",
    ),
    (
        {"Tasks": TASKS, "Resources": [["id"], ["x"]],
         "Assignments": [["task", "resource", "units", "work"], ["A", "x", 1, "long"]]},
        "plan.xlsx, sheet Assignments, row 2, column work, task P/A: work: 'long' is not a"
        " duration",
    ),
    (
        {"Tasks": TASKS,
         "Risks": [["id", "probability", "tasks", "delay", "state", "mitigated probability"],
                   ["R", 0.2, "A", "5d", "", ""], ["", "", "A", "1d", "mitigated", ""]]},
        "plan.xlsx, sheet Risks, row 3, column mitigated probability, risk R: the key 'probability'"
        " is missing",
    ),
    (
        {"Tasks": TASKS, "Correlations": [["tasks", "coefficient"], ["A", 0.5]]},
        "plan.xlsx, sheet Correlations, row 2, column tasks: one task alone (P/A) has nothing to"
        " move with",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sheets", "fault"), FAULTS, ids=[fault[:90] for _, fault in FAULTS])
def test_faults_name_sheet_row_and_column(
    faults: Faults, sheets: dict[str, Rows], fault: str
) -> None:
    assert any(one.startswith(fault) for one in faults(**sheets))


def test_all_faults_come_at_once_in_the_order_of_the_sheets(faults: Faults) -> None:
    found = faults(
        Drivers=[["id", "factor", "tasks"], ["F", "fast", "A"]],
        Tasks=[["id", "duration", "after"], ["A", "x", ""], ["B", 5, "Q"]],
        Program=[*PROGRAM, ["target finish", "soon"]],
    )
    places = [fault.split(",")[1].strip() for fault in found]
    assert places == ["sheet Program", "sheet Tasks", "sheet Tasks", "sheet Drivers"]


def test_a_workbook_that_is_no_plan(tmp_path: Path) -> None:
    path = write_book(tmp_path / "list.xlsx", {"Sheet1": [["id"], ["A"]]})
    with pytest.raises(PlanError, match="no sheet of a plan is in it; it has: Sheet1") as raised:
        load(path)
    assert "p80 new --excel" in str(raised.value)


def test_a_plan_without_a_start(tmp_path: Path) -> None:
    path = write_book(tmp_path / "plan.xlsx", {"Tasks": TASKS})
    with pytest.raises(PlanError, match="sheet Program: there is no start date"):
        load(path)


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods"])
def test_other_workbooks_are_told_to_be_saved_as_xlsx(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(b"x")
    with pytest.raises(PlanError, match=r"A plan workbook is saved as \.xlsx\."):
        load(path)
