"""A program written as a plan file and read again is the same program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from correlated import correlations_of
from forms import by_yaml

from simulator.files import load
from simulator.files.write_yaml import to_yaml
from simulator.model.calendar import ELAPSED, Calendar, elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag, LagCalendar, Relation
from simulator.model.distributions import Pert, Triangular
from simulator.model.program import Program, ProgressLogic, Project, Target
from simulator.model.risk import Driver, Impact, Response, Risk
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Progress, Task

ROOT = Path(__file__).parents[2]
OWN = sorted(path for path in (ROOT / "tests/data/plans").iterdir() if path.is_file())
PLANS = [path for path in OWN if path.suffix != ".md"]
MODELS = sorted(ROOT.glob("models/*/program.yaml"))
SHARED = sorted(
    path
    for path in (ROOT / "../shared/plans").glob("*.*")
    if path.suffix in (".xer", ".mpp", ".xml", ".gan")
)


def essence(program: Program) -> Program:
    """`program` without what a plan file does not keep."""
    used = {task.calendar for task in program.tasks}
    used.update(project.calendar for project in program.projects)
    used.update(one.calendar for one in program.resources.values() if one.calendar)
    return replace(
        program,
        notes=(),
        calendars={key: replace(program.calendars[key], notes=()) for key in sorted(used)},
        projects=tuple(replace(project, stored=None) for project in program.projects),
        tasks=tuple(
            replace(task, stored=None, spread=None if task.is_finished else task.spread)
            for task in program.tasks
        ),
    )


def check(program: Program, folder: Path) -> None:
    first, second = essence(program), essence(by_yaml(program, folder))
    for one, other in zip(first.tasks, second.tasks, strict=True):
        assert one == other
    assert first == second


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_schedules_come_back(path: Path, tmp_path: Path) -> None:
    check(load(path), tmp_path)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_models_come_back(path: Path, tmp_path: Path) -> None:
    check(load(path), tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_shared_plans_come_back(path: Path, tmp_path: Path) -> None:
    check(load(path), tmp_path)


LAGS = [
    Lag(),
    Lag(960),
    Lag(-45),
    Lag(0.1),
    Lag(1 / 3),
    Lag(2880, elapsed=True),
    Lag(-90.5, elapsed=True),
    Lag(share=-0.5),
    Lag(share=1 / 3),
    Lag(60, share=0.25),
    Lag(60, elapsed=True, share=0.25),
]
IDS = [
    "A110",
    "10",
    "1e3",
    "no",
    "null",
    "12:30",
    "2026-03-02",
    "MIL 10",
    "A FS",
    "RAFS",
    "a, b; c",
    "P/A110",
    "חפירה",
    "🚧 works",
    "x-5",
    "- dash",
    "# hash",
    "{curly}",
    "quote \" and '",
]


def around(task: Task, *others: Task) -> Program:
    """A program of two projects with `task` in the first."""
    day = datetime(2026, 3, 2)
    return Program(
        title="Round: trip",
        start=day,
        calendars={"standard": standard_calendar(), ELAPSED: elapsed_calendar()},
        projects=(Project("P", "One", day, "standard"), Project("Q", "Two", day, "standard")),
        tasks=(
            Task("P/first", "first", Kind.TASK, "standard", 480.0),
            *others,
            task,
            Task("Q/A110", "other", Kind.TASK, "standard", 480.0),
        ),
    )


@pytest.mark.parametrize("lag", LAGS, ids=str)
@pytest.mark.parametrize("relation", list(Relation), ids=lambda relation: relation.value)
def test_lags_come_back_to_the_last_bit(lag: Lag, relation: Relation, tmp_path: Path) -> None:
    after = (Dependency("P/first", relation, lag), Dependency("Q/A110", relation, lag))
    check(around(Task("P/x", "x", Kind.TASK, "standard", 60.0, after=after)), tmp_path)


@pytest.mark.parametrize("name", IDS)
def test_odd_ids_and_names_come_back(name: str, tmp_path: Path) -> None:
    odd = Task(f"P/{name}", f"name of {name}", Kind.TASK, "standard", 480.0, wbs=name)
    after = (Dependency(odd.id, Relation.SS, Lag(60)), Dependency("Q/A110"))
    next_ = Task("P/next", name, Kind.TASK, "standard", 480.0, after=after, fields={name: name})
    check(around(next_, odd), tmp_path)


@pytest.mark.parametrize("minutes", [0.0, 0.1, 1.0, 59.0, 480.0, 487.3, 1 / 3, 1e7])
@pytest.mark.parametrize("calendar", ["standard", ELAPSED])
def test_durations_come_back(minutes: float, calendar: str, tmp_path: Path) -> None:
    check(around(Task("P/x", "x", Kind.TASK, calendar, minutes)), tmp_path)


def test_calendars_come_back(tmp_path: Path) -> None:
    night = ((0, 360), (1320, 1440))
    odd = Calendar(
        "nights: all",
        (night, night, (), (), ((61, 62),), night, ()),
        {
            date(2026, 3, 2): (),
            date(2026, 3, 3): (),
            date(2026, 3, 5): ((0, 1440),),
            date(2025, 12, 31): (),
            date(2026, 1, 1): (),
        },
        day_minutes=452.5,
    )
    none = Calendar("never", ((),) * 7, {date(2026, 3, 2): ((480, 960),)}, 480.0)
    program = around(
        Task("P/x", "x", Kind.TASK, odd.name, 60.0), Task("P/y", "y", Kind.TASK, "never", 60.0)
    )
    found = replace(program, calendars={**program.calendars, odd.name: odd, "never": none})
    check(found, tmp_path)


def test_constraints_progress_money_and_settings_come_back(tmp_path: Path) -> None:
    at = datetime(2026, 3, 4, 17, 0, 30)
    dates = [one for one in ConstraintType if one is not ConstraintType.AS_LATE_AS_POSSIBLE]
    bound = Task(
        "P/x",
        "x",
        Kind.TASK,
        "standard",
        960.0,
        Spread(Triangular(0.9, 1.0, 1.3), relative=True),
        constraints=(
            *(Constraint(type_, at) for type_ in dates),
            Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),
        ),
        deadline=datetime(2026, 4, 1),
        cost=Cost(1000.25, 12.5, Spread(Pert(900, 1000, 2000))),
    )
    going = Task(
        "P/going",
        "going",
        Kind.TASK,
        "standard",
        960.0,
        Spread(Triangular(100.0, 200.0, 400.0)),
        progress=Progress(datetime(2026, 3, 2, 8), None, 333.0, datetime(2026, 3, 9, 8)),
    )
    done = Task(
        "P/done",
        "done",
        Kind.FINISH_MILESTONE,
        "standard",
        progress=Progress(datetime(2026, 3, 2), datetime(2026, 3, 2)),
    )
    effort = Task("P/loe", "loe", Kind.LEVEL_OF_EFFORT, "standard", 100.0)
    top = Task("P/top", "top", Kind.SUMMARY, "standard", cost=Cost(5.0))
    below = Task("P/below", "below", Kind.START_MILESTONE, "standard", parent="P/top")
    program = around(bound, going, done, effort, top, below)
    settled = replace(
        program.projects[0],
        data_date=datetime(2026, 3, 3),
        must_finish=datetime(2026, 5, 1, 12),
        target=Target(datetime(2026, 5, 1, 17), 42e6),
        lag_calendar=LagCalendar.ELAPSED,
        progress_logic=ProgressLogic.OVERRIDE,
        ss_lag_from_early_start=False,
    )
    program = replace(
        program,
        projects=(settled, program.projects[1]),
        currency="EUR",
        target=Target(datetime(2026, 6, 1), 1e7),
    )
    check(program, tmp_path)


def test_risks_drivers_and_correlations_come_back(tmp_path: Path) -> None:
    impact = Impact(
        ("P/first", "P/x"), Spread(Triangular(0.0, 480.0, 1000.0)), Spread(Pert(1, 2, 3))
    )
    risks = (
        Risk("R1", "One: first", 1 / 3, (impact, Impact(cost=Spread(Triangular(1, 2, 3))))),
        Risk("R2", "Two", 1.0, (impact,), Response(0.1, 500.0, (impact,))),
        Risk("R3", "Three", 0.5, (impact,), Response(0.0)),
    )
    program = replace(
        around(Task("P/x", "x", Kind.TASK, "standard", 60.0)),
        risks=risks,
        drivers=(Driver("D", "Weather", Triangular(0.9, 1.0, 1.35), ("P/x", "Q/A110"), 0.7),),
        correlations=correlations_of("P/first", "P/x"),
        repair_correlations=True,
    )
    check(program, tmp_path)


def test_notes_stand_as_comments() -> None:
    program = replace(
        around(Task("P/x", "x", Kind.TASK, "standard", 60.0)), notes=("7 resources\nnot used",)
    )
    assert to_yaml(program).startswith("# 7 resources not used\n")
