"""Random layered programs of any size: the same size and seed give the same program."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.model.calendar import DAY, Calendar, elapsed_calendar, standard_calendar
from simulator.model.correlation import Correlation, durations
from simulator.model.dependency import Dependency
from simulator.model.distribution import Distribution
from simulator.model.distributions.pert import Pert
from simulator.model.distributions.triangular import Triangular
from simulator.model.program import Program, Project
from simulator.model.spread import Spread
from simulator.model.task import Cost, Kind, Task

START = datetime(2026, 3, 2)
SHAPES = {"triangular": Triangular, "pert": Pert}


@dataclass(frozen=True, slots=True)
class Node:
    """A task of the network: low, mode, high in days, and the indices of its predecessors."""

    low: float
    mode: float
    high: float
    after: tuple[int, ...]


def layered(size: int, seed: int = 1) -> list[Node]:
    """`size` tasks in about sqrt(size) layers, each after one to three of the layers before it,
    in topological order."""
    rng = random.Random(f"layered network {size} {seed}")
    layers = max(2, round(math.sqrt(size)))
    layer = [index * layers // size for index in range(size)]
    members: list[list[int]] = [[] for _ in range(layers)]
    for index, own in enumerate(layer):
        members[own].append(index)
    nodes = []
    for own in layer:
        mode = rng.uniform(4, 20)
        low, high = mode * rng.uniform(0.6, 0.9), mode * rng.uniform(1.2, 2.2)
        after = predecessors(rng, members, own) if own else ()
        nodes.append(Node(low, mode, high, after))
    return nodes


def predecessors(rng: random.Random, members: list[list[int]], own: int) -> tuple[int, ...]:
    """One to three tasks, four in five of them from the layer just before."""
    wanted = rng.choice((1, 2, 2, 3))
    chosen = set()
    for _ in range(wanted):
        back = 1 if rng.random() < 0.8 else rng.randint(1, min(3, own))
        chosen.add(rng.choice(members[own - back]))
    return tuple(sorted(chosen))


def program(
    nodes: list[Node], shape: str = "triangular", calendars: tuple[Calendar, ...] = ()
) -> Program:
    """The network as a program; its tasks take the calendars in turn (default: 24/7 for all)."""
    hours = calendars or (round_the_clock(),)
    tasks = tuple(
        task(index, node, spread(node, shape, hours[index % len(hours)]), hours)
        for index, node in enumerate(nodes)
    )
    return Program(
        title=f"Layered network of {len(nodes):,} tasks",
        start=START,
        calendars={own.name: own for own in (elapsed_calendar(), *hours)},
        projects=(Project("NET", "Network", START, hours[0].name),),
        tasks=tasks,
    )


FIXED, PER_DAY, FACTOR = 100.0, 10.0, Triangular(0.8, 1.0, 1.5)
"""Money of every task, and what its amount is multiplied by where it has a range."""


def paid(nodes: list[Node], ranges: bool) -> Program:
    """The network with costs. ranges : whether amounts are uncertain."""
    cost = Cost(FIXED, PER_DAY, Spread(FACTOR, relative=True) if ranges else None)
    plain = program(nodes)
    return replace(plain, tasks=tuple(replace(one, cost=cost) for one in plain.tasks))


def mean_cost(nodes: list[Node], ranges: bool) -> float:
    """Its mean, by the means of triangles."""
    days = sum((node.low + node.mode + node.high) / 3 for node in nodes)
    return FIXED * (FACTOR.mean() if ranges else 1.0) * len(nodes) + PER_DAY * days


def together(one: Program, groups: int, coefficient: float) -> Program:
    """The program with its tasks, in turn, in so many groups that move together."""
    ids = [task.id for task in one.tasks]
    parts = (durations(ids[first::groups]) for first in range(groups))
    return replace(one, correlations=tuple(Correlation(part, coefficient) for part in parts))


def task(index: int, node: Node, spread: Spread, hours: tuple[Calendar, ...]) -> Task:
    """One task of the program."""
    own = hours[index % len(hours)]
    return Task(
        id=f"NET/T{index:05d}",
        name=f"Task {index}",
        kind=Kind.TASK,
        calendar=own.name,
        duration=node.mode * own.minutes_per_day,
        spread=spread,
        after=tuple(Dependency(f"NET/T{other:05d}") for other in node.after),
    )


def spread(node: Node, shape: str, own: Calendar) -> Spread:
    """The range of a task in minutes of its calendar."""
    day = own.minutes_per_day
    distribution: Distribution = SHAPES[shape](node.low * day, node.mode * day, node.high * day)
    return Spread(distribution)


def round_the_clock() -> Calendar:
    """Every minute of every day: what a program without calendars computes."""
    return Calendar("24/7", (((0, DAY),),) * 7)


def five_days() -> Calendar:
    """Monday to Friday, eight hours."""
    return standard_calendar("five days")


def six_days() -> Calendar:
    """Monday to Saturday, the same hours."""
    week = standard_calendar().week
    return Calendar("six days", (*week[:5], week[0], ()))


def four_days() -> Calendar:
    """Monday to Thursday, the same hours."""
    week = standard_calendar().week
    return Calendar("four days", (*week[:4], (), (), ()))
