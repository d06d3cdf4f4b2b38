"""Money by period: what is known by arithmetic, and sums that hold in every iteration."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from lucky_programs import START as BEGINS
from lucky_programs import costly, day, days, program, run, task

from simulator.engine.cash import cash_flow, periods, usual_unit
from simulator.errors import SettingsError
from simulator.model.money import Basis, Element, Terms
from simulator.model.payment import END, START
from simulator.model.risk import Response
from simulator.model.task import Cost, Kind, Progress


def test_money_is_spread_evenly_over_the_time_of_its_task() -> None:
    """100 for 10 days from Monday 5 January: 7 days in the first week, 3 in the second."""
    found = cash_flow(run(program(task("A", 10, cost=Cost(fixed=100.0)))), "week")
    assert found.edges[0] == BEGINS
    np.testing.assert_allclose(found.spent[:, 0], [70.0, 30.0])
    np.testing.assert_allclose(found.planned, [70.0, 30.0])
    assert not found.actual.any()


def test_the_money_of_a_summary_goes_with_its_project() -> None:
    """210 over the three weeks of its project, though its only task takes one of them."""
    late = task("B", 7, "A")
    whole = replace(task("S", 0, cost=Cost(fixed=210.0)), kind=Kind.SUMMARY)
    found = cash_flow(run(program(whole, task("A", 14), replace(late, parent="P/S"))), "week")
    np.testing.assert_allclose(found.spent[:3, 0], [70.0, 70.0, 70.0])
    np.testing.assert_allclose(found.planned[:3], [70.0, 70.0, 70.0])


def test_money_at_the_start_and_at_the_end() -> None:
    one = Element("deposit", Basis.AMOUNT, 5.0, paid=START)
    other = Element("balance", Basis.AMOUNT, 7.0, paid=END)
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
    lump = Element("lump", Basis.AMOUNT, 9.0, paid=END)
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


def test_present_value_goes_by_the_dates_of_the_money_not_by_the_period() -> None:
    """100 at the end of day 10, at 10 % a year, by the month or by the year."""
    late = Element("E", Basis.AMOUNT, 100.0, paid=END)
    known = program(replace(task("A", 10), elements=(late,)), terms=Terms(discount=0.1))
    for unit in ("month", "year"):
        found = cash_flow(run(known), unit).present
        assert found is not None
        assert found[0] == pytest.approx(100.0 * 1.1 ** (-10 / 365.25))


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


def test_periods_have_names_and_one_is_the_peak() -> None:
    """10 a day from 5 January for 100 days: 27 days in January, 28 and 31, then 14."""
    known = run(program(task("A", 100, cost=Cost(per_day=10.0))), iterations=64)
    months = cash_flow(known, "month")
    assert months.names == ("Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026")
    np.testing.assert_allclose(months.spent[:, 0], [270.0, 280.0, 310.0, 140.0])
    assert months.names[months.peak] == "Mar 2026"
    assert cash_flow(known, "quarter").names == ("Q1 2026", "Q2 2026")
    assert cash_flow(known, "year").names == ("2026",)
    assert cash_flow(known, "week").names[:2] == ("5 Jan 2026", "12 Jan 2026")


def test_the_peak_is_that_of_the_bars() -> None:
    """Two weeks at about 100, and a third with a 0.4 chance of 1,000 more: its mean is the
    greatest, and its P50 is 99."""
    third = task("C", 7, "B", cost=Cost(fixed=99.0))
    risk = costly("R", 0.4, 1000.0)
    risk = replace(risk, impacts=(replace(risk.impacts[0], tasks=("P/C",)),))
    a, b = task("A", 7, cost=Cost(fixed=100.0)), task("B", 7, "A", cost=Cost(fixed=101.0))
    found = cash_flow(run(program(a, b, third, risks=(risk,)), iterations=1024), "week")
    assert int(np.argmax(found.spent.mean(axis=1))) == 2
    assert found.peak == 1


@pytest.mark.parametrize(
    ("length", "unit"), [(100, "week"), (700, "month"), (4000, "quarter"), (9000, "year")]
)
def test_a_chart_takes_the_period_that_suits_the_program(length: float, unit: str) -> None:
    known = run(program(task("A", length, cost=Cost(per_day=1.0))), iterations=64)
    assert usual_unit(known) == unit
    assert 5 <= len(cash_flow(known, unit).names) <= 90
