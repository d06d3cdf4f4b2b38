"""A schedule below a plan file: what it brings, and what the plan lays over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import simulator.files.mpxj
from simulator.errors import PlanError
from simulator.files import load
from simulator.model.calendar import elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.distributions import Triangular, Uniform
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Progress, Task

START, DATA_DATE = datetime(2025, 1, 6), datetime(2026, 2, 2)


def _schedule(project: str, calendar: str = "5 day") -> Program:
    """As an importer would give it: two tasks and a milestone."""
    calendars = {calendar: standard_calendar(calendar), "elapsed": elapsed_calendar()}
    tasks = (
        Task(
            f"{project}/A310",
            "Divert utilities",
            Kind.TASK,
            calendar,
            4800.0,
            progress=Progress(datetime(2026, 1, 12, 8), None, 2400.0),
            cost=Cost(fixed=1000.0),
            wbs="Earthworks",
            fields={"trade": "labour"},
        ),
        Task(
            f"{project}/A320",
            "Pile",
            Kind.TASK,
            calendar,
            9600.0,
            after=(Dependency(f"{project}/A310"),),
        ),
        Task(
            f"{project}/A900",
            "Done",
            Kind.FINISH_MILESTONE,
            calendar,
            after=(Dependency(f"{project}/A320"),),
        ),
    )
    settings = Project(project, "As in P6", START, calendar, DATA_DATE, source="P6")
    return Program("From P6", START, calendars, (settings,), tasks, notes=("one activity dropped",))


def _both() -> Program:
    one, two = _schedule("ONE"), _schedule("TWO")
    return replace(one, projects=(*one.projects, *two.projects), tasks=(*one.tasks, *two.tasks))


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Program]:
    """Loads a plan beside civil.xer (one project), sys.xer (another) and both.xer (two)."""
    programs = {
        "civil.xer": _schedule("OLD-NAME"),
        "sys.xer": _schedule("S", "7 day"),
        "both.xer": _both(),
    }
    for name in programs:
        (tmp_path / name).write_text("ERMHDR")
    monkeypatch.setattr(
        simulator.files.mpxj, "read_schedule", lambda path, **_: programs[Path(path).name]
    )

    def loaded(text: str) -> Program:
        (tmp_path / "plan.yaml").write_text(text, "utf-8")
        return load(tmp_path / "plan.yaml")

    return loaded


def test_a_schedule_alone_keeps_its_ids_and_settings(plan: Callable[[str], Program]) -> None:
    program = plan("program: North Line\nfile: civil.xer\n")
    assert program.title == "North Line"
    assert list(program.task) == ["OLD-NAME/A310", "OLD-NAME/A320", "OLD-NAME/A900"]
    assert program.projects == _schedule("OLD-NAME").projects
    assert program.tasks == _schedule("OLD-NAME").tasks
    assert program.notes == ("one activity dropped",)


def test_a_schedule_of_one_project_takes_the_id_of_its_overlay(
    plan: Callable[[str], Program],
) -> None:
    program = plan("projects: [{id: CIVIL, file: civil.xer, target: {cost: 42M}}]\n")
    assert list(program.task) == ["CIVIL/A310", "CIVIL/A320", "CIVIL/A900"]
    assert program.task["CIVIL/A900"].after == (Dependency("CIVIL/A320"),)
    project = program.projects[0]
    assert (project.id, project.name, project.data_date) == ("CIVIL", "As in P6", DATA_DATE)
    assert project.target.cost == 42_000_000.0


def test_rows_change_what_they_name_and_nothing_else(plan: Callable[[str], Program]) -> None:
    program = plan(
        """\
projects:
  - id: CIVIL
    file: civil.xer
    tasks:
      - {id: A310, uncertainty: "triangular(4d, 5d, 9d)", fields: {zone: north}}
      - {id: A320, name: Piling, duration: 30d, cost: 80k, after: NEW SS+1d, deadline: 2027-01-01}
      - {id: NEW, name: Survey, duration: 2d, after: A310}
"""
    )
    old = {task.short_id: task for task in _schedule("CIVIL").tasks}
    a310, a320 = program.task["CIVIL/A310"], program.task["CIVIL/A320"]
    assert a310 == replace(
        old["A310"],
        spread=Spread(Triangular(1920.0, 2400.0, 4320.0)),
        fields={"trade": "labour", "zone": "north"},
    )
    assert a320 == replace(
        old["A320"],
        name="Piling",
        duration=14400.0,
        cost=Cost(80_000.0),
        after=(Dependency("CIVIL/A310"), Dependency("CIVIL/NEW", Relation.SS, Lag(480.0))),
        deadline=datetime(2027, 1, 2),
    )
    assert program.task["CIVIL/A900"] == old["A900"]
    assert program.task["CIVIL/NEW"].duration == 960.0


def test_a_new_link_of_the_same_kind_replaces_the_old_one(
    plan: Callable[[str], Program],
) -> None:
    program = plan("file: civil.xer\ntasks: [{id: A320, after: A310 FS+3d}]\n")
    assert program.task["OLD-NAME/A320"].after == (
        Dependency("OLD-NAME/A310", Relation.FS, Lag(1440.0)),
    )


def test_a_schedule_of_several_projects_brings_all(plan: Callable[[str], Program]) -> None:
    program = plan(
        """\
projects:
  - {id: TWO, file: both.xer, tasks: [{id: A310, duration: 1d}]}
  - {id: ONE, file: both.xer, tasks: [{id: A310, duration: 2d}]}
  - {id: MORE, start: 2026-01-01, tasks: [{id: X, duration: 1, after: [ONE/A900, TWO/A900]}]}
"""
    )
    assert [project.id for project in program.projects] == ["ONE", "TWO", "MORE"]
    assert program.task["ONE/A310"].duration == 960.0
    assert program.task["TWO/A310"].duration == 480.0


def test_rows_at_the_top_find_their_project(plan: Callable[[str], Program]) -> None:
    program = plan("file: both.xer\ntasks: [{id: TWO/A310, duration: 1d}]\n")
    assert program.task["TWO/A310"].duration == 480.0
    assert program.task["ONE/A310"].duration == 4800.0


def test_rules_risks_and_links_reach_into_schedules(plan: Callable[[str], Program]) -> None:
    program = plan(
        """\
projects:
  - {id: CIVIL, file: civil.xer}
  - {id: SYS, file: sys.xer, tasks: [{id: A310, after: CIVIL/A900 SS+5d}]}
uncertainty: [{tasks: "trade:labour", wbs: Earthworks, duration: "uniform(90%, 130%)"}]
risks: [{id: R, probability: 30%, impacts: [{tasks: [CIVIL/A310, CIVIL/A320], delay: 10d}]}]
"""
    )
    assert program.task["CIVIL/A310"].spread == Spread(Uniform(0.9, 1.3), relative=True)
    assert program.task["SYS/A310"].after[-1].predecessor == "CIVIL/A900"
    assert program.risks[0].impacts[0].tasks == ("CIVIL/A310", "CIVIL/A320")
    assert {task.calendar for task in program.tasks} == {"5 day", "7 day"}


def test_a_calendar_of_the_plan_wins_over_that_of_the_schedule(
    plan: Callable[[str], Program],
) -> None:
    program = plan("file: civil.xer\ncalendars: {5 day: {base: 5 day, holidays: [2026-12-24]}}\n")
    assert program.calendars["5 day"].week == standard_calendar().week
    assert len(program.calendars["5 day"].exceptions) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "file: civil.xer\ntasks: [{id: A301, uncertainty_: 1}]\n",
            "unknown key 'uncertainty_'",
        ),
        (
            "file: civil.xer\ntasks: [{id: A3100, cost: 5k}]\n",
            "the schedule has no task 'A3100' to lay this row over [unknown-task]\n"
            "    Did you mean 'A310'?",
        ),
        (
            'file: civil.xer\ntasks: [{id: A3100, uncertainty: "uniform(90%, 120%)"}]\n',
            "The schedule has no task of this id: one that it has needs none.",
        ),
        (
            "projects: [{id: THREE, file: both.xer}]\n",
            "both.xer has no project 'THREE' [unknown-project]\n    It has: ONE, TWO.",
        ),
        (
            "file: both.xer\ntasks: [{id: A310, duration: 1}]\n",
            "the id 'A310' stands for several tasks: ONE/A310, TWO/A310",
        ),
        (
            "projects: [{id: C, file: civil.xr}]\n",
            "civil.xr' does not exist [no-such-file]\n    Did you mean 'civil.xer'?",
        ),
    ],
)
def test_what_does_not_fit_the_schedule(
    plan: Callable[[str], Program], text: str, message: str
) -> None:
    with pytest.raises(PlanError) as raised:
        plan(text)
    assert message in str(raised.value)


def test_faults_of_the_schedule_and_of_the_plan_come_together(
    plan: Callable[[str], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> Program:
        raise PlanError.one(path.name, "password", "the file asks for a password")

    monkeypatch.setattr(simulator.files.mpxj, "read_schedule", refuse)
    with pytest.raises(PlanError) as raised:
        plan("curency: EUR\nfile: civil.xer\n")
    assert [issue.rule for issue in raised.value.issues] == ["password", "unknown-key"]


@pytest.mark.shared
def test_a_real_schedule_under_a_plan(shared: Path, tmp_path: Path) -> None:
    """airport_terminal.xer: 66 activities, one project called TERMINAL-2."""
    schedule = shared / "plans" / "airport_terminal.xer"
    path = tmp_path / "plan.yaml"
    path.write_text(
        f"""\
projects:
  - {{id: T2, file: "{schedule.resolve()}", target: {{cost: 1M}}}}
uncertainty: [{{tasks: "T2/*", duration: "triangular(90%, 100%, 130%)"}}]
""",
        "utf-8",
    )
    below, program = load(schedule), load(path)
    assert [project.id for project in below.projects] == ["TERMINAL-2"]
    assert [project.id for project in program.projects] == ["T2"]
    assert len(program.activities) == len(below.activities) == 66
    for old, new in zip(below.tasks, program.tasks, strict=True):
        assert (new.short_id, new.duration, new.stored) == (old.short_id, old.duration, old.stored)
        assert [link.predecessor.replace("T2/", "TERMINAL-2/", 1) for link in new.after] == [
            link.predecessor for link in old.after
        ]
    assert sum(task.spread is not None for task in program.tasks) == sum(
        task.kind is Kind.TASK and not task.is_finished for task in below.tasks
    )
