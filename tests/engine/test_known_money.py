"""Money of plan files against amounts worked out by hand, in the plan and in the simulation.

Task A works ten days from Monday 2 March 2026, 08:00, to Friday 13 March, 17:00: 11.375 days by the
clock. The formulas are those of docs/reference/cost.md.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from simulator.engine import schedule, simulate
from simulator.files.build import build
from simulator.files.yaml import YamlSource

START, END = datetime(2026, 3, 2, 8), datetime(2026, 3, 13, 17)
YEAR = timedelta(days=365.25)
ELAPSED = 11.375

HEAD = """\
start: 2026-03-02
currency: EUR
currencies: {USD: 0.5}
escalation:
  up: {per_year: 10%, since: 2025-03-02}
  later: {per_year: 10%, since: 2026-03-09}
  steps: {steps: {2026-03-09: 110%, 2026-03-12: 130%}}
"""


def years(at: datetime, since: datetime) -> float:
    return (at - since) / YEAR


def mean_of_growth(since: datetime) -> float:
    """Mean of 1.1 ^ years over the task's time, by Simpson's rule on 2,000 pieces."""
    at = np.linspace(years(START, since), years(END, since), 2001)
    level = 1.1 ** np.maximum(0.0, at)
    weights = np.ones(2001)
    weights[1:-1:2], weights[2:-1:2] = 4.0, 2.0
    return float((weights * level).sum() / weights.sum())


STEPS = (
    (datetime(2026, 3, 9) - START) * 1.0
    + (datetime(2026, 3, 12) - datetime(2026, 3, 9)) * 1.1
    + (END - datetime(2026, 3, 12)) * 1.3
) / (END - START)

SINCE = datetime(2025, 3, 2)

CASES = [
    ("{amount: 1000}", 1000.0),
    ("{per_day: 100}", 1000.0),
    ("{per_elapsed_day: 240}", 240 * ELAPSED),
    ("{per_elapsed_day: 240, paid: end, currency: USD}", 120 * ELAPSED),
    ("{amount: 1000, escalation: up, paid: start}", 1000 * 1.1 ** years(START, SINCE)),
    ("{amount: 1000, escalation: up, paid: end}", 1000 * 1.1 ** years(END, SINCE)),
    ("{amount: 1000, escalation: up}", 1000 * mean_of_growth(SINCE)),
    ("{per_day: 100, escalation: up}", 1000 * mean_of_growth(SINCE)),
    ("{amount: 1000, escalation: later}", 1000 * mean_of_growth(datetime(2026, 3, 9))),
    ("{amount: 1000, escalation: later, paid: start}", 1000.0),
    ("{amount: 1000, escalation: steps, paid: start}", 1000.0),
    ("{amount: 1000, escalation: steps}", 1000 * STEPS),
    ("{amount: 1000, escalation: steps, paid: end, currency: USD}", 650.0),
]


def planned(text: str) -> float:
    """What the plan costs, and what it costs in an iteration where nothing is uncertain."""
    program = build(YamlSource("plan.yaml", text), Path())
    result = simulate(program, iterations=8, levers=0)
    assert result.cost is not None
    found = schedule(program).program_cost
    assert result.cost.samples == pytest.approx(np.full(8, found), rel=1e-12)
    return found


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[row for row, _ in CASES])
def test_one_cost(row: str, expected: float) -> None:
    assert planned(f"{HEAD}tasks: [{{id: A, duration: 10d, costs: {row}}}]\n") == pytest.approx(
        expected, rel=1e-9
    )


def test_all_costs_add_up_to_the_cent() -> None:
    rows = ", ".join(row.replace("{", f"{{name: c{n}, ") for n, (row, _) in enumerate(CASES))
    found = planned(f"{HEAD}tasks: [{{id: A, duration: 10d, cost: 5k, costs: [{rows}]}}]\n")
    assert math.isclose(found, 5000 + sum(cost for _, cost in CASES), abs_tol=0.005)


def test_overheads_are_shares_of_the_same_sum() -> None:
    text = "overheads: [{name: office, share: 8%}, {name: insurance, share: 2%}]\n"
    row = "tasks: [{id: A, duration: 10d, cost: 5k, costs: {amount: 5k}}]\n"
    assert planned(HEAD + text + row) == pytest.approx(11_000.0)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        # From the end of 10 March to 17:00 on the 13th: 2 days and 17 hours.
        ("penalties: {name: p, task: A, after: 2026-03-10, per_day: 240}", 240 * 2 + 170),
        ("penalties: {name: p, task: A, after: 2026-03-10, per_day: 240, at_most: 600}", 600),
        ("penalties: {name: p, task: A, after: 2026-03-13, per_day: 240}", 0),
        ("penalties: {name: p, task: A, after: 2026-03-13 16:00, per_day: 240}", 10),
        # To the end of 16 March: three days and seven hours.
        ("bonuses: {name: b, task: A, before: 2026-03-16, per_day: 240}", -(240 * 3 + 70)),
        ("bonuses: {name: b, task: A, before: 2026-03-16, per_day: 240, at_most: 60}", -60),
        ("bonuses: {name: b, task: A, before: 2026-03-10, per_day: 240}", 0),
    ],
)
def test_penalties_and_bonuses_bear_no_overhead(terms: str, expected: float) -> None:
    text = f"{HEAD}overheads: {{name: office, share: 10%}}\n{terms}\n"
    row = "tasks: [{id: A, duration: 10d, cost: 5k}]\n"
    assert planned(text + row) == pytest.approx(5500 + expected)


def test_work_at_rates_that_change_pays_those_of_its_days() -> None:
    """80 an hour to the end of 8 March, then 100: by the clock, of 11.375 days 6 2/3 come first."""
    text = """\
start: 2026-03-02
resources: {fitter: {rates: [{rate: 80/h}, {start: 2026-03-09, rate: 100/h}]}}
tasks: [{id: A, duration: 10d, resources: {fitter: 2}}]
"""
    first = (datetime(2026, 3, 9) - START) / (END - START)
    assert planned(text) == pytest.approx(2 * 80 * (80 * first + 100 * (1 - first)))


def test_a_finished_task_costs_what_it_says() -> None:
    done = "actual_start: 2026-03-02 08:00, actual_finish: 2026-03-13 17:00"
    costs = "[{amount: 1000, escalation: up}, {per_elapsed_day: 240, currency: USD}]"
    text = f"{HEAD}data_date: 2026-03-16\n"
    row = f"tasks: [{{id: A, duration: 10d, {done}, costs: {costs}}}, {{id: B, duration: 1d}}]\n"
    assert planned(text + row) == pytest.approx(1000 + 120 * ELAPSED)


def test_a_burn_rate_makes_cost_and_date_one() -> None:
    """Nothing but a cost by the day: 100 for each working day, so that the cost tells the days."""
    row = 'tasks: [{id: A, duration: "triangular(8d, 10d, 20d)", costs: {per_day: 100}}]\n'
    program = build(YamlSource("plan.yaml", HEAD + row), Path())
    result = simulate(program, iterations=2048, seed=5, levers=0)
    assert result.cost is not None
    # Mean and quantile of the triangle, by its closed forms, of Latin samples of 2,048.
    assert np.mean(result.cost.samples) == pytest.approx(100 * (8 + 10 + 20) / 3, rel=1e-3)
    median = 20 - math.sqrt(0.5 * 12 * 10)
    assert np.median(result.cost.samples) == pytest.approx(100 * median, rel=2e-3)


def test_an_uncertain_rate_of_exchange_is_one_draw_for_all() -> None:
    """Two costs in dollars move together: the sum has the spread of 300 dollars, not of 223.6."""
    text = HEAD.replace("{USD: 0.5}", '{USD: "uniform(0.4, 0.6)"}')
    costs = "[{amount: 100, currency: USD}, {amount: 200, currency: USD}]"
    row = f"tasks: [{{id: A, duration: 10d, costs: {costs}}}]\n"
    program = build(YamlSource("plan.yaml", text + row), Path())
    result = simulate(program, iterations=2048, levers=0)
    assert result.cost is not None
    samples = result.cost.samples
    assert np.mean(samples) == pytest.approx(150.0, rel=1e-3)
    assert np.std(samples) == pytest.approx(300 * 0.2 / math.sqrt(12), rel=1e-2)
