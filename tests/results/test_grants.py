"""Limits of funding against cash flows that are known by arithmetic."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from lucky_programs import day, days, program, run, task

from simulator.engine.cash import cash_flow
from simulator.model.funding import Grant
from simulator.model.task import Cost
from simulator.results.grants import against


def test_a_limit_holds_up_to_its_day_and_the_last_one_for_good() -> None:
    """100 a day from Monday: 700 by the first week, 1,400 by the second, 2,100 by the third."""
    known = run(program(task("A", 21, cost=Cost(per_day=100.0))), iterations=64)
    grants = (Grant(day(14), 1500.0), Grant(day(7), 600.0))
    found = against(cash_flow(known, "week"), grants, "latin")
    assert found is not None
    np.testing.assert_allclose(found.limits[:3], [600.0, 1500.0, 1500.0])
    assert [one.value for one in found.chances[:3]] == [1.0, 0.0, 1.0]
    assert found.first == 0
    assert found.ever.value == 1.0
    assert found.between == ()


def test_what_is_just_spent_passes_nothing() -> None:
    known = run(program(task("A", 10, cost=Cost(fixed=0.3))), iterations=64)
    found = against(cash_flow(known, "week"), (Grant(datetime.max, 0.3),), "latin")
    assert found is not None
    assert found.first is None
    assert found.ever.value == 0.0


def test_the_chance_is_that_of_the_formula() -> None:
    """10 a day for U(5, 15) days: more than 120 with a chance of 0.3, in the second week."""
    known = run(program(task("A", days(5, 15), cost=Cost(per_day=10.0))))
    flow = cash_flow(known, "week")
    found = against(flow, (Grant(datetime.max, 120.0),), known.run.sampling)
    assert found is not None
    assert found.first == 1
    error = np.sqrt(0.3 * 0.7 / flow.iterations)
    assert found.chances[1].value == pytest.approx(0.3, abs=5 * error)
    assert found.chances[1].low < found.chances[1].value < found.chances[1].high
    assert found.ever == found.chances[-1]


def test_a_limit_that_ends_within_a_period_is_named() -> None:
    known = run(program(task("A", 21, cost=Cost(per_day=100.0))), iterations=64)
    inside, at_the_end = Grant(day(3), 600.0), Grant(day(7), 900.0)
    found = against(cash_flow(known, "week"), (inside, at_the_end), "latin")
    assert found is not None
    assert found.between == (inside,)
    assert found.limits[0] == 900.0


def test_no_limit_is_no_funding() -> None:
    known = run(program(task("A", 2, cost=Cost(fixed=1.0))), iterations=64)
    assert against(cash_flow(known, "week"), (), "latin") is None
