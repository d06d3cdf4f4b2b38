"""Profiles of payment: shapes, texts, and what is left of one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.payment import END, EVENLY, SHAPES, START, Payment, curve
from simulator.model.payment_text import parse_payment, payment_text
from simulator.model.units import ExpressionError

# The default resource curves of Primavera P6 by the twentieth of the time, in per cent, with that
# of the start before them, as MPXJ (WorkContour) gives them.
CURVES = {
    "evenly": [0.0] + [5.0] * 20,
    "front loaded": [0.0] + [6.5] * 10 + [3.5] * 10,
    "back loaded": [0.0] + [3.5] * 10 + [6.5] * 10,
    "bell": [
        0.0, 0.5, 0.5, 1.5, 1.5, 4.0, 4.0, 7.5, 7.5, 11.5, 11.5,
        11.5, 11.5, 7.5, 7.5, 4.0, 4.0, 1.5, 1.5, 0.5, 0.5,
    ],
    "turtle": [
        0.0, 1.0, 1.0, 3.5, 3.5, 5.5, 5.5, 7.5, 7.5, 7.5, 7.5,
        7.5, 7.5, 7.5, 7.5, 5.5, 5.5, 3.5, 3.5, 1.0, 1.0,
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CURVES)
def test_the_named_shapes_are_the_curves_of_p6(name: str) -> None:
    assert curve(CURVES[name]) == SHAPES[name]


def test_a_weight_of_the_start_is_paid_at_once() -> None:
    assert curve([50.0, 25.0, 25.0]) == parse_payment("cumulative(0%: 50%, 100%: 100%)")


@pytest.mark.parametrize(
    ("text", "points", "days"),
    [
        ("start", START.points, 0),
        ("  End + 30 edays ", END.points, 30),
        ("evenly +1.5ed", EVENLY.points, 1.5),
        ("end +2ew", END.points, 14),
        (
            "instalments(0%: 20%, 50%: 60%, 100%: 20%)",
            ((0, 0), (0, 0.2), (0.5, 0.2), (0.5, 0.8), (1, 0.8), (1, 1)),
            0,
        ),
        ("cumulative(0%: 20%, 100%: 100%)", ((0, 0), (0, 0.2), (1, 1)), 0),
        ("cumulative(25%: 0%, 0.75: 1)", ((0.25, 0), (0.75, 1)), 0),
        ("instalments(0%: 33.3333%, 50%: 33.3333%, 100%: 33.3334%)", None, 0),
    ],
)
def test_what_a_text_says(text: str, points: object, days: float) -> None:
    found = parse_payment(text)
    assert points is None or found.points == points
    assert found.lag == days * 1440
    assert found.points[-1][1] == 1.0
    assert parse_payment(payment_text(found)) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bel", "there is no payment 'bel'"),
        ("monthly", "there is no payment 'monthly'"),
        ("steps(0%: 100%)", "there is no payment 'steps'"),
        ("instalments(0%: 20%, 50%: 60%)", "the instalments add up to 80 % of the money"),
        ("instalments(0%: 60%, 50%: 60%)", "add up to 120 %"),
        ("instalments(50%: 50%, 0%: 50%)", "0% of the time comes after 50%"),
        ("instalments(50%: 50%, 50%: 50%)", "50% of the time comes twice"),
        ("instalments(0%: -20%, 50%: 120%)", "-20% is no share of the money"),
        ("instalments(0%: 20%, 150%: 80%)", "150% lies outside the time of the task"),
        ("instalments(-10%: 20%, 50%: 80%)", "-10% lies outside the time"),
        ("instalments(0%: 20%, 100%: 80%", "the closing bracket is missing"),
        ("instalments()", "'' is no share of the time with one of the money"),
        ("instalments(0% 20%, 100%: 80%)", "'0% 20%' is no share of the time"),
        ("instalments(0%: x, 100%: 80%)", "'x' is not a share"),
        ("cumulative(0%: 0%, 50%: 60%, 100%: 40%)", "less is paid than before it, 40% after 60%"),
        ("cumulative(0%: 0%, 50%: 60%)", "at the end 60% of the money is paid"),
        ("cumulative(0%: 0%, 100%: 100%, 50%: 100%)", "50% of the time comes after 100%"),
        ("end +30d", "'30d' is working time"),
        ("end +", "'' is not a duration"),
        ("end +-3ed", "a payment -3ed after the work is not possible"),
        ("end +20000ed", "a payment 20000ed after the work is not possible"),
        ("end " + "x" * 3000, "too long (3,004 characters)"),
    ],
)
def test_what_makes_no_sense_is_said(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as fault:
        parse_payment(text)
    assert message in str(fault.value)


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    """Instalments or a curve, in whole per mille, some paid late."""
    times = sorted(draw(st.sets(st.integers(0, 1000), min_size=1, max_size=8)))
    cuts = sorted(draw(st.sets(st.integers(1, 999), min_size=len(times), max_size=len(times))))
    name = draw(st.sampled_from(["instalments", "cumulative"]))
    shares = [b - a for a, b in pairwise([0, *cuts[:-1], 1000])]
    if name == "cumulative":
        shares = [*cuts[:-1], 1000]
    pairs = zip(times, shares, strict=True)
    text = ", ".join(f"{time / 10}%: {share / 10}%" for time, share in pairs)
    return parse_payment(f"{name}({text}) +{draw(st.integers(0, 90))}ed")


@given(payments())
def test_a_profile_reads_back_as_it_was_written(payment: Payment) -> None:
    assert parse_payment(payment_text(payment)) == payment


@given(payments(), st.integers(0, 19))
def test_what_is_left_is_the_same_money_at_the_same_time(payment: Payment, twentieth: int) -> None:
    """At any later time as much has left as by the whole profile, from what is left on."""
    done = twentieth / 20
    gone, left = paid_by(payment, done), payment.left(done)
    assert left.lag == payment.lag
    assert left.points[0][1] == 0.0
    assert left.points[-1][1] == 1.0
    if gone >= 1.0:
        assert left.points == END.points
        return
    for time in (done + (1 - done) * step / 7 + 1e-7 for step in range(7)):
        share = paid_by(left, (time - done) / (1 - done))
        assert gone + (1 - gone) * share == pytest.approx(paid_by(payment, time), abs=1e-4)


def paid_by(payment: Payment, time: float) -> float:
    """Share of the money that has left by a share of the time."""
    paid = 0.0
    for (t0, m0), (t1, m1) in pairwise(payment.points):
        if t1 <= time:
            paid = m1
        elif t0 <= time:
            paid = m0 + (m1 - m0) * (time - t0) / (t1 - t0)
    return paid
