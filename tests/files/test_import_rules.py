"""How rows of P6 and MS Project become tasks, rule by rule, from raw documents made here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from raw_plans import CALENDARS, MSP, P6, Cell, msp, part, row

from simulator.errors import PlanError
from simulator.files.mpxj.read import program_of
from simulator.files.report import ImportReport, Row
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.program import Program
from simulator.model.task import Constraint, ConstraintType, Kind, Progress, Task


def read(*parts: dict[str, Any], path: str = "plan.mpp") -> tuple[Program, list[str]]:
    report = ImportReport(path)
    return program_of({"projects": list(parts)}, Path(path), report), report.lines()


def only(*rows: Cell, properties: dict[str, Any] = P6, **more: Any) -> Task:
    """The last task of a project with `rows`."""
    return read(part(properties, list(rows), **more))[0].tasks[-1]


def test_kinds_of_p6() -> None:
    kinds = {
        "TASK_DEPENDENT": Kind.TASK,
        "RESOURCE_DEPENDENT": Kind.TASK,
        "START_MILESTONE": Kind.START_MILESTONE,
        "FINISH_MILESTONE": Kind.FINISH_MILESTONE,
        "LEVEL_OF_EFFORT": Kind.LEVEL_OF_EFFORT,
    }
    for name, kind in kinds.items():
        assert only(row("1", type=name)).kind is kind


def test_remaining_duration_counts_and_not_the_planned_one() -> None:
    assert only(row("1", planned_duration="40.0h", remaining="8.0h")).duration == 480
    going = only(
        row("1", planned_duration="40.0h", remaining="8.0h", actual_start="2026-02-20T08:00")
    )
    assert going.duration == 2400
    assert going.progress == Progress(datetime(2026, 2, 20, 8), None, 480.0)


def test_constraints_primary_and_secondary() -> None:
    task = only(
        row(
            "1",
            constraint="START_ON",
            constraint_date="2026-03-04T08:00",
            constraint2="FINISH_NO_LATER_THAN",
            constraint2_date="2026-04-01T17:00",
        )
    )
    assert task.constraints == (
        Constraint(ConstraintType.START_ON, datetime(2026, 3, 4, 8)),
        Constraint(ConstraintType.FINISH_NO_LATER, datetime(2026, 4, 1, 17)),
    )


@pytest.mark.parametrize(("ignored", "number"), [(False, 2), (True, 0)])
def test_external_dates_bind_unless_p6_ignores_them(ignored: bool, number: int) -> None:
    task = only(
        row("1", external_start="2026-03-09T08:00", external_finish="2026-04-01T17:00"),
        properties={**P6, "ignore_other_projects": ignored},
    )
    assert len(task.constraints) == number


@pytest.mark.parametrize(("used", "minutes"), [(True, 5 * 480.0), (False, 960.0)])
def test_expected_finish_gives_the_remaining_duration(used: bool, minutes: float) -> None:
    cells = {"expected_finish": "2026-03-06T17:00", "early_start": "2026-03-02T08:00"}
    task = only(row("1", **cells), properties={**P6, "use_expected_finish": used})
    assert task.remaining == minutes


def test_suspended_work_goes_on_at_the_resume_date() -> None:
    cells = {"suspend": "2026-02-25T17:00", "resume": "2026-03-10T08:00"}
    task = only(row("1", actual_start="2026-02-20T08:00", **cells))
    assert task.progress.resume == datetime(2026, 3, 10, 8)
    other = only(row("1", actual_start="2026-02-20T08:00", resume="2026-03-10T08:00"))
    assert other.progress.resume is None


def test_resource_dependent_activities_run_on_the_calendar_of_the_resource() -> None:
    resources = [{"uid": "7", "name": "Crew", "type": "WORK", "calendar": "2"}]
    more: dict[str, Any] = {"resources": resources, "assigned": [("1", "7")]}
    assert only(row("1"), **more).calendar == "Five days"
    assert only(row("1", type="RESOURCE_DEPENDENT"), **more).calendar == "Early"
    primary = row("1", type="RESOURCE_DEPENDENT", primary_resource="7")
    assert only(primary, resources=resources).calendar == "Early"


def test_calendar_of_a_task_of_ms_project() -> None:
    resources = [
        {"uid": "6", "name": "Sand", "type": "MATERIAL", "calendar": "1"},
        {"uid": "7", "name": "Crew", "type": "WORK", "calendar": "2"},
    ]
    more: dict[str, Any] = {
        "properties": MSP,
        "resources": resources,
        "assigned": [("1", "6"), ("1", "7")],
    }
    assert only(msp("1"), **more).calendar == "Early"
    assert only(msp("1", calendar="1"), **more).calendar == "Five days"
    assert only(msp("1"), properties=MSP).calendar == "Five days"


def test_wbs_summary_activity_spans_its_element() -> None:
    rows = [
        row("10", summary="true", type=None, wbs="ONE.1"),
        row("1", parent="10"),
        row("11", summary="true", type=None, wbs="ONE.1.1", parent="10"),
        row("2", parent="11"),
        row("3", parent="10", type="WBS_SUMMARY"),
    ]
    task = only(*rows)
    assert task.kind is Kind.LEVEL_OF_EFFORT
    assert set(task.after) == {
        Dependency(before, relation)
        for before in ("ONE/A1", "ONE/A2")
        for relation in (Relation.SS, Relation.FF)
    }


def test_wbs_path_and_parents() -> None:
    rows = [
        row("10", summary="true", type=None, wbs="ONE.1", name="Supply/Install"),
        row("11", summary="true", type=None, wbs="ONE.1.1", parent="10", name="Pumps"),
        row("1", parent="11"),
    ]
    task = only(*rows)
    assert task.wbs == "Supply-Install/Pumps"
    assert task.parent == "ONE/ONE.1.1"


def test_links_across_projects_and_equal_ids() -> None:
    other = {**P6, "uid": "200", "id": "TWO"}
    first, second = part(P6, [row("1")]), part(other, [row("1")])
    second["relations"] = {
        "predecessor": ["1"],
        "successor": ["1"],
        "predecessor_project": ["100"],
        "successor_project": ["200"],
        "type": ["FS"],
        "lag": ["8.0h"],
    }
    program, _ = read(first, second)
    assert [task.id for task in program.tasks] == ["ONE/A1", "TWO/A1"]
    assert program.task["TWO/A1"].after == (Dependency("ONE/A1", Relation.FS, Lag(480)),)


def test_ids_are_unique_and_projects_have_no_slash() -> None:
    properties = {**P6, "id": "N/S  line"}
    rows = [row("1", activity_id="X 1"), row("2", activity_id="X 1"), row("3", activity_id=None)]
    program, lines = read(part(properties, rows))
    assert [task.id for task in program.tasks] == ["N-S line/X 1", "N-S line/X 1~2", "N-S line/3"]
    assert any("X 1 stands for several rows" in line for line in lines)
    twice, _ = read(part(P6, [row("1")]), part({**P6, "uid": "200"}, [row("1")]))
    assert [project.id for project in twice.projects] == ["ONE", "ONE-2"]


def test_names_of_any_script() -> None:
    for name in ("חפירה ויסודות", "تركيب", "打桩 🚧", "Ⅳ \u202eabc"):
        assert only(row("1", name=name)).name == name


def test_calendars_of_one_name_and_without_work() -> None:
    first = part(P6, [row("1")])
    second = part({**P6, "uid": "200", "id": "TWO"}, [row("1")])
    second["calendars"] = [{**CALENDARS[1], "uid": "1", "name": "Five days"}]
    program, _ = read(first, second)
    assert [task.calendar for task in program.tasks] == ["Five days", "Five days (2)"]
    idle = part(P6, [row("1", calendar="9")])
    idle["calendars"] = [*CALENDARS, {**CALENDARS[0], "uid": "9", "name": "No", "week": [[]] * 7}]
    assert read(idle)[0].tasks[0].calendar == "Five days"


def test_backward_scheduled_projects_are_told() -> None:
    _, lines = read(part({**MSP, "schedule_from": "FINISH"}, [msp("1")]))
    assert any("backwards" in line for line in lines)


def test_nothing_but_summaries_is_no_plan() -> None:
    with pytest.raises(PlanError, match="no activities"):
        read(part(MSP, [msp("0"), msp("1", summary="true")]))


@pytest.mark.parametrize(
    ("counted", "line"),
    [
        (Row("activities", 1, 1), "1 activity"),
        (Row("activities", 1200, 1200), "1,200 activities"),
        (Row("stubs of other projects", 1, 0, "why"), "1 stub of other projects not used: why"),
        (Row("relations", 5, 3, "why"), "5 relations, 2 of them not used: why"),
    ],
)
def test_report_in_plain_words(counted: Row, line: str) -> None:
    assert counted.line() == line


def test_report_adds_up_what_several_projects_hold() -> None:
    report = ImportReport("plan.xer")
    report.count("resources", 3, 0, "unused")
    report.count("resources", 4, 0, "unused")
    report.count("activities", 9, 9)
    report.count("splits", 0, 0)
    assert report.lines() == ["7 resources not used: unused", "9 activities"]
    assert report.notes() == ("7 resources not used: unused",)


@pytest.mark.parametrize(
    ("text", "minutes"), [("0.333333h", 20.0), ("3.2999999999999998h", 198.0), ("1.5m", 1.5)]
)
def test_hours_with_decimals_are_whole_minutes(text: str, minutes: float) -> None:
    assert only(row("1", remaining=text)).duration == minutes


@pytest.mark.parametrize(
    ("cells", "used", "kept"),
    [
        ({}, True, True),
        ({}, False, False),
        # One that lies in the past leaves no free float either.
        ({"expected_finish": "2026-02-20T17:00"}, True, True),
        ({"actual_start": "2026-02-20T08:00"}, True, True),
        ({"actual_start": "2026-02-20T08:00", "actual_finish": "2026-02-27T17:00"}, True, False),
    ],
)
def test_open_activities_keep_their_expected_finish(
    cells: dict[str, str], used: bool, kept: bool
) -> None:
    told = {"expected_finish": "2026-03-06T17:00", "early_start": "2026-03-02T08:00", **cells}
    task = only(row("1", **told), properties={**P6, "use_expected_finish": used})
    at = datetime.fromisoformat(told["expected_finish"])
    assert task.progress.expected_finish == (at if kept else None)
