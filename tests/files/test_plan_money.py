"""Money in plan files: what is read, worked out by hand, and what a later row changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from simulator.files import load
from simulator.model.distributions import Normal, Triangular, Uniform
from simulator.model.money import (
    Basis,
    Currency,
    Element,
    Index,
    Overhead,
    Term,
)
from simulator.model.payment import END, START
from simulator.model.program import Program
from simulator.model.spread import Spread

Plan = Callable[[str], Program]

HEAD = """\
start: 2026-03-02
currency: EUR
currencies: {USD: 0.92, GBP: "triangular(1.1, 1.15, 1.3)", CHF: "normal(1.05, 0.03)"}
escalation:
  steel: {per_year: "triangular(1%, 3%, 7%)", since: 2026-01-01, steps: {2027-01-01: 104%}}
  wages: {steps: {2026-06-01: 1.03, 2027-06-01 12:00: 106%}}
  energy: {per_year: -2%, since: 2025-01-01}
"""


def elements(plan: Plan, costs: str, row: str = "duration: 10d") -> tuple[Element, ...]:
    """Cost elements of the one task in a plan with the prices above."""
    return plan(f"{HEAD}tasks:\n  - {{id: A, {row}, costs: {costs}}}\n").task["P/A"].elements


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{amount: 80k}", Element("cost 1", Basis.AMOUNT, 80_000.0)),
        ("{name: Hire, per_day: 900}", Element("Hire", Basis.DAY, 900.0)),
        ("{per_elapsed_day: 1.2k}", Element("cost 1", Basis.ELAPSED_DAY, 1200.0)),
        # A range in money plans its most likely value.
        (
            '{amount: "triangular(1k, 2k, 5k)"}',
            Element("cost 1", Basis.AMOUNT, 2000.0, Spread(Triangular(1000.0, 2000.0, 5000.0))),
        ),
        (
            '{per_day: 500, uncertainty: "uniform(90%, 130%)"}',
            Element("cost 1", Basis.DAY, 500.0, Spread(Uniform(0.9, 1.3), relative=True)),
        ),
        (
            "{amount: 1, paid: end, currency: USD, escalation: steel, account: Civil / Piles}",
            Element("cost 1", Basis.AMOUNT, 1.0, None, END, "USD", "steel", "Civil/Piles"),
        ),
        # The program's own currency is none.
        (
            "{amount: 1, currency: EUR, paid: start}",
            Element("cost 1", Basis.AMOUNT, 1.0, paid=START),
        ),
    ],
)
def test_elements_as_written(plan: Plan, row: str, expected: Element) -> None:
    assert elements(plan, row) == (expected,)
    assert elements(plan, f"[{row}]") == (expected,)


def test_names_count_where_none_is_given(plan: Plan) -> None:
    found = elements(plan, "[{amount: 1}, {name: Crane, amount: 2}, {amount: 3}]")
    assert [one.name for one in found] == ["cost 1", "Crane", "cost 3"]


def test_elements_stand_beside_the_cost_of_the_task(plan: Plan) -> None:
    row = "{id: A, duration: 2d, cost: 5k, cost_per_day: 10, costs: {amount: 1}}"
    program = plan(f"{HEAD}tasks:\n  - {row}\n")
    task = program.task["P/A"]
    assert (task.cost.fixed, task.cost.per_day, len(task.elements)) == (5000.0, 10.0, 1)
    assert program.has_cost


def test_currencies_and_escalation(plan: Plan) -> None:
    terms = plan(f"{HEAD}discount: 6%\ntasks:\n  - {{id: A, duration: 2d}}\n").terms
    assert terms.currencies == (
        Currency("USD", 0.92),
        Currency("GBP", 1.15, Spread(Triangular(1.1, 1.15, 1.3))),
        Currency("CHF", 1.05, Spread(Normal(1.05, 0.03, 0.0))),  # never below 0
    )
    rise = Spread(Triangular(0.01, 0.03, 0.07))
    assert terms.indices == (
        Index("steel", datetime(2026, 1, 1), 0.03, rise, ((datetime(2027, 1, 1), 1.04),)),
        Index(
            "wages",
            datetime(2026, 6, 1),
            steps=((datetime(2026, 6, 1), 1.03), (datetime(2027, 6, 1, 12), 1.06)),
        ),
        Index("energy", datetime(2025, 1, 1), -0.02),
    )
    assert terms.discount == 0.06


def test_prices_may_fall_by_everything_and_no_more(plan: Plan) -> None:
    row = 'escalation: {scrap: {per_year: "normal(-1%, 2%)", since: 2026-01-01}}'
    terms = plan(f"start: 2026-03-02\n{row}\ntasks:\n  - {{id: A, duration: 2d}}\n").terms
    assert terms.indices[0].spread == Spread(Normal(-0.01, 0.02, -1.0))


def test_overheads_penalties_and_bonuses(plan: Plan) -> None:
    terms = plan(
        """\
        currency: EUR
        start: 2026-03-02
        overheads:
          - {name: Head office, share: 8%}
          - {name: Insurance, share: "uniform(1%, 3%)", project: Y}
        penalties: [{name: Late, task: Y/B, after: 2026-06-30, per_day: 5k, at_most: 100k}]
        bonuses: [{name: Early, task: A, before: 2026-06-30 17:00, per_day: 2k}]
        projects:
          - {id: X, tasks: [{id: A, duration: 5d}]}
          - {id: Y, tasks: [{id: B, duration: 5d}]}
        """
    ).terms
    assert terms.overheads == (
        Overhead("Head office", "X", 0.08),
        Overhead("Head office", "Y", 0.08),
        Overhead("Insurance", "Y", 0.02, Spread(Uniform(0.01, 0.03))),
    )
    assert terms.penalties == (
        # A date alone is the end of that day.
        Term("Late", "Y/B", datetime(2026, 7, 1), 5000.0, at_most=100_000.0),
        Term("Early", "X/A", datetime(2026, 6, 30, 17), 2000.0, bonus=True),
    )


def test_a_later_row_changes_costs_by_name(tmp_path: Path) -> None:
    """What it says of a cost with the same name wins, key by key; others stay and are added."""
    (tmp_path / "tasks.csv").write_text("id,duration,cost\nA,5,1000\n", encoding="utf-8")
    below = (
        "start: 2026-03-02\ncurrency: EUR\ncurrencies: {USD: 0.9}\ntables: tasks.csv\n"
        "tasks:\n  - {id: A, costs: [{name: Crane, amount: 5k, paid: end, currency: USD}]}\n"
    )
    (tmp_path / "plan.yaml").write_text(below, encoding="utf-8")
    program = load(tmp_path / "plan.yaml")
    crane = Element("Crane", Basis.AMOUNT, 5000.0, None, END, "USD")
    assert program.task["P/A"].elements == (crane,)
    assert program.task["P/A"].cost.fixed == 1000.0


def test_money_without_effect_is_remarked(plan: Plan) -> None:
    costs = "[{name: Hut, per_elapsed_day: 5}, {name: Fee, amount: 5, escalation: steel}]"
    program = plan(f"{HEAD}tasks:\n  - {{id: A, duration: 2d}}\n  - {{id: M, costs: {costs}}}\n")
    assert program.notes == (
        "P/M: Hut is paid by the day, and the task takes no time",
        *(
            f"currency {key}: no cost names it, so it has no effect"
            for key in ("USD", "GBP", "CHF")
        ),
        *(
            f"escalation {key}: no cost names it, so it has no effect"
            for key in ("wages", "energy")
        ),
    )


def test_rules_give_ranges_to_costs_that_have_none(plan: Plan) -> None:
    program = plan(
        """\
        start: 2026-03-02
        data_date: 2026-03-09
        templates: {high: {costs: "uniform(90%, 150%)"}}
        uncertainty:
          - {tasks: B, costs: "uniform(80%, 120%)"}
          - {tasks: B, costs: "uniform(0%, 10%)"}
          - {field: class}
        tasks:
          - {id: A, duration: 5d, actual_start: 2026-03-02, actual_finish: 2026-03-06,
             costs: {amount: 5}, fields: {class: high}}
          - {id: B, duration: 5d, costs: [{amount: 5}, {per_day: 5, uncertainty: "uniform(1, 9)"}]}
          - {id: C, duration: 5d, costs: [{amount: 5}, {amount: 0}], fields: {class: high}}
        """
    )
    spreads = [[one.spread for one in task.elements] for task in program.tasks]
    assert spreads == [
        [None],  # finished: certain
        [Spread(Uniform(0.8, 1.2), relative=True), Spread(Uniform(1.0, 9.0))],
        [Spread(Uniform(0.9, 1.5), relative=True), None],
    ]
