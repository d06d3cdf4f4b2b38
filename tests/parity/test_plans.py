"""The engine's dates against those that P6 and MS Project stored in real plans, to the minute.

The expected dates come from ``facts/FILE[.N].tasks.csv``: what the planning tool itself computed
and saved. Every unfinished activity counts; those that cannot agree stand in `EXPLAINED`, one by
one, and the test fails as well when one of them agrees after all.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from stored_plans import OWN, SHARED, expected, file_of, plans, scheduled

from simulator.model.calendar import Calendar
from simulator.model.program import Program
from simulator.model.task import Task
from simulator.results.raw import Schedule

HOLIDAY = (
    "the stored dates start on 2012-01-02, which the calendar in the same file has as a holiday: "
    "the calendar was changed after the plan was last scheduled"
)
EXPLAINED: dict[tuple[str, str], str] = {
    **{
        ("PrimaveraProject.pmxml.xml", f"PROD00883/{short}"): HOLIDAY
        for short in (
            *("PD1000", "PD1010", "PD1020", "PD1030", "PD1040", "PD1050", "PD1060", "PD1070"),
            *("PD9001", "PD9002", "PD9003", "PD9004", "PD9005"),
        )
    },
    ("PrimaveraProject.pmxml.xml", "PROD00499/PD1000"): HOLIDAY,
}
NEVER_SCHEDULED = {"hotel_project_4projects.xer.2": "project CR was never scheduled: 19 activities"}
WHOLE_DAYS = {"HouseBuildingSample.gan"}
"""GanttProject stores days alone: midnight stands for the next start of work, or the last end."""


def project_of(program: Program, folder: Path, name: str) -> str:
    """Id of the project that the table describes: in P6 the WBS codes begin with it."""
    if program.projects[0].source != "P6":
        return program.projects[0].id
    (owner,) = {row["wbs"].split(".")[0] for row in expected(folder, name)} & set(program.project)
    return owner


def compare(folder: Path, name: str) -> tuple[int, dict[str, str]]:
    """How many activities were compared, and what disagrees by full id."""
    program, found = scheduled(folder / file_of(name))
    project = program.project[project_of(program, folder, name)]
    place = {task_id: k for k, task_id in enumerate(found.ids)}
    compared, wrong = 0, {}
    for row in expected(folder, name):
        short = row["activity_id"] if project.source == "P6" else row["uid"]
        task = program.task[f"{project.id}/{short}"]
        assert task.name.strip() == row["name"].strip()
        keys = ("early_start", "early_finish")
        if project.source != "P6":
            keys = ("start", "finish")
        if task.is_finished or not row[keys[0]]:
            continue
        compared += 1
        k = place[task.id]
        for key, values in zip(keys, (found.remaining_start, found.finish), strict=True):
            want, got = datetime.fromisoformat(row[key]), instant(found, values[k])
            if not same(program, task, want, got, file_of(name) in WHOLE_DAYS):
                wrong[task.id] = f"{key} is {got}, stored {want}"
    return compared, wrong


def instant(found: Schedule, minutes: np.float64) -> datetime:
    return found.origin + timedelta(minutes=round(float(minutes), 3))


def same(program: Program, task: Task, want: datetime, got: datetime, whole_days: bool) -> bool:
    if whole_days:
        calendar = program.calendars[task.calendar]
        return calendar.worked(program.start, want) == calendar.worked(program.start, got)
    return want == got


def worked(calendar: Calendar, begin: datetime, end: datetime) -> float:
    """Working minutes between two instants, minute by minute of the day."""
    total, day = 0.0, begin.replace(hour=0, minute=0)
    while day <= end:
        for first, last in calendar.shifts(day.date()):
            low = max(begin, day + timedelta(minutes=first))
            high = min(end, day + timedelta(minutes=last))
            total += max(timedelta(), high - low) / timedelta(minutes=1)
        day += timedelta(days=1)
    return total


def check(folder: Path, name: str) -> None:
    compared, wrong = compare(folder, name)
    explained = {task for file, task in EXPLAINED if file == file_of(name)}
    program, _ = scheduled(folder / file_of(name))
    explained &= {
        task.id for task in program.tasks if task.project == project_of(program, folder, name)
    }
    unexplained = {task: text for task, text in wrong.items() if task not in explained}
    assert not unexplained
    assert explained == set(wrong), "these agree after all: take them out of EXPLAINED"
    assert (
        compared
        or name in NEVER_SCHEDULED
        or not any(
            row["early_start"] and not row["actual_finish"] for row in expected(folder, name)
        )
    )


@pytest.mark.parametrize("name", plans(OWN))
def test_dates_of_own_plans_are_those_their_tool_stored(name: str) -> None:
    check(OWN, name)


@pytest.mark.shared
@pytest.mark.parametrize("name", plans(SHARED))
def test_dates_of_shared_plans_are_those_their_tool_stored(name: str) -> None:
    check(SHARED, name)


def check_late(folder: Path, name: str) -> None:
    """Late start and late finish of every open activity."""
    program, found = scheduled(folder / file_of(name))
    project = program.project[project_of(program, folder, name)]
    place = {task_id: k for k, task_id in enumerate(found.ids)}
    wrong, compared = {}, 0
    for row in expected(folder, name):
        key = f"{project.id}/{row['activity_id'] if project.source == 'P6' else row['uid']}"
        if program.task[key].is_finished or not row["late_start"]:
            continue
        compared += 1
        for end, values in (("late_start", found.late_start), ("late_finish", found.late_finish)):
            got = instant(found, values[place[key]])
            if got != datetime.fromisoformat(row[end]):
                wrong[key] = f"{end} is {got}, stored {row[end]}"
    assert compared
    assert not wrong


@pytest.mark.parametrize("name", [name for name in plans(OWN) if "Primavera" not in name])
def test_late_dates_of_own_plans(name: str) -> None:
    check_late(OWN, name)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["hotel_project_4projects.xer.3", "mp_j30_a10_nr2.mpp"])
def test_late_dates_of_shared_plans(name: str) -> None:
    check_late(SHARED, name)


@pytest.mark.shared
def test_nothing_is_left_out() -> None:
    """The count of compared activities, as the notes beside the plans give it."""
    counts = {name: compare(SHARED, name)[0] for name in plans(SHARED)}
    assert counts["hotel_project_4projects.xer.3"] == 4217
    assert counts["airport_terminal.xer"] == 66
    assert counts["MDL4D.xer"] == 62
    assert counts["mp_j30_a10_nr2.mpp"] == 320
    assert counts["Homemoveplan.mpp"] == 126
    assert counts["Residential_Construction.mpp"] == 89
    assert counts["New_Product.mspdi.xml"] == 36
    assert counts["derived_Software_Development_Plan.mspdi.xml"] == 74
    assert counts["task-links-project2019.mspdi.xml"] == 16
    assert counts["HouseBuildingSample.gan"] > 0
    assert counts["hotel_project_4projects.xer.2"] == 0
