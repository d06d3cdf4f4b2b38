"""Present values and payback, by the formulas of any textbook and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from simulator.results.worth.payback import Inflow, payback
from simulator.results.worth.present import YEAR, worth_of, worth_of_cost, worth_of_flow


def one(value: float) -> np.ndarray:
    return np.array([value], dtype=np.float64)


def test_a_sum_in_a_year_is_divided_by_one_plus_the_rate() -> None:
    assert worth_of(one(106.0), one(YEAR), 0.06) == pytest.approx(100.0)
    assert worth_of(one(106.0), one(2 * YEAR), 0.06) == pytest.approx(106 / 1.06**2)
    assert worth_of(one(5.0), one(400.0), 0.0) == pytest.approx(5.0)


@pytest.mark.parametrize("rate", [0.0, 1e-9, 0.06, 0.5, -0.1])
def test_a_flow_is_the_integral_of_its_discounted_self(rate: float) -> None:
    begin, end, per_day = 100.0, 1500.0, 7.0
    exact, _ = quad(lambda t: per_day * (1 + rate) ** (-t / YEAR), begin, end)
    assert worth_of_flow(one(per_day), one(begin), one(end), rate) == pytest.approx(exact)
    assert worth_of_flow(one(per_day), one(end), one(begin), rate) == 0.0


def test_a_cost_is_spent_evenly_or_at_once() -> None:
    exact, _ = quad(lambda t: 600 / 300 * 1.08 ** (-t / YEAR), 20, 320)
    assert worth_of_cost(one(600.0), 20.0, one(320.0), 0.08) == pytest.approx(exact)
    assert worth_of_cost(one(600.0), 20.0, one(20.0), 0.08) == pytest.approx(
        600 * 1.08 ** (-20 / YEAR)
    )


def test_payback_by_hand() -> None:
    """2 a day from day 10 pay 100 back on day 60; 30 at once on day 40 make that day 45; 100 at
    once on day 40 that very day; a flow that ends on day 50 never pays 100 back."""
    steady = Inflow(one(10.0), one(1000.0), one(2.0), one(0.0))
    assert payback([steady], one(100.0)) == pytest.approx(60.0)
    gift = Inflow(one(40.0), one(40.0), one(0.0), one(30.0))
    assert payback([steady, gift], one(100.0)) == pytest.approx(45.0)
    large = Inflow(one(40.0), one(40.0), one(0.0), one(100.0))
    assert payback([steady, large], one(100.0)) == pytest.approx(40.0)
    short = Inflow(one(10.0), one(50.0), one(2.0), one(0.0))
    assert payback([short], one(100.0)) == np.inf
    assert payback([steady], one(0.0)) == pytest.approx(0.0, abs=1e-9)
    assert payback([], one(1.0)) == np.inf


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 9), st.integers(0, 30)),
        max_size=4,
    ),
    st.integers(1, 300),
)
def test_at_payback_as_much_has_come_as_was_spent(
    rows: list[tuple[int, int, int, int]], cost: int
) -> None:
    """And not a minute before: counted by hand, day by day."""
    flows = [Inflow(one(b), one(b + d), one(p), one(o)) for b, d, p, o in rows]

    def come(t: float) -> float:
        return sum((t >= b) * (o + p * (min(t, b + d) - b)) for b, d, p, o in rows)

    found = float(payback(flows, one(float(cost)))[0])
    if np.isinf(found):
        assert come(1e6) < cost
    else:
        assert come(found + 1e-6) >= cost - 1e-6
        assert come(found - 1e-3) < cost
