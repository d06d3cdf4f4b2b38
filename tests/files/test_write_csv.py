"""Programs as tables of tasks. That they come back is tested with the workbooks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from simulator.errors import PlanError
from simulator.files import load
from simulator.files.damage import neutral, restored
from simulator.files.write_csv import lost_in_csv, to_csv, to_csv_folder
from simulator.model.calendar import ELAPSED, elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.program import Program, Project
from simulator.model.resource import Expense
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Task

DAY = datetime(2026, 3, 2)
A = Task("P/A", "=1+1", Kind.TASK, "standard", 4800.0, cost=Cost(1000.0), fields={"Min": "3"})
B = Task(
    "P/B",
    "Dig",
    Kind.TASK,
    "standard",
    480.0,
    after=(Dependency("P/A", Relation.SS, Lag(960.0)), Dependency("P/A", Relation.FF)),
    constraints=(
        Constraint(ConstraintType.START_NO_EARLIER, DAY),
        Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),
    ),
)


def program(*tasks: Task, projects: tuple[str, ...] = ("P",)) -> Program:
    return Program(
        title="Shed",
        start=DAY,
        calendars={"standard": standard_calendar(), ELAPSED: elapsed_calendar()},
        projects=tuple(Project(key, key, DAY, "standard") for key in projects),
        tasks=tasks,
    )


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_one_table_of_tasks() -> None:
    """Texts as in plan files; a code that is called like a key of tasks stays a code."""
    data = to_csv(program(A, B))
    assert data.startswith(b"\xef\xbb\xbf"), "so that spreadsheets see UTF-8"
    assert cells(data) == [
        ["id", "name", "duration", "after", "constraint", "cost", "field: Min"],
        ["A", "'=1+1", "10d", "", "", "1000", "3"],
        ["B", "Dig", "1d", "A SS+16h; A FF", "start no earlier than 2026-03-02T00:00; as late as"
         " possible", "", ""],
    ]  # fmt: skip


def test_it_is_read_by_the_plan_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_bytes(to_csv(program(A, B)))
    (tmp_path / "plan.yaml").write_text("start: 2026-03-02\ntables: tasks.csv\n", "utf-8")
    assert load(tmp_path / "plan.yaml").tasks == (A, B)


def test_a_folder_of_one_table_for_each_project(tmp_path: Path) -> None:
    other = replace(A, id="CIVIL/site works/A")
    files = to_csv_folder(program(A, B, other, projects=("P", "CIVIL", "p")))
    assert list(files) == ["plan.yaml", "p.csv", "civil.csv"]
    assert len(cells(files["p.csv"])) == 3
    assert b"tables: p.csv" in files["plan.yaml"]
    assert b"A SS" not in files["plan.yaml"], "it is small: tasks stand in the tables"


def test_what_no_cell_can_hold_stands_in_the_plan_file() -> None:
    odd = replace(A, name=" spaces ", expenses=(Expense("Crane", 10.0),))
    dated = replace(B, id="P/5-May", after=(), constraints=())
    files = to_csv_folder(program(odd, dated))
    assert cells(files["p.csv"]) == [
        ["id", "duration", "cost", "field: Min"],
        ["A", "10d", "1000", "3"],
    ]
    plan = files["plan.yaml"].decode()
    assert "{id: A, name: ' spaces ', expenses: [{name: Crane, cost: 10}]}" in plan
    assert "{id: 5-May, name: Dig, duration: 1d}" in plan


def test_one_table_holds_one_project() -> None:
    with pytest.raises(PlanError, match="one table holds one project, and this program has 2"):
        to_csv(program(A, replace(B, id="Q/B", after=()), projects=("P", "Q")))


def test_what_one_table_leaves_out_is_said() -> None:
    odd = replace(A, expenses=(Expense("Crane", 10.0),))
    assert lost_in_csv(replace(program(odd, B), currency="EUR")) == [
        "expenses of 1 task",
        "settings of the project: start, calendar, lag calendar, progress logic, ss lag from early"
        " start",
        "currency",
    ]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-5d", "'-5d"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("'=x", "''=x"),
        ("''=x", "'''=x"),
        ("'tis", "'tis"),
        ("x=1", "x=1"),
        ("", ""),
    ],
)
def test_formulas_are_made_harmless_and_come_back(text: str, safe: str) -> None:
    """The signs of OWASP's page on CSV injection."""
    assert neutral(text) == safe
    assert restored(safe) == text
