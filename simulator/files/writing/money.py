"""Cost elements of tasks, and the program's prices and charges, as they stand in a plan file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.files.writing.style import Items, Row, moment
from simulator.model.expression import Unit, spread_text, written
from simulator.model.money import Element, Index, Overhead, Term, Terms
from simulator.model.payment import EVENLY
from simulator.model.payment_text import payment_text
from simulator.model.spread import Spread
from simulator.model.units import plain, share_text


def elements_of(elements: tuple[Element, ...]) -> Items:
    """One row for each."""
    return Items(_element(one) for one in elements)


def _element(one: Element) -> Row:
    row = Row({"name": one.name, one.basis.value: plain(one.price)})
    if one.spread is not None:
        row["uncertainty"] = spread_text(one.spread, Unit.money())
    if one.paid != EVENLY:
        row["paid"] = payment_text(one.paid)
    if one.actual is not None:
        row["actual"] = plain(one.actual)
    for key, word in (
        ("currency", one.currency),
        ("escalation", one.index),
        ("account", one.account),
    ):
        if word:
            row[key] = word
    return row


def terms_of(terms: Terms) -> dict[str, Any]:
    """Keys of the plan with what they hold; what is empty is left out by the caller."""
    return {
        "currencies": Row(
            {one.id: _ranged(one.rate, one.spread, plain) for one in terms.currencies}
        ),
        "escalation": {one.id: _index(one) for one in terms.indices},
        "discount": "" if terms.discount is None else share_text(terms.discount),
        "overheads": [_overhead(one) for one in terms.overheads],
        "penalties": [_term(one) for one in terms.penalties if not one.bonus],
        "bonuses": [_term(one) for one in terms.penalties if one.bonus],
    }


def _ranged(planned: float, spread: Spread | None, write: Callable[[float], str]) -> str:
    """The range in values, whose plan is the one that it had; or what is certain."""
    if spread is None:
        return write(planned)
    return written(spread, lambda value: write(value * planned if spread.relative else value))


def _index(one: Index) -> Row:
    row = Row()
    if one.per_year or one.spread is not None or not one.steps:
        row["per_year"] = _ranged(one.per_year, one.spread, share_text)
    if "per_year" in row or one.since != one.steps[0][0]:
        row["since"] = moment(one.since)
    if one.steps:
        row["steps"] = Row({moment(at): share_text(level) for at, level in one.steps})
    return row


def _overhead(one: Overhead) -> Row:
    share = _ranged(one.share, one.spread, share_text)
    return Row(name=one.name, share=share, project=one.project)


def _term(one: Term) -> Row:
    row = Row({"name": one.name, "task": one.task})
    row["before" if one.bonus else "after"] = moment(one.date)
    row["per_day"] = plain(one.per_day)
    if one.at_most is not None:
        row["at_most"] = plain(one.at_most)
    return row
