"""Profiles of payment as one line of text: ``end +30ed``, ``instalments(0%: 20%, 100%: 80%)``."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise

from simulator.model.payment import END, SHAPES, Payment, Point, cumulative, instalments
from simulator.model.units import ExpressionError, parse_duration, parse_share, plain, share_text

LONGEST = 2000
MOST_LAG = 3660.0
"""Days."""

_DAY = 1440.0
_ROUNDING = 1e-6
_LISTS = ("instalments", "cumulative")
_EXAMPLES = {
    "instalments": "Write instalments(0%: 20%, 50%: 60%, 100%: 20%).",
    "cumulative": "Write cumulative(0%: 0%, 50%: 80%, 100%: 100%).",
}
_WORDS = (
    f"Write one of {', '.join(SHAPES)}, instalments(0%: 20%, 100%: 80%) or "
    "cumulative(0%: 0%, 50%: 80%, 100%: 100%); +30ed after it for 30 days later."
)


def parse_payment(text: str) -> Payment:
    """The profile that `text` says. Raises `ExpressionError`."""
    if len(text) > LONGEST:
        raise ExpressionError(f"the text of a payment is too long ({len(text):,} characters)")
    how, plus, lag = (part.strip() for part in text.partition("+"))
    name, bracket, rest = (part.strip() for part in how.partition("("))
    name = " ".join(name.lower().split())
    if not bracket:
        found = _shape(name)
    elif name not in _LISTS:
        raise _unknown(name)
    elif not rest.endswith(")"):
        raise ExpressionError(f"{name}: the closing bracket is missing", _EXAMPLES[name])
    else:
        points = [_point(name, piece) for piece in rest[:-1].split(",")]
        found = _instalments(points) if name == "instalments" else _cumulative(points)
    return Payment(found.points, _lag(lag)) if plus else found


def _shape(name: str) -> Payment:
    if name not in SHAPES:
        raise _unknown(name)
    return SHAPES[name]


def _unknown(name: str) -> ExpressionError:
    near = get_close_matches(name, (*SHAPES, *_LISTS), n=1)
    hint = f"Did you mean {near[0]}?" if near else _WORDS
    return ExpressionError(f"there is no payment '{name[:40]}'", hint)


def _point(name: str, piece: str) -> Point:
    time, colon, money = piece.partition(":")
    if not colon:
        message = f"{name}: '{piece.strip()[:40]}' is no share of the time with one of the money"
        raise ExpressionError(message, _EXAMPLES[name])
    when, share = parse_share(time.strip()), parse_share(money.strip())
    if not 0.0 <= when <= 1.0:
        message = f"{name}: {time.strip()} lies outside the time of the task"
        raise ExpressionError(message, "Write 0% to 100%; what is paid later has a lag: +30ed.")
    if not 0.0 <= share <= 1.0:
        message = f"{name}: {money.strip()} is no share of the money"
        raise ExpressionError(message, "Write 0% to 100%.")
    return when, share


def _in_order(name: str, points: list[Point]) -> None:
    for (one, _), (other, _) in pairwise(points):
        if other <= one:
            what = "comes twice" if other == one else f"comes after {share_text(one)}"
            message = f"{name}: {share_text(other)} of the time {what}"
            raise ExpressionError(message, "Write the shares of the time in order, each once.")


def _instalments(points: list[Point]) -> Payment:
    _in_order("instalments", points)
    total = sum(share for _, share in points)
    if abs(total - 1.0) > _ROUNDING:
        message = f"the instalments add up to {total * 100:.6g} % of the money, not 100 %"
        raise ExpressionError(message, "Change one of them so that they do.")
    found = instalments(points)
    return Payment((*found.points[:-1], (found.points[-1][0], 1.0)))


def _cumulative(points: list[Point]) -> Payment:
    _in_order("cumulative", points)
    for (_, before), (time, paid) in pairwise(points):
        if paid < before:
            message = (
                f"cumulative: by {share_text(time)} of the time less is paid than before it, "
                f"{share_text(paid)} after {share_text(before)}"
            )
            raise ExpressionError(message, "Write what has been paid in all by then.")
    if points[-1][1] != 1.0:
        message = f"cumulative: at the end {share_text(points[-1][1])} of the money is paid"
        raise ExpressionError(message, "Let the last share be 100%.")
    return cumulative(points)


def _lag(text: str) -> float:
    """Minutes by the clock."""
    minutes, elapsed = parse_duration(text, _DAY)
    if not elapsed:
        message = f"'{text}' is working time, and payments are due by the calendar"
        raise ExpressionError(message, "Write 30ed for 30 days by the clock.")
    if not 0.0 <= minutes <= MOST_LAG * _DAY:
        message = f"a payment {text} after the work is not possible"
        raise ExpressionError(message, f"Write 0ed to {MOST_LAG:.0f}ed.")
    return minutes


def payment_text(payment: Payment) -> str:
    """What `parse_payment` turns into the very same payment."""
    lag = f" +{plain(payment.lag / _DAY)}ed" if payment.lag else ""
    for name, shape in SHAPES.items():
        if shape.points == payment.points:
            return name + lag
    pairs = list(pairwise(payment.points))
    if payment.points != END.points and all(a[0] == b[0] or a[1] == b[1] for a, b in pairs):
        parts = [(a[0], round(b[1] - a[1], 12)) for a, b in pairs if a[0] == b[0]]
        return f"instalments({_listed(parts)}){lag}"
    jump = len(payment.points) > 1 and payment.points[0][0] == payment.points[1][0]
    return f"cumulative({_listed(payment.points[1:] if jump else payment.points)}){lag}"


def _listed(points: list[Point] | tuple[Point, ...]) -> str:
    return ", ".join(f"{share_text(time)}: {share_text(share)}" for time, share in points)
