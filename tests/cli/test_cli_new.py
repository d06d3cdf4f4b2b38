"""`p80 new`, and the workbook that it writes, through the other commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

P80 = Callable[..., Any]


def test_a_workbook_beside_the_reader(
    p80: P80, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = p80("new", "--excel")
    assert (answer.status, answer.out) == (0, "")
    assert "plan.xlsx: change it, then p80 check plan.xlsx" in answer.err
    assert CalamineWorkbook.from_path("plan.xlsx").sheet_names[:3] == [
        "Program",
        "Projects",
        "Tasks",
    ]


def test_it_runs_like_the_text(p80: P80, tmp_path: Path) -> None:
    """The same plan and the same luck: the same forecast to the last digit."""
    book, text = tmp_path / "plan.xlsx", tmp_path / "plan.yaml"
    assert p80("new", "-o", book).status == p80("new", "-o", text).status == 0
    answers = [p80("run", path, "-n", "500", "--json") for path in (book, text)]
    first, second = (json.loads(answer.out) for answer in answers)
    assert first["finish"] == second["finish"]
    assert first["cost"] == second["cost"]


def test_a_plan_that_is_there_is_never_replaced(p80: P80, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"mine")
    answer = p80("new", "--excel", "-o", path)
    assert answer.status == 2
    assert "there is a file of that name [file-exists]" in answer.err
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(["--excel"], "plan.yaml"), (["--excel"], "plan"), ([], "plan.csv"), ([], "plan")],
)
def test_only_plans_are_written(p80: P80, tmp_path: Path, arguments: list[str], name: str) -> None:
    answer = p80("new", *arguments, "-o", tmp_path / name)
    assert answer.status == 2
    assert "[unwritable-format]" in answer.err
    assert not (tmp_path / name).exists()


def test_without_options_it_prints(p80: P80) -> None:
    answer = p80("new")
    assert answer.out.startswith("# A p80 plan to change and run")


def test_it_goes_to_p6_and_back(p80: P80, tmp_path: Path) -> None:
    """A workbook is a plan wherever a plan is read."""
    book, schedule = tmp_path / "plan.xlsx", tmp_path / "plan.xer"
    assert p80("new", "-o", book).status == 0
    assert p80("convert", book, "-o", schedule).status == 0
    assert p80("convert", schedule, "-o", tmp_path / "again.xlsx").status == 0
    first, again = (names(path) for path in (book, tmp_path / "again.xlsx"))
    assert {"Groundworks", "Fit-out", "Opening"} <= first <= again


def names(path: Path) -> set[str]:
    """What stands in the third column of the sheet Tasks."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Tasks").to_python()
    return {str(row[2]) for row in rows}
