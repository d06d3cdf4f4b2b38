"""Correlations as they stand in a plan file."""

from __future__ import annotations

from simulator.files.writing.style import Items, Row
from simulator.model.correlation import Correlation, CorrelationMatrix, What
from simulator.model.program import Program
from simulator.model.units import plain


def correlations_of(program: Program) -> list[Row]:
    """Rows of `correlations`."""
    return [
        _group(one) if isinstance(one, Correlation) else _matrix(one)
        for one in program.correlations
    ]


def _group(one: Correlation) -> Row:
    row = Row(coefficient=plain(one.coefficient))
    if all(subject.what is What.DURATION for subject in one.of):
        row["tasks"] = Items(subject.id for subject in one.of)
    else:
        row["of"] = Items(str(subject) for subject in one.of)
    return row


def _matrix(one: CorrelationMatrix) -> Row:
    """Rows up to the diagonal; those of pairs of which nothing is said are empty."""
    rows = (
        Items([*("" if value is None else plain(value) for value in below), "1"])
        for below in one.below
    )
    return Row(of=Items(str(subject) for subject in one.subjects), matrix=Items(rows))
