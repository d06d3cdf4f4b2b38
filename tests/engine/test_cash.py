"""Money by period: what is known by arithmetic, and sums that hold in every iteration."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from lucky_programs import START, costly, day, days, program, run, task

from simulator.engine.cash import cash_flow, periods
from simulator.errors import SettingsError
from simulator.model.money import Basis, Element, Paid, Terms
from simulator.model.risk import Response
from simulator.model.task import Cost, Progress


def test_money_is_spread_evenly_over_the_time_of_its_task() -> None:
    """100 for 10 days from Monday 5 January: 7 days in the first week, 3 in the second."""
    found = cash_flow(run(program(task("A", 10, cost=Cost(fixed=100.0)))), "week")
    assert found.edges[0] == START
    np.testing.assert_allclose(found.spent[:, 0], [70.0, 30.0])
    np.testing.assert_allclose(found.planned, [70.0, 30.0])
    assert not found.actual.any()


def test_money_at_the_start_and_at_the_end() -> None:
    one = Element("deposit", Basis.AMOUNT, 5.0, paid=Paid.START)
    other = Element("balance", Basis.AMOUNT, 7.0, paid=Paid.END)
    known = program(replace(task("A", 10), elements=(one, other)))
    np.testing.assert_allclose(cash_flow(run(known), "week").spent[:, 0], [5.0, 7.0])


def test_finished_work_is_actual_money() -> None:
    done = Progress(actual_start=day(0), actual_finish=day(3))
    first = replace(task("A", 3, cost=Cost(fixed=30.0)), progress=done)
    known = program(first, task("B", 10, "A", cost=Cost(per_day=1.0)))
    today = replace(known.projects[0], data_date=day(3))
    found = cash_flow(run(replace(known, projects=(today,))), "week")
    np.testing.assert_allclose(found.actual, [30.0, 0.0])
    np.testing.assert_allclose(found.planned, [34.0, 6.0])


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
def test_periods_add_up_to_the_cost_of_every_iteration(unit: str) -> None:
    lump = Element("lump", Basis.AMOUNT, 9.0, paid=Paid.END)
    tasks = (
        task("A", days(10, 60), cost=Cost(fixed=100.0, per_day=3.0)),
        replace(task("B", days(5, 90), "A"), elements=(lump,)),
    )
    risks = (
        costly("R", 0.4, 50.0),
        costly("S", 0.4, 70.0, mitigated=True, response=Response(8.0, 0.1)),
    )
    result = run(program(*tasks, risks=risks), iterations=3000)
    found = cash_flow(result, unit)
    np.testing.assert_allclose(found.spent.sum(axis=0), result.outcome.cost, rtol=1e-12)
    headings = np.sum(list(found.headings.values()), axis=0)
    np.testing.assert_allclose(headings, result.outcome.cost, rtol=1e-12)
    assert found.planned.sum() == pytest.approx(result.schedule.program_cost)


def test_only_the_first_iterations_are_laid_out() -> None:
    known = program(task("A", days(10, 60), cost=Cost(per_day=3.0)))
    result = run(known, iterations=12_000)
    found = cash_flow(result, "month")
    assert found.iterations == 10_240
    assert result.outcome.cost is not None
    np.testing.assert_allclose(found.spent.sum(axis=0), result.outcome.cost[:10_240])


def test_present_value_of_money_in_one_period() -> None:
    """100 in a month of 31 days, at 10 % a year: discounted by half of it."""
    known = program(
        replace(task("A", 10), elements=(Element("E", Basis.AMOUNT, 100.0),)),
        terms=Terms(discount=0.1),
    )
    found = cash_flow(run(known), "month")
    assert found.present is not None
    assert found.present[0] == pytest.approx(100.0 * 1.1 ** (-15.5 / 365.25))


def test_the_chance_of_passing_a_limit() -> None:
    """Ten a day for U(5, 15) days: more than 100 in half of the iterations."""
    found = cash_flow(run(program(task("A", days(5, 15), cost=Cost(per_day=10.0)))), "month")
    assert found.chance_beyond(np.array([100.0]))[0] == pytest.approx(0.5, abs=0.03)


def test_weeks_and_quarters_of_the_calendar() -> None:
    weeks = periods(datetime(2026, 1, 1, 8), datetime(2026, 1, 5, 8), "week")
    assert weeks == (datetime(2025, 12, 29), datetime(2026, 1, 5), datetime(2026, 1, 12))
    quarters = periods(datetime(2026, 11, 30), datetime(2027, 1, 1), "quarter")
    assert quarters == (datetime(2026, 10, 1), datetime(2027, 1, 1), datetime(2027, 4, 1))


def test_what_cannot_be_laid_out() -> None:
    known = run(program(task("A", 1, cost=Cost(fixed=1.0))))
    with pytest.raises(SettingsError, match="'day' is no period: give one of week, month"):
        cash_flow(known, "day")
    with pytest.raises(SettingsError, match="no costs"):
        cash_flow(run(program(task("A", 1))))
    with pytest.raises(SettingsError, match="more than 600 weeks: take a longer period"):
        periods(datetime(2026, 1, 1), datetime(2126, 1, 1), "week")
