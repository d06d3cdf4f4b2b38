"""What a program is worth, where it is known by formula."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from simulator.engine.benefits import drawn
from simulator.engine.cash import cash_flow
from simulator.errors import PlanError
from simulator.files import load
from simulator.results.worth.flows import MONTH, YEAR
from simulator.scenario.value import Value, value

N = 10_240
HEAD = "program: X\nstart: 2026-01-05\ncalendars: {all: 24/7}\ncalendar: all\n"
TASK = 'tasks: [{id: A, name: A, duration: "uniform(100, 200)", cost: 1000}]\n'


def of(tmp_path: Path, text: str, iterations: int = N) -> Value:
    path = tmp_path / "plan.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return value(load(path), iterations)


def test_a_flow_until_a_date_loses_by_every_day_of_delay(tmp_path: Path) -> None:
    """10 a day from T, uniform on day 100 to 200, until day 280, at a cost of 1,000, undiscounted:
    net = 1800 - 10 T uniform on -200 to 800, positive in 80 %, and 70 less a week."""
    until = datetime(2026, 1, 5) + timedelta(days=280)
    found = of(
        tmp_path,
        f"{TASK}benefits: [{{name: B, from: A, per_month: {10 * MONTH!r}, until: {until}}}]\n",
    )
    assert found.net.planned == pytest.approx(300.0)
    assert found.positive.value == pytest.approx(0.8, abs=0.002)
    assert found.plan_chance.value == pytest.approx(0.5, abs=0.002)
    assert found.sure_of(80).value == pytest.approx(0.0, abs=2.0)
    assert found.net.mean.value == pytest.approx(300.0, abs=1.0)
    assert found.per_week.value == pytest.approx(70.0)
    # Paid back 100 days after T where that is before day 280: in 80 %.
    assert found.paid_back.value == pytest.approx(0.8, abs=0.002)
    half = found.payback(50)
    assert half is not None
    assert (half - datetime(2026, 1, 5)) / timedelta(days=1) == pytest.approx(250.0, abs=0.2)
    assert found.payback(90) is None


def test_a_sum_at_the_finish_is_discounted_from_there(tmp_path: Path) -> None:
    """E[B exp(-r T)], T uniform on a to b: B (exp(-r a) - exp(-r b)) / (r (b - a)). The cost is
    spent evenly until T: E[C (1 - exp(-r T)) / (r T)], by numerical integration."""
    from scipy.integrate import quad

    found = of(tmp_path, f"discount: 8%\n{TASK}benefits: [{{name: B, once: 2000}}]\n")
    r = np.log(1.08) / YEAR
    gain = 2000 * (np.exp(-r * 100) - np.exp(-r * 200)) / (r * 100)
    cost = quad(lambda t: 1000 * -np.expm1(-r * t) / (r * t) / 100, 100, 200)[0]
    assert found.worth.benefits.mean() == pytest.approx(gain, abs=0.1)
    assert found.worth.costs.mean() == pytest.approx(cost, abs=0.1)
    # A week later for the benefit; the same is spent when it was.
    assert found.per_week.value == pytest.approx(gain * -np.expm1(-r * 7), rel=0.001)


BURN = """\
tasks:
  - {id: A, name: A, duration: "uniform(100, 200)", cost_per_day: 10}
  - id: B
    name: B
    after: A
    duration: 50d
    cost: 90
    costs:
      - {name: deposit, amount: 300, paid: start}
      - {name: balance, amount: 500, paid: end}
      - {name: rent, per_elapsed_day: 2}
"""


def test_each_cost_is_discounted_from_its_own_dates_in_each_iteration(tmp_path: Path) -> None:
    """With T the finish of A: 10 a day from 0 to T, 300 on T, 2 a day and 90 in all from T to
    T + 50, and 500 on T + 50, each by hand from the finish of that iteration."""
    found = of(tmp_path, f"discount: 8%\n{BURN}benefits: [{{name: X, once: 5000}}]\n", 3000)
    r, days = np.log(1.08) / YEAR, found.own.finish.days_of(found.own.outcome.finish)
    t = days - 50.0

    def flow(per_day: float, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        return per_day * (np.exp(-r * begin) - np.exp(-r * end)) / r

    exact = flow(10.0, 0 * t, t) + 300 * np.exp(-r * t)
    exact += flow(2.0 + 90 / 50, t, days) + 500 * np.exp(-r * days)
    np.testing.assert_allclose(found.worth.costs, exact, rtol=1e-9)
    planned = 150.0
    hand = 10 * -np.expm1(-r * planned) / r + 300 * np.exp(-r * planned)
    hand += float(flow(3.8, np.array(planned), np.array(200.0))) + 500 * np.exp(-r * 200)
    assert found.planned.costs[0] == pytest.approx(hand)


def test_payback_goes_by_the_money_spent_so_far(tmp_path: Path) -> None:
    """One sum on the day T that A is done, when 10 T + 300 is spent of 10 T + 990: nothing is owed
    from T on where the sum is that much, and the last 500 are owed for ever where it is less. For
    T from 100 to 200 that is never with 1,200, always with 3,000, half of the time with 2,500."""

    def paid(once: int) -> tuple[np.ndarray, np.ndarray]:
        text = f"{BURN}benefits: [{{name: X, from: A, once: {once}}}]\n"
        found = of(tmp_path, text, 2000)
        days = found.own.finish.days_of(found.own.outcome.finish)
        return found.worth.paid_back, days - 50.0

    assert np.isinf(paid(1200)[0]).all()
    always, t = paid(3000)
    np.testing.assert_allclose(always, t, rtol=1e-9)
    half, t = paid(2500)
    lucky = t <= 151.0
    np.testing.assert_allclose(half[lucky], t[lucky], rtol=1e-9)
    assert np.isinf(half[~lucky]).all()


HARBOUR = Path(__file__).parents[2] / "models" / "harbour-line" / "program.yaml"


def test_without_discount_the_value_is_benefits_less_cost(tmp_path: Path) -> None:
    """In every iteration of a whole program, with elements, prices, overheads and penalties; it is
    paid back where that is not below 0, and nowhere else."""
    program = load(HARBOUR)
    program = replace(
        program,
        terms=replace(program.terms, discount=None),
        risks=program.risks[:1],
        drivers=program.drivers[:1],
    )
    found = value(program, 2500)
    assert found.own.outcome.cost is not None
    np.testing.assert_allclose(found.worth.costs, found.own.outcome.cost, rtol=1e-12)
    flat = found.worth.benefits - found.worth.lost - found.own.outcome.cost
    np.testing.assert_allclose(found.net.samples, flat, atol=1e-9 * flat.max())
    assert (np.isfinite(found.worth.paid_back) == (flat >= 0)).all()


def test_the_costs_are_those_of_the_cash_flow() -> None:
    """Its present value, iteration by iteration."""
    program = load(HARBOUR)
    program = replace(program, risks=program.risks[:1], drivers=())
    found = value(program, 1500)
    present = cash_flow(found.own, "year").present
    np.testing.assert_array_equal(found.worth.costs, present)


def test_what_is_lost_by_the_week_after_a_date(tmp_path: Path) -> None:
    """7 a week from the end of day 150 on: the mean of max(T - 150, 0) is 12.5."""
    due = (datetime(2026, 1, 5) + timedelta(days=149)).date()
    found = of(tmp_path, f"{TASK}benefits: [{{name: B, from: A, lost_per_week: 7, due: {due}}}]\n")
    assert found.worth.lost.mean() == pytest.approx(12.5, abs=0.05)
    assert found.worth.lost.max() <= 50.0
    assert found.net.planned == pytest.approx(-1000.0)
    assert found.paid_back.value == 0.0


def test_an_uncertain_benefit_is_drawn_evenly_and_always_the_same(tmp_path: Path) -> None:
    text = f'{TASK}benefits: [{{name: B, once: "uniform(1000, 3000)"}}]\n'
    found = of(tmp_path, text)
    samples = np.sort(found.worth.benefits)
    np.testing.assert_allclose(samples, 1000 + 2000 * (np.arange(N) + 0.5) / N, atol=2.1)
    again = drawn(found.own.program, found.own.run)["B"]
    assert (again == found.worth.benefits).all()
    shorter = of(tmp_path, text, 1500)
    assert (shorter.worth.benefits == found.worth.benefits[:1500]).all()
    # Independent of the finish.
    assert abs(np.corrcoef(again, found.own.outcome.finish)[0, 1]) < 5 / np.sqrt(N)


def test_the_value_at_stake_in_a_risk(tmp_path: Path) -> None:
    """20 days late in half of the iterations, at 10 a day, and 100 of cost: 150 on average."""
    until = datetime(2026, 1, 5) + timedelta(days=280)
    risk = "{id: R1, name: R, probability: 50%, impacts: [{tasks: A, delay: 20d, cost: 100}]}"
    found = of(
        tmp_path,
        f"{TASK}risks: [{risk}]\n"
        f"benefits: [{{name: B, from: A, per_month: {10 * MONTH!r}, until: {until}}}]\n",
    )
    assert [one.id for one in found.stakes] == ["R1"]
    assert found.stakes[0].value.value == pytest.approx(150.0, abs=0.5)
    assert found.stakes[0].positive.value == pytest.approx(0.8, abs=0.002)


def test_a_finished_task_and_a_project_begin_benefits_too(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        """\
data_date: 2026-02-01
projects:
  - id: P
    tasks:
      - {id: A, name: A, duration: 10d, actual_start: 2026-01-05, actual_finish: 2026-01-15}
      - {id: B, name: B, duration: "uniform(10, 20)", after: A}
benefits: [{name: One, from: A, once: 5}, {name: Two, from: P, once: 7}]
""".replace("data_date: 2026-02-01\n", "").replace("id: P\n", "id: P\n    data_date: 2026-02-01\n"),
    )
    assert found.net.planned == pytest.approx(12.0)
    assert (found.worth.benefits == 12.0).all()
    assert found.own.cost is None


def test_a_plan_without_benefits_says_how_to_give_some(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="says nothing of what it is worth"):
        of(tmp_path, TASK)


def test_the_document_is_json(tmp_path: Path) -> None:
    found = of(tmp_path, f"{TASK}benefits: [{{name: B, once: 900}}]\n", 2000)
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["npv"]["positive"]["chance"] == 0.0
    assert document["payback"]["percentiles"]["P50"] is None
    assert document["discount"] is None
