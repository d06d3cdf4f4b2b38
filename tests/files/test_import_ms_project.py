"""How rows of MS Project become tasks, rule by rule, from raw documents made here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from raw_plans import MSP, P6, Cell, msp, part, row

from simulator.files.mpxj.read import program_of
from simulator.files.report import ImportReport
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.program import Program, ProgressLogic
from simulator.model.task import Constraint, ConstraintType, Kind, Task


def read(*parts: dict[str, Any], path: str = "plan.mpp") -> tuple[Program, list[str]]:
    report = ImportReport(path)
    return program_of({"projects": list(parts)}, Path(path), report), report.lines()


def only(*rows: Cell, properties: dict[str, Any] = P6, **more: Any) -> Task:
    """The last task of a project with `rows`."""
    return read(part(properties, list(rows), **more))[0].tasks[-1]


@pytest.mark.parametrize(
    ("text", "lag"),
    [
        ("0.0d", Lag()),
        ("2.0d", Lag(960)),
        ("-1.5h", Lag(-90)),
        ("2.0ed", Lag(2880, elapsed=True)),
        ("-50.0%", Lag(share=-0.5)),
        ("1.0w", Lag(2400)),
        ("1.0mo", Lag(9600)),
        ("1.0emo", Lag(43200, elapsed=True)),
    ],
)
def test_lags_in_every_unit(text: str, lag: Lag) -> None:
    task = only(msp("1"), msp("2"), properties=MSP, relations=[("1", "2", "SS", text)])
    assert task.after == (Dependency("plan/1", Relation.SS, lag),)


def test_elapsed_durations_run_by_the_clock() -> None:
    task = only(msp("1", duration="3.0ed"), properties=MSP)
    assert (task.calendar, task.duration) == ("elapsed", 3 * 1440)


def test_rows_without_duration_are_milestones_in_ms_project() -> None:
    assert only(msp("1", duration="0.0d"), properties=MSP).kind is Kind.MILESTONE
    assert only(msp("1", milestone="true"), properties=MSP).kind is Kind.TASK


@pytest.mark.parametrize(
    ("start", "finish", "kinds"),
    [
        ("2026-03-03T08:00", "2026-03-04T17:00", ["manual start"]),
        ("2026-03-03T08:00", "2026-03-05T17:00", ["manual start", "manual finish"]),
        ("2026-03-07T08:00", "2026-03-10T17:00", ["manual start", "manual finish"]),
    ],
)
def test_manual_tasks_keep_their_dates(start: str, finish: str, kinds: list[str]) -> None:
    task = only(msp("1", mode="MANUALLY_SCHEDULED", start=start, finish=finish), properties=MSP)
    assert [constraint.type.value for constraint in task.constraints] == kinds


def test_manual_work_in_progress_keeps_its_finish_alone() -> None:
    cells = {"start": "2026-03-03T08:00", "finish": "2026-03-04T17:00"}
    task = only(
        msp("1", mode="MANUALLY_SCHEDULED", actual_start="2026-03-03T08:00", **cells),
        properties=MSP,
    )
    assert [one.type for one in task.constraints] == [ConstraintType.MANUAL_FINISH]


def test_inactive_blank_and_whole_project_rows_are_left_out() -> None:
    rows = [msp("0"), msp("1"), msp("2", active="false"), {"null": "true"}]
    program, lines = read(part(MSP, rows, relations=[("2", "1", "FS", "0.0d")]))
    assert [task.id for task in program.tasks] == ["plan/1"]
    assert program.tasks[0].after == ()
    assert any("1 inactive task not used" in line for line in lines)
    assert any("1 relation not used" in line for line in lines)


def test_splits_and_levelling_of_ms_project() -> None:
    cells = {"start": "2026-03-02T08:00", "finish": "2026-03-06T17:00"}
    split = only(msp("1", **cells), properties=MSP, splits={"0": 3})
    assert split.duration == 5 * 480
    levelled = only(msp("1", leveling_delay="2.0ed", start="2026-03-04T08:00"), properties=MSP)
    assert levelled.constraints == (
        Constraint(ConstraintType.START_NO_EARLIER, datetime(2026, 3, 4, 8)),
    )


def test_status_date_of_ms_project_moves_nothing() -> None:
    properties = {**MSP, "data_date": "2026-03-20T08:00"}
    rows = [
        msp("1", actual_start="2026-03-02T08:00", actual_finish="2026-03-03T17:00"),
        msp("2", actual_start="2026-03-04T08:00", stop="2026-03-04T12:00", remaining="12.0h"),
        msp("3", start="2026-03-06T08:00"),
    ]
    program, lines = read(part(properties, rows, relations=[("1", "3", "FS", "0.0d")]))
    assert program.projects[0].data_date is None
    assert program.task["plan/2"].progress.resume == datetime(2026, 3, 4, 12)
    assert program.task["plan/3"].constraints == (
        Constraint(ConstraintType.START_NO_EARLIER, datetime(2026, 3, 3, 17)),
    )
    assert any("1 open tasks start before the status date" in line for line in lines)


def test_progress_logic() -> None:
    def logic(properties: dict[str, Any]) -> ProgressLogic:
        return read(part(properties, [msp("1")]))[0].projects[0].progress_logic

    assert logic({**P6, "logic": "PROGRESS_OVERRIDE"}) is ProgressLogic.OVERRIDE
    assert logic({**P6, "logic": "ACTUAL_DATES"}) is ProgressLogic.ACTUAL_DATES
    assert logic(MSP) is ProgressLogic.RETAINED
    assert logic({**MSP, "splits_in_progress": False}) is ProgressLogic.OVERRIDE


def test_summaries_bind_with_start_no_earlier_and_keep_their_own_cost() -> None:
    rows = [
        msp(
            "1",
            summary="true",
            constraint="START_NO_EARLIER_THAN",
            constraint_date="2026-03-09T08:00",
            cost="500.0",
            fixed_cost="20.0",
        ),
        msp(
            "2",
            summary="true",
            constraint="FINISH_NO_LATER_THAN",
            constraint_date="2026-03-09T17:00",
        ),
        msp("3", parent="1", cost="480.0"),
    ]
    program, lines = read(part(MSP, rows))
    first, second, task = program.tasks
    assert [one.type for one in first.constraints] == [ConstraintType.START_NO_EARLIER]
    assert second.constraints == ()
    assert any("1 constraint on summaries not used" in line for line in lines)
    assert (first.cost.fixed, task.cost.fixed) == (20.0, 480.0)


def test_lags_of_ms_project_count_from_the_actual_start() -> None:
    """P6 lets a project choose; MS Project does not."""
    for properties, chosen in ((MSP, False), (P6, True)):
        program, _ = read(part(properties, [row("1")]))
        assert program.projects[0].ss_lag_from_early_start is chosen
