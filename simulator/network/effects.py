"""Risks and drivers to the quantities that are drawn and the events that happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simulator.model.copula import Copula
from simulator.model.distributions import Uniform
from simulator.model.labour import Division, division
from simulator.model.program import Program
from simulator.model.risk import Driver, Risk, Window, active
from simulator.model.spread import Spread
from simulator.model.task import Task
from simulator.network import names
from simulator.network.correlations import ties_of
from simulator.network.ledger import Account
from simulator.network.quantiles import ALONE, Quantity

ALWAYS = -1
"""In place of an event: what does not depend on any."""


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

    def add(self, name: str, spread: Spread, planned: float = 1.0, share: float = 1.0) -> int:
        """Row of a new quantity; a relative spread multiplies `planned`, any other `share`."""
        scale = planned if spread.relative else share
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
        for impact in active(risk).impacts
        if impact.delay is not None and not impact.to_start
        for task in impact.tasks
    }


@dataclass(frozen=True, slots=True)
class Delay:
    """What a risk adds to one task: rows of its event and its quantity, and how it is meant.

    rate : money for each working minute that it comes to. risk : whose delay it is.
    """

    event: int
    draw: int
    to_start: bool = False
    parallel: bool = False
    window: Window | None = None
    rate: float = 0.0
    risk: str = ""

    @property
    def is_plain(self) -> bool:
        """True where it is just added to the work."""
        return not (self.to_start or self.parallel or self.window or self.rate)


@dataclass(frozen=True, slots=True)
class Bill:
    """A random cost: its account, quantity, event (`ALWAYS`), the task whose cost it is, what the
    plan takes it to be, and which share of it is paid so."""

    account: Account
    draw: int
    event: int = ALWAYS
    task: str | None = None
    planned: float = 0.0
    share: float = 1.0


@dataclass
class Events:
    """Occurrences, and what they do: rows of quantities by event.

    spread : by event, quantity of its chance, -1 where certain. after : by event, the one before
    it in an exclusive group. raises : (event, cause, chance). planned : by event, True where the
    plan's own dates take it to happen. delays, factors, largest, on_cost, on_rate : by task, the
    latter four drivers. drivers : (event, quantity) of each. divided : by task, the parts of its
    cost.
    """

    divided: Mapping[str, Division]
    chance: list[float] = field(default_factory=list)
    draw: list[int] = field(default_factory=list)
    spread: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    planned: list[bool] = field(default_factory=list)
    raises: list[tuple[int, int, float]] = field(default_factory=list)
    delays: dict[str, list[Delay]] = field(default_factory=lambda: defaultdict(list))
    factors: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    largest: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    on_cost: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    on_rate: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    drivers: list[tuple[int, int]] = field(default_factory=list)
    costs: list[Bill] = field(default_factory=list)

    def occurrence(self, chance: float, draw: int, planned: bool = False) -> int:
        """Index of a new event."""
        self.chance.append(chance)
        self.draw.append(draw)
        self.spread.append(-1)
        self.after.append(-1)
        self.planned.append(planned)
        return len(self.chance) - 1

    def dear_delays(self) -> list[tuple[str, Delay]]:
        """Delays that cost money by the day, with their tasks: in the order of `Extra.kept`."""
        return [
            (task, one) for task in sorted(self.delays) for one in self.delays[task] if one.rate
        ]

    def is_plain(self, task: str) -> bool:
        """True where all delays of a task are just added to its work."""
        return task not in self.largest and all(one.is_plain for one in self.delays.get(task, ()))


def events(
    program: Program,
    open_tasks: dict[str, Task],
    quantities: Quantities,
) -> Events:
    """All risks and drivers of `program`, in this order; then what they bring about."""
    found = Events({task.id: division(task, program.resources) for task in program.tasks})
    of_risk = {risk.id: _occurs(found, program, risk, quantities) for risk in program.risks}
    for driver in program.drivers:
        _add_driver(found, driver, quantities)
    for risk in program.risks:
        _add_effects(found, program, risk, of_risk, open_tasks, quantities)
    return found


def _occurs(found: Events, program: Program, risk: Risk, quantities: Quantities) -> int:
    now = active(risk)
    group = next((group for group in program.exclusive if risk.id in group), None)
    name = names.exclusive(group) if group else names.risk_occurs(risk.id)
    event = found.occurrence(now.probability, quantities.add_uniform(name))
    if now.spread is not None:
        row = quantities.add(names.risk_probability(risk.id), Spread(now.spread))
        found.spread[event] = row
    if group:
        position = {one.id: e for e, one in enumerate(program.risks)}
        before = [position[one] for one in sorted(group) if one < risk.id]
        found.after[event] = before[-1] if before else -1
    return event


def _add_driver(found: Events, driver: Driver, quantities: Quantities) -> None:
    event = found.occurrence(
        driver.probability, quantities.add_uniform(names.driver_occurs(driver.id))
    )
    factor = quantities.add(names.driver_factor(driver.id), Spread(driver.factor))
    number = len(found.drivers)
    found.drivers.append((event, factor))
    for task in driver.tasks:
        if driver.on_duration:
            (found.largest if driver.parallel else found.factors)[task].append(number)
        if driver.on_cost:
            found.on_cost[task].append(number)
        if driver.on_rate:
            found.on_rate[task].append(number)


def _add_effects(
    found: Events,
    program: Program,
    risk: Risk,
    of_risk: dict[str, int],
    open_tasks: dict[str, Task],
    quantities: Quantities,
) -> None:
    event = of_risk[risk.id]
    found.raises += [(of_risk[rise.risk], event, rise.probability) for rise in risk.raises]
    for k, impact in enumerate(active(risk).impacts):
        for task in impact.tasks if impact.delay is not None else ():
            if task in open_tasks and impact.delay is not None:
                name = names.risk_delay(risk.id, k, task)
                row = quantities.add(name, impact.delay, open_tasks[task].duration)
                own = event
                if impact.chance < 1.0:
                    own = _own_chance(found, names.risk_hits(risk.id, k, task), quantities)
                    found.raises.append((own, event, impact.chance))
                day = program.calendars[open_tasks[task].calendar].minutes_per_day
                rate = impact.cost_per_day / day
                found.delays[task].append(
                    Delay(own, row, impact.to_start, risk.parallel, risk.window, rate, risk.id)
                )
        if impact.cost is not None:
            row = quantities.add(names.risk_cost(risk.id, k), impact.cost)
            found.costs.append(Bill(account_of(program, risk.id, impact.tasks), row, event))


def _own_chance(found: Events, name: str, quantities: Quantities) -> int:
    """An event that only another one makes possible."""
    return found.occurrence(0.0, quantities.add_uniform(name))


def account_of(program: Program, risk: str, tasks: Sequence[str]) -> Account:
    """Who pays for a risk that hits `tasks`: the first of them, else the program's first
    project."""
    if not tasks:
        return Account(program.projects[0].id, cause=f"risk {risk}")
    return Account(program.task[tasks[0]].project, tasks[0], cause=f"risk {risk}")
