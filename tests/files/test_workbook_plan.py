"""A workbook as a plan: what its cells mean, and where what is wrong stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from workbooks import PROGRAM, Formula, Percent, Rows, write_book

from simulator.files import load
from simulator.model.dependency import Dependency, Lag, Relation
from simulator.model.distributions import Pert, Triangular, Uniform
from simulator.model.program import Program
from simulator.model.task import Constraint, ConstraintType, Kind

DAY = 480.0
Book = Callable[..., Program]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Sheets of rows to their program; a sheet Program with a start stands for one not given."""

    def loaded(**sheets: Rows) -> Program:
        return load(write_book(tmp_path / "plan.xlsx", {"Program": PROGRAM, **sheets}))

    return loaded


def test_numbers_texts_dates_and_links(book: Book) -> None:
    program = book(
        Tasks=[
            ["ID", "Name", "Duration", "Predecessors", "Cost", "Cost per day", "Deadline"],
            [10, "Dig", 2.5, "", 80000, "1.2k", ""],
            ["B", "Dry", "2ed", "10 SS+5d; 10 FF", "", "", date(2027, 2, 1)],
            ["", "", "", "", "", "", ""],
            ["C", "Done", "", "B", "", "", datetime(2027, 2, 1, 12)],
        ]
    )
    dig, dry, done = program.tasks
    assert (program.title, program.start) == ("Shed", datetime(2027, 1, 4))
    assert (dig.id, dig.duration, dig.cost.fixed, dig.cost.per_day) == ("P/10", 1200.0, 8e4, 1200.0)
    assert (dry.calendar, dry.duration) == ("elapsed", 2880.0)
    assert dry.after == (
        Dependency("P/10", Relation.SS, Lag(5 * DAY)),
        Dependency("P/10", Relation.FF),
    )
    # A date alone is the end of that day, where something finishes.
    assert dry.deadline == datetime(2027, 2, 2)
    assert (done.kind, done.deadline) == (Kind.MILESTONE, datetime(2027, 2, 1, 12))


@pytest.mark.parametrize(
    ("cells", "planned", "expected", "relative"),
    [
        (["", 8, 10, 15, ""], 10, Triangular(8 * DAY, 10 * DAY, 15 * DAY), False),
        ([9, 8, 10, 15, "pert"], 9, Pert(8 * DAY, 10 * DAY, 15 * DAY), False),
        ([9, "8d", "2w", "15d", ""], 9, Triangular(8 * DAY, 10 * DAY, 15 * DAY), False),
        ([9, 8, "", 14, ""], 9, Uniform(8 * DAY, 14 * DAY), False),
        ([9, Percent(0.9), Percent(1), Percent(1.3), ""], 9, Triangular(0.9, 1.0, 1.3), True),
        ([9, "90%", "100%", "130%", ""], 9, Triangular(0.9, 1.0, 1.3), True),
    ],
)
def test_three_cells_are_a_range(
    book: Book, cells: list[object], planned: float, expected: object, relative: bool
) -> None:
    """90% in a cell is a share of the plan, and 0.9 is 0.9 days: the format of the cell says."""
    header = ["id", "duration", "low", "likely", "high", "shape"]
    (task,) = book(Tasks=[header, ["A", *cells]]).tasks
    assert task.duration == planned * DAY
    assert task.spread is not None
    assert (task.spread.distribution, task.spread.relative) == (expected, relative)


def test_formulas_give_the_values_that_were_saved(book: Book) -> None:
    rows: Rows = [["id", "duration"], ["A", Formula("=2+3", 5)], ["B", Formula("=A1&1", "3d")]]
    assert [task.duration for task in book(Tasks=rows).tasks] == [5 * DAY, 3 * DAY]


def test_a_constraint_and_its_date(book: Book) -> None:
    program = book(
        Tasks=[
            ["id", "duration", "constraint", "constraint date"],
            ["A", 1, "start no earlier than", date(2027, 3, 1)],
            ["B", 1, "FNLT", date(2027, 3, 1)],
            ["C", 1, "SNET 2027-03-01; FNLT 2027-06-30T17:00", ""],
        ]
    )
    first, last, both = (task.constraints for task in program.tasks)
    assert first == (Constraint(ConstraintType.START_NO_EARLIER, datetime(2027, 3, 1)),)
    assert last == (Constraint(ConstraintType.FINISH_NO_LATER, datetime(2027, 3, 2)),)
    assert both == (*first, Constraint(ConstraintType.FINISH_NO_LATER, datetime(2027, 6, 30, 17)))


def test_projects_and_tasks_of_each(book: Book) -> None:
    program = book(
        Projects=[["id", "name", "start"], ["CIV", "Civil", date(2027, 2, 1)], ["SYS", "", ""]],
        Tasks=[
            ["project", "id", "duration", "after"],
            ["CIV", "A", 1, ""],
            ["SYS", "A", 1, "CIV/A"],
            ["", "SYS/B", 1, "A"],
        ],
    )
    assert [task.id for task in program.tasks] == ["CIV/A", "SYS/A", "SYS/B"]
    assert program.project["CIV"].start == datetime(2027, 2, 1)
    assert program.project["SYS"].start == datetime(2027, 1, 4)
    assert program.task["SYS/B"].after == (Dependency("SYS/A"),)


def test_risks_in_several_rows(book: Book) -> None:
    program = book(
        Tasks=[["id", "duration", "field: trade"], ["A", 5, "civil"], ["B", 5, "civil"]],
        Risks=[
            ["id", "name", "probability", "tasks", "delay low", "delay likely", "delay high",
             "cost", "mitigated probability", "mitigation cost", "state"],
            ["R1", "Rock", Percent(0.3), "trade:civil", 1, 2, 5, "", 0.1, 8000, ""],
            ["", "", "", "", "", "", "", "50k", "", "", ""],
            ["R1", "Rock", "30%", "A", 1, 1, 2, "", "", "", "mitigated"],
            ["R2", "", 1, "A; B", -2, "", -1, "", "", "", ""],
        ],
    )  # fmt: skip
    first, second = program.risks
    assert (first.name, first.probability) == ("Rock", 0.3)
    hit, money = first.impacts
    assert hit.tasks == ("P/A", "P/B")
    assert hit.delay is not None
    assert hit.delay.distribution == Triangular(DAY, 2 * DAY, 5 * DAY)
    assert money.tasks == ()
    assert money.cost is not None
    assert money.cost.distribution.planned == 50_000.0
    assert first.response is not None
    assert (first.response.probability, first.response.cost) == (0.1, 8000.0)
    assert first.response.impacts is not None
    assert first.response.impacts[0].tasks == ("P/A",)
    assert second.impacts[0].delay is not None
    assert second.impacts[0].delay.distribution == Uniform(-2 * DAY, -DAY)


def test_calendars_and_the_days_that_differ(book: Book) -> None:
    program = book(
        Tasks=[["id", "duration", "calendar"], ["A", 1, "site"], ["B", 1, ""]],
        Calendars=[
            ["name", "work", "hours per day", "holidays"],
            ["site", "Mon-Fri 07:00-15:30; Sat 08:00-12:00", 8, "2027-05-03..2027-05-04"],
        ],
        Exceptions=[
            ["calendar", "from", "to", "work", "note"],
            ["site", date(2027, 5, 8), "", "08:00-10:00", "short"],
            ["standard", date(2027, 12, 27), date(2027, 12, 28), "", "closed"],
        ],
    )
    site = program.calendars["site"]
    assert site.minutes_per_day == DAY
    assert dict(site.exceptions) == {
        date(2027, 5, 3): (),
        date(2027, 5, 4): (),
        date(2027, 5, 8): ((480, 600),),
    }
    off = {date(2027, 12, 27): (), date(2027, 12, 28): ()}
    assert dict(program.calendars["standard"].exceptions) == off


def test_resources_assignments_and_expenses(book: Book) -> None:
    program = book(
        Tasks=[["id", "duration", "cost"], ["A", 5, 9000]],
        Resources=[
            ["id", "capacity", "rate", "per use", "from"],
            ["fitter", "600%", "95/h", "", ""],
            ["", "", "99/h", 10, date(2028, 1, 1)],
        ],
        Assignments=[
            ["task", "resource", "units", "work", "cost"],
            ["A", "fitter", Percent(4), "80h", 7600],
        ],
        Expenses=[["task", "name", "cost"], ["A", "Crane", 500]],
    )
    (task,) = program.tasks
    (assignment,), (expense,) = task.assignments, task.expenses
    assert (assignment.units, assignment.work, assignment.cost) == (4.0, 4800.0, 7600.0)
    assert (expense.name, expense.cost) == ("Crane", 500.0)
    first, second = program.resources["fitter"].rates
    assert (first.per_hour, first.start) == (95.0, None)
    assert (second.per_hour, second.per_use, second.start) == (99.0, 10.0, datetime(2028, 1, 1))


def test_assignments_name_the_project_of_their_task(book: Book) -> None:
    program = book(
        Projects=[["id"], ["P1"], ["P2"]],
        Tasks=[["project", "id", "duration"], ["P1", "A", 5], ["P2", "A", 5], ["P2", "B", 5]],
        Resources=[["id", "rate", "from"], ["x", "95/h", date(2027, 1, 1)]],
        Assignments=[
            ["project", "task", "resource", "units", "cost"],
            ["P2", "A", "x", 1, 10],
            ["", "B", "x", 2, 20],
            ["", "P1/A", "x", 3, 30],
        ],
    )
    units = {task.id: [one.units for one in task.assignments] for task in program.tasks}
    assert units == {"P1/A": [3.0], "P2/A": [1.0], "P2/B": [2.0]}
    assert program.resources["x"].rates[0].start == datetime(2027, 1, 1)


def test_limits_of_health(book: Book) -> None:
    rows: Rows = [["check", "limit"], ["lags", "10%"], ["high_float", "10%; 60d"]]
    own = book(Tasks=[["id", "duration"], ["A", 5]], Health=rows).health.own
    assert own["lags"].share == 0.1
    assert (own["high_float"].share, own["high_float"].size) == (0.1, 60.0)


def test_rows_laid_over_another_table(book: Book, tmp_path: Path) -> None:
    """As in plan files: ranges in Excel over the planner's own list."""
    (tmp_path / "list.csv").write_text("id;duration;name\nB;3;Walls\n", "utf-8")
    ranges: Rows = [["id", "low", "likely", "high"], ["B", "90%", "100%", "150%"]]
    (task,) = book(Program=[*PROGRAM, ["tables", "list.csv"]], Tasks=ranges).tasks
    assert (task.name, task.duration) == ("Walls", 3 * DAY)
    assert task.spread is not None
    assert task.spread.distribution == Triangular(0.9, 1.0, 1.5)


def test_what_is_not_read(book: Book) -> None:
    """The legend, empty sheets, and sheets and columns whose names begin with #."""
    program = book(
        Tasks=[["id", "# remark", "duration"], ["A", "mine", 5]],
        **{"# notes": [["anything"]], "Legend": [["How to"]], "Sheet4": []},
    )
    assert [task.fields for task in program.tasks] == [{}]


def test_a_register_of_risks_over_the_schedule_of_the_planner(book: Book) -> None:
    """The dates stay those of the XER; ranges and risks come from the sheets."""
    path = Path(__file__).parents[1] / "data/plans/MDL4D.xer"
    alone = load(path)
    task = next(one for one in alone.activities if one.duration > DAY)
    program = book(
        Program=[["setting", "value"], ["schedule file", str(path)]],
        Tasks=[["id", "low", "likely", "high"], [task.short_id, "90%", "100%", "150%"]],
        Risks=[["id", "probability", "tasks", "delay"], ["R1", 0.2, task.short_id, "5d"]],
    )
    found = program.task[task.id]
    assert found.spread is not None
    assert found.spread.distribution == Triangular(0.9, 1.0, 1.5)
    assert (found.duration, found.after) == (task.duration, task.after)
    assert program.risks[0].impacts[0].tasks == (task.id,)
    assert len(program.tasks) == len(alone.tasks)
