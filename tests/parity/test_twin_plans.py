"""The slow twin against the dates that P6 and MS Project stored: so the rules themselves hold.

The expected dates are those of `tests/data/plans/facts`. PrimaveraProject.pmxml is left out: its
calendars were changed after it was last scheduled (see `test_plans`).
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

PLANS = Path(__file__).parents[1] / "data" / "plans"
ACTIVITIES = {
    "MDL4D.xer": 62,
    "airport_terminal.xer": 66,
    "Homemoveplan.mpp": 126,
    "Residential_Construction.mpp": 89,
    "derived_Software_Development_Plan.mspdi.xml": 74,
}
"""Open activities of each plan."""


@cache
def scheduled(name: str) -> tuple[Program, Late]:
    """The twin's early and late dates of a plan."""
    program = read_schedule(PLANS / name)
    plan = Plan(program)
    return program, Late(Pass(plan, planned(plan)))


def stored(name: str) -> dict[str, dict[str, str]]:
    """Rows of the table of stored dates by full id, finished activities left out."""
    program, _ = scheduled(name)
    (project,) = program.projects
    key = "activity_id" if project.source == "P6" else "uid"
    with (PLANS / "facts" / f"{name}.tasks.csv").open(encoding="utf-8", newline="") as stream:
        rows = {f"{project.id}/{row[key]}": row for row in csv.DictReader(stream)}
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


@pytest.mark.parametrize("name", ACTIVITIES)
def test_early_dates(name: str) -> None:
    program, late = scheduled(name)
    assert len(stored(name)) == ACTIVITIES[name]
    start, finish = ("start", "finish")
    if program.projects[0].source == "P6":
        start, finish = ("early_start", "early_finish")
    assert not differences(name, {start: late.done.begun, finish: late.done.finish})


@pytest.mark.parametrize("name", ACTIVITIES)
def test_late_dates(name: str) -> None:
    _, late = scheduled(name)
    assert not differences(name, {"late_start": late.start, "late_finish": late.finish})


@pytest.mark.parametrize("name", ACTIVITIES)
def test_floats(name: str) -> None:
    _, late = scheduled(name)
    wrong = [
        (task, column)
        for task, row in stored(name).items()
        for column, found in (("total_float_min", late.total), ("free_float_min", late.free))
        if row[column] and abs(float(row[column]) - found[task]) > 1e-3
    ]
    assert not wrong
