"""Benefits as they stand in a plan file."""

from __future__ import annotations

from simulator.files.writing.style import Row, moment
from simulator.model.benefit import Benefit, Gain
from simulator.model.expression import Unit, spread_text
from simulator.model.program import Program
from simulator.model.units import plain

DATES = {Gain.PER_MONTH: "until", Gain.LOST_PER_WEEK: "due"}


def benefits_of(program: Program) -> list[Row]:
    """Rows of `benefits`."""
    return [_benefit(one) for one in program.benefits]


def _benefit(one: Benefit) -> Row:
    row = Row(name=one.name)
    if one.start:
        row["from"] = one.start
    row[one.gain.value] = (
        plain(one.amount) if one.spread is None else spread_text(one.spread, Unit.money())
    )
    if one.date is not None:
        row[DATES[one.gain]] = moment(one.date)
    return row
