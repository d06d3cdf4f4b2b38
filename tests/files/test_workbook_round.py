"""A program written as a workbook, or as tables, and read again is the same program."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from correlated import correlations_of
from forms import by_tables, by_workbook, by_yaml
from hypothesis import given, reject
from python_calamine import CalamineWorkbook
from sayable import sayable
from strategies import tries
from strategies_risk import uncertain

from simulator.engine import schedule
from simulator.errors import PlanError
from simulator.files import load
from simulator.files.workbook import to_workbook
from simulator.files.workbook.flatten import MAX_CELL
from simulator.files.write_csv import to_csv_folder
from simulator.model.calendar import ELAPSED, Calendar, elapsed_calendar, standard_calendar
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.distributions import Discrete, Pert, Triangular, Uniform
from simulator.model.fingerprint import fingerprint
from simulator.model.program import Program, Project, Target
from simulator.model.resource import Assignment, Baseline, Expense, Rate, Resource, ResourceType
from simulator.model.risk import Driver, Impact, Response, Risk
from simulator.model.spread import Spread
from simulator.model.task import Constraint, ConstraintType, Cost, Kind, Progress, Task

ROOT = Path(__file__).parents[2]
MODELS = sorted(ROOT.glob("models/*/program.yaml"))
SUFFIXES = (".xer", ".mpp", ".xml", ".gan")
OWN = sorted(p for p in (ROOT / "tests/data/plans").iterdir() if p.suffix in SUFFIXES)
SHARED = sorted(p for p in (ROOT / "../shared/plans").glob("*.*") if p.suffix in SUFFIXES)
DAY = datetime(2026, 3, 2)


def dates_of(program: Program) -> dict[str, str]:
    """Early start, early finish and total float of every task, to the last digit."""
    found = schedule(program)
    rows = zip(found.ids, found.start, found.finish, found.total_float, strict=True)
    return {id_: f"{start!r} {finish!r} {slack!r}" for id_, start, finish, slack in rows}


def check(program: Program, folder: Path) -> None:
    """Same program, by its fingerprint; same dates; same notebooks as by YAML."""
    known, yaml = dates_of(program), by_yaml(program, folder)
    for again in (by_workbook(program, folder), by_tables(program, folder)):
        assert fingerprint(again) == fingerprint(program)
        assert dates_of(again) == known
        assert again.task == yaml.task
        assert again.resources == yaml.resources


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_models_come_back(path: Path, tmp_path: Path) -> None:
    check(load(path), tmp_path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_schedules_come_back(path: Path, tmp_path: Path) -> None:
    check(load(path), tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_shared_plans_come_back(path: Path, tmp_path: Path) -> None:
    check(load(path), tmp_path)


@tries(30)
@given(uncertain())
def test_random_programs_come_back_as_by_yaml(
    tmp_path_factory: pytest.TempPathFactory, program: Program
) -> None:
    """YAML, which is tested by itself, is the measure: what it says, sheets and tables say."""
    folder, program = tmp_path_factory.mktemp("random"), sayable(program)
    try:
        known = replace(by_yaml(program, folder), notes=())
    except PlanError:  # a plan file says no to it, as to a risk that does nothing
        reject()
    assert replace(by_workbook(program, folder), notes=()) == known
    assert fingerprint(by_tables(program, folder)) == fingerprint(known)


def around(*tasks: Task) -> Program:
    """A program of two projects, with `tasks` in the first."""
    return Program(
        title="Round: trip",
        start=DAY,
        calendars={"standard": standard_calendar(), ELAPSED: elapsed_calendar()},
        projects=(Project("P", "One", DAY, "standard"), Project("Q", "Two", DAY, "standard")),
        tasks=(
            Task("P/first", "first", Kind.TASK, "standard", 480.0),
            *tasks,
            Task("Q/A110", "other", Kind.TASK, "standard", 480.0),
        ),
    )


NAMES = [
    "=1+1",
    "+31 6 1234",
    "-",
    "- dash",
    "@home",
    "'quoted",
    "'=quoted",
    "''=twice",
    "\tafter a tab",
    '=HYPERLINK("http://example.org")',
    "http://example.org",
    "5-May",
    "1E+10",
    "0010",
    "TRUE",
    "null",
    "#N/A",
    "90%",
    "2026-03-02",
    "12:30",
    "a, b; c",
    "... more",
    'say "yes"',
    "two\nlines",
    "_x0041_",
    "  spaces around ",
    "🚧 חפירה",
    "&<>&amp;",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_come_back(name: str, tmp_path: Path) -> None:
    """Names, codes and WBS are what people and other tools wrote, formulas or not."""
    task = Task("P/x", name, Kind.TASK, "standard", 60.0, wbs=name, fields={"code": name})
    for again in (by_workbook(around(task), tmp_path), by_tables(around(task), tmp_path)):
        found = again.task["P/x"]
        assert (found.name, found.wbs, found.fields) == (name, name, {"code": name})


@pytest.mark.parametrize("id_", [name for name in NAMES if name == name.strip()])
def test_odd_ids_come_back(id_: str, tmp_path: Path) -> None:
    odd = Task(f"P/{id_}", "odd", Kind.TASK, "standard", 480.0, fields={f"field {id_}": "x"})
    lag = Lag(60.0, share=0.25)
    after = (Dependency(odd.id, Relation.SS, lag), Dependency(odd.id), Dependency("Q/A110"))
    risk = Risk("R", "R", 0.5, (Impact((odd.id, "Q/A110"), Spread(Triangular(0.0, 1.0, 2.0))),))
    program = replace(
        around(odd, Task("P/next", "next", Kind.TASK, "standard", 480.0, after=after)),
        risks=(risk,),
    )
    check(program, tmp_path)


def test_formulas_are_texts_for_good(tmp_path: Path) -> None:
    """No cell is a formula, and each that looks like one is marked as if typed with an apostrophe
    (quotePrefix), so that editing it does not run it."""
    task = Task("P/x", "=1+1", Kind.TASK, "standard", 60.0)
    by_workbook(around(task), tmp_path)
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as packed:
        styles = packed.read("xl/styles.xml")
        sheets = [packed.read(n) for n in packed.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert b'quotePrefix="1"' in styles
    (table,) = (data for name, data in to_csv_folder(around(task)).items() if name == "p.csv")
    assert b"'=1+1" in table


def test_all_that_a_task_can_say_comes_back(tmp_path: Path) -> None:
    at = datetime(2026, 3, 4, 17, 0, 30)
    midnight = datetime(2026, 3, 5)
    types = [one for one in ConstraintType if one is not ConstraintType.AS_LATE_AS_POSSIBLE]
    bound = [
        Task(f"P/c{n}", "c", Kind.TASK, "standard", 60.0, constraints=(Constraint(type_, when),))
        for n, (type_, when) in enumerate((t, w) for t in types for w in (at, midnight))
    ]
    many = Task(
        "P/many",
        "many",
        Kind.TASK,
        "standard",
        487.3,
        Spread(Triangular(0.9, 1.0, 1.3), relative=True),
        constraints=(
            *(Constraint(type_, at) for type_ in types),
            Constraint(ConstraintType.AS_LATE_AS_POSSIBLE),
        ),
        deadline=midnight,
        cost=Cost(1000.25, 12.5, Spread(Pert(900.0, 1000.0, 2000.0))),
        baseline=Baseline(DAY, midnight, 480.0, 0.1 + 0.2),
        note="two\nlines",
        expenses=(Expense("Crane", 5000.0, 1000.0), Expense("=Crane", 1 / 3, 0.0, 0.25)),
    )
    going = Task(
        "P/going",
        "going",
        Kind.TASK,
        "standard",
        960.0,
        Spread(Uniform(100.0, 400.0)),
        progress=Progress(datetime(2026, 3, 2, 8), None, 333.0, datetime(2026, 3, 9, 8)),
        cost=Cost(30.0, 0.0, Spread(Discrete((10.0, 30.0), (0.4, 0.6)))),
    )
    program = around(*bound, many, going)
    first = replace(program.projects[0], data_date=midnight, target=Target(at, 42e6))
    program = replace(program, projects=(first, program.projects[1]), currency="EUR")
    check(program, tmp_path)


def test_resources_come_back(tmp_path: Path) -> None:
    people = Resource(
        "fit ters", "Fitters", capacity=6.0, rates=(Rate(95.0), Rate(99.5, DAY, per_use=10.0))
    )
    steel = Resource("steel", "Steel", ResourceType.MATERIAL, rates=(Rate(1 / 3),))
    task = Task(
        "P/x",
        "x",
        Kind.TASK,
        "standard",
        960.0,
        assignments=(
            Assignment("fit ters", 4.0, 4800.0, 2400.0, 5000.0, 0.0, 5000.0),
            Assignment("fit ters", 1 / 3, cost=1.0),
            Assignment("steel", 12.0, cost=4.0),
        ),
        cost=Cost(6000.0),
    )
    check(replace(around(task), resources={"fit ters": people, "steel": steel}), tmp_path)


def test_risks_with_several_impacts_come_back(tmp_path: Path) -> None:
    hit = Impact(("P/first",), Spread(Triangular(0.0, 480.0, 1000.0)), Spread(Pert(1.0, 2.0, 3.0)))
    other = Impact(("Q/A110",), Spread(Discrete((480.0, 960.0), (0.4, 0.6))))
    money = Impact(cost=Spread(Uniform(-5.0, 1 / 3)))
    risks = (
        Risk("R1", "One: first", 1 / 3, (hit, other, money)),
        Risk("R2", "Two", 1.0, (hit,), Response(0.1, 500.0, (other, money))),
        Risk("R3", "Three", 0.5, (money,), Response(0.0)),
        Risk("R4", "Cured", 0.5, (hit,), Response(0.5, 1.0, ())),
    )
    program = replace(
        around(),
        risks=risks,
        drivers=(Driver("D", "Weather", Triangular(0.9, 1.0, 1.35), ("P/first",), 0.7),),
        correlations=correlations_of("P/first", "Q/A110"),
        repair_correlations=True,
    )
    check(program, tmp_path)


def test_a_calendar_with_many_exceptions_comes_back(tmp_path: Path) -> None:
    night = ((0, 360), (1320, 1440))
    days = {date(2026, 1, 1) + timedelta(days=3 * n): ((480 + n % 7, 960),) for n in range(400)}
    odd = Calendar("nights: all ", (night, night, (), (), (), night, ()), days, day_minutes=452.5)
    program = around(Task("P/x", "x", Kind.TASK, odd.name, 60.0))
    check(replace(program, calendars={**program.calendars, odd.name: odd}), tmp_path)


def test_lists_longer_than_a_cell_go_on_in_the_next_row(tmp_path: Path) -> None:
    """3,000 ids of 16 letters need 54,000 characters; a cell holds 32,767."""
    ids = [f"P/activity-{n:06d}" for n in range(3000)]
    tasks = [Task(id_, "t", Kind.TASK, "standard", 480.0) for id_ in ids]
    after = tuple(Dependency(id_) for id_ in ids)
    last = Task("P/last", "last", Kind.MILESTONE, "standard", after=after)
    driver = Driver("D", "All", Triangular(0.9, 1.0, 1.2), tuple(ids))
    program = replace(around(*tasks, last), drivers=(driver,))
    for again in (by_workbook(program, tmp_path), by_tables(program, tmp_path)):
        assert fingerprint(again) == fingerprint(program)


def test_what_no_cell_can_hold_is_an_error(tmp_path: Path) -> None:
    task = Task("P/x", "n" * (MAX_CELL + 1), Kind.TASK, "standard", 480.0)
    with pytest.raises(PlanError) as raised:
        to_workbook(around(task))
    (issue,) = raised.value.issues
    assert (issue.rule, issue.where) == ("cell-too-long", "sheet Tasks, x, column name")
    assert issue.message == "32,768 characters, and a cell holds 32,767"
    longest = around(replace(task, name="n" * MAX_CELL))
    assert by_workbook(longest, tmp_path).task["P/x"].name == "n" * MAX_CELL
    assert by_tables(longest, tmp_path).task["P/x"].name == "n" * MAX_CELL


def test_notes_stand_in_a_sheet_that_is_not_read(tmp_path: Path) -> None:
    program = replace(around(), notes=("7 resources are not used", "=1+1"))
    again = by_workbook(program, tmp_path)
    assert again.notes == ()
    rows = CalamineWorkbook.from_path(str(tmp_path / "plan.xlsx")).get_sheet_by_name("# notes")
    assert [row[0] for row in rows.to_python()][1:] == ["7 resources are not used", "=1+1"]


def test_progress_without_a_data_date_comes_back(tmp_path: Path) -> None:
    """MS Project lets work go on where it stopped, whatever day it is: a data date that the
    writer made up would move what remains."""
    began = Progress(datetime(2026, 3, 2, 8), None, 480.0, datetime(2026, 3, 3, 8))
    done = Progress(datetime(2026, 3, 30, 8), datetime(2026, 3, 31, 17))
    tasks = (
        Task("P/going", "going", Kind.TASK, "standard", 960.0, progress=began),
        Task("P/done", "done", Kind.TASK, "standard", 960.0, progress=done),
    )
    program = around(*tasks)
    program = replace(
        program, projects=tuple(replace(one, source="MS Project") for one in program.projects)
    )
    check(program, tmp_path)
    assert by_workbook(program, tmp_path).projects[0].data_date is None
