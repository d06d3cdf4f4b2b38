"""Hypothesis strategies for what is uncertain: spreads, risks, drivers and costs.

Only families that the engine draws exactly (closed quantiles), so that twins can be compared to
the last minute.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import EVERYTHING, Shape, programs

from simulator.model.distribution import Distribution
from simulator.model.distributions import Constant, Discrete, Triangular, Uniform
from simulator.model.program import Program
from simulator.model.risk import Driver, Impact, Response, Risk
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task


@st.composite
def distributions(draw: DrawFn, least: float, most: float) -> Distribution:
    """Constant, uniform, triangular or a few values between two bounds; triangles may lean on a
    side, and a value may have no chance at all. Work is none or a thousandth of a minute at least:
    less is lost in the rounding of dates, by the engine and by its twin in different places."""
    drawn = draw(st.lists(st.floats(least, most), min_size=3, max_size=3))
    low, mode, high = sorted(round(value, 3) for value in drawn)
    if high - low < (most - least) / 1000:
        return Constant(round(low, 3))
    family = draw(st.sampled_from([Uniform, Triangular, Discrete]))
    if family is Uniform:
        return Uniform(low, high)
    if family is Discrete:
        return Discrete((high, low), draw(st.sampled_from([(0.25, 0.75), (0.9, 0.1), (0.0, 1.0)])))
    return Triangular(low, draw(st.sampled_from([low, mode, high])), high)


def spreads(most: float) -> st.SearchStrategy[Spread]:
    """Of a value up to `most`, or of shares of the plan."""
    return st.one_of(
        st.builds(Spread, distributions(0.0, most)),
        st.builds(Spread, distributions(0.5, 2.0), st.just(True)),
    )


def costs() -> st.SearchStrategy[Cost]:
    """Fixed, by the day, uncertain, or none."""
    money = st.sampled_from([0.0, 1000.0, 12345.67])
    return st.builds(Cost, money, money, st.none() | spreads(5000.0))


@st.composite
def uncertain(draw: DrawFn, shape: Shape = EVERYTHING) -> Program:
    """A random program with ranges, costs, risks and drivers."""
    program = draw(programs(shape))
    tasks = tuple(draw(ranged(task)) for task in program.tasks)
    works = [task.id for task in tasks if task.kind is Kind.TASK]
    risks = tuple(draw(risk(f"R{k}", works)) for k in range(draw(st.integers(0, 3))))
    drivers = tuple(draw(driver(f"D{k}", works)) for k in range(draw(st.integers(0, 2))))
    return replace(program, tasks=tasks, risks=risks, drivers=drivers)


@st.composite
def ranged(draw: DrawFn, task: Task) -> Task:
    """The task, perhaps with a range of its duration and a cost."""
    paid = task.kind in (Kind.TASK, Kind.LEVEL_OF_EFFORT) and draw(st.booleans())
    cost = draw(costs()) if paid else Cost()
    spread = draw(spreads(4000.0)) if task.kind is Kind.TASK and draw(st.booleans()) else None
    return replace(task, spread=spread, cost=cost)


@st.composite
def impacts(draw: DrawFn, works: list[str]) -> tuple[Impact, ...]:
    """One or two impacts on some tasks, or on money alone."""
    found = []
    for _ in range(draw(st.integers(1, 2))):
        struck = draw(st.lists(st.sampled_from(works), max_size=3, unique=True))
        delay = draw(st.none() | spreads(3000.0)) if struck else None
        cost = draw(st.none() | distributions(0.0, 9000.0).map(Spread))
        found.append(Impact(tuple(struck), delay, cost))
    return tuple(found)


@st.composite
def risk(draw: DrawFn, name: str, works: list[str]) -> Risk:
    """A risk, with or without a response, taken or not."""
    probability = st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])
    response = st.builds(
        Response, probability, st.sampled_from([0.0, 500.0]), st.none() | impacts(works)
    )
    return Risk(
        name,
        name,
        draw(probability),
        draw(impacts(works)),
        draw(st.none() | response),
        draw(st.booleans()),
    )


@st.composite
def driver(draw: DrawFn, name: str, works: list[str]) -> Driver:
    """A factor on some tasks, always or sometimes."""
    struck = draw(st.lists(st.sampled_from(works), min_size=1, max_size=6, unique=True))
    factor = draw(distributions(0.6, 1.8))
    return Driver(name, name, factor, tuple(struck), draw(st.sampled_from([0.3, 1.0])))
