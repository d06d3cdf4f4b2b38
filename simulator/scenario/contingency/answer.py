"""What came out: the contingency of time and money, its causes, its owners, what responses do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from simulator.results.allocation import Share
from simulator.results.estimate import DateEstimate, MoneyEstimate
from simulator.results.funding import Row, funding
from simulator.results.quantity import DateQuantity, MoneyQuantity
from simulator.results.result import Result

WORDS = {
    "logic": "branches, loops, weather",
    "ranges": "ranges of work and prices",
    "risks": "risk events",
    "drivers": "common causes (drivers)",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A difference with its 95 % interval, elapsed days or money; NaN where the run is too short
    to tell."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Side:
    """Contingency of one quantity. causes : by key of `WORDS`, in the order of the waterfall; they
    add up to the P-value less the plan's own value."""

    quantity: DateQuantity | MoneyQuantity
    causes: dict[str, Amount]


@dataclass(frozen=True, slots=True)
class Stake:
    """What happens when one risk or driver is taken out and all else stays, on the same draws.

    kind : "risk" or "driver". cost, days : the P-value with it less that without it; mean_cost,
    mean_days : the same of the means. cost, mean_cost : None where no money is planned.
    """

    kind: str
    id: str
    name: str
    days: Amount
    mean_days: float
    cost: Amount | None
    mean_cost: float | None


@dataclass(frozen=True, slots=True)
class Responses:
    """Before and after mitigation, at the same level.

    count : risks that have a response. price : what the responses cost for certain; it is part of
    the cost after. before, after : P-values of finish and cost with none and with all taken. days,
    cost : after less before, paired; cost : None where no money is planned.
    """

    count: int
    price: float
    before: tuple[DateEstimate, MoneyEstimate | None]
    after: tuple[DateEstimate, MoneyEstimate | None]
    days: Amount
    cost: Amount | None


@dataclass(frozen=True)
class Contingency:
    """How much beyond the plan a level of confidence takes, and where it comes from.

    own : the run of the plan as it is. level : of the contingency, reserve : of the management
    reserve above it, per cent. time, money : money is None where none is planned. stakes : risks
    and drivers, the dearest first. responses : None where no risk has one.
    shares : the money shared out by each method, among what `by` says; empty where there is but
    one part, or no money.
    """

    own: Result
    level: float
    reserve: float
    time: Side
    money: Side | None
    stakes: tuple[Stake, ...]
    responses: Responses | None
    by: str
    shares: tuple[Share, ...]
    seconds: float

    @property
    def sides(self) -> tuple[Side, ...]:
        """Money first, where there is any."""
        return (self.time,) if self.money is None else (self.money, self.time)

    def held_above(self, side: Side) -> float:
        """Management reserve: the value at the level of the reserve less that of the
        contingency, elapsed days or money."""
        quantity = side.quantity
        return quantity.spread(quantity.at(self.reserve) - quantity.at(self.level))

    @cached_property
    def funding(self) -> tuple[Row, ...]:
        """What each confidence in steps of 5 % costs."""
        return funding(self.own)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``p80 contingency --json`` prints: docs/reference/json.md."""
        from simulator.scenario.contingency import document

        return document.to_dict(self)

    def chart(self, quantity: str = "cost", axes: Any = None) -> Any:
        """The waterfall from the plan to the level, of "cost" or "finish": a matplotlib Axes."""
        # Charts stand above and load matplotlib: put off until asked for.
        return import_module("simulator.charts.waterfall").waterfall(self, quantity, axes)

    def tornado(self, axes: Any = None) -> Any:
        """What each risk and driver adds to the P-value, in money: a matplotlib Axes."""
        return import_module("simulator.charts.tornado").tornado(self, axes)
