"""What a plan file says was spent, is left, and is paid when; and what makes no sense of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.errors import Issue
from simulator.model.distributions import Triangular
from simulator.model.payment_text import parse_payment
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Cost

Plan = Callable[[str], Program]
Wrong = Callable[[str], tuple[Issue, ...]]

HEAD = """\
start: 2026-03-02
data_date: 2026-03-09
resources: {crew: {}}
tasks:
"""
BEGUN = "id: A, duration: 20d, actual_start: 2026-03-02"
DONE = f"{BEGUN}, actual_finish: 2026-03-06"


def cost(plan: Plan, row: str) -> Cost:
    """Of the one task of a plan."""
    return plan(f"{HEAD}  - {{{row}}}\n").task["P/A"].cost


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{BEGUN}, cost: 100, actual_cost: 40", Cost(100.0, actual=40.0)),
        (f"{BEGUN}, actual_cost: 40, remaining_cost: 70", Cost(110.0, actual=40.0)),
        (f"{BEGUN}, cost: 110, actual_cost: 40, remaining_cost: 70", Cost(110.0, actual=40.0)),
        # What is spent on the days that are over is all of it but the days to come.
        (f"{BEGUN}, cost_per_day: 5, actual_cost: 40", Cost(40.0, 5.0, actual=40.0)),
        (f"{BEGUN}, cost: 100, actual_cost: 0", Cost(100.0, actual=0.0)),
        (
            f'{BEGUN}, actual_cost: 1k, remaining_cost: "triangular(1k, 2k, 4k)"',
            Cost(3000.0, spread=Spread(Triangular(0.5, 1.0, 2.0), True), actual=1000.0),
        ),
        # A finished task has cost what was spent, whatever was planned.
        (f"{DONE}, cost: 100, cost_per_day: 5, actual_cost: 140", Cost(140.0)),
        (f"{DONE}, cost_per_day: 5, actual_cost: 140", Cost(140.0)),
    ],
)
def test_what_is_spent_and_what_is_left(plan: Plan, row: str, expected: Cost) -> None:
    assert cost(plan, row) == expected


def test_when_the_money_of_an_assignment_leaves(plan: Plan) -> None:
    work = "resources: {crew: {units: 2, cost: 60, paid: front loaded}}"
    (one,) = plan(f"{HEAD}  - {{id: A, duration: 5d, cost: 60, {work}}}\n").task["P/A"].assignments
    assert one.paid == parse_payment("front loaded")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("cost: 100, actual_cost: 140", "140.00 is spent already, and it costs 100.00 in all"),
        ("cost: 100, actual_cost: -5", "actual_cost: -5 is below 0"),
        ("cost: 100, remaining_cost: 60", "it says what is left to pay, and not what is spent"),
        ("actual_cost: 40, remaining_cost: -1", "a remaining cost of -1.00 is below 0"),
        (
            "cost: 100, actual_cost: 40, remaining_cost: 70",
            "40.00 spent and 70.00 left make 110.00, and cost says 100.00",
        ),
        ("actual_cost: much", "'much' is not an amount of money"),
        ("costs: {amount: 5, actual: -1}", "-1 is below 0"),
        ("costs: {amount: 5, paid: monthly}", "there is no payment 'monthly'"),
        (
            'costs: {amount: 5, paid: "instalments(0%: 20%, 50%: 70%)"}',
            "the instalments add up to 90 % of the money, not 100 %",
        ),
        ('costs: {amount: 5, paid: "end +30d"}', "'30d' is working time"),
        ("cost: 9, resources: {crew: {cost: 9, paid: bel}}", "there is no payment 'bel'"),
    ],
)
def test_what_makes_no_sense(issues: Wrong, row: str, message: str) -> None:
    (issue,) = issues(f"{HEAD}  - {{{BEGUN}, {row}}}\n")
    assert message in issue.message
    assert issue.mend
    assert issue.where.startswith("plan.yaml:5:")


def test_nothing_is_left_of_the_costs_of_a_finished_task(issues: Wrong) -> None:
    (issue,) = issues(f"{HEAD}  - {{{DONE}, costs: {{amount: 5, actual: 3}}}}\n")
    assert "P/A is finished: nothing is left of its costs" in issue.message
