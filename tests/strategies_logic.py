"""Hypothesis strategies for logic that luck decides: random programs with branches, loops, tasks
that may not exist, chains, windows, waits, uncertain lags, drivers on money."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import EVERYTHING, Shape, instants
from strategies_risk import distributions, driver, uncertain

from simulator.model.branch import Branch, Condition, Loop, Measure, Path
from simulator.model.distributions import Uniform
from simulator.model.program import Program
from simulator.model.resource import Assignment, Resource
from simulator.model.risk import Impact, Response, Rise, Risk, Window
from simulator.model.spread import Spread
from simulator.model.task import Kind, Task

CHANCES = st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])


def number(task: Task) -> int:
    """Place in the hidden order in which all links run."""
    return int(task.short_id.removeprefix("T"))


@st.composite
def lucky(draw: DrawFn, shape: Shape = EVERYTHING) -> Program:
    """A random program with everything that luck can decide, each in some of them."""
    program = draw(uncertain(shape))
    rows = sorted((t for t in program.tasks if t.kind is not Kind.SUMMARY), key=number)
    works = [task.id for task in rows if task.kind is Kind.TASK]
    tasks = tuple(draw(shaken(task)) for task in program.tasks)
    drivers = tuple(
        replace(
            draw(driver(f"D{k}", works)),
            on_duration=draw(st.booleans()),
            on_cost=draw(st.booleans()),
            on_rate=draw(st.booleans()),
            parallel=draw(st.booleans()),
        )
        for k in range(draw(st.integers(0, 3)))
    )
    risks = draw(register(rows))
    branches = draw(forks(rows, [risk.id for risk in risks]))
    return replace(
        program,
        tasks=tasks,
        resources={"crew": Resource("crew", "Crew", rate_spread=Uniform(0.8, 1.5))},
        drivers=drivers,
        risks=risks,
        exclusive=draw(st.sampled_from([(), (("R1", "R0"),)])) if len(risks) > 1 else (),
        branches=branches,
        loops=draw(reworks(program, rows)),
        whole_days=draw(st.sampled_from([False, False, True])),
    )


@st.composite
def shaken(draw: DrawFn, task: Task) -> Task:
    """The task, perhaps not there, with uncertain lags and rates."""
    if task.kind is Kind.SUMMARY:
        return task
    lags = []
    for link in task.after:
        if link.lag.share == 0 and link.lag.minutes and draw(st.booleans()):
            spread = draw(distributions(-500.0, 1500.0))
            link = replace(link, lag=replace(link.lag, spread=spread))
        lags.append(link)
    exists = draw(st.sampled_from([1.0, 1.0, 1.0, 0.3, 0.5, 0.9]))
    rate = draw(st.none() | distributions(0.5, 2.0).map(lambda d: Spread(d, True)))
    cost = replace(task.cost, rate_spread=rate if task.cost.per_day else None)
    factor = draw(st.none() | distributions(0.5, 2.0))
    one = Assignment(
        "crew", cost=500.0 + task.cost.per_day, per_day=task.cost.per_day, spread=factor
    )
    works = (one,) if task.kind is Kind.TASK and task.cost.fixed > 600 else ()
    return replace(task, after=tuple(lags), exists=exists, cost=cost, assignments=works)


@st.composite
def register(draw: DrawFn, rows: list[Task]) -> tuple[Risk, ...]:
    """Up to three risks of every sort."""
    works = [task for task in rows if task.kind is Kind.TASK]
    count = draw(st.integers(0, 3))
    found = []
    for k in range(count):
        window, allowed = draw(windows(rows, works))
        later = [f"R{j}" for j in range(k + 1, count)]
        raises = tuple(Rise(one, draw(CHANCES)) for one in later if draw(st.booleans()))
        response = st.builds(
            Response,
            st.sampled_from([0.0, 0.1, 0.4]),
            st.sampled_from([0.0, 500.0]),
            st.none() | impacts(allowed),
            st.none(),
            st.lists(st.sampled_from([t.id for t in rows]), max_size=2, unique=True).map(tuple),
        )
        found.append(
            Risk(
                f"R{k}",
                f"R{k}",
                draw(st.sampled_from([0.0, 0.3, 0.5])),
                draw(impacts(allowed)),
                draw(st.none() | response),
                draw(st.booleans()),
                draw(st.none() | distributions(0.0, 0.5)),
                window,
                raises,
                draw(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def windows(draw: DrawFn, rows: list[Task], works: list[Task]) -> tuple[Window | None, list[Task]]:
    """A window or none, and the tasks that may be hit: those after the one during which it is
    open."""
    if draw(st.booleans()):
        return None, works
    begin, end = sorted(draw(st.lists(instants(0, 40), min_size=2, max_size=2, unique=True)))
    during = draw(
        st.none() | st.sampled_from([t for t in rows if t.kind is not Kind.LEVEL_OF_EFFORT])
    )
    if during is None:
        return Window(draw(st.sampled_from([begin, None])), end), works
    later = [task for task in works if number(task) > number(during)]
    return Window(draw(st.sampled_from([begin, None])), None, during.id), later


@st.composite
def impacts(draw: DrawFn, works: list[Task]) -> tuple[Impact, ...]:
    """One or two impacts, on tasks with chances of their own, on starts, on money."""
    found = []
    ids = [task.id for task in works]
    for _ in range(draw(st.integers(1, 2))):
        hit = draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)) if ids else []
        to_start = draw(st.booleans())
        delay = draw(distributions(0.0 if to_start else -800.0, 3000.0)) if hit else None
        found.append(
            Impact(
                tuple(hit),
                Spread(delay) if delay else None,
                draw(st.none() | distributions(0.0, 9000.0).map(Spread)),
                draw(st.sampled_from([1.0, 1.0, 0.4])),
                to_start,
                draw(st.sampled_from([0.0, 0.0, 250.0])) if delay else 0.0,
            )
        )
    return tuple(found)


@st.composite
def forks(draw: DrawFn, rows: list[Task], risks: list[str]) -> tuple[Branch, ...]:
    """Up to two branches, by chance or by condition."""
    found = []
    for k in range(draw(st.integers(0, 2))):
        timed = [i for i, task in enumerate(rows) if task.kind is not Kind.LEVEL_OF_EFFORT]
        at = draw(st.sampled_from(timed))
        later = [task.id for task in rows[at + 1 :]]
        ids = draw(st.lists(st.sampled_from(later), max_size=4, unique=True)) if later else []
        half = len(ids) // 2
        if draw(st.booleans()):
            shares = draw(st.sampled_from([(0.5, 0.5), (0.2, 0.8), (0.3, 0.3), (1.0, 0.0)]))
            paths = (
                Path("a", tuple(ids[:half]), shares[0]),
                Path("b", tuple(ids[half:]), shares[1]),
            )
            found.append(Branch(f"B{k}", f"B{k}", rows[at].id, paths))
            continue
        condition = draw(conditions(rows[at], risks))
        paths = (Path("a", tuple(ids[:half])), Path("b", tuple(ids[half:])))
        found.append(Branch(f"B{k}", f"B{k}", "", paths[: draw(st.integers(1, 2))], condition))
    return tuple(found)


@st.composite
def conditions(draw: DrawFn, task: Task, risks: list[str]) -> Condition:
    """On a task, or on a risk."""
    if risks and draw(st.booleans()):
        return Condition(draw(st.sampled_from(risks)), Measure.HAPPENS)
    kinds = [Measure.START, Measure.FINISH, Measure.DURATION, Measure.COST]
    measure = draw(st.sampled_from(kinds))
    above = draw(st.booleans())
    if measure in (Measure.START, Measure.FINISH):
        return Condition(task.id, measure, above, draw(instants(0, 30)))
    return Condition(task.id, measure, above, None, draw(st.sampled_from([0.0, 700.0, 3000.0])))


@st.composite
def reworks(draw: DrawFn, program: Program, rows: list[Task]) -> tuple[Loop, ...]:
    """None, or one loop of a task or of a way of direct links."""
    if draw(st.booleans()):
        return ()
    usable = [task for task in rows if task.kind is not Kind.LEVEL_OF_EFFORT]
    last = draw(st.sampled_from(usable))
    first = last
    for _ in range(draw(st.integers(0, 3))):
        before = [
            program.task[link.predecessor]
            for link in first.after
            if program.task[link.predecessor] in usable
        ]
        if before:
            first = draw(st.sampled_from(before))
    work = draw(st.sampled_from([1.0, 0.5]))
    return (Loop("L", "L", first.id, last.id, draw(CHANCES), draw(st.integers(1, 2)), work),)
