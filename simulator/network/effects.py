"""Risks, drivers and costs to the quantities that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.model.copula import Copula
from simulator.model.distributions import Uniform
from simulator.model.program import Program
from simulator.model.risk import Risk, active_impacts
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.correlations import ties_of
from simulator.network.quantiles import ALONE, Quantity


@dataclass
class Quantities:
    """The random quantities of a program, in the order of their rows in `arrays.Draws`.

    copula : what is correlated. rows : by name.
    """

    copula: Copula
    items: list[Quantity] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ties = ties_of(self.copula)

    def add(self, name: str, spread: Spread, planned: float = 1.0) -> int:
        """Row of a new quantity; a relative spread multiplies `planned`."""
        scale = planned if spread.relative else 1.0
        self.rows[name] = len(self.items)
        tie = self._ties.get(name, ALONE)
        self.items.append(Quantity(name, spread.distribution, scale, tie))
        return self.rows[name]

    def add_uniform(self, name: str) -> int:
        """Row of a uniform number, for occurrences."""
        return self.add(name, Spread(Uniform(0.0, 1.0)))


def delayed(program: Program) -> set[str]:
    """Tasks that some risk can lengthen."""
    return {
        task
        for risk in program.risks
        for impact in active_impacts(risk)[1]
        if impact.delay is not None
        for task in impact.tasks
    }


@dataclass
class Events:
    """Occurrences, and what they do: rows of quantities by event."""

    chance: list[float] = field(default_factory=list)
    draw: list[int] = field(default_factory=list)
    delays: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """By task: (event, quantity)."""
    factors: dict[str, list[int]] = field(default_factory=dict)
    """By task: drivers."""
    drivers: list[tuple[int, int]] = field(default_factory=list)
    """(event, quantity) of each driver."""
    costs: list[tuple[str, int, int]] = field(default_factory=list)
    """(project, quantity, event) of each random cost; event -1: always."""

    def occurrence(self, chance: float, draw: int) -> int:
        """Index of a new event."""
        self.chance.append(chance)
        self.draw.append(draw)
        return len(self.chance) - 1


def events(program: Program, open_tasks: dict[str, Task], quantities: Quantities) -> Events:
    """All risks and drivers of `program`, and the random fixed costs of its tasks."""
    found = Events()
    for risk in program.risks:
        _add_risk(found, program, risk, open_tasks, quantities)
    for driver in program.drivers:
        event = found.occurrence(
            driver.probability, quantities.add_uniform(names.driver_occurs(driver.id))
        )
        factor = quantities.add(names.driver_factor(driver.id), Spread(driver.factor))
        for task in driver.tasks:
            found.factors.setdefault(task, []).append(len(found.drivers))
        found.drivers.append((event, factor))
    for one in program.tasks:
        cost = one.cost
        if cost.spread is not None:
            quantity = quantities.add(names.task_cost(one.id), cost.spread, cost.fixed)
            found.costs.append((one.project, quantity, -1))
    return found


def _add_risk(
    found: Events,
    program: Program,
    risk: Risk,
    open_tasks: dict[str, Task],
    quantities: Quantities,
) -> None:
    chance, impacts = active_impacts(risk)
    event = found.occurrence(chance, quantities.add_uniform(names.risk_occurs(risk.id)))
    for k, impact in enumerate(impacts):
        for task in impact.tasks if impact.delay is not None else ():
            if task in open_tasks and impact.delay is not None:
                name = names.risk_delay(risk.id, k, task)
                row = quantities.add(name, impact.delay, open_tasks[task].duration)
                found.delays.setdefault(task, []).append((event, row))
        if impact.cost is not None:
            row = quantities.add(names.risk_cost(risk.id, k), impact.cost)
            found.costs.append((payer(program, impact.tasks), row, event))


def payer(program: Program, tasks: Sequence[str]) -> str:
    """The project that pays for what hits `tasks`: that of the first, else the program's first."""
    return program.task[tasks[0]].project if tasks else program.projects[0].id
