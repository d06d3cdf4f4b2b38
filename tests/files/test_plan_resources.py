"""Resources in plan files: what they cost, worked out by hand, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from forms import by_yaml

from simulator.errors import Issue
from simulator.files import load
from simulator.model.money import Basis, Element, Index
from simulator.model.program import Program
from simulator.model.resource import Assignment, Baseline, Expense, Rate, ResourceType
from simulator.model.task import Cost
from simulator.scenario import apply

Plan = Callable[[str], Program]
Found = Callable[[str], tuple[Issue, ...]]

MSPDI = Path(__file__).parents[1] / "data" / "fields.mspdi.xml"
"""A task of 1234 in all, 1200 of it for one fitter at 50 an hour until 30 June."""

HEAD = """\
start: 2026-03-02
resources:
  fitter: {name: Pipe fitter, capacity: 6, rate: 95/h, calendar: standard}
  crane: {rate: 1600/d, per_use: 500}
  concrete: {type: material, rate: 120, per_use: 80}
  R 2: {rate: 10/h}
tasks:
"""


def cost(plan: Plan, row: str) -> Cost:
    """Cost of the one task in a plan with the resources above."""
    return plan(f"{HEAD}  - {{id: A, {row}}}\n").task["P/A"].cost


def test_resources_as_written(plan: Plan) -> None:
    program = plan(f"{HEAD}  - {{id: A, duration: 5d}}\n")
    fitter, concrete = program.resources["fitter"], program.resources["concrete"]
    assert (fitter.name, fitter.capacity, fitter.calendar) == ("Pipe fitter", 6.0, "standard")
    assert fitter.rates == (Rate(95.0),)
    assert program.resources["crane"].rates == (Rate(200.0, None, 500.0),)
    assert concrete.type is ResourceType.MATERIAL


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # 4 people, 8 hours a day, 95 an hour.
        ("duration: 10d, resources: {fitter: 4}", Cost(0.0, 3040.0)),
        # Half a person.
        ("duration: 10d, resources: {fitter: 50%}", Cost(0.0, 380.0)),
        # 160 hours at 95 over 10 days, however many people.
        ("duration: 10d, resources: {fitter: {units: 4, work: 160h}}", Cost(0.0, 1520.0)),
        # 200 an hour, two of them, and 500 for each of them once.
        ("duration: 3d, resources: {crane: 2}", Cost(1000.0, 3200.0)),
        # 40 of a unit at 120, and 80 once.
        ("duration: 3d, resources: {concrete: {work: 40}}", Cost(4880.0, 0.0)),
        ("duration: 3d, resources: {concrete: 40}", Cost(4880.0, 0.0)),
        # On top of what the task costs besides.
        ("duration: 3d, cost: 7k, cost_per_day: 100, resources: {fitter: 1}", Cost(7000.0, 860.0)),
        # A stated cost is part of the cost of the task already.
        ("duration: 3d, cost: 7k, resources: {fitter: {units: 4, cost: 5k}}", Cost(7000.0, 0.0)),
        # Two resources: 760 a day for the fitter and 1600 for the crane.
        ("duration: 3d, resources: {fitter: 1, crane: 1}", Cost(500.0, 2360.0)),
        # Twice the same: 8 hours x 95 x 3.
        ("duration: 3d, resources: {fitter: [1, {units: 2}]}", Cost(0.0, 2280.0)),
        # A milestone takes no time: its work costs what it costs.
        ("resources: {fitter: {work: 2h}}", Cost(190.0, 0.0)),
        ("kind: level of effort, resources: {fitter: 1}", Cost(0.0, 760.0)),
    ],
)
def test_money_of_resources(plan: Plan, row: str, expected: Cost) -> None:
    assert cost(plan, row) == expected


def test_what_it_costs_is_told_with_the_assignment(plan: Plan) -> None:
    task = plan(f"{HEAD}  - {{id: A, duration: 10d, resources: {{fitter: 4}}}}\n").task["P/A"]
    assert task.assignments == (Assignment("fitter", 4.0, cost=30_400.0, per_day=3040.0),)


DATED = """\
start: 2026-03-02
data_date: 2026-06-01
resources:
  fitter:
    rates: [{rate: 80/h}, {start: 2026-05-01, rate: 90/h}, {start: 2026-07-01, rate: 100/h}]
tasks:
"""


def test_rates_that_change_follow_the_dates_of_the_task(plan: Plan) -> None:
    """The cost is that of the first rate, and its index makes it the one of a date: 90 is 112.5 %
    of 80, and 100 is 125 %."""
    row = "{id: A, duration: 10d, resources: {fitter: [2, {work: 40h}]}}"
    program = plan(f"{DATED}  - {row}\n")
    task = program.task["P/A"]
    assert program.resources["fitter"].rates[1] == Rate(90.0, datetime(2026, 5, 1))
    assert program.terms.indices == (
        Index(
            "rates of fitter",
            datetime(2026, 5, 1),
            steps=((datetime(2026, 5, 1), 1.125), (datetime(2026, 7, 1), 1.25)),
        ),
    )
    assert task.elements == (
        Element("work of fitter", Basis.DAY, 2 * 8 * 80.0, index="rates of fitter"),
        Element("work of fitter 2", Basis.DAY, 4 * 80.0, index="rates of fitter"),
    )
    assert (task.cost, [one.cost for one in task.assignments]) == (Cost(), [None, None])
    assert program.notes == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Finished work has its price: the rate of its actual start.
        ("actual_start: 2026-05-04, actual_finish: 2026-05-15, resources: {fitter: 1}", 8 * 90),
        # A quantity with a range is drawn with the cost of the task, at one rate.
        ('resources: {fitter: {units: 1, uncertainty: "uniform(90%, 120%)"}}', 8 * 90),
    ],
)
def test_one_rate_where_it_has_to_be(plan: Plan, row: str, expected: float) -> None:
    program = plan(f"{DATED}  - {{id: A, duration: 10d, {row}}}\n")
    assert program.task["P/A"].cost.per_day == expected
    assert program.task["P/A"].elements == ()
    noted = [note for note in program.notes if "its rate changes over time" in note]
    assert len(noted) == ("uncertainty" in row)


def test_work_at_dated_rates_is_not_counted_twice(tmp_path: Path) -> None:
    """Neither when it was written and read again, nor when a scenario sets other resources."""
    path = tmp_path / "plan.yaml"
    path.write_text(f"{DATED}  - {{id: A, duration: 10d, resources: {{fitter: 4}}}}\n")
    first = load(path)
    again = by_yaml(first, tmp_path)
    assert (again.tasks, again.terms) == (first.tasks, first.terms)
    scenario = tmp_path / "fewer.yaml"
    scenario.write_text("scenario: Fewer\nset: [{task: A, resources: {fitter: 2}}]\n")
    for program in (first, again):
        fewer = apply(program, scenario)
        assert fewer.terms == first.terms
        (cost,) = fewer.task["P/A"].elements
        assert cost.price == 2 * 8 * 80.0
    scenario.write_text("scenario: None\nset: [{task: A, resources: {}}]\n")
    assert apply(again, scenario).task["P/A"].elements == ()


def test_another_escalation_may_have_the_name(plan: Plan) -> None:
    own = "currency: EUR\nescalation: {rates of fitter: {per_year: 3%, since: 2026-01-01}}\n"
    program = plan(f"{own}{DATED}  - {{id: A, duration: 10d, resources: {{fitter: 1}}}}\n")
    assert [one.id for one in program.terms.indices] == ["rates of fitter", "rates of fitter 2"]
    assert program.task["P/A"].elements[0].index == "rates of fitter 2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fitter 4; crane", [("fitter", 4.0), ("crane", 1.0)]),
        ("fitter[400%], crane", [("fitter", 4.0), ("crane", 1.0)]),
        ("R 2; fitter 50%", [("R 2", 1.0), ("fitter", 0.5)]),
        ("R 2 3", [("R 2", 3.0)]),
    ],
)
def test_resources_in_a_cell(tmp_path: Path, text: str, expected: list[tuple[str, float]]) -> None:
    (tmp_path / "tasks.csv").write_text(f'id,duration,resources\nA,5,"{text}"\n', encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        HEAD.replace("tasks:", "tables: tasks.csv"), encoding="utf-8"
    )
    task = load(tmp_path / "plan.yaml").task["P/A"]
    assert [(one.resource, one.units) for one in task.assignments] == expected


def test_columns_as_ms_project_calls_them(tmp_path: Path) -> None:
    text = "id,Duration,Resource Names,Notes,Baseline\nA,5,fitter[200%],as agreed,B1\n"
    (tmp_path / "tasks.csv").write_text(text, encoding="utf-8")
    plan = HEAD.replace("tasks:", "tables: tasks.csv")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    task = load(tmp_path / "plan.yaml").task["P/A"]
    assert (task.assignments[0].units, task.note) == (2.0, "as agreed")
    assert task.fields == {"Baseline": "B1"}


def test_expenses_baseline_and_note(plan: Plan) -> None:
    text = """\
        start: 2026-03-02
        tasks:
          - id: A
            duration: 10d
            cost: 9k
            expenses: [{name: Travel, cost: 2k, actual_cost: 500, remaining_cost: 1500}]
            baseline: {start: 2026-03-02 08:00, finish: 2026-03-09, duration: 5d, cost: 8k}
            note: Agreed with the council.
        """
    task = plan(text).task["P/A"]
    assert task.expenses == (Expense("Travel", 2000.0, 500.0, 1500.0),)
    assert task.baseline == Baseline(datetime(2026, 3, 2, 8), datetime(2026, 3, 10), 2400.0, 8000.0)
    assert (task.note, task.cost) == ("Agreed with the council.", Cost(9000.0))


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        ("duration: 5d, resources: {fiter: 4}", "unknown-resource", "Did you mean 'fitter'?"),
        ("duration: 5d, resources: {fitter: many}", "units", "many"),
        ("duration: 5d, resources: {fitter: -1}", "negative-number", "-1"),
        ("duration: 5d, resources: {fitter: {unit: 4}}", "unknown-key", "Did you mean 'units'?"),
        ("duration: 5d, resources: {fitter: {work: 5x}}", "duration", "5x"),
        ("duration: 5d, resources: {concrete: {work: 5h}}", "amount", "5h"),
        ("duration: 5d, expenses: [{name: Travel}]", "missing-key", "cost"),
        ("duration: 5d, baseline: {begin: 2026-03-02}", "unknown-key", "start"),
    ],
)
def test_what_is_refused_of_a_task(issues: Found, row: str, rule: str, words: str) -> None:
    (issue,) = issues(f"{HEAD}  - {{id: A, {row}}}\n")
    assert issue.rule == rule
    assert words in f"{issue.message} {issue.mend}"
    assert "plan.yaml:8" in issue.where


@pytest.mark.parametrize(
    ("resource", "rule", "words"),
    [
        ("{capacty: 4}", "unknown-key", "Did you mean 'capacity'?"),
        ("{calendar: standrad}", "unknown-calendar", "Did you mean 'standard'?"),
        ("{type: people}", "unknown-word", "Known are: work, material, cost"),
        ("{rate: 95/x}", "rate", "'x' in '95/x'"),
        ("{rate: ten}", "money", "ten"),
        ("{rate: -5/h}", "negative-price", "rate: -5/h is below 0"),
        ("{rate: 5/h, per_use: -1}", "negative-price", "per_use: -1 is below 0"),
        ("{rates: [{rate: 5/h}, {start: 2027-01-01, rate: -6/h}]}", "negative-price", "-6/h"),
        ("{rate: 9/h, rates: [{rate: 8/h}]}", "two-rates", "Keep one"),
        ("{rates: [{rate: 8/h}, {rate: 9/h}]}", "rates", "start"),
    ],
)
def test_what_is_refused_of_a_resource(issues: Found, resource: str, rule: str, words: str) -> None:
    text = f"start: 2026-03-02\nresources: {{fitter: {resource}}}\ntasks: [{{id: A, duration: 5d}}]"
    (issue,) = issues(text)
    assert issue.rule == rule
    assert words in f"{issue.message} {issue.mend}"
    assert "resource fitter" in issue.where


def test_all_unknown_resources_at_once(issues: Found) -> None:
    rows = "".join(f"  - {{id: T{n}, duration: 5d, resources: {{nobody: 1}}}}\n" for n in range(3))
    assert [issue.rule for issue in issues(HEAD + rows)] == ["unknown-resource"] * 3


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # What the file says stays.
        ("", Cost(1234.0)),
        # The fitter's 1200 go; two fitters at 50 an hour come.
        ("tasks: [{id: 1, resources: {Fitter: 2}}]", Cost(34.0, 800.0)),
        # A rate of the plan wins over that of the schedule.
        (
            "resources: {Fitter: {rate: 60/h}}\ntasks: [{id: 1, resources: {Fitter: 2}}]",
            Cost(34.0, 960.0),
        ),
        # A cost that is stated is the whole.
        ("tasks: [{id: 1, cost: 5k, resources: {Fitter: {cost: 4k}}}]", Cost(5000.0)),
    ],
)
def test_resources_over_those_of_a_schedule(tmp_path: Path, more: str, expected: Cost) -> None:
    (tmp_path / "civil.xml").write_bytes(MSPDI.read_bytes())
    path = tmp_path / "plan.yaml"
    path.write_text(f"file: civil.xml\n{more}\n", encoding="utf-8")
    task = load(path).tasks[0]
    by_day = sum(one.price for one in task.elements)  # at the first of its rates
    assert replace(task.cost, per_day=task.cost.per_day + by_day) == expected
    assert [one.resource for one in task.assignments] == ["Fitter"]


def test_priced_work_is_the_same_after_it_was_written_and_set_again(tmp_path: Path) -> None:
    """Its cost is said with the assignment, so that nothing is counted twice."""
    path = tmp_path / "plan.yaml"
    path.write_text(f"{HEAD}  - {{id: A, duration: 10d, resources: {{fitter: 4}}}}\n")
    first = load(path)
    assert by_yaml(first, tmp_path).task["P/A"] == first.task["P/A"]
    scenario = tmp_path / "fewer.yaml"
    scenario.write_text("scenario: Fewer\nset: [{task: A, resources: {fitter: 2}}]\n")
    assert apply(first, scenario).task["P/A"].cost == Cost(0.0, 1520.0)
