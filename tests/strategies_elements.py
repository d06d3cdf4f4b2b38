"""Hypothesis strategies for money: random programs with cost elements, prices and terms."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

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
    Term,
    Terms,
)
from simulator.model.payment import SHAPES, Payment, cumulative, instalments
from simulator.model.program import Program
from simulator.model.resource import Assignment, Expense, Rate, Resource, ResourceType
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task


@st.composite
def payments(draw: DrawFn) -> Payment:
    """A profile: one with a name, instalments, or what has been paid by when; some paid late."""
    if draw(st.booleans()):
        found = draw(st.sampled_from(list(SHAPES.values())))
    else:
        times = st.lists(st.integers(0, 20), min_size=2, max_size=4, unique=True)
        shares = [0.05 * time for time in sorted(draw(times))]
        parts = [draw(st.integers(1, 9)) for _ in shares]
        money = [part / sum(parts) for part in parts]
        if draw(st.booleans()):
            found = instalments(list(zip(shares, money, strict=True)))
            found = Payment((*found.points[:-1], (shares[-1], 1.0)))
        else:
            paid = [*accumulate(money[:-1]), 1.0]
            found = cumulative(list(zip(shares, paid, strict=True)))
    return Payment(found.points, draw(st.sampled_from([0.0, 0.0, 43200.0])))


@st.composite
def element(draw: DrawFn, number: int, is_open: bool) -> Element:
    """One element, on any basis, in any currency; of an open task some are spent in part."""
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
        draw(payments()),
        draw(st.sampled_from(["", "USD", "GBP"])),
        draw(st.sampled_from(["", "steel", "wages"])),
        draw(st.sampled_from(["", "Site", "Site/Steel"])),
        draw(st.sampled_from([None, None, 0.0, 250.0])) if is_open else None,
    )


@st.composite
def costed(draw: DrawFn, task: Task) -> Task:
    """The task with up to three elements; a summary has none."""
    if task.kind is Kind.SUMMARY:
        return task
    count = draw(st.sampled_from([0, 0, 1, 3]))
    is_open = not task.is_finished
    found = tuple(draw(element(k, is_open)) for k in range(count))
    if draw(st.booleans()):
        task = draw(worked_on(task))
    return replace(task, elements=found)


@st.composite
def worked_on(draw: DrawFn, task: Task) -> Task:
    """The task with resources and expenses whose cost is stated, and part of it spent."""
    money = st.sampled_from([0.0, 120.0, 300.0])
    actual = st.none() | money
    works = tuple(
        Assignment(
            draw(st.sampled_from(["mason", "gravel"])),
            cost=draw(st.sampled_from([400.0, 1100.0])),
            actual_cost=draw(actual),
            remaining_cost=draw(st.none() | money),
            spread=draw(st.none() | distributions(0.5, 2.0)),
            paid=draw(payments()),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    expenses = (Expense("permit", 300.0, draw(money)),) if draw(st.booleans()) else ()
    cost = replace(
        task.cost,
        fixed=task.cost.fixed + draw(st.sampled_from([1000.0, 2600.0])),
        actual=None if task.is_finished else draw(actual),
    )
    return replace(task, assignments=task.assignments + works, expenses=expenses, cost=cost)


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
    resources = {
        **program.resources,
        "mason": Resource("mason", "Mason", rates=(Rate(50.0, per_use=30.0),)),
        "gravel": Resource("gravel", "Gravel", ResourceType.MATERIAL),
    }
    return replace(program, tasks=tasks, terms=terms, resources=resources)
