"""Tables of tasks in workbooks, written here by XlsxWriter."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from workbooks import Formula, Percent, write_book

import simulator.files.workbook.packed
from simulator.errors import PlanError
from simulator.files import load
from simulator.model.distributions import Triangular
from simulator.model.program import Program

DAY = 480.0
Rows = list[list[object]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Program]:
    """Sheets of rows to the program of a plan over that workbook."""

    def loaded(**sheets: Rows) -> Program:
        with xlsxwriter.Workbook(str(tmp_path / "plan.xlsx")) as out:
            dates = out.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            for name, rows in sheets.items():
                sheet = out.add_worksheet(name)
                for r, row in enumerate(rows):
                    for c, cell in enumerate(row):
                        if isinstance(cell, datetime):
                            sheet.write_datetime(r, c, cell, dates)
                        else:
                            sheet.write(r, c, cell)
        return _load(tmp_path)

    return loaded


def _load(folder: Path) -> Program:
    path = folder / "plan.yaml"
    path.write_text("start: 2026-03-02\ndata_date: 2026-04-01\ntables: plan.xlsx\n", "utf-8")
    return load(path)


def test_numbers_texts_dates_and_booleans(book: Callable[..., Program]) -> None:
    program = book(
        Sheet1=[
            ["id", "name", "duration", "low", "likely", "high", "actual_start", "milestone"],
            [10, "Dig", 5, 4, 5.5, 9, datetime(2026, 3, 3, 8), ""],
            ["B", "Done", "", "", "", "", "", True],
        ]
    )
    dig = program.task["P/10"]
    assert dig.duration == 5 * DAY
    assert dig.spread is not None
    assert dig.spread.distribution == Triangular(4 * DAY, 5.5 * DAY, 9 * DAY)
    assert dig.progress.actual_start == datetime(2026, 3, 3, 8)
    assert program.task["P/B"].is_milestone


def test_the_sheet_called_tasks_is_read(book: Callable[..., Program]) -> None:
    program = book(Notes=[["hello"]], Tasks=[["id", "duration"], ["A", 1]])
    assert list(program.task) == ["P/A"]


def test_faults_are_named_by_row_and_column(book: Callable[..., Program]) -> None:
    rows: Rows = [["id", "duration"], ["A", 1], [], ["B", datetime(2026, 5, 5)]]
    with pytest.raises(PlanError) as raised:
        book(tasks=rows)
    assert "plan.xlsx:4, column duration" in str(raised.value)
    assert "probably a value that a spreadsheet turned into a date" in str(raised.value)


def test_percentages_errors_and_formulas_in_tables(tmp_path: Path) -> None:
    """90% in a cell is no 0.9 days; a cell that shows an error is no empty one."""
    header: Rows = [["id", "duration", "low", "likely", "high"]]
    good = [["A", 10, Percent(0.9), Percent(1.0), Percent(1.3)]]
    write_book(tmp_path / "plan.xlsx", {"Tasks": [*header, *good]})
    (task,) = _load(tmp_path).tasks
    assert task.duration == 10 * DAY
    assert task.spread is not None
    assert task.spread.distribution == Triangular(0.9, 1.0, 1.3)
    bad = [["A", Formula("=1/0", "#DIV/0!")], ["B", Formula("=1+1")]]
    write_book(tmp_path / "plan.xlsx", {"Tasks": [*header, *bad]})
    with pytest.raises(PlanError) as raised:
        _load(tmp_path)
    first, second = raised.value.issues
    assert first.where.endswith("plan.xlsx:2, column duration")
    assert first.message == "the cell holds the spreadsheet error #DIV/0!"
    assert second.where.endswith("plan.xlsx:3, column duration")
    assert second.rule == "spreadsheet-error"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no workbook at all", "the workbook cannot be read"),
        (b"PK\x03\x04 cut off", "the workbook cannot be read"),
        (b"", "the file is empty"),
    ],
)
def test_damaged_workbooks(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "plan.xlsx").write_bytes(data)
    with pytest.raises(PlanError, match=message):
        _load(tmp_path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "plan.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    monkeypatch.setattr(simulator.files.workbook.packed, "MAX_UNPACKED", 2_000_000)
    with pytest.raises(PlanError, match="the workbook unpacks to 3 MB"):
        _load(tmp_path)
