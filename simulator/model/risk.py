"""Risk events and risk drivers."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.distribution import Distribution
from simulator.model.spread import Spread


@dataclass(frozen=True, slots=True)
class Impact:
    """What a risk does when it happens.

    tasks : full ids. delay : working minutes added to each of them, one draw a task
    (relative: a share of the planned duration). cost : money, drawn once.
    """

    tasks: tuple[str, ...] = ()
    delay: Spread | None = None
    cost: Spread | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """The same risk after its response, and what the response costs.

    impacts : None keeps the impacts of the risk.
    """

    probability: float
    cost: float = 0.0
    impacts: tuple[Impact, ...] | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """An event that may happen, once an iteration for all its tasks."""

    id: str
    name: str
    probability: float
    impacts: tuple[Impact, ...]
    response: Response | None = None
    mitigated: bool = False
    """True once a scenario takes the response: it is then what the simulation uses."""


def active_impacts(risk: Risk) -> tuple[float, tuple[Impact, ...]]:
    """(probability, impacts) that are simulated: after the response where it is taken."""
    if risk.mitigated and risk.response is not None:
        impacts = risk.impacts if risk.response.impacts is None else risk.response.impacts
        return risk.response.probability, impacts
    return risk.probability, risk.impacts


@dataclass(frozen=True, slots=True)
class Driver:
    """A common cause: with `probability` one factor multiplies the durations of all its tasks.

    Source: Hulett, Integrated Cost-Schedule Risk Analysis, 2011 (risk driver method).
    """

    id: str
    name: str
    factor: Distribution
    tasks: tuple[str, ...]
    probability: float = 1.0
