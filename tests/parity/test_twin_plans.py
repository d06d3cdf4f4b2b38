"""The slow twin against the dates that P6 and MS Project stored: so the rules themselves hold.

The expected dates are those of the tables in `facts`. PrimaveraProject.pmxml is left out, whose
calendars were changed after it was last scheduled (see `test_plans`), and New_Product, which holds
no late dates.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from naive import Pass, planned
from naive_late import Late
from naive_network import Plan

from simulator.files.mpxj import read_schedule
from simulator.model.program import Program

SHARED = Path(__file__).parents[2] / ".." / "shared" / "plans"
OWN = Path(__file__).parents[1] / "data" / "plans"
HERE = {
    "MDL4D.xer": 62,
    "airport_terminal.xer": 66,
    "Homemoveplan.mpp": 126,
    "Residential_Construction.mpp": 89,
    "derived_Software_Development_Plan.mspdi.xml": 74,
}
THERE = {
    "hotel_project_4projects.xer": 4217,
    "mp_j30_a10_nr2.mpp": 320,
    "task-links-project2019.mspdi.xml": 16,
}
"""Open activities of each plan, of those beside the tests and of those shared."""

ACTIVITIES = {**HERE, **THERE}
TABLES = {"hotel_project_4projects.xer": ("hotel_project_4projects.xer.3", "HBTF-2")}
"""Table and project of a plan that holds several."""

every_plan = pytest.mark.parametrize(
    "name", [*HERE, *(pytest.param(name, marks=pytest.mark.shared) for name in THERE)]
)


def folder(name: str) -> Path:
    """Where a plan lies."""
    return OWN if name in HERE else SHARED


@cache
def scheduled(name: str) -> tuple[Program, Late]:
    """The twin's early and late dates of a plan."""
    program = read_schedule(folder(name) / name)
    plan = Plan(program)
    return program, Late(Pass(plan, planned(plan)))


@cache
def stored(name: str) -> dict[str, dict[str, str]]:
    """Rows of the table of stored dates by full id, finished activities left out."""
    program, _ = scheduled(name)
    table, owner = TABLES.get(name, (name, program.projects[0].id))
    key = "activity_id" if program.projects[0].source == "P6" else "uid"
    path = folder(name) / "facts" / f"{table}.tasks.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = {f"{owner}/{row[key]}": row for row in csv.DictReader(stream)}
    return {task: row for task, row in rows.items() if not program.task[task].is_finished}


def differences(name: str, dates: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    """(task, column) of every date that is not the stored one. dates : minutes by column."""
    origin = scheduled(name)[1].plan.origin
    return [
        (task, column)
        for task, row in stored(name).items()
        for column, found in dates.items()
        if origin + timedelta(minutes=round(found[task], 3)) != datetime.fromisoformat(row[column])
    ]


@every_plan
def test_early_dates(name: str) -> None:
    program, late = scheduled(name)
    assert len(stored(name)) == ACTIVITIES[name]
    start, finish = ("start", "finish")
    if program.projects[0].source == "P6":
        start, finish = ("early_start", "early_finish")
    assert not differences(name, {start: late.done.begun, finish: late.done.finish})


@every_plan
def test_late_dates(name: str) -> None:
    _, late = scheduled(name)
    assert not differences(name, {"late_start": late.shown, "late_finish": late.finish})


@every_plan
def test_floats(name: str) -> None:
    _, late = scheduled(name)
    wrong = [
        (task, column)
        for task, row in stored(name).items()
        for column, found in (("total_float_min", late.total), ("free_float_min", late.free))
        if row[column] and abs(float(row[column]) - found[task]) > 1e-3
    ]
    assert not wrong


@pytest.mark.parametrize(
    "name",
    [
        "MDL4D.xer",
        "airport_terminal.xer",
        pytest.param("hotel_project_4projects.xer", marks=pytest.mark.shared),
    ],
)
def test_longest_path(name: str) -> None:
    # What P6 flags as being on the longest path; the hotel has rows as late as possible on it.
    program, late = scheduled(name)
    critical = late.done.critical(late=True)
    rows = {task: program.task[task].stored for task in stored(name)}
    flags = {task: row.longest_path for task, row in rows.items() if row}
    assert set(flags.values()) == {True, False}
    assert {task for task, flag in flags.items() if flag} == critical & set(flags)
