"""Risk events and risk drivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from simulator.model.distribution import Distribution
from simulator.model.spread import Spread


@dataclass(frozen=True, slots=True)
class Impact:
    """What a risk does when it happens.

    tasks : full ids. delay : working minutes added to each of them, one draw a task
    (relative: a share of the planned duration). cost : money, drawn once.
    chance : with which each of the tasks is hit, each for itself, once the risk happens.
    to_start : True where the delay is a wait before the task begins, not work in it.
    cost_per_day : money for each working day of delay that it brings to a task.
    """

    tasks: tuple[str, ...] = ()
    delay: Spread | None = None
    cost: Spread | None = None
    chance: float = 1.0
    to_start: bool = False
    cost_per_day: float = 0.0


@dataclass(frozen=True, slots=True)
class Window:
    """When a risk is alive: it delays a task only if the task, as it would run without the delay,
    is at work at some moment from `begin` to `end`, and while the task `during` runs."""

    begin: datetime | None = None
    end: datetime | None = None
    during: str | None = None


@dataclass(frozen=True, slots=True)
class Rise:
    """Once a risk has happened, the probability of `risk` is `probability`; 1 sets it off."""

    risk: str
    probability: float


@dataclass(frozen=True, slots=True)
class Response:
    """The same risk after its response, and what the response costs.

    impacts : None keeps the impacts of the risk. spread : range of the probability.
    tasks : full ids of the work that the response takes; absent while it is not taken.
    """

    probability: float
    cost: float = 0.0
    impacts: tuple[Impact, ...] | None = None
    spread: Distribution | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """An event that may happen, once an iteration for all its tasks.

    spread : range of the probability, where that is itself uncertain. mitigated : True once a
    scenario takes the response: it is then what the simulation uses. raises : risks that it makes
    likelier. parallel : of the parallel risks that hit a task in an iteration only the largest
    delay counts; those of all other risks add up.
    """

    id: str
    name: str
    probability: float
    impacts: tuple[Impact, ...]
    response: Response | None = None
    mitigated: bool = False
    spread: Distribution | None = None
    window: Window | None = None
    raises: tuple[Rise, ...] = ()
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class Active:
    """What of a risk is simulated: as it is, or after the response where that is taken."""

    probability: float
    spread: Distribution | None
    impacts: tuple[Impact, ...]


def active(risk: Risk) -> Active:
    """The risk as it is simulated."""
    if not risk.mitigated or risk.response is None:
        return Active(risk.probability, risk.spread, risk.impacts)
    after = risk.response
    impacts = risk.impacts if after.impacts is None else after.impacts
    return Active(after.probability, after.spread, impacts)


@dataclass(frozen=True, slots=True)
class Driver:
    """A common cause: with `probability` one factor multiplies the durations of all its tasks.

    on_duration, on_cost, on_rate : what it multiplies: durations, fixed costs, costs per day.
    parallel : of the parallel drivers that act on a task in an iteration only the largest factor
    counts; all others multiply each other.
    Source: Hulett, Integrated Cost-Schedule Risk Analysis, 2011 (risk driver method).
    """

    id: str
    name: str
    factor: Distribution
    tasks: tuple[str, ...]
    probability: float = 1.0
    on_duration: bool = True
    on_cost: bool = False
    on_rate: bool = False
    parallel: bool = False
