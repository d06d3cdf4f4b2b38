"""Resources, assignments, expenses, baselines and notes of schedules, from raw documents made here
and from real plans; money and units as MS Project and P6 define them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from raw_plans import MSP, P6, Cell, msp, part, row

from simulator.engine import schedule, simulate
from simulator.files.mpxj import read_schedule
from simulator.files.mpxj.read import program_of
from simulator.files.report import ImportReport
from simulator.model.distributions import Uniform
from simulator.model.payment import EVENLY, SHAPES
from simulator.model.program import FloatFrom, Program
from simulator.model.resource import Assignment, Baseline, Expense, Rate, Resource, ResourceType
from simulator.model.spread import Spread
from simulator.model.task import Cost, Peculiarity

SHARED = Path(__file__).parents[2] / ".." / "shared" / "plans"
FITTER: Cell = {"uid": "7", "id": "FIT", "name": "Pipe fitter", "type": "WORK", "capacity": "600.0"}
STONE: Cell = {"uid": "8", "id": "STO", "name": "Stone", "type": "MATERIAL"}


def read(*parts: dict[str, Any]) -> Program:
    report = ImportReport("plan.xer")
    return program_of({"projects": list(parts)}, Path("plan.xer"), report)


def test_a_resource_with_its_calendar_and_dated_rates() -> None:
    rates = {"7": [["1984-01-01T00:00", "95.0/h", "0.0"], ["2026-07-01T00:00", "800.0/d", "5.0"]]}
    program = read(
        part(
            P6,
            [row("1")],
            assigned=[("1", "7")],
            resources=[{**FITTER, "calendar": "2"}, STONE],
            rates=rates,
        )
    )
    # 800 a day of 8 hours is 100 an hour; stone is assigned to nothing.
    assert program.resources == {
        "FIT": Resource(
            "FIT",
            "Pipe fitter",
            ResourceType.WORK,
            6.0,
            "Early",
            (Rate(95.0), Rate(100.0, datetime(2026, 7, 1), 5.0)),
        )
    }
    assert "Early" in program.calendars


def test_assignments_in_minutes_units_and_money() -> None:
    work: list[Cell] = [
        {"task": "1", "resource": "7", "units": "50.0", "work": "40.0h", "remaining": "10.0h"}
        | {"cost": "3800.0", "actual_cost": "2850.0", "remaining_cost": "950.0"},
        {"task": "1", "resource": "8", "units": "900.0", "work": "20.0h", "cost": "60.0"},
        {"task": "1", "resource": None, "units": "100.0"},
    ]
    task = read(part(P6, [row("1")], assigned=work, resources=[FITTER, STONE])).tasks[0]
    assert task.assignments == (
        Assignment("FIT", 0.5, 2400.0, 600.0, 3800.0, 2850.0, 950.0),
        Assignment("STO", 9.0, 20.0, None, 60.0),
    )


def test_work_below_zero_counts_as_none() -> None:
    """P6 leaves a few seconds of it by rounding; a plan file could not hold it."""
    work: list[Cell] = [{"task": "1", "resource": "7", "work": "8.0h", "remaining": "-0.0013h"}]
    program = read(part(P6, [row("1")], assigned=work, resources=[FITTER]))
    assert program.tasks[0].assignments[0].remaining == 0.0
    assert any("1 assignment with work below 0" in note for note in program.notes)


def test_the_same_pool_in_two_projects_is_one() -> None:
    one = part(P6, [row("1")], assigned=[("1", "7")], resources=[FITTER])
    other = {**one, "properties": {**P6, "uid": "200", "id": "TWO"}}
    assert list(read(one, other).resources) == ["FIT"]
    strange = {**other, "resources": {**other["resources"], "name": ["Welder"]}}
    assert list(read(one, strange).resources) == ["FIT", "FIT (2)"]


def test_work_without_a_cost_is_priced_by_its_rate() -> None:
    work: list[Cell] = [{"task": "1", "resource": "7", "units": "200.0", "work": "32.0h"}]
    rates = {"7": [["1984-01-01T00:00", "95.0/h", "10.0"]]}
    program = read(part(MSP, [msp("1")], assigned=work, resources=[FITTER], rates=rates))
    # 32 hours at 95, and 10 for each of two.
    assert program.tasks[0].assignments[0].cost == pytest.approx(3060.0)
    assert program.tasks[0].cost.fixed == pytest.approx(3060.0)
    stated = read(
        part(MSP, [msp("1", cost="99.0")], assigned=work, resources=[FITTER], rates=rates)
    )
    assert stated.tasks[0].cost.fixed == 99.0
    assert stated.tasks[0].assignments[0].cost == 0.0


def test_expenses_and_notes() -> None:
    table = {
        "name": ["Travel", None],
        "cost": ["120.0", "30.0"],
        "actual_cost": ["20.0", None],
        "remaining_cost": ["100.0", None],
    }
    task = read(part(P6, [row("1", notes=" Agreed. \n")], expenses={"0": table})).tasks[0]
    assert task.expenses == (Expense("Travel", 120.0, 20.0, 100.0), Expense("expense", 30.0))
    assert task.note == "Agreed."


BASELINE = {
    "baseline_start": "2026-03-02T08:00",
    "baseline_finish": "2026-03-03T17:00",
    "baseline_duration": "16.0h",
    "baseline_cost": "500.0",
}


@pytest.mark.parametrize(
    ("properties", "kept"), [(MSP, True), (P6, False), ({**P6, "baselines": ["300"]}, True)]
)
def test_baselines(properties: dict[str, Any], kept: bool) -> None:
    """P6's planned dates, which the reader gives where there is no baseline project, are none."""
    task = read(part(properties, [row("1", **BASELINE)])).tasks[0]
    agreed = Baseline(datetime(2026, 3, 2, 8), datetime(2026, 3, 3, 17), 960.0, 500.0)
    assert task.baseline == (agreed if kept else None)


def test_a_baseline_project_is_not_simulated() -> None:
    current = part({**P6, "baselines": ["300"]}, [row("1")])
    old = part({**P6, "uid": "300", "id": "ONE - B1"}, [row("1")])
    program = read(current, old)
    assert [project.id for project in program.projects] == ["ONE"]
    assert any("ONE - B1" in note for note in program.notes)


@pytest.mark.parametrize(
    ("properties", "cells", "expected"),
    [
        (MSP, {"mode": "MANUALLY_SCHEDULED", "start": "2026-03-02T08:00"}, Peculiarity.MANUAL),
        (MSP, {"leveling_delay": "8.0h", "start": "2026-03-03T08:00"}, Peculiarity.LEVELED),
        (
            P6,
            {"early_start": "2026-03-02T08:00", "start": "2026-03-04T08:00"},
            Peculiarity.LEVELED,
        ),
        (P6, {"external_start": "2026-03-09T08:00"}, Peculiarity.EXTERNAL),
        (
            P6,
            {"suspend": "2026-03-01T08:00", "actual_start": "2026-02-20T08:00"},
            Peculiarity.SUSPENDED,
        ),
    ],
)
def test_peculiarities(
    properties: dict[str, Any], cells: dict[str, str], expected: Peculiarity
) -> None:
    task = read(part(properties, [row("1", **cells)])).tasks[0]
    assert task.stored is not None
    assert task.stored.peculiarities == {expected}


def test_uneven_work_and_split_work_of_ms_project() -> None:
    work: list[Cell] = [{"task": "1", "resource": "7", "flat": "false"}]
    program = read(part(MSP, [msp("1")], assigned=work, resources=[FITTER], splits={"0": 3}))
    stored = program.tasks[0].stored
    assert stored is not None
    assert stored.peculiarities == {Peculiarity.CONTOURED, Peculiarity.SPLIT}


def test_links_that_leave_the_file_mark_the_task_that_stays() -> None:
    program = read(part(P6, [row("1"), row("2")], [("9", "1", "FS", "0.0h")]))
    marks = [task.stored.peculiarities for task in program.tasks if task.stored]
    assert marks == [{Peculiarity.EXTERNAL}, frozenset()]


def test_what_is_stored_of_the_project() -> None:
    told = {
        "finish": "2026-04-01T17:00",
        "scheduled_finish": "2026-04-02T17:00",
        "scheduled": "2026-03-01T12:00",
        "critical_by": "LONGEST_PATH",
        "float_from": "START_SLACK",
    }
    stored = read(part({**P6, **told}, [row("1")])).projects[0].stored
    assert stored is not None
    assert stored.finish == datetime(2026, 4, 2, 17)
    assert stored.scheduled == datetime(2026, 3, 1, 12)
    assert stored.critical_float is None
    assert stored.float_from is FloatFrom.START


def test_a_flag_of_p6_without_a_float_says_nothing() -> None:
    tasks = read(
        part(P6, [row("1", critical="true"), row("2", critical="true", total_float="0.0h")])
    ).tasks
    assert [task.stored.critical for task in tasks if task.stored] == [None, True]


def test_the_longest_path_is_known_only_where_something_lies_on_it() -> None:
    without = read(part(P6, [row("1", longest_path="false")])).tasks[0].stored
    with_it = read(part(P6, [row("1", longest_path="false"), row("2", longest_path="true")])).tasks[
        0
    ]
    assert without is not None
    assert without.longest_path is None
    assert with_it.stored is not None
    assert with_it.stored.longest_path is False


def test_every_kind_is_counted_and_few_notes_say_so() -> None:
    program = read(
        part(
            P6,
            [row("1", notes="x")],
            assigned=[("1", "7")],
            resources=[FITTER],
            idle={"resource codes": 3, "roles": 0},
        )
    )
    assert program.notes == (
        "1 resource: durations stay those of the file, without levelling",
        "also kept: 1 assignment, 1 note",
        "without effect on dates and cost, not used: 3 resource codes",
    )


@pytest.mark.shared
def test_a_real_plan_with_money() -> None:
    """Sums of costs as the notes beside the plans give them, and rate times work of MS Project."""
    program = read_schedule(SHARED / "mp_j30_a10_nr2.mpp")
    costs = [one.cost or 0.0 for task in program.tasks for one in task.assignments]
    assert sum(costs) == pytest.approx(1.49058e7, rel=1e-5)
    for task in program.tasks:
        for one in task.assignments:
            rate = program.resources[one.resource].rates[0]
            hours = (one.work or 0.0) / 60
            # MS Project charges the cost per use for each unit.
            expected = hours * rate.per_hour + one.units * rate.per_use
            assert one.cost == pytest.approx(expected)


def test_a_wbs_of_p6_costs_what_its_activities_cost() -> None:
    """Its fixed cost is the sum of their expenses, which is in their own cost already."""
    rows = [
        row("1", summary="true", cost="900.0", fixed_cost="300.0"),
        row("2", parent="1", cost="900.0"),
    ]
    whole, task = read(part(P6, rows)).tasks
    assert (whole.cost.fixed, task.cost.fixed) == (0.0, 900.0)


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "PrimaveraProject.pmxml.xml",
        "MDL4D.xer",
        "hotel_project_4projects.xer",
        "mp_j30_a10_nr2.mpp",
    ],
)
def test_real_plans_cost_what_their_activities_cost(name: str) -> None:
    """The sums of `facts`, which were taken from the files without p80."""
    facts = json.loads((SHARED / "facts" / f"{name}.json").read_text("utf-8"))
    expected = sum(one["sum_task_cost"] for one in facts["projects"])
    tasks = read_schedule(SHARED / name).tasks
    assert sum(task.cost.fixed for task in tasks) == pytest.approx(expected)


@pytest.mark.shared
def test_a_real_plan_with_expenses() -> None:
    program = read_schedule(SHARED / "PrimaveraProject.pmxml.xml")
    for task in program.activities:
        parts = [one.cost or 0.0 for one in task.assignments]
        parts += [one.cost for one in task.expenses]
        assert task.cost.fixed == pytest.approx(sum(parts))
    first = [task for task in program.activities if task.project == "PROD00883"]
    assert sum(len(task.assignments) for task in first) == 41
    assert sum(len(task.expenses) for task in first) == 7
    assert sum(task.cost.fixed for task in first) == 266_800


def test_the_wbs_of_p6_costs_nothing_of_its_own() -> None:
    """The file's expenses are 631,600, all of activities; with the assignments of the two projects
    that is the program. The reader shows those of a branch at its WBS too."""
    path = Path(__file__).parents[1] / "data" / "plans" / "PrimaveraProject.pmxml.xml"
    program = read_schedule(path)
    rows = [one for one in ET.parse(path).iter() if one.tag.endswith("}ActivityExpense")]
    planned = [one.find("{*}PlannedCost") for one in rows]
    sums = [float((one.text or "0").replace(",", ".")) for one in planned if one is not None]
    expenses = [one.cost for task in program.activities for one in task.expenses]
    assert sum(sums) == sum(expenses) == 631_600
    work = sum(one.cost or 0.0 for task in program.activities for one in task.assignments)
    assert sum(task.cost.fixed for task in program.tasks) == pytest.approx(work + sum(expenses))


@pytest.mark.shared
def test_the_longest_path_of_a_real_plan() -> None:
    program = read_schedule(SHARED / "hotel_project_4projects.xer")
    on_it = [task for task in program.tasks if task.stored and task.stored.longest_path]
    assert len(on_it) == 133


def going(**cells: str | None) -> Cell:
    """Five days planned, two of them left, 1,000 at completion of which 400 are spent."""
    five: Cell = {"planned_duration": "40.0h", "duration": "40.0h", "remaining": "16.0h"}
    paid: Cell = {"cost": "1000.0", "actual_cost": "400.0", "remaining_cost": "600.0"}
    return row("1", **{**five, **paid, "actual_start": "2026-02-25T08:00", **cells})


def test_what_is_left_of_labour_follows_the_time_that_is_left() -> None:
    """Of 600 that are left 450 are for the fitter, by the 450/2 a day; 150 for stone stay."""
    work: list[Cell] = [
        {"task": "1", "resource": "7", "cost": "800.0", "actual_cost": "350.0"}
        | {"remaining_cost": "450.0"},
        {"task": "1", "resource": "8", "cost": "200.0", "actual_cost": "50.0"}
        | {"remaining_cost": "150.0"},
    ]
    report = ImportReport("plan.xer")
    raw = part(P6, [going()], assigned=work, resources=[FITTER, STONE])
    program = program_of({"projects": [raw]}, Path("plan.xer"), report)
    said = "1 cost of people and machines: what is left of their cost grows with the remaining"
    assert any(line.startswith(said) for line in report.lines())
    task = program.task["ONE/A1"]
    assert task.cost == Cost(1000.0, actual=400.0)
    assert schedule(program).program_cost == 1000.0
    longer = replace(task, spread=Spread(Uniform(480.0, 1920.0)))
    result = simulate(replace(program, tasks=(longer,)), iterations=1024)
    assert result.outcome.cost is not None
    days = 2 + (result.outcome.cost - 1000.0) / 225.0
    assert days.min() == pytest.approx(1.0, abs=0.05)
    assert days.max() == pytest.approx(4.0, abs=0.05)


def test_a_finished_task_costs_what_it_did() -> None:
    done: Cell = {"actual_finish": "2026-02-27T17:00", "remaining": "0.0h"}
    program = read(part(P6, [going(**done)]))
    assert program.task["ONE/A1"].cost == Cost(1000.0)


def test_a_curve_says_when_money_leaves_and_work_by_hand_does_not() -> None:
    front = " ".join(["0.0"] + ["6.5"] * 10 + ["3.5"] * 10)
    work: list[Cell] = [
        {"task": "1", "resource": "7", "cost": "800.0", "flat": "false", "curve": front},
        {"task": "2", "resource": "7", "cost": "800.0", "flat": "false", "curve": ""},
        {"task": "3", "resource": "7", "cost": "800.0", "flat": "true"},
    ]
    report = ImportReport("plan.xer")
    rows = [row("1"), row("2"), row("3")]
    raw = part(P6, rows, assigned=work, resources=[FITTER])
    program = program_of({"projects": [raw]}, Path("plan.xer"), report)
    paid = [one.paid for task in program.tasks for one in task.assignments]
    assert paid == [SHAPES["front loaded"], EVENLY, EVENLY]
    counted = {one.kind: (one.read, one.used) for one in report.rows}
    assert counted["assignments with a curve"] == (1, 1)
    assert counted["assignments with work spread by hand"] == (1, 0)
