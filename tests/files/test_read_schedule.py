"""Schedules of P6, MS Project and GanttProject as programs, against facts noted beside them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator.files.mpxj import read_schedule, read_with_report
from simulator.model.dependency import LagCalendar
from simulator.model.program import Program, ProgressLogic
from simulator.model.task import ConstraintType, Kind

OWN = Path(__file__).parents[1] / "data" / "plans"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "plans"
DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def files(folder: Path) -> list[str]:
    return [path.name.removesuffix(".json") for path in sorted(folder.glob("facts/*.json"))]


def facts(folder: Path, name: str) -> list[dict[str, Any]]:
    """What is known of the projects that have activities and are no stubs."""
    document = json.loads((folder / "facts" / f"{name}.json").read_text(encoding="utf-8"))
    known: list[dict[str, Any]] = document["projects"]
    real = [p for p in known if p["start_stored"] or p["file_type"] not in ("XER", "PMXML")]
    return [p for p in real if p["activities"]]


def check_counts(folder: Path, name: str) -> None:
    program = read_schedule(folder / name)
    known = facts(folder, name)
    assert len(program.projects) == len(known)
    for project, fact in zip(program.projects, known, strict=True):
        tasks = [task for task in program.tasks if task.project == project.id]
        activities = [task for task in tasks if task.kind is not Kind.SUMMARY]
        # One row of MS Project is the summary of the whole project, which p80 leaves out.
        assert len(activities) == fact["activities"]
        assert len(tasks) - len(activities) in (fact["summaries"], fact["summaries"] - 1)
        if name.endswith(".gan"):
            continue  # the facts were noted with a reader that misses the links of nested tasks
        links = Counter(link.relation.value for task in tasks for link in task.after)
        assert links == fact["relations_by_type"]
        lags = [link.lag for task in tasks for link in task.after if not link.lag.is_zero]
        assert len(lags) == fact["relations_with_lag"]
        minutes = [lag.minutes for lag in lags if not lag.share]
        if minutes and "%" not in fact["lag_units"]:
            assert min(minutes) == pytest.approx(fact["min_lag_minutes"])
            assert max(minutes) == pytest.approx(fact["max_lag_minutes"])


def check_calendars(folder: Path, name: str) -> None:
    """The week of every calendar that is used."""
    program = read_schedule(folder / name)
    weeks = {
        " ".join(calendar["name"].split()): calendar["week"]
        for fact in facts(folder, name)
        for calendar in fact["calendars"]
        if calendar["name"]
    }
    compared = 0
    for key, calendar in program.calendars.items():
        week = weeks.get(key)
        if key == "elapsed" or week is None or any(week[day] is None for day in DAYS):
            continue
        compared += 1
        for day, shifts in zip(DAYS, calendar.week, strict=True):
            assert [clock(*shift) for shift in shifts] == week[day]
    assert compared


def clock(begin: int, end: int) -> str:
    end %= 1440
    return f"{begin // 60:02d}:{begin % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def check_stored_dates(folder: Path, name: str) -> None:
    """Every stored date and float of every activity, as in the tables beside the plans."""
    program = read_schedule(folder / name)
    p6 = program.projects[0].source == "P6"
    rows = 0
    for table in sorted((folder / "facts").glob(f"{name}*.tasks.csv")):
        with table.open(encoding="utf-8", newline="") as stream:
            found = list(csv.DictReader(stream))
        owners = {row["wbs"].split(".")[0] for row in found} & set(program.project)
        project = owners.pop() if p6 else program.projects[0].id
        for row in found:
            task = program.task[f"{project}/{row['activity_id'] if p6 else row['uid']}"]
            stored = task.stored
            assert stored is not None
            rows += 1
            for key in ("early_start", "early_finish", "late_start", "late_finish", "finish"):
                want = datetime.fromisoformat(row[key]) if row[key] else None
                assert getattr(stored, key) == want
            if row["total_float_min"]:
                assert stored.total_float == pytest.approx(float(row["total_float_min"]))
            if row["duration_min"] and p6 and task.kind is Kind.TASK and row["remaining_min"]:
                assert task.remaining == pytest.approx(float(row["remaining_min"]))
            assert task.cost.fixed == pytest.approx(float(row["cost"] or 0))
    assert rows


FINISHED = {"PredecessorCalendar.xer", "SuccessorCalendar.xer"}
"""One finished activity each, and no table of dates; a test of their own reads them."""
CHECKS = [check_counts, check_calendars, check_stored_dates]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", files(OWN))
def test_own_plans_hold_what_is_known_of_them(name: str, check: Any) -> None:
    check(OWN, name)


@pytest.mark.shared
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", sorted(set(files(SHARED)) - set(files(OWN)) - FINISHED))
def test_shared_plans_hold_what_is_known_of_them(name: str, check: Any) -> None:
    check(SHARED, name)


@pytest.fixture(scope="module")
def airport() -> Program:
    return read_schedule(OWN / "airport_terminal.xer")


def test_settings_of_p6(airport: Program) -> None:
    (project,) = airport.projects
    assert project.id == "TERMINAL-2"
    assert project.name == "Terminal Building 2"
    assert project.source == "P6"
    assert project.data_date == datetime(2012, 5, 1)
    assert project.must_finish == datetime(2013, 3, 1)
    assert project.lag_calendar is LagCalendar.PREDECESSOR
    assert project.progress_logic is ProgressLogic.RETAINED
    assert airport.currency == "L.E"


def test_kinds_constraints_codes_and_wbs_of_p6(airport: Program) -> None:
    start = airport.task["TERMINAL-2/A1010"]
    assert start.kind is Kind.START_MILESTONE
    assert [(c.type, c.date) for c in start.constraints] == [
        (ConstraintType.START_NO_LATER, datetime(2012, 5, 1, 8))
    ]
    task = airport.task["TERMINAL-2/BA-P1-10"]
    assert task.duration == 11040
    assert task.wbs == "Terminal Building 2/Building A/Part 1/Foundations (-1.4)"
    assert task.parent == "TERMINAL-2/TERMINAL-2.2.4.1"
    assert any("Classification" in task.fields for task in airport.tasks)


def test_holidays_are_laid_out_by_date() -> None:
    program = read_schedule(OWN / "PrimaveraProject.pmxml.xml")
    calendar = program.calendars["Corporate - Standard Full Time"]
    assert calendar.shifts(date(2012, 7, 4)) == ()
    assert calendar.shifts(date(2012, 7, 5)) == ((480, 960),)


def test_decimal_commas_hide_durations_and_dates_give_them_back() -> None:
    program, report = read_with_report(OWN / "PrimaveraProject.pmxml.xml")
    task = program.task["PROD00883/PD1010"]
    # 2012-01-23 08:00 to 2012-02-02 14:35 at 8 hours a day: 8 days and 395 minutes.
    assert task.duration == 8 * 480 + 395
    assert any("without a duration" in line for line in report.lines())


def test_percent_lags_of_ms_project() -> None:
    program = read_schedule(OWN / "derived_Software_Development_Plan.mspdi.xml")
    shares = Counter(link.lag.share for t in program.tasks for link in t.after if link.lag.share)
    assert shares == {-0.5: 2, -0.75: 1}


def test_links_on_summaries_and_calendars_of_resources() -> None:
    program = read_schedule(OWN / "Residential_Construction.mpp")
    assert program.projects[0].lag_calendar is LagCalendar.PROJECT
    assert all(t.calendar in program.calendars for t in program.tasks)
    # 25 calendars in the file, all but the project's copies of it: one is enough.
    assert len(program.calendars) <= 3


def test_report_says_what_is_dropped() -> None:
    _, report = read_with_report(OWN / "airport_terminal.xer")
    lines = "\n".join(report.lines())
    assert "66 activities" in lines
    assert "84 relations" in lines
    assert "62 assignments" in lines


def test_notes_hold_all_that_is_dropped(airport: Program) -> None:
    assert any("resources: durations stay" in note for note in airport.notes)
    assert not any(note.startswith("66 activities") for note in airport.notes)


@pytest.mark.shared
def test_a_file_of_four_projects() -> None:
    program, report = read_with_report(SHARED / "hotel_project_4projects.xer")
    assert [project.id for project in program.projects] == ["CR", "HBTF-2"]
    assert any("DS, OP (without activities)" in line for line in report.lines())
    late = [
        task
        for task in program.tasks
        if any(c.type is ConstraintType.AS_LATE_AS_POSSIBLE for c in task.constraints)
    ]
    assert len(late) == 20


@pytest.mark.shared
def test_manual_tasks_are_pinned() -> None:
    program, report = read_with_report(SHARED / "task-links-project2019.mspdi.xml")
    pinned = [
        task
        for task in program.activities
        if any(c.type is ConstraintType.MANUAL_START for c in task.constraints)
    ]
    assert len(pinned) == 16
    assert any("16 manually scheduled tasks" in line for line in report.lines())


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("PredecessorCalendar.xer", LagCalendar.PREDECESSOR),
        ("SuccessorCalendar.xer", LagCalendar.SUCCESSOR),
    ],
)
def test_lag_calendar_setting(name: str, setting: LagCalendar) -> None:
    assert read_schedule(SHARED / name).projects[0].lag_calendar is setting
