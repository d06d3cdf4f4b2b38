"""When money leaves, by profiles, and what it costs then: answers worked out by hand.

Task A begins on Monday 5 January 2026 and works around the clock; ten days end on Thursday the
15th. Profiles: docs/reference/cost.md, "When it is paid".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from lucky_programs import DAY, START, day, days, program, run, task

from simulator.engine.cash import cash_flow
from simulator.model.money import Basis, Element, Index, Terms
from simulator.model.payment import EVENLY, Payment
from simulator.model.payment_text import parse_payment
from simulator.model.program import Program

YEAR = 365.25


def paid(payment: str | Payment, work: object = 10, index: str = "", **more: object) -> Program:
    """Task A with 100 that leave so."""
    how = parse_payment(payment) if isinstance(payment, str) else payment
    one = Element("E", Basis.AMOUNT, 100.0, paid=how, index=index)
    return program(replace(task("A", work), elements=(one,)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("payment", "weeks"),
    [
        ("evenly", [70.0, 30.0]),
        # The half of the time is over on Saturday the 10th.
        ("instalments(0%: 20%, 50%: 60%, 100%: 20%)", [80.0, 20.0]),
        ("instalments(70%: 45%, 80%: 55%)", [0.0, 100.0]),
        # 65 in the first five days and 35 in the others, of which two lie in the first week.
        ("front loaded", [65.0 + 35.0 * 2 / 5, 35.0 * 3 / 5]),
        ("back loaded", [35.0 + 65.0 * 2 / 5, 65.0 * 3 / 5]),
        # Of a bell 1, 3, 8, 15, 23, 23, 15, 8, 3, 1 by the tenth.
        ("bell", [88.0, 12.0]),
        # An advance of 20, then evenly.
        ("cumulative(0%: 20%, 100%: 100%)", [20.0 + 56.0, 24.0]),
        # Nothing for five days, then all of it in the other five.
        ("cumulative(50%: 0%, 100%: 100%)", [40.0, 60.0]),
        ("end +4ed", [0.0, 0.0, 100.0]),
        ("start +30ed", [0.0, 0.0, 0.0, 0.0, 100.0]),
        ("evenly +7ed", [0.0, 70.0, 30.0]),
    ],
)
def test_money_leaves_by_its_profile(payment: str, weeks: list[float]) -> None:
    found = cash_flow(run(paid(payment)), "week")
    wanted = np.zeros(len(found.names))
    wanted[: len(weeks)] = weeks
    np.testing.assert_allclose(found.spent[:, 0], wanted, atol=1e-9)
    np.testing.assert_allclose(found.planned, wanted, atol=1e-9)


def test_each_instalment_leaves_at_its_share_of_the_time_of_the_iteration() -> None:
    """Half of the money at 40 % of a time between 10 and 60 days, the other half at its end."""
    result = run(paid("instalments(40%: 50%, 100%: 50%)", days(10, 60)), iterations=2000)
    found = cash_flow(result, "week")
    lasts = result.finish.samples / DAY - (START - result.origin) / timedelta(days=1)
    wanted = np.zeros((len(found.names), 2000))
    for share in (0.4, 1.0):
        weeks = np.floor(lasts * share / 7).astype(int)
        wanted[weeks, np.arange(2000)] += 50.0
    np.testing.assert_allclose(found.spent, wanted)


STEP = Terms(indices=(Index("steel", day(0), steps=((day(7), 2.0),)),))
EARLY = Terms(indices=(Index("steel", day(0), steps=((day(3), 2.0),)),))
GROWTH = Terms(indices=(Index("steel", day(0), per_year=0.5),))


@pytest.mark.parametrize(
    ("payment", "terms", "weeks"),
    [
        # The second half is paid after the step, at twice the price.
        ("instalments(0%: 50%, 100%: 50%)", STEP, [50.0, 100.0]),
        ("end +4ed", STEP, [0.0, 0.0, 200.0]),
        # 10 a day, 20 from the third day on: in each week what it costs in that week.
        ("evenly", EARLY, [3 * 10 + 4 * 20.0, 3 * 20.0]),
        ("cumulative(0%: 20%, 100%: 100%)", EARLY, [20 + 3 * 8 + 4 * 16.0, 3 * 16.0]),
        (
            "instalments(20%: 30%, 90%: 70%)",
            GROWTH,
            [30 * 1.5 ** (2 / YEAR), 70 * 1.5 ** (9 / YEAR)],
        ),
    ],
)
def test_each_payment_has_the_price_of_its_own_date(
    payment: str, terms: Terms, weeks: list[float]
) -> None:
    result = run(paid(payment, index="steel", terms=terms), iterations=64)
    found = cash_flow(result, "week")
    np.testing.assert_allclose(found.spent[: len(weeks), 0], weeks)
    np.testing.assert_allclose(found.planned[: len(weeks)], weeks)
    assert result.schedule.program_cost == pytest.approx(sum(weeks))
    assert result.outcome.cost is not None
    np.testing.assert_allclose(result.outcome.cost, sum(weeks))


def test_a_late_instalment_pays_the_price_of_its_iteration() -> None:
    """A third at the end of a time of up to 400 days, at 50 % a year."""
    known = paid("instalments(0%: 67%, 100%: 33%)", days(10, 400), "steel", terms=GROWTH)
    result = run(known, iterations=512)
    lasts = result.finish.samples / DAY - (START - result.origin) / timedelta(days=1)
    assert result.outcome.cost is not None
    np.testing.assert_allclose(result.outcome.cost, 67 + 33 * 1.5 ** (lasts / YEAR), rtol=1e-9)


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
def test_periods_add_up_whatever_the_profile(unit: str) -> None:
    texts = (
        "bell +45ed",
        "instalments(10%: 12.5%, 33.3%: 37.5%, 100%: 50%) +10ed",
        "cumulative(5%: 10%, 35%: 35%, 80%: 100%)",
        "turtle",
    )
    elements = tuple(
        Element(f"{basis.value} {text}", basis, 100.0, paid=parse_payment(text), index="steel")
        for text in texts
        for basis in Basis
    )
    first = replace(task("A", days(10, 300)), elements=elements)
    second = replace(task("B", days(5, 90), "A"), elements=elements)
    result = run(program(first, second, terms=GROWTH), iterations=1500)
    found = cash_flow(result, unit)
    assert result.outcome.cost is not None
    np.testing.assert_allclose(found.spent.sum(axis=0), result.outcome.cost, rtol=1e-12)
    assert found.planned.sum() == pytest.approx(result.schedule.program_cost)


def test_evenly_is_the_straight_curve() -> None:
    """The same numbers, to the last bit."""
    straight = paid(EVENLY, days(10, 60), "steel", terms=GROWTH)
    other = paid("cumulative(0%: 0%, 100%: 100%)", days(10, 60), "steel", terms=GROWTH)
    first, second = run(straight, iterations=256), run(other, iterations=256)
    np.testing.assert_array_equal(first.outcome.cost, second.outcome.cost)
