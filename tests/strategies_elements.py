"""Hypothesis strategies for money: random programs with cost elements, prices and terms."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import EVERYTHING, Shape, instants
from strategies_logic import lucky
from strategies_risk import distributions

from simulator.model.money import (
    Basis,
    Currency,
    Element,
    Index,
    Overhead,
    Paid,
    Term,
    Terms,
)
from simulator.model.program import Program
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task


@st.composite
def element(draw: DrawFn, number: int) -> Element:
    """One element, on any basis, in any currency."""
    spread = draw(
        st.none()
        | distributions(0.5, 2.0).map(lambda d: Spread(d, True))
        | distributions(10.0, 900.0).map(Spread)
    )
    return Element(
        f"E{number}",
        draw(st.sampled_from(Basis)),
        draw(st.sampled_from([0.0, 80.0, 1000.0])),
        spread,
        draw(st.sampled_from(Paid)),
        draw(st.sampled_from(["", "USD", "GBP"])),
        draw(st.sampled_from(["", "steel", "wages"])),
        draw(st.sampled_from(["", "Site", "Site/Steel"])),
    )


@st.composite
def costed(draw: DrawFn, task: Task) -> Task:
    """The task with up to three elements; a summary has none."""
    if task.kind is Kind.SUMMARY:
        return task
    count = draw(st.sampled_from([0, 0, 1, 3]))
    return replace(task, elements=tuple(draw(element(k)) for k in range(count)))


@st.composite
def dear(draw: DrawFn, shape: Shape = EVERYTHING) -> Program:
    """A random program in which luck decides, and money has terms."""
    program = draw(lucky(shape))
    tasks = tuple(draw(costed(task)) for task in program.tasks)
    works = [task.id for task in tasks if task.kind is not Kind.SUMMARY]
    growth = distributions(-0.1, 0.3).map(Spread)
    first, second = sorted(draw(st.lists(instants(), min_size=2, max_size=2, unique=True)))
    penalties = tuple(
        Term(
            f"T{k}",
            draw(st.sampled_from(works)),
            draw(instants()),
            draw(st.sampled_from([10.0, 250.0])),
            draw(st.booleans()),
            draw(st.sampled_from([None, 400.0])),
        )
        for k in range(draw(st.integers(0, 2)))
    )
    terms = Terms(
        (
            Currency("USD", 0.9, draw(st.none() | distributions(0.8, 1.1).map(Spread))),
            Currency("GBP", 1.2),
        ),
        (
            Index("steel", draw(instants()), 0.04, draw(st.none() | growth), ((first, 1.1),)),
            Index("wages", draw(instants()), 0.0, None, ((first, 1.05), (second, 1.2))),
        ),
        tuple(
            Overhead("office", project.id, 0.1, draw(st.none() | growth))
            for project in program.projects
            if draw(st.booleans())
        ),
        penalties,
    )
    return replace(program, tasks=tasks, terms=terms)
