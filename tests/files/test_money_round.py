"""Money comes back from every form that p80 writes, and faults in its sheets say where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from forms import FORMS
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import tries
from workbooks import PROGRAM, TASKS, Percent, Rows, write_book

from simulator.errors import PlanError
from simulator.files import load
from simulator.files.write_csv import lost_in_csv
from simulator.files.write_yaml import to_yaml
from simulator.model.distributions import Normal, Pert, Triangular, Uniform
from simulator.model.fingerprint import fingerprint
from simulator.model.money import (
    Basis,
    Currency,
    Element,
    Index,
    Overhead,
    Term,
    Terms,
)
from simulator.model.payment import END, EVENLY, SHAPES, START
from simulator.model.program import Program
from simulator.model.spread import Spread

EVERYTHING = """\
program: All that money does
start: 2026-03-02
data_date: 2026-03-09
currency: EUR
currencies: {USD: 0.92, GBP: "triangular(1.1, 1.15, 1.3)", "=odd, name": "normal(1.05, 0.03)"}
escalation:
  steel: {per_year: "triangular(1%, 3%, 7%)", since: 2026-01-01, steps: {2027-01-01: 104%}}
  wages: {steps: {2026-06-01: 1.03, 2027-06-01 12:00: 106%, 2028-06-01: 33.333%}}
  energy: {per_year: -2%, since: 2025-01-01 06:00}
  later: {since: 2026-01-01, steps: {2027-01-01: 104%}}
  flat: {per_year: 0%, since: 2026-01-01}
discount: 6.5%
overheads:
  - {name: Head office, share: 8%}
  - {name: "Insurance; all", share: "uniform(1%, 150%)", project: Y}
penalties: [{name: Late, task: Y/B, after: 2026-06-30, per_day: 5k, at_most: 100k}]
bonuses: [{name: Early, task: X/A, before: 2026-06-30 17:00, per_day: 2k}]
resources: {crew: {}, mason: {rate: 20/h}}
projects:
  - id: X
    tasks:
      - {id: A, duration: 5d, cost: 1k, actual_start: 2026-03-02, actual_finish: 2026-03-06,
         costs: [
          {amount: 5k}, {name: Steel, amount: "triangular(900k, 1M, 1.4M)", currency: GBP,
           paid: start, escalation: steel, account: Bridge/Deck},
          {amount: 1, paid: evenly}, {amount: 2, paid: Front  Loaded}, {amount: 3, paid: bell},
          {amount: 4, paid: "instalments(0%: 12.5%, 33.3%: 37.5%, 100%: 50%) +45ed"}]}
      - {id: "B; odd", duration: 5d, costs: [
          {name: Crew, per_day: 3200, uncertainty: "uniform(90%, 120%)", escalation: wages},
          {name: "+Hut", per_elapsed_day: "pert(80, 90, 130)", paid: end, currency: "=odd, name"}]}
      - {id: C, duration: 20d, actual_start: 2026-03-02, cost: 1000.1, actual_cost: 200.2,
         cost_uncertainty: "triangular(90%, 100%, 130%)", cost_per_day: 3,
         resources: {crew: {units: 2, cost: 700, actual_cost: 100, paid: turtle},
                     mason: {units: 1, cost: 90, remaining_cost: 80, paid: back loaded}},
         costs: [
          {amount: 1, actual: 0, paid: "cumulative(0%: 20%, 50%: 70%, 90%: 100%)"},
          {per_day: 2, actual: 33.3, paid: "cumulative(30%: 0%, 100%: 100%) +1.5ed"}]}
      - {id: D, duration: 20d, actual_start: 2026-03-02, actual_cost: 20,
         remaining_cost: "triangular(10, 30, 50)"}
  - {id: Y, tasks: [{id: B, duration: 5d, costs: {amount: 33.3333333333333333}}]}
"""


@pytest.fixture
def everything(plan: Callable[[str], Program]) -> Program:
    return plan(EVERYTHING)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_money_comes_back(
    everything: Program, form: Callable[[Program, Path], Program], tmp_path: Path
) -> None:
    again = form(everything, tmp_path)
    assert again.terms == everything.terms
    assert again.resources == everything.resources
    assert again.tasks == everything.tasks
    assert fingerprint(again) == fingerprint(everything)


def test_the_plan_above_says_everything(everything: Program) -> None:
    """Else what comes back proves little: each part of the model is met at least once."""
    elements = [one for task in everything.tasks for one in task.elements]
    terms = everything.terms
    assert {one.basis for one in elements} == set(Basis)
    assert {one.paid for one in elements} >= {START, EVENLY, END, SHAPES["bell"]}
    assert len({one.paid for one in elements}) == 8
    assert {one.actual for one in elements} == {None, 0.0, 33.3}
    assert {task.cost.actual for task in everything.tasks} == {None, 200.2, 20.0}
    assert SHAPES["turtle"] in {one.paid for task in everything.tasks for one in task.assignments}
    assert {one.currency for one in elements} == {"", "GBP", "=odd, name"}
    assert {bool(one.index) and bool(one.account) for one in elements} == {True, False}
    assert {one.spread and one.spread.relative for one in elements} == {None, True, False}
    assert {one.bonus for one in terms.penalties} == {True, False}
    assert {one.at_most for one in terms.penalties} == {None, 100_000.0}
    assert terms.discount == 0.065
    assert len(terms.overheads) == 3


def test_a_single_table_says_what_it_leaves_out(plan: Callable[[str], Program]) -> None:
    text = """\
        start: 2026-03-02
        currency: EUR
        currencies: {USD: 0.9}
        tasks: [{id: A, duration: 1d, costs: {amount: 1, currency: USD}}]
        """
    assert {"costs of 1 task", "currency", "currencies"} <= set(lost_in_csv(plan(text)))


def numbers(least: float, most: float) -> st.SearchStrategy[float]:
    """Numbers that people write: 1e-320 and -0 are none."""
    return st.floats(least, most).map(lambda value: round(value, 9) + 0.0)


MONEY = numbers(0.0, 1e9)
SHARES = numbers(0.0, 9.0)
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2190, 1, 1)).map(
    lambda at: at.replace(microsecond=0, second=0)
)


@st.composite
def ranges(draw: DrawFn, least: float, most: float) -> Spread:
    """In values, as a plan file reads them."""
    low, mode, high = sorted(draw(st.lists(numbers(least, most), min_size=3, max_size=3)))
    high = max(high, round(low + (most - least) / 1000, 9))
    shapes = (Triangular(low, min(mode, high), high), Uniform(low, high), Pert(low, low, high))
    return Spread(draw(st.sampled_from(shapes)))


@st.composite
def elements(draw: DrawFn, terms: Terms) -> tuple[Element, ...]:
    found = []
    for name in draw(st.lists(st.sampled_from(["a", "Crane", "=1+1", "5"]), unique=True)):
        price, shares = draw(MONEY), draw(ranges(0.5, 2.0))
        spread = draw(st.none() | st.just(replace(shares, relative=True)) | ranges(-5.0, 1e6))
        one = Element(
            name,
            draw(st.sampled_from(Basis)),
            price,
            None if spread and spread.relative and not price else spread,
            draw(st.sampled_from(list(SHAPES.values()))),
            draw(st.sampled_from(["", *(one.id for one in terms.currencies)])),
            draw(st.sampled_from(["", *(one.id for one in terms.indices)])),
            draw(st.sampled_from(["", "A", "A/B b/-c"])),
        )
        found.append(one)
    return tuple(found)


@st.composite
def indices(draw: DrawFn, name: str) -> Index:
    days = sorted(draw(st.sets(MOMENTS, max_size=3)))
    spread = draw(st.none() | ranges(-0.9, 2.0))
    per_year = spread.distribution.planned if spread else draw(numbers(-0.99, 9.0))
    steps = tuple((day, draw(numbers(0.001, 9.0))) for day in days)
    return Index(name, draw(MOMENTS), per_year, spread, steps)


@st.composite
def all_terms(draw: DrawFn) -> Terms:
    rates = [draw(st.none() | ranges(0.001, 100.0)) for _ in "ab"]
    shares = [draw(st.none() | ranges(0.0, 9.0)) for _ in "XY"]
    names = st.lists(st.sampled_from(["late", "early", "-x"]), unique=True)
    return Terms(
        tuple(
            Currency(key, spread.distribution.planned if spread else 0.5, spread)
            for key, spread in zip(("USD", "0x1"), rates, strict=True)
        ),
        (draw(indices("steel")), draw(indices("NO"))),
        tuple(
            Overhead("office", project, spread.distribution.planned if spread else 0.25, spread)
            for project, spread in zip("XY", shares, strict=True)
        ),
        tuple(
            Term(
                name,
                draw(st.sampled_from(["X/A", "Y/B"])),
                draw(MOMENTS) + timedelta(days=1),
                draw(numbers(0.01, 1e6)),
                bonus,
                draw(st.none() | numbers(0.01, 1e9)),
            )
            for name in draw(names)
            for bonus in [draw(st.booleans())]
        ),
        draw(st.none() | numbers(0.0, 1.0)),
    )


@tries(30)
@given(st.data())
def test_random_money_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("money")
    (folder / "base.yaml").write_text(EVERYTHING, encoding="utf-8")
    terms = data.draw(all_terms())
    program = load(folder / "base.yaml")
    tasks = tuple(replace(task, elements=data.draw(elements(terms))) for task in program.tasks)
    program = replace(program, terms=terms, tasks=tasks)
    for form in FORMS:
        again = form(program, folder)
        assert fingerprint(again) == fingerprint(program), form.__name__
        assert [task.elements for task in again.tasks] == [task.elements for task in tasks]


SHEETS: dict[str, Rows] = {
    "Program": [*PROGRAM, ["currency", "EUR"], ["discount", Percent(0.06)]],
    "Tasks": TASKS,
    "Currencies": [["currency", "rate"], ["USD", 0.92]],
    "Escalation": [
        ["name", "per year", "since", "from", "level"],
        ["steel", Percent(0.03), date(2026, 1, 1), date(2027, 1, 1), Percent(1.04)],
        ["", "", "", date(2028, 1, 1), Percent(1.08)],
    ],
    "Overheads": [["name", "share"], ["Office", Percent(0.08)]],
    "Penalties": [
        ["name", "task", "after", "before", "per day", "at most"],
        ["Late", "A", date(2027, 2, 1), "", 5000, 60000],
        ["Early", "A", "", date(2027, 1, 5), 1000, ""],
    ],
    "Costs": [
        ["task", "name", "amount", "per day", "low", "likely", "high", "currency", "escalation"],
        ["A", "Deck", 900, "", Percent(0.9), Percent(1), Percent(1.3), "USD", "steel"],
        ["A", "Crew", "", 50, 40, 50, 70, "", ""],
        ["A", "Steel", "", "", 800, 1000, 1500, "", ""],
    ],
}


def test_sheets_as_people_fill_them(tmp_path: Path) -> None:
    program = load(write_book(tmp_path / "plan.xlsx", SHEETS))
    terms = program.terms
    levels = ((datetime(2027, 1, 1), 1.04), (datetime(2028, 1, 1), 1.08))
    assert terms.indices == (Index("steel", datetime(2026, 1, 1), 0.03, None, levels),)
    assert terms.currencies == (Currency("USD", 0.92),)
    assert (terms.discount, terms.overheads) == (0.06, (Overhead("Office", "P", 0.08),))
    assert terms.penalties == (
        Term("Late", "P/A", datetime(2027, 2, 2), 5000.0, False, 60_000.0),
        Term("Early", "P/A", datetime(2027, 1, 6), 1000.0, bonus=True),
    )
    share = Spread(Triangular(0.9, 1.0, 1.3), relative=True)
    assert program.task["P/A"].elements == (
        Element("Deck", Basis.AMOUNT, 900.0, share, currency="USD", index="steel"),
        Element("Crew", Basis.DAY, 50.0, Spread(Triangular(40.0, 50.0, 70.0))),
        # Three points alone are plan and range.
        Element("Steel", Basis.AMOUNT, 1000.0, Spread(Triangular(800.0, 1000.0, 1500.0))),
    )


@pytest.mark.parametrize(
    ("sheet", "row", "fault"),
    [
        ("Costs", ["B", "x", 5], "sheet Costs, row 5, column task: there is no task 'B'"),
        ("Costs", ["A", "x", -5], "row 5, column amount, task P/A: a price of -5 is below 0"),
        ("Costs", ["A", "x"], "sheet Costs, row 5, task P/A: the cost has no price"),
        (
            "Costs",
            ["A", "x", 5, "", "", "", "", "USB"],
            "row 5, column currency, task P/A: there is no currency 'USB'",
        ),
        ("Currencies", ["USD", 2], "row 3, column currency: 'USD' stands twice in this sheet"),
        ("Currencies", ["GBP"], "sheet Currencies, row 3, column rate: the rate is empty"),
        ("Currencies", ["GBP", -1], "row 3, column rate: GBP: an exchange rate of -1 is not"),
        ("Escalation", ["", "", "", date(2029, 1, 1)], "row 4, column level: the level is empty"),
        (
            "Escalation",
            ["", "", "", date(2028, 1, 1), 1.1],
            "row 4, column from: two rows of 'steel' are about 2028-01-01",
        ),
        (
            "Escalation",
            ["", "", "", date(2027, 6, 1), 1.1],
            "row 4, column level, escalation steel: the step of 2027-06-01 is not after",
        ),
        (
            "Escalation",
            ["steel", 0.05, "", date(2029, 1, 1), 1.1],
            "row 4, column name: this row goes on with 'steel'",
        ),
        ("Overheads", ["Site", 8], "row 3, column share, overhead Site: a share of 8 is not"),
        (
            "Penalties",
            ["x", "A", date(2027, 2, 1), date(2027, 2, 1), 5],
            "row 4, column before, penalty x: a penalty counts from a date 'after'",
        ),
        ("Penalties", ["x", "A", "", "", 5], "row 4, penalty x: the penalty has no date"),
    ],
)
def test_faults_say_where_they_are(
    tmp_path: Path, sheet: str, row: list[object], fault: str
) -> None:
    with pytest.raises(PlanError) as raised:
        load(write_book(tmp_path / "plan.xlsx", {**SHEETS, sheet: [*SHEETS[sheet], row]}))
    (issue,) = raised.value.issues
    assert fault in f"{issue.where}: {issue.message}"


def test_a_normal_range_is_written_with_its_bound(everything: Program) -> None:
    """So that it means the same to one who reads the file."""
    found = {one.id: one.spread for one in everything.terms.currencies}
    assert found["=odd, name"] == Spread(Normal(1.05, 0.03, 0.0))
    assert "normal(1.05, 0.03, min=0)" in to_yaml(everything)
