"""Hypothesis strategies for what moves together: groups, pairs and matrices that can hold."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import EVERYTHING, Shape
from strategies_risk import uncertain

from simulator.model.copula import ClashError, copula
from simulator.model.correlation import (
    Correlation,
    CorrelationMatrix,
    Side,
    Statement,
    Subject,
    What,
    drawn_of,
)
from simulator.model.program import Program

MODERATE = st.sampled_from([-0.45, -0.2, 0.0, 0.15, 0.4])
HIGH = st.sampled_from([0.0, 0.3, 0.7, 0.95, 1.0])


def subjects_of(program: Program) -> list[Subject]:
    """Everything that a statement can name."""
    sides = (What.DURATION, What.COST)
    found = [Subject(what, task.id) for task in program.activities for what in sides]
    for risk in program.risks:
        found.append(Subject(What.OCCURRENCE, risk.id))
        found += [Subject(What.IMPACT, risk.id, side) for side in Side]
    found += [Subject(What.FACTOR, driver.id) for driver in program.drivers]
    found += [Subject(What.ELEMENT, t.id, part=e.name) for t in program.tasks for e in t.elements]
    terms = program.terms
    found += [Subject(What.OVERHEAD, one.project, part=one.name) for one in terms.overheads]
    found += [Subject(What.CURRENCY, one.id) for one in terms.currencies]
    return [*found, *(Subject(What.INDEX, one.id) for one in terms.indices)]


@st.composite
def statement(draw: DrawFn, subjects: list[Subject]) -> Statement:
    """A group, a pair, or a matrix that says nothing of some pairs."""
    named = draw(st.lists(st.sampled_from(subjects), min_size=2, max_size=4, unique=True))
    form = draw(st.sampled_from(["group", "pair", "matrix"]))
    if form == "group":
        return Correlation(tuple(named), draw(HIGH))
    if form == "pair":
        return Correlation(tuple(named[:2]), draw(MODERATE))
    pairs = [(a, b) for k, a in enumerate(named) for b in named[:k]]
    coefficients = {pair: draw(MODERATE) for pair in pairs if draw(st.integers(0, 3))}
    return CorrelationMatrix.of_pairs(coefficients, named)


@st.composite
def correlated(draw: DrawFn, shape: Shape = EVERYTHING) -> Program:
    """A random program with one to three statements that can hold together."""
    program = draw(uncertain(shape))
    subjects = subjects_of(program)
    assume(len(subjects) > 1)
    risks = {risk.id: risk for risk in program.risks}
    chosen = draw(st.lists(statement(subjects), min_size=1, max_size=3))
    statements: tuple[Statement, ...] = ()
    for one in chosen:
        wider = (*statements, one)
        try:
            copula(replace(program, correlations=wider))
        except ClashError:
            continue
        statements = wider
    assume(any(any(True for _ in drawn_of(s, risks)) for one in statements for s in one.subjects))
    return replace(program, correlations=statements)
