"""Present values and payback, by the formulas of any textbook and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from simulator.results.worth.flows import YEAR, Flows
from simulator.results.worth.payback import payback

Row = tuple[float, float, float]


def flows(*rows: Row) -> Flows:
    """(money, begin, finish) of each, in one iteration."""
    columns = np.array(rows, dtype=np.float64).reshape(len(rows), 3).T[:, :, None]
    return Flows(*columns)


def paid(gains: list[Row], costs: list[Row]) -> float:
    return float(payback(flows(*gains), flows(*costs))[0])


def test_a_sum_in_a_year_is_divided_by_one_plus_the_rate() -> None:
    assert flows((106.0, YEAR, YEAR)).present(0.06) == pytest.approx(100.0)
    assert flows((106.0, 2 * YEAR, 2 * YEAR)).present(0.06) == pytest.approx(106 / 1.06**2)
    assert flows((5.0, 400.0, 400.0)).present(0.0) == 5.0


@pytest.mark.parametrize("rate", [0.0, 1e-9, 0.06, 0.5, -0.1])
def test_a_flow_is_the_integral_of_its_discounted_self(rate: float) -> None:
    exact, _ = quad(lambda t: 7.0 * (1 + rate) ** (-t / YEAR), 100.0, 1500.0)
    assert flows((9800.0, 100.0, 1500.0)).present(rate) == pytest.approx(exact)


def test_flows_of_an_iteration_add_up_and_iterations_stay_apart() -> None:
    money = np.array([[100.0, 1.0], [10.0, 2.0]])
    when = np.array([[0.0, YEAR], [YEAR, 0.0]])
    found = Flows(money, when, when).present(0.25)
    np.testing.assert_allclose(found, [100 + 10 / 1.25, 1 / 1.25 + 2])


COST: list[Row] = [(100.0, 0.0, 10.0)]


@pytest.mark.parametrize(
    ("gains", "costs", "exact"),
    [
        # 2 a day from day 10 pay 100 back on day 60, and with 30 at once on day 40 on day 45.
        ([(2000, 10, 1010)], COST, 60.0),
        ([(2000, 10, 1010), (30, 40, 40)], COST, 45.0),
        # 100 at once are enough that very day; a flow that brings 80 in all never is.
        ([(2000, 10, 1010), (100, 40, 40)], COST, 40.0),
        ([(80, 10, 50)], COST, np.inf),
        ([], [(1, 0, 0)], np.inf),
        ([(10, 5, 5)], [], 0.0),
        ([], [], 0.0),
        # 100 at once on day 4 are more than the 40 spent; 60 more by day 10 use up all of it, and
        # no more.
        ([(100, 4, 4)], COST, 4.0),
        # 90 on day 4 are used up on day 9: 5 on day 12 are too little, 5 on day 15 enough.
        ([(90, 4, 4), (5, 12, 12), (5, 15, 15)], COST, 15.0),
        # A second stage of 50 at once on day 20 takes back what was paid back on day 12, and 10 a
        # day from day 20 make up for it on day 25.
        ([(100, 12, 12), (1000, 20, 120)], [*COST, (50, 20, 20)], 25.0),
        # Both flow from day 0: 20 a day against 10 a day, and 25 on day 2. Owed until
        # 20 t = 10 t + 25.
        ([(2000, 0, 100)], [*COST, (25, 2, 2)], 2.5),
        # A bonus, money that is taken off the cost, on day 30.
        ([(70, 5, 5)], [*COST, (-30, 30, 30)], 30.0),
    ],
)  # fmt: skip
def test_payback_by_hand(gains: list[Row], costs: list[Row], exact: float) -> None:
    assert paid(gains, costs) == pytest.approx(exact, abs=1e-9)


ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(0, 30)).map(
        lambda row: (float(row[0]), float(row[1]), float(row[1] + row[2]))
    ),
    max_size=4,
)


@given(ROWS, ROWS)
def test_from_payback_on_nothing_is_owed_and_just_before_it_is(
    gains: list[Row], costs: list[Row]
) -> None:
    """Counted flow by flow, at every corner of the sum and close to the moment found."""

    def moved(rows: list[Row], t: float) -> float:
        return sum(
            m * (float(t >= f) if f == b else min(max((t - b) / (f - b), 0.0), 1.0))
            for m, b, f in rows
        )

    def owed(t: float) -> float:
        return moved(costs, t) - moved(gains, t)

    found = paid(gains, costs)
    corners = {t for _, b, f in (*gains, *costs) for t in (b, f)}
    if np.isinf(found):
        assert owed(1e6) > 0
        return
    assert all(owed(t) <= 1e-6 for t in (*corners, found + 1e-9) if t >= found + 1e-9)
    if found > 0.0:
        assert owed(found - 1e-6) > 0
    # Lumps at one moment cancel, so that a moment is looked at from the right.
    assert found == 0.0 or any(owed(t) > 0 for t in {0.0, found - 1e-6})
